// `npm run bench`: one table of what was measured on this machine, now. `npm run bench -- NAME ...` runs only those.
//
// One thing runs at a time: on two cores a second one would be in every figure.

import { benchmarkPage } from './page.ts';
import { benchmarkReading } from './read-csv.ts';
import { benchmarkUpdates } from './update-speed.ts';

interface Row {
  readonly what: string;
  readonly value: string;
  readonly unit: string;
  readonly spread: string;
}

const benches: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  updates: updateRows,
  reading: readingRows,
  page: benchmarkPage,
};

async function updateRows(): Promise<Row[]> {
  const rows = await benchmarkUpdates();
  return rows.map(({ name, value, unit, spread }) => ({ what: name, value: figure(value), unit, spread }));
}

async function readingRows(): Promise<Row[]> {
  const runs = [];
  for (let i = 0; i < 3; i++) runs.push(await benchmarkReading(1_000_000));
  const seconds = runs.map((run) => run.rows / run.rowsPerSecond);
  const ratios = runs.map((run) => run.rows / run.rowsPerSecond / run.papaSeconds);
  const size = `${figure(runs[0]!.megabytes)} MB, 3 runs`;
  return [
    {
      what: 'read a million rows into cleaned histories',
      value: figure(1_000_000 / median(seconds)),
      unit: 'rows/s',
      spread: `${size}, ${range(seconds)} s`,
    },
    {
      what: 'the same beside bare PapaParse',
      value: figure(median(ratios)),
      unit: 'x its time',
      spread: range(ratios),
    },
    {
      what: 'memory while reading, above before',
      value: figure(median(runs.map((run) => run.peakMegabytes))),
      unit: 'MB',
      spread: range(runs.map((run) => run.peakMegabytes)),
    },
  ];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function range(values: readonly number[]): string {
  return `${figure(Math.min(...values))} to ${figure(Math.max(...values))}`;
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

function table(rows: readonly Row[]): string {
  const lines = [
    ['what', 'value', 'unit', 'spread'],
    ...rows.map(({ what, value, unit, spread }) => [what, value, unit, spread]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines.map((line) => `| ${line.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`).join('\n');
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown[0]}"; there are ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 1;
} else {
  const rows: Row[] = [];
  for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
    console.error(`${name} ...`);
    rows.push(...(await benches[name]!()));
  }
  console.log(table(rows));
}
