// Which of several columns is the price and which the units, and what is said of the others.

import { median } from '../statistics/summary.ts';
import { type ColumnFacts, isNamed, rankAs } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import type { Formula, HelperName } from './read-plan.ts';
import type { SampleRows } from './second-key.ts';
import type { Note } from './note.ts';
import { isFixed, productShare, varies, saysPacks, scaleOf, includesTax } from './money-arithmetic.ts';

/** Units that carry the sign of the stock, and returns whose units carry none. */
export function unitSigns(
  units: ColumnFacts,
  total: ColumnFacts | null,
  price: ColumnFacts | null,
  formulas: Formula[],
  helpers: Partial<Record<HelperName, number>>,
  notes: Note[],
): void {
  let sold = 0;
  let below = 0;
  let returned = 0;
  units.numbers.forEach((value, row) => {
    const money = total ? total.numbers[row]! : NaN;
    if (total && money > 0 && value !== 0) {
      sold++;
      if (value < 0) below++;
    } else if (!total && value !== 0 && !Number.isNaN(value)) {
      sold++;
      if (value < 0) below++;
    }
    if (money < 0 && value > 0) returned++;
  });
  const isMovement = total !== null && isBelowZero(units) && isBelowZero(total);
  if (isMovement) formulas.push({ role: 'sales', words: `-"${total.header}"`, compute: (row) => -row.sales });
  if (isMovement || (sold >= 10 && below > 0.9 * sold)) {
    formulas.push({ role: 'units', words: `-"${units.header}"`, compute: (row) => -row.units });
    notes.push([
      'units-negative',
      'attention',
      `"${units.header}" is below zero where something was sold (movements of the stock)`,
      'Its sign is reversed',
      `${units.numbers.find((value) => value < 0)!} is read as ${-units.numbers.find((value) => value < 0)!}`,
    ]);
  } else if (returned < 3 && price && returnsAtNegativePrice(price, units) >= 3) {
    helpers.signedPrice = price.index;
    formulas.push({
      role: 'units',
      words: `"${units.header}", below zero where "${price.header}" is`,
      compute: (row) => (row.signedPrice < 0 ? -Math.abs(row.units) : row.units),
    });
    notes.push([
      'returns-by-price',
      'repaired',
      `"${units.header}" is above zero on rows where "${price.header}" is below (returns)`,
      'Those units are subtracted',
      `${returnsAtNegativePrice(price, units)} such rows at the beginning of the file`,
    ]);
  } else if (returned >= 3 && total) {
    formulas.push({
      role: 'units',
      words: `"${units.header}", below zero where "${total.header}" is`,
      compute: (row) => (row.sales < 0 ? -Math.abs(row.units) : row.units),
    });
    notes.push([
      'returns-by-sales',
      'repaired',
      `"${units.header}" is above zero on rows where "${total.header}" is below (returns)`,
      'Those units are subtracted',
      `${returned} such rows at the beginning of the file`,
    ]);
  }
}

/** Whether nearly all that a column adds up to is below zero: goods that left the stock, what was booked back above it. */
function isBelowZero({ numbers }: ColumnFacts): boolean {
  let below = 0;
  let all = 0;
  let rows = 0;
  for (const value of numbers) {
    if (!(Math.abs(value) > 0)) continue;
    all += Math.abs(value);
    if (value < 0) below -= value;
    rows++;
  }
  return rows >= 10 && below > 0.8 * all;
}

/** Rows with units above zero and a price below. */
function returnsAtNegativePrice(price: ColumnFacts, units: ColumnFacts): number {
  let rows = 0;
  units.numbers.forEach((value, row) => {
    if (value > 0 && price.numbers[row]! < 0) rows++;
  });
  return rows;
}

/** Whether a total mostly exceeds price times units, and is not the units themselves. */
export function isMoreThanSold(total: ColumnFacts, price: ColumnFacts, units: ColumnFacts): boolean {
  let asked = 0;
  let above = 0;
  total.numbers.forEach((value, row) => {
    const sold = price.numbers[row]! * units.numbers[row]!;
    if (!(sold > 0) || !(value > 0)) return;
    asked++;
    if (value > 1.005 * sold && value < 20 * sold) above++;
  });
  return asked >= 10 && above > 0.5 * asked;
}

/** Money for less than the price of one unit a day would be no sale; a header alone does not make it so. */
export function totalIsLarge(total: ColumnFacts, price: ColumnFacts): boolean {
  return (
    median(total.numbers.filter((value) => value > 0)) * scaleOf(total.header) >=
    0.9 * median(price.numbers.filter((value) => value > 0))
  );
}

/** What tells two prices, or two counts, of one file apart: packs from pieces, what a shop bought from what it sold. */
function senseOf(header: string): 'packs' | 'in' | 'out' | null {
  if (saysPacks(header)) return 'packs';
  const sell = /\bsell(?:ing)?[\s_-]?(in|out|through|thru)\b/i.exec(header)?.[1]?.toLowerCase();
  return sell === undefined ? null : sell === 'in' ? 'in' : 'out';
}

/**
 * The column of units: the one with which a price and a total multiply in over 85 % of the rows, otherwise the first that
 * varies; null without a candidate.
 */
