// From the files of a shop's sales to its products with fitted demand: the road of `advise` up to the prices.

import type { CellTable } from '../../../core/files/read-cells.ts';
import { readSecondFile } from '../../../core/files/second-file/read-second-file.ts';
import { summarizeDemand } from '../../../core/demand/summarize-demand.ts';
import { holdOutProducts } from '../../../core/market/hold-out.ts';
import { runProducts, type RunProduct } from '../../../core/market/run-product.ts';
import { noAssumptions, withAssumedCost } from '../../../core/table/assumed-cost.ts';
import { buildDataset } from '../../../core/table/build-dataset.ts';
import { memorySource } from '../../../core/table/byte-source.ts';
import { isoDate } from '../../../core/table/day-numbers.ts';
import type { Dataset, ReadChoices } from '../../../core/table/dataset.ts';
import { readTable } from '../../../core/table/read-table.ts';
import { namingFile, nodeDigest } from '../../file-source.ts';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A sales file with what it is read with and what is joined to it. */
export interface SalesFiles extends NamedBytes {
  readonly choices: ReadChoices;
  readonly secondFiles: readonly NamedBytes[];
}

/** What prices are made from: plain data, it crosses threads. */
export interface Ground {
  readonly fileName: string;
  /** SHA-256 of the sales file. */
  readonly fingerprint: string;
  /** ISO days. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly products: readonly RunProduct[];
  readonly unusable: readonly { readonly product: string; readonly name: string; readonly reason: string }[];
}

export const readHooks = { createDigest: nodeDigest };

/** @throws Error in a sentence where a file cannot be read or joined. */
export async function datasetOf({ name, bytes, choices, secondFiles }: SalesFiles): Promise<Dataset> {
  const result = await namingFile(name, () => readTable(memorySource(name, bytes), choices, readHooks));
  return buildDataset(result, choices, await cellsOf(secondFiles, choices));
}

export async function cellsOf(files: readonly NamedBytes[], choices: ReadChoices): Promise<CellTable[]> {
  const cells: CellTable[] = [];
  for (const { name, bytes } of files)
    cells.push(await readSecondFile(memorySource(name, bytes), choices, readHooks));
  return cells;
}

/**
 * The products of a dataset, fitted. `marginPercent`: assumed where the file has no cost; null assumes none.
 *
 * @throws Error in a sentence where no product can be used.
 */
export function groundOf(dataset: Dataset, marginPercent: number | null): Ground {
  if (dataset.histories.length === 0)
    throw new Error(
      `${dataset.fileName} has no product with enough days: ${dataset.unusable[0]?.reason ?? 'it has no rows'}`,
    );
  const assumed = marginPercent === null ? null : { kind: 'margin' as const, percent: marginPercent };
  const costs = { ...noAssumptions, all: assumed };
  const histories = dataset.histories.map((history) => withAssumedCost(history, costs));
  const products = runProducts(histories, summarizeDemand(histories), holdOutProducts(histories));
  return {
    fileName: dataset.fileName,
    fingerprint: dataset.fingerprint,
    firstDay: isoDate(Math.min(...histories.map(({ days }) => days[0]!))),
    lastDay: isoDate(Math.max(...histories.map(({ days }) => days.at(-1)!))),
    products,
    unusable: dataset.unusable.map(({ product, reason }) => ({
      product: product.id,
      name: product.name,
      reason,
    })),
  };
}
