// The result of a price test, from a file: the plan filled in, or another file with the same columns.
//
// Headers are matched as the sales reader matches them. A test's file is small and every cell of it counts, so what
// cannot be read refuses the file, with the row, the column and what would be right.

import { decideDateOrder, resolveDate } from '../table/date-order.ts';
import { parseDate } from '../table/dates.ts';
import { readCells } from '../files/read-cells.ts';
import type { ByteSource } from '../table/byte-source.ts';
import { matchHeaders, plainHeader } from '../table/header.ts';
import { decideSeparators, readNumber, SeparatorEvidence } from '../table/numbers.ts';
import { ReadError } from '../table/read-error.ts';
import { isoDate } from '../table/day-numbers.ts';
import { plannedExtent, type Arm, type AssignedDay, type PlannedExtent } from './assignment.ts';

/** One day of one shop, as it went. */
export interface ResultDay {
  readonly day: number;
  readonly shop: string;
  readonly pair: string;
  readonly arm: Arm;
  /** The price that was charged; NaN where the file does not say. */
  readonly price: number;
  readonly units: number;
  /** Currency; NaN where the file does not say. */
  readonly sales: number;
  readonly profit: number;
  /** Units of the other products of its category; absent or NaN where the file does not say. */
  readonly categoryUnits?: number;
}

export interface ResultFile {
  readonly fileName: string;
  readonly days: readonly ResultDay[];
  /** Rows without units: days that are still to come. */
  readonly openRows: number;
  /** What was planned before the test began: by the plan, or by the rows still open; null where neither tells. */
  readonly planned: PlannedExtent | null;
}

const numberRoles = ['price', 'units', 'sales', 'profit'] as const;
type NumberRole = (typeof numberRoles)[number];

/** Headers of what a sales file does not have, compared without case, spacing and punctuation. */
const ownHeaders = {
  arm: ['arm', 'group', 'variant', 'price group', 'treatment', 'cell', 'test group', 'gruppe', 'variante'],
  categoryUnits: ['category units', 'other units', 'units of the category', 'rest of category', 'kategorie'],
  pair: ['pair', 'block', 'pair id', 'block id', 'paar'],
  shop: ['shop', 'store', 'unit', 'location', 'branch', 'channel', 'outlet', 'market', 'filiale', 'laden'],
} as const;

const arms: Readonly<Record<string, Arm>> = {
  a: 'A',
  control: 'A',
  current: 'A',
  old: 'A',
  '0': 'A',
  b: 'B',
  test: 'B',
  treatment: 'B',
  new: 'B',
  '1': 'B',
  c: 'C',
  '2': 'C',
};

/**
 * The result file's days.
 *
 * A file without a column `pair` takes its pairs from `plan`, by date and shop.
 *
 * @throws ReadError in a sentence: which row and column, what was expected, what stands there.
 */
export async function readResultFile(
  file: ByteSource,
  plan: readonly AssignedDay[] | null,
): Promise<ResultFile> {
  if (file.size === 0)
    throw new ReadError(`"${file.name}" is empty; choose the plan with its results filled in.`);
  const { fileName, headers, rows: body, delimiter } = await readCells(file);
  const columns = columnsOf(fileName, headers, plan !== null);
  const separator = decideSeparators(
    numberRoles.map((role) => {
      const evidence = new SeparatorEvidence();
      const column = columns[role];
      if (column !== null) for (const { cells } of body) evidence.add(cells[column] ?? '');
      return evidence;
    }),
    delimiter,
  ).file;
  const dayOf = dayReader(body.map(({ cells }) => cells[columns.date] ?? ''));
  const pairOf = pairReader(plan);
  const days: ResultDay[] = [];
  const openDays: { readonly day: number; readonly pair: string }[] = [];
  let openRows = 0;
  for (const { cells, fileRow } of body) {
    const cell = (column: number | null) => (column === null ? '' : (cells[column] ?? '').trim());
    const number = (role: NumberRole) =>
      numberIn(cell(columns[role]), fileRow, headers, columns[role], separator);
    const units = number('units');
    if (Number.isNaN(units)) {
      openRows++;
      const day = dayOf(cell(columns.date));
      const pair = cell(columns.pair);
      if (day !== null && pair !== '') openDays.push({ day, pair });
      continue;
    }
    if (units < 0)
      throw cellError(fileRow, headers[columns.units!]!, 'units of at least 0', cell(columns.units));
    const day = dayOf(cell(columns.date));
    if (day === null)
      throw cellError(fileRow, headers[columns.date]!, 'a date such as 2026-01-31', cell(columns.date));
    const arm = arms[cell(columns.arm).toLowerCase()];
    if (!arm) throw cellError(fileRow, headers[columns.arm]!, 'A, B or C', cell(columns.arm));
    const shop = cell(columns.shop);
    const pair = columns.pair === null ? pairOf(day, shop, fileRow) : cell(columns.pair);
    if (pair === '') throw cellError(fileRow, headers[columns.pair!]!, 'the name of the pair', '');
    days.push({
      day,
      shop,
      pair,
      arm,
      price: number('price'),
      units,
      sales: number('sales'),
      profit: number('profit'),
      ...(columns.categoryUnits === null
        ? {}
        : {
            categoryUnits: numberIn(
              cell(columns.categoryUnits),
              fileRow,
              headers,
              columns.categoryUnits,
              separator,
            ),
          }),
    });
  }
  if (days.length === 0)
    throw new ReadError(
      `"${fileName}" has no row with units; fill in the column "${headers[columns.units!]}".`,
    );
  refuseRepeated(days);
  return { fileName, days, openRows, planned: plannedOf(days, openDays, plan) };
}

