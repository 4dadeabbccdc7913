// A CSV file on disk to a dataset, for every command that takes one.

import { buildDataset } from '../core/table/build-dataset.ts';
import type { Dataset, ReadChoices } from '../core/table/dataset.ts';
import { readTable } from '../core/table/read-table.ts';
import { fileSource, nodeDigest } from './file-source.ts';

/** @throws Error with one clear sentence where the file cannot be read or used. */
export async function readDataset(path: string, choices: ReadChoices = {}): Promise<Dataset> {
  const result = await readTable(await fileSource(path), choices, { createDigest: nodeDigest });
  return buildDataset(result, choices);
}
