// `lab test simulate FILE --list TESTS.json`: a planned test carried out in a shop that follows the demand fit, and read out, as
// the page's Experiments simulates it. The list stays as it is: nothing of this happened.

import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { resultCsv } from '../../core/experiments/plan-csv.ts';
import { readOut } from '../../core/experiments/read-out.ts';
import { simulatedTest } from '../../core/experiments/simulated-result.ts';
import { readLine } from '../command.ts';
import { testSimulateLine } from '../lines/watching-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { readOutEntry, readOutRows } from '../read-out-entry.ts';
import { say } from '../say.ts';
import { readTestsFile, testIn } from '../tests-file.ts';
import { writeCsv } from '../write-csv.ts';
import { writeOut } from '../write-file.ts';

/** @throws Error in one sentence for a bad option or file, and where the file has no such product. */
export async function testSimulateCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(testSimulateLine, args);
  const { id, design, unitCost } = testIn(
    await readTestsFile(values.list, 'test simulate'),
    values.test,
    'test simulate',
  );
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  const place = dataset.histories.findIndex(({ product }) => product.id === design.productId);
  if (place < 0)
    throw new Error(
      `test simulate: ${dataset.fileName} has no product "${design.productId}", which the test is about`,
    );
  const demand = summarizeDemand(dataset.histories)[place]!;
  const result = simulatedTest(design, dataset.histories[place]!, demand);
  const read = readOut(result, unitCost, undefined, id);
  console.log(JSON.stringify({ test: id, isSimulated: true, ...readOutEntry(read) }, null, 1));
  if (values.csv !== undefined) await writeCsv('test simulate', values.csv, readOutRows(read));
  if (values.result === undefined) return;
  await writeOut('test simulate', values.result, resultCsv(design, result.days));
  say(`Wrote ${values.result}.`);
}