/** The plan counts where it is the one that was carried out. */
function plannedOf(
  days: readonly ResultDay[],
  openDays: readonly { readonly day: number; readonly pair: string }[],
  plan: readonly AssignedDay[] | null,
): PlannedExtent | null {
  if (plan !== null) {
    const pairs = new Map(plan.map(({ day, shop, pair }) => [`${day} ${shop}`, pair]));
    if (days.every(({ day, shop, pair }) => pairs.get(`${day} ${shop}`) === pair)) return plannedExtent(plan);
  }
  return openDays.length > 0 ? plannedExtent([...days, ...openDays]) : null;
}

interface Columns extends Readonly<Record<NumberRole, number | null>> {
  readonly date: number;
  readonly arm: number;
  readonly pair: number | null;
  readonly shop: number | null;
  readonly categoryUnits: number | null;
}

function columnsOf(fileName: string, headers: readonly string[], hasPlan: boolean): Columns {
  const plain = headers.map(plainHeader);
  const own = (names: readonly string[]) => {
    const wanted = names.map(plainHeader);
    const found = plain.findIndex((header) => wanted.includes(header));
    return found < 0 ? null : found;
  };
  const arm = own(ownHeaders.arm);
  const pair = own(ownHeaders.pair);
  // "unit" is a shop here, unless the file has no other column for the units sold.
  const mapping = matchHeaders(headers);
  const units = mapping.units ?? null;
  const shop = own(ownHeaders.shop);
  const missing = [
    ...(mapping.date === undefined ? ['a date (such as "date")'] : []),
    ...(arm === null ? ['the price group (such as "arm", with A or B)'] : []),
    ...(units === null ? ['the units sold (such as "units")'] : []),
    ...(pair === null && !hasPlan
      ? ['the pair of each day (the column "pair" of the plan, which says what was drawn together)']
      : []),
  ];
  if (missing.length > 0)
    throw new ReadError(
      `"${fileName}" has the columns ${headers.map((header) => `"${header}"`).join(', ')}; missing: ${missing.join(', ')}. ` +
        'Fill in the plan that the lab wrote, or use its column names.',
    );
  return {
    date: mapping.date!,
    arm: arm!,
    pair,
    shop: shop === units ? null : shop,
    categoryUnits: own(ownHeaders.categoryUnits),
    price: mapping.price ?? null,
    units,
    sales: mapping.sales ?? null,
    profit: mapping.profit ?? null,
  };
}

function numberIn(
  text: string,
  fileRow: number,
  headers: readonly string[],
  column: number | null,
  separator: '.' | ',',
): number {
  const value = readNumber(text, separator);
  if (typeof value === 'number') return value;
  if (value === 'unreadable') throw cellError(fileRow, headers[column!]!, 'a number', text);
  return NaN;
}

/** Reads the date column under the order of day and month that its cells prove. */
function dayReader(cells: readonly string[]): (text: string) => number | null {
  const { order, ambiguous } = decideDateOrder(cells.map((text) => ({ text, parsed: parseDate(text) })));
  if (ambiguous !== null)
    throw new ReadError(
      `Dates such as "${ambiguous}" can be read with the day or with the month first; write them as 2026-01-31.`,
    );
  return (text) => {
    const parsed = parseDate(text);
    return parsed && resolveDate(parsed, order);
  };
}

function pairReader(plan: readonly AssignedDay[] | null) {
  const planned = new Map(plan?.map(({ day, shop, pair }) => [`${day} ${shop}`, pair]));
  return (day: number, shop: string, fileRow: number): string => {
    const pair = planned.get(`${day} ${shop}`);
    if (pair === undefined)
      throw new ReadError(
        `Row ${fileRow}: ${isoDate(day)}${shop ? ` in ${shop}` : ''} is not a day of the plan; ` +
          'choose the result of this plan, or a file with the column "pair".',
      );
    return pair;
  };
}

function refuseRepeated(days: readonly ResultDay[]): void {
  const seen = new Set<string>();
  for (const { day, shop } of days) {
    const key = `${day} ${shop}`;
    if (seen.has(key))
      throw new ReadError(
        `${isoDate(day)}${shop ? ` in ${shop}` : ''} appears twice in the file; add its rows up, or name the shops in a column "shop".`,
      );
    seen.add(key);
  }
}

function cellError(fileRow: number, header: string, expected: string, got: string): ReadError {
  return new ReadError(`Row ${fileRow}, column "${header}": expected ${expected}, got "${got}".`);
}
