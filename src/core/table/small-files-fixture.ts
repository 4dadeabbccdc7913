// Small files for the tests of this folder.

import { buildDataset } from './build-dataset.ts';
import { type ByteSource, memorySource } from './byte-source.ts';
import { isoDate } from './day-numbers.ts';
import type { Dataset, Finding, ReadChoices } from './dataset.ts';
import { readTable } from './read-table.ts';

/** 2025-01-01 */
export const newYear = 20089;

export function textSource(text: string, name = 'sales.csv', pieceBytes?: number): ByteSource {
  return memorySource(name, new TextEncoder().encode(text), pieceBytes);
}

export async function readText(
  text: string,
  choices: ReadChoices = {},
  name = 'sales.csv',
): Promise<Dataset> {
  return readBytes(new TextEncoder().encode(text), choices, name);
}

export async function readBytes(
  bytes: Uint8Array,
  choices: ReadChoices = {},
  name = 'sales.csv',
  pieceBytes?: number,
): Promise<Dataset> {
  return buildDataset(await readTable(memorySource(name, bytes, pieceBytes), choices), choices);
}

/** `header`, then `days` rows from 2025-01-01 on, each made from its day's index and ISO date. */
export function dailyCsv(header: string, row: (t: number, date: string) => string, days = 20): string {
  const rows = Array.from({ length: days }, (_, t) => row(t, isoDate(newYear + t)));
  return `${[header, ...rows].join('\n')}\n`;
}

/** Twenty plain days: price 10 or 12, whole units, sales as money. */
export function plainCsv(days = 20): string {
  return dailyCsv(
    'Report Date,Product Price,Total Sales',
    (t, date) => `${date},${t % 2 === 0 ? '10.00' : '12.00'},${(t % 2 === 0 ? 10 : 12) * (t + 1)}`,
    days,
  );
}

/** The finding of a kind; fails the test by an Error where there is none. */
export function finding(dataset: Dataset, kind: string): Finding {
  const found = dataset.findings.find((one) => one.kind === kind);
  if (!found)
    throw new Error(`no finding ${kind} among ${dataset.findings.map((one) => one.kind).join(', ')}`);
  return found;
}

/** UTF-16 bytes of a text, with or without its byte order mark. */
export function utf16(text: string, order: 'le' | 'be', withMark: boolean): Uint8Array {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  if (withMark) units.unshift(0xfeff);
  return Uint8Array.from(
    units.flatMap((unit) => (order === 'le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
  );
}
