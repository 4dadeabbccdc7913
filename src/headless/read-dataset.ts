// Files on disk to a dataset, for every command that takes one: the sales, and what `--join` adds to them.

import { type CellTable, readCells } from '../core/files/read-cells.ts';
import { buildDataset } from '../core/table/build-dataset.ts';
import type { Dataset, ReadChoices } from '../core/table/dataset.ts';
import { readTable } from '../core/table/read-table.ts';
import { fileSource, nodeDigest } from './file-source.ts';

/**
 * The sales at `path` with the second files at the paths `join`.
 *
 * @throws Error with one clear sentence where a file cannot be read, used or joined.
 */
export async function readDataset(
  path: string,
  choices: ReadChoices = {},
  join: readonly string[] = [],
): Promise<Dataset> {
  const hooks = { createDigest: nodeDigest };
  const result = await readTable(await fileSource(path), choices, hooks);
  const secondFiles: CellTable[] = [];
  for (const second of join) secondFiles.push(await readCells(await fileSource(second), undefined, hooks));
  return buildDataset(result, choices, secondFiles);
}
