// Files on disk to a dataset, for every command that takes one: the sales, and what `--join` adds to them.

import type { CellTable } from '../core/files/read-cells.ts';
import { readSecondFile } from '../core/files/second-file/read-second-file.ts';
import type { ByteSource } from '../core/table/byte-source.ts';
import { buildDataset } from '../core/table/build-dataset.ts';
import type { Dataset, ReadChoices } from '../core/table/dataset.ts';
import { readTable } from '../core/table/read-table.ts';
import { fileSource, namingFile, nodeDigest } from './file-source.ts';

const hooks = { createDigest: nodeDigest };

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
  const seconds: ByteSource[] = [];
  const sales = await fileSource(path);
  for (const second of join) seconds.push(await fileSource(second));
  return datasetOf(sales, choices, seconds);
}

/** The same of sources at hand, wherever their bytes lie. */
export async function datasetOf(
  sales: ByteSource,
  choices: ReadChoices,
  seconds: readonly ByteSource[],
): Promise<Dataset> {
  const result = await namingFile(sales.name, () => readTable(sales, choices, hooks));
  const secondFiles: CellTable[] = [];
  for (const second of seconds) secondFiles.push(await readSecondFile(second, choices, hooks));
  return buildDataset(result, choices, secondFiles);
}
