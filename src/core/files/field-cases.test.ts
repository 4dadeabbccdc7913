// Layouts that sales files really have, with invented rows and known truth: `golden/field-cases.json` says what is right of
// each file beside it. A file is read right, or refused (or asked about) with the words that tell the way on.

import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { isoDate } from '../table/day-numbers.ts';
import type { Dataset, ProductHistory } from '../table/dataset.ts';
import { ReadError } from '../table/read-error.ts';
import { readTable } from '../table/read-table.ts';

interface Expected {
  readonly product: string | null;
  readonly aliases: readonly string[];
  readonly split: Readonly<Record<string, string>>;
  readonly rows: readonly number[];
  readonly firstDay: readonly string[];
  readonly lastDay: readonly string[];
  readonly units: readonly number[];
  readonly unitsTolerance: number;
  readonly priceLow: readonly number[];
  readonly priceHigh: readonly number[];
  readonly unitCost: number | null;
}

interface FieldCase {
  readonly file: string;
  readonly outcome: 'read' | 'refused' | 'either';
  readonly asks: boolean;
  readonly readings: readonly (readonly Expected[])[];
  readonly mention: readonly string[];
  readonly mentionRead: readonly string[];
  readonly neverSay: readonly string[];
}

const folder = new URL('golden/', import.meta.url);
const cases = JSON.parse(readFileSync(new URL('field-cases.json', folder), 'utf8')) as readonly FieldCase[];

async function read(file: string): Promise<Dataset | ReadError> {
  const bytes = new Uint8Array(readFileSync(new URL(file, folder)));
  try {
    return buildDataset(await readTable(memorySource(file, bytes)));
  } catch (error) {
    if (error instanceof ReadError) return error;
    throw error;
  }
}

const near = (value: number, wanted: readonly number[], share: number, least: number) =>
  wanted.length === 0 ||
  wanted.some((one) => Math.abs(value - one) <= Math.max(least, share * Math.abs(one)));

/** What of a series is not as expected, in words. */
function offIn(expected: Expected, history: ProductHistory): string[] {
  const { days, price, priceKnown, units, unitCost } = history;
  const known = price.filter((_, t) => priceKnown[t] === 1);
  const sold = units.reduce((a, b) => a + b, 0);
  const low = known.reduce((a, b) => Math.min(a, b), Infinity);
  const high = known.reduce((a, b) => Math.max(a, b), -Infinity);
  return [
    expected.rows.includes(days.length) ? '' : `${days.length} rows`,
    expected.firstDay.includes(isoDate(days[0]!)) ? '' : `from ${isoDate(days[0]!)}`,
    expected.lastDay.includes(isoDate(days.at(-1)!)) ? '' : `to ${isoDate(days.at(-1)!)}`,
    near(sold, expected.units, expected.unitsTolerance, 0.6) ? '' : `${sold} units`,
    near(low, expected.priceLow, 0.003, 0.011) ? '' : `lowest price ${low}`,
    near(high, expected.priceHigh, 0.003, 0.011) ? '' : `highest price ${high}`,
    expected.unitCost === null || near(unitCost ?? NaN, [expected.unitCost], 0.01, 0.02)
      ? ''
      : `cost ${unitCost}`,
  ].filter((words) => words !== '');
}

function isOf({ product }: ProductHistory, expected: Expected): boolean {
  const names = [expected.product, ...expected.aliases].filter((name) => name !== null);
  const said = [product.id, product.key, product.name];
  const series = Object.values(product.series ?? {});
  return (
    Object.values(expected.split).every((value) => series.includes(value)) &&
    (names.length === 0 || names.some((name) => said.includes(name)))
  );
}

/** What is off under the reading that comes nearest. */
function offUnder(readings: readonly (readonly Expected[])[], dataset: Dataset): string[] {
  const found = readings.map((reading) => {
    const left = [...dataset.histories];
    const off = reading.flatMap((expected) => {
      const at = left.findIndex((history) => isOf(history, expected));
      if (at < 0) return [`no ${expected.product ?? Object.values(expected.split).join(' ')}`];
      return offIn(expected, left.splice(at, 1)[0]!);
    });
    return [...off, ...left.map(({ product }) => `one too many: ${product.id}`)];
  });
  return found.sort((a, b) => a.length - b.length)[0] ?? ['read, though it cannot be'];
}

const words = (dataset: Dataset) =>
  [
    ...dataset.findings.map(({ found, done, example }) => `${found}: ${done}. ${example}`),
    ...(dataset.questions ?? []).map(({ message }) => message),
    ...dataset.unusable.map(({ product, reason }) => `${product.id}: ${reason}`),
  ]
    .join('\n')
    .toLowerCase();

describe('field cases', () => {
  test.each(cases.map((each) => [each.file, each] as const))('%s', async (file, each) => {
    const result = await read(file);
    if (result instanceof ReadError) {
      expect(each.outcome, result.message).not.toBe('read');
      const sentence = result.message.toLowerCase().replaceAll(file.toLowerCase(), '');
      expect(
        each.mention.filter((word) => sentence.includes(word)),
        result.message,
      ).not.toEqual([]);
      expect(each.neverSay.filter((word) => sentence.includes(word))).toEqual([]);
      return;
    }
    if (each.asks && (result.questions ?? []).length > 0) return;
    expect(each.outcome).not.toBe('refused');
    expect(offUnder(each.readings, result)).toEqual([]);
    // What the demand fit says of the file, not the reader.
    if (each.mentionRead.length === 0 || file.startsWith('69_')) return;
    expect(
      each.mentionRead.filter((word) => words(result).includes(word)),
      words(result),
    ).not.toEqual([]);
  });
});
