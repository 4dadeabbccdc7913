// `lab split-halves FILE.csv`: whether the intervals of a file's two halves agree, under the full model and the plain
// regression. Shares of the products; `contradicting` should be 5 % of them and is a fault above 10 %.

import { splitHalves, type HalvesCount } from '../../core/demand/split-halves.ts';
import { readLine } from '../command.ts';
import { flatRows } from '../flat-rows.ts';
import { splitHalvesLine } from '../lines/reading-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { writeCsv } from '../write-csv.ts';

/** @throws Error in one sentence without a file, or where it cannot be read. */
export async function splitHalvesCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(splitHalvesLine, args);
  const { fileName, histories } = await readDataset(
    argument,
    await readChoicesFile(values.choices),
    values.join,
  );
  const sharesOf = (model: 'full' | 'plain') => {
    const { all, unsuspicious, known, answers } = splitHalves(histories, model);
    return {
      all: entryOf(all),
      unsuspicious: entryOf(unsuspicious),
      known: entryOf(known),
      answers: entryOf(answers),
    };
  };
  const printed = {
    file: fileName,
    products: histories.length,
    full: sharesOf('full'),
    plain: sharesOf('plain'),
  };
  console.log(JSON.stringify(printed, null, 1));
  if (values.csv === undefined) return;
  const rows = (['full', 'plain'] as const).flatMap((model) =>
    Object.entries(printed[model]).map(([group, shares]) => ({ model, group, ...shares })),
  );
  await writeCsv('split-halves', values.csv, flatRows(rows));
}

function entryOf({ products, contradicting, apart, medianWidth }: HalvesCount) {
  const share = (count: number) => (products === 0 ? null : Number((count / products).toFixed(3)));
  return {
    products,
    contradicting: share(contradicting),
    apart: share(apart),
    medianWidth: medianWidth === null ? null : Number(medianWidth.toFixed(3)),
  };
}
