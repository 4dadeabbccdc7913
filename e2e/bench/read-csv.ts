// How fast a file of a million rows becomes features and windows, beside bare PapaParse on the same text, and how much
// memory that takes. Each run is a process of its own: in a second one the memory would be there already.
//
// usage: tsx e2e/bench/read-csv.ts [ROWS]

import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import Papa from 'papaparse';

import { observationSize, productFeatures, windowAt, windowCount } from '../../src/core/features/features.ts';
import { buildDataset } from '../../src/core/table/build-dataset.ts';
import { readTable } from '../../src/core/table/read-table.ts';
import { fileSource, nodeDigest } from '../../src/headless/file-source.ts';
import { collectGarbage } from './collect-garbage.ts';
import { writeBigCsv } from './make-big-csv.ts';

export interface ReadBenchmark {
  readonly rows: number;
  readonly megabytes: number;
  /** Bytes to columns, columns to cleaned histories, histories to features and windows. */
  readonly readSeconds: number;
  readonly cleanSeconds: number;
  readonly featureSeconds: number;
  /** PapaParse in chunks, its rows thrown away. */
  readonly papaSeconds: number;
  /** Largest resident set of the process on the way, above the one before it. */
  readonly peakMegabytes: number;
  /** What stays at the end: the table, the histories, and the features of all products. */
  readonly keptMegabytes: number;
}

/** `repetitions` runs, each in a fresh process, on one file of `rows` rows. */
export async function benchmarkReading(rows: number, repetitions: number): Promise<readonly ReadBenchmark[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pricing-lab-bench-'));
  const path = join(folder, 'sales.csv');
  try {
    await writeBigCsv(path, rows);
    const here = fileURLToPath(import.meta.url);
    const arguments_ = [...process.execArgv, here, String(rows), path];
    return Array.from(
      { length: repetitions },
      () => JSON.parse(execFileSync(process.execPath, arguments_, { encoding: 'utf8' })) as ReadBenchmark,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Loads what is loaded when the first file comes, so that the run below times reading, not TypeScript on its way in. */
async function loadReader(beside: string): Promise<void> {
  const path = `${beside}.small`;
  await writeBigCsv(path, 1000);
  buildDataset(await readTable(await fileSource(path), {}, { createDigest: nodeDigest })).histories.map(
    productFeatures,
  );
  rmSync(path);
}

async function readOnce(path: string, rows: number): Promise<ReadBenchmark> {
  await loadReader(path);
  const before = process.memoryUsage();
  const started = performance.now();
  const result = await readTable(await fileSource(path), {}, { createDigest: nodeDigest });
  const read = performance.now();
  const dataset = buildDataset(result);
  const cleaned = performance.now();
  const features = dataset.histories.map(productFeatures);
  const window = new Float32Array(observationSize);
  let windows = 0;
  for (const one of features) {
    windowAt(one, one.days.length - 1, window);
    windows += windowCount(one);
  }
  const ready = performance.now();
  const peak = process.resourceUsage().maxRSS * 1024;
  if (dataset.table.rowCount !== rows || windows === 0)
    throw new Error(
      `internal: expected ${rows} rows, read ${dataset.table.rowCount} with ${windows} windows`,
    );
  return {
    rows,
    megabytes: statSync(path).size / 1e6,
    readSeconds: (read - started) / 1000,
    cleanSeconds: (cleaned - read) / 1000,
    featureSeconds: (ready - cleaned) / 1000,
    papaSeconds: await barePapa(path),
    peakMegabytes: (peak - before.rss) / 1e6,
    keptMegabytes: await keptMegabytes(before, [result, dataset, features]),
  };
}

/** What `results` hold beyond what was there `before`, after rubbish was collected. */
async function keptMegabytes(before: NodeJS.MemoryUsage, results: readonly unknown[]): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const now = process.memoryUsage();
  if (results.length === 0) throw new Error('internal: nothing was kept');
  return (now.heapUsed + now.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6;
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
  const [rows = '1000000', path] = process.argv.slice(2);
  const result =
    path === undefined ? await benchmarkReading(Number(rows), 1) : await readOnce(path, Number(rows));
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}