export function bestUnits(
  named: readonly ColumnFacts[],
  prices: readonly ColumnFacts[],
  totals: readonly ColumnFacts[],
  products: readonly string[],
): ColumnFacts | null {
  const own = named.filter((column) => isNamed(column, 'units') || rankAs(column, 'units') < 1000);
  const candidates = own.length > 0 ? own : named;
  let best: ColumnFacts | null = null;
  let bestShare = 0.85;
  for (const column of candidates.filter(varies))
    for (const price of prices)
      for (const total of totals) {
        if (total === column || price === column || total === price) continue;
        const share = productShare(total.numbers, price.numbers, column.numbers);
        if (share > bestShare + 0.01) {
          best = column;
          bestShare = share;
        }
      }
  if (best) return best;
  // What is the same on all rows of each product is what a pack of it holds.
  const varying = candidates.filter(varies);
  const moved = varying.filter((column) => !isFixed(column, products));
  const moving = moved.length > 0 ? moved : varying;
  // A price of a pack is paid for each of the packs; what a shop buys is none of its sales, unless the price is that of the maker.
  const sense =
    senseOf(prices[0]?.header ?? '') ??
    (moving.some(({ header }) => senseOf(header) === 'in') ? 'out' : null);
  const first =
    (sense === null ? undefined : moving.find(({ header }) => senseOf(header) === sense)) ?? moving[0];
  // Where every line is of one unit, the totals say so: no other column in whose name units occur counts them.
  const fixed = candidates.find(
    (column) =>
      !varies(column) &&
      isNamed(column, 'units') &&
      rankAs(column, 'units') < 1000 &&
      prices.some((price) =>
        totals.some(
          (total) => total !== price && productShare(total.numbers, price.numbers, column.numbers) > 0.99,
        ),
      ),
  );
  if (fixed && first && rankAs(first, 'units') >= 2000) return fixed;
  return first ?? candidates[0] ?? null;
}

/** Says of a price that is named as that of a pack, beside units that are not, that it is read as it stands. */
export function notePackPrice(
  price: ColumnFacts,
  units: ColumnFacts,
  total: ColumnFacts | null,
  notes: Note[],
): void {
  if (!saysPacks(price.header) || saysPacks(units.header)) return;
  if (total && productShare(total.numbers, price.numbers, units.numbers) > 0.85) return;
  notes.push([
    'price-of-pack',
    'attention',
    `"${price.header}" is named as the price of a pack, "${units.header}" is not`,
    'Read as the price of one of those units',
    'Divide the price by what a pack holds, or count packs, where that is wrong',
  ]);
}

/** The price among several columns that name one, rather one that moves; the others are named to the person. */
export function pickPrice(
  prices: readonly ColumnFacts[],
  notes: Note[],
  sample: SampleRows,
): ColumnFacts | null {
  if (prices.length < 2) return prices[0] ?? null;
  // A bare "Rate" beside a price may be a rate of anything.
  const named = prices.filter(({ header }) => headerTokens(header).join(' ') !== 'rate');
  const moving = (named.length > 0 ? named : prices).filter(
    (column) => varies(column) && column.filled > 0.3 * sample.rows,
  );
  const chosen =
    moving.find((column) => !isFixed(column, sample.product)) ?? moving[0] ?? named[0] ?? prices[0]!;
  noteOtherPrices(chosen, prices, notes);
  return chosen;
}

/** Notes the price columns that are not used, and whether they differ by tax. */
export function noteOtherPrices(chosen: ColumnFacts, prices: readonly ColumnFacts[], notes: Note[]): void {
  const others = prices.filter((column) => column !== chosen);
  if (others.length === 0) return;
  const isTax = includesTax(chosen.header) || others.some((column) => includesTax(column.header));
  const same = others.some(({ header }) => header === chosen.header);
  notes.push([
    'other-price-column',
    same ? 'attention' : 'info',
    `The file has ${others.length + 1} price columns`,
    `The price is "${chosen.header}"${same ? ` in column ${chosen.index + 1}` : ''}; ${others.map(({ header, index }) => `"${header}"${same ? ` in column ${index + 1}` : ''}`).join(', ')} ${others.length === 1 ? 'is' : 'are'} not used`,
    isTax ? 'They differ by tax' : 'Choose the other price column if that is what customers paid',
  ]);
}

/** Several columns of units of which none holds the others: the person hears which one counts. */
export function noteOtherUnits(units: ColumnFacts, named: readonly ColumnFacts[], notes: Note[]): void {
  const others = named.filter(
    (column) => column !== units && isNamed(column, 'units') && varies(column) && column.whole > 0.9,
  );
  const apart = others.filter((column) => {
    let asked = 0;
    let within = 0;
    column.numbers.forEach((value, row) => {
      if (Number.isNaN(value) || Number.isNaN(units.numbers[row]!)) return;
      asked++;
      if (value <= units.numbers[row]!) within++;
    });
    return asked > 0 && within < 0.98 * asked;
  });
  const told = apart.length > 0 ? apart : others;
  if (told.length === 0) return;
  const list = told.map(({ header }) => `"${header}"`).join(', ');
  notes.push([
    'other-units-column',
    apart.length > 0 ? 'attention' : 'info',
    `The file has ${told.length + 1} columns of units`,
    `Units are "${units.header}"; ${list} ${told.length === 1 ? 'is' : 'are'} not used`,
    'Choose the column, or add them up in the file, if that is wrong',
  ]);
}
