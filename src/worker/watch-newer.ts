// Newer sales beside the loaded ones, on the reader's thread: what `watchFile` needs of the platform, and simulated
// sales for those who want to try it.

import type { CellTable } from '../core/files/read-cells.ts';
import { simulatedNewerSales } from '../core/monitor/simulated-newer.ts';
import { watchFile } from '../core/monitor/watch-file.ts';
import type { Dataset } from '../core/table/dataset.ts';
import type { ReadHooks } from '../core/table/read-hooks.ts';
import { byteSource } from './file-byte-source.ts';
import type { ReaderSource, WatchAnswer } from './protocol/reader-protocol.ts';

const simulationSeed = 1;

/** @throws Error in a sentence where the newer sales cannot be used; ReadCancelled. */
export async function watchNewer(
  loaded: Dataset,
  source: ReaderSource | null,
  hooks: ReadHooks,
  secondFiles: readonly CellTable[] = [],
): Promise<WatchAnswer> {
  const made = source === null ? simulatedNewerSales(loaded.histories, simulationSeed) : null;
  const newer = source ?? fileOf('simulated newer sales.csv', [made!.text]);
  const { watch, joined } = await watchFile(
    loaded,
    byteSource(newer),
    (name, parts) => byteSource(fileOf(name, parts)),
    hooks,
    secondFiles,
  );
  return {
    watch,
    joined: { source: fileOf(joined.name, joined.parts), choices: joined.choices },
    simulated: made?.drifts ?? null,
  };
}

function fileOf(name: string, parts: readonly string[]): ReaderSource {
  return { name, content: new Blob([...parts], { type: 'text/csv' }) };
}
