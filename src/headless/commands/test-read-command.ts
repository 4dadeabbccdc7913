// `lab test read RESULT`: what a price test has shown, as the page's Experiments reads it out.

import { assignDays } from '../../core/experiments/assignment.ts';
import { outcomeOf, withTest, type PriceTest } from '../../core/experiments/price-test.ts';
import { readOut, type ReadOut } from '../../core/experiments/read-out.ts';
import { readResultFile } from '../../core/experiments/result-file.ts';
import { readLine } from '../command.ts';
import { fileSource } from '../file-source.ts';
import { testReadLine } from '../lines/watching-lines.ts';
import { readOutEntry, readOutRows } from '../read-out-entry.ts';
import { readTestsFile, testIn, writeTestsFile } from '../tests-file.ts';
import { writeCsv } from '../write-csv.ts';

/** @throws Error in one sentence for a bad option, a result that cannot be read or has too few pairs. */
export async function testReadCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(testReadLine, args);
  const { list } = values;
  if (list === undefined && (values.test !== undefined || values.use))
    throw new Error('test read: --test and --use are about a test of a list: name it with --list TESTS.json');
  const tests = list === undefined ? [] : await readTestsFile(list, 'test read');
  const test = list === undefined ? null : testIn(tests, values.test, 'test read');
  const result = await readResultFile(await fileSource(argument), test && assignDays(test.design));
  const read = readOut(result, values.cost ?? test?.unitCost ?? null, undefined, test?.id);
  if (values.use && read.evidence === null)
    throw new Error(
      'test read: --use: the result shows nothing about the elasticity, so there is nothing to use',
    );
  console.log(JSON.stringify({ test: test?.id ?? null, ...readOutEntry(read) }, null, 1));
  if (values.csv !== undefined) await writeCsv('test read', values.csv, readOutRows(read));
  if (test && list !== undefined)
    await writeTestsFile(list, withTest(tests, withOutcome(test, read, values.use)), 'test read');
}

/** A result that was used stays so when more of it is read. */
function withOutcome(test: PriceTest, read: ReadOut, use: boolean): PriceTest {
  const outcome = outcomeOf(read, false);
  const isUsed = (use || test.outcome?.isUsed === true) && outcome.evidence !== null;
  return { ...test, outcome: { ...outcome, isUsed } };
}
