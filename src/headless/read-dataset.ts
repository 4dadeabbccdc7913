// A file on disk, and second files beside it, to a dataset, for every command that takes one.

import { joinSecondFile, type SecondFileReport } from '../core/files/second-file/join-second-file.ts';
import { readCells } from '../core/files/read-cells.ts';
import { buildDataset } from '../core/table/build-dataset.ts';
import type { Dataset, ReadChoices } from '../core/table/dataset.ts';
import { readTable } from '../core/table/read-table.ts';
import { fileSource, nodeDigest } from './file-source.ts';

/**
 * The dataset of the file at `path`, with the second files that `join` names, parted by commas.
 *
 * @throws Error with one clear sentence where a file cannot be read or used.
 */
export async function readDataset(path: string, choices: ReadChoices = {}, join?: string): Promise<Dataset> {
  return (await readJoined(path, choices, join)).dataset;
}

/** The same with the report of what matched of each second file. */
export async function readJoined(
  path: string,
  choices: ReadChoices,
  join: string | undefined,
): Promise<{ readonly dataset: Dataset; readonly joined: readonly SecondFileReport[] }> {
  const result = await readTable(await fileSource(path), choices, { createDigest: nodeDigest });
  let dataset = buildDataset(result, choices);
  const joined: SecondFileReport[] = [];
  for (const second of join?.split(',') ?? []) {
    const one = joinSecondFile(dataset, await readCells(await fileSource(second.trim())));
    dataset = one.dataset;
    joined.push(one.report);
  }
  return { dataset, joined };
}
