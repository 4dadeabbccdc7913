// How fast a file of a million rows becomes a dataset, beside bare PapaParse on the same text.
//
// usage: tsx e2e/bench/read-csv.ts [ROWS]

import { createReadStream, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import Papa from 'papaparse';

import { buildDataset } from '../../src/core/table/build-dataset.ts';
import { readTable } from '../../src/core/table/read-table.ts';
import { fileSource, nodeDigest } from '../../src/headless/file-source.ts';
import { writeBigCsv } from './make-big-csv.ts';

export interface ReadBenchmark {
  readonly rows: number;
  readonly megabytes: number;
  /** Bytes to columns, and columns to cleaned histories. */
  readonly readSeconds: number;
  readonly cleanSeconds: number;
  readonly rowsPerSecond: number;
  /** PapaParse in chunks, its rows thrown away. */
  readonly papaSeconds: number;
  /** Largest resident set during reading above the one before it. */
  readonly peakMegabytes: number;
}

export async function benchmarkReading(rows = 1_000_000): Promise<ReadBenchmark> {
  const path = join(tmpdir(), `pricing-lab-bench-${process.pid}.csv`);
  await writeBigCsv(path, rows);
  try {
    const before = process.memoryUsage.rss();
    let peak = before;
    const started = performance.now();
    const result = await readTable(
      await fileSource(path),
      {},
      {
        createDigest: nodeDigest,
        onProgress: () => void (peak = Math.max(peak, process.memoryUsage.rss())),
      },
    );
    const read = performance.now();
    const dataset = buildDataset(result);
    const cleaned = performance.now();
    peak = Math.max(peak, process.memoryUsage.rss());
    if (dataset.table.rowCount !== rows) {
      throw new Error(`internal: expected ${rows} rows, read ${dataset.table.rowCount}`);
    }
    return {
      rows,
      megabytes: statSync(path).size / 1e6,
      readSeconds: (read - started) / 1000,
      cleanSeconds: (cleaned - read) / 1000,
      rowsPerSecond: rows / ((cleaned - started) / 1000),
      papaSeconds: await barePapa(path),
      peakMegabytes: (peak - before) / 1e6,
    };
  } finally {
    rmSync(path, { force: true });
  }
}

/** Seconds for PapaParse to stream the file as arrays of cells, which are counted and thrown away. */
async function barePapa(path: string): Promise<number> {
  const started = performance.now();
  let cells = 0;
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(path, { highWaterMark: 1 << 19, encoding: 'utf8' }), {
      chunk: ({ data }) => {
        for (const row of data) cells += row.length;
      },
      complete: () => resolve(),
      error: reject,
    });
  });
  if (cells === 0) throw new Error('internal: PapaParse read nothing');
  return (performance.now() - started) / 1000;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const result = await benchmarkReading(Number(process.argv[2] ?? 1_000_000));
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}
