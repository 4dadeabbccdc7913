// `lab split-halves FILE...`: whether the intervals of a file's two halves agree, under the full model and the plain regression.

import { splitHalves, type HalvesCount } from '../../core/demand/split-halves.ts';
import { readDataset } from '../read-dataset.ts';

/** @throws Error in one sentence without a file, or where one cannot be read. */
export async function splitHalvesCommand(args: readonly string[]): Promise<void> {
  if (args.length === 0)
    throw new Error('split-halves: expected one file or more, as in "lab split-halves FILE.csv"');
  const files = [];
  for (const path of args) {
    const { fileName, histories } = await readDataset(path);
    const shares = (model: 'full' | 'plain') => {
      const { all, known, answers } = splitHalves(histories, model);
      return { all: entryOf(all), known: entryOf(known), answers: entryOf(answers) };
    };
    files.push({ file: fileName, products: histories.length, full: shares('full'), plain: shares('plain') });
  }
  console.log(JSON.stringify({ files }, null, 1));
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
