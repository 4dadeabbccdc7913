// A total below price times units: what was paid, where a voucher, a coupon or any other column of the file explains it, where
// the price is a list price that never moves, or where most rows are equal to the cent and offers make the others cheaper.

import type { ColumnFacts } from './column-facts.ts';
import { type PaidInput, reductionWords } from './discounts.ts';
import { headerTokens } from './header-tokens.ts';
import { isFixed } from './money-arithmetic.ts';

interface TotalInput extends Pick<PaidInput, 'sample' | 'formulas' | 'notes' | 'roles' | 'proven'> {
  readonly price: ColumnFacts;
  readonly total: ColumnFacts;
  readonly units: ColumnFacts;
  /** The regular price. */
  readonly list: ColumnFacts | null;
  readonly all: readonly ColumnFacts[];
}

/** A total that is below price times units on some rows and equal on the rest is what was paid. */
export function paidByTotal(input: TotalInput): void {
  const { price, total, units, formulas, notes, roles, list, all, sample, proven } = input;
  let asked = 0;
  let below = 0;
  let equal = 0;
  total.numbers.forEach((value, row) => {
    const full = price.numbers[row]! * units.numbers[row]!;
    if (!(full > 0) || !(value > 0)) return;
    asked++;
    if (Math.abs(value - full) <= Math.max(0.011, 0.003 * full)) equal++;
    else if (value < full && value > 0.3 * full) below++;
  });
  if (asked < 14 || below + equal < 0.98 * asked || below < 0.03 * asked) return;
  const isList = isFixed(price, sample.product);
  const isReduced = lessReductions(price, total, units, all) || lessOneColumn(price, total, units, all);
  const isOffer = equal >= 0.5 * asked && !isOfFewerUnits(price, total, units);
  if (!isReduced && !isOffer && (proven || !isList || (equal < 0.2 * asked && !isOfFewPrices(total, units))))
    return;
  formulas.push({
    role: 'price',
    words: `"${total.header}" / "${units.header}"`,
    compute: (row) => (row.units !== 0 ? row.sales / row.units : NaN),
  });
  if (!list) roles.regularPrice = price.index;
  notes.push([
    'paid-price',
    'repaired',
    isReduced
      ? `"${total.header}" is "${price.header}" times "${units.header}" less ${isReduced}`
      : `"${price.header}" ${isList ? 'never moves, but' : 'moves, and'} "${total.header}" is less than it times "${units.header}" on ${below} of ${asked} rows`,
    `The price paid is "${total.header}" divided by "${units.header}"`,
    `"${price.header}" is kept as the regular price`,
  ]);
}

/** Whether totals below price times units are mostly prices of fewer units, as of lines of which some came back. */
function isOfFewerUnits(price: ColumnFacts, total: ColumnFacts, units: ColumnFacts): boolean {
  let below = 0;
  let whole = 0;
  total.numbers.forEach((value, row) => {
    const one = price.numbers[row]!;
    if (!(one > 0) || !(value > 0) || value > 0.997 * one * units.numbers[row]!) return;
    below++;
    if (Math.abs(value / one - Math.round(value / one)) < 0.002) whole++;
  });
  return whole > 0.5 * below;
}

/** The columns of coupons, vouchers and the like by which a total is below price times units to the cent, in words; '' where none are. */
function lessReductions(
  price: ColumnFacts,
  total: ColumnFacts,
  units: ColumnFacts,
  all: readonly ColumnFacts[],
): string {
  const reductions = all.filter(
    (one) =>
      one !== total &&
      one !== price &&
      one.numeric > 0.6 &&
      headerTokens(one.header).some((token) => reductionWords.test(token)),
  );
  if (reductions.length === 0) return '';
  let asked = 0;
  let equal = 0;
  total.numbers.forEach((value, row) => {
    const off = reductions.reduce((sum, one) => sum + Math.abs(one.numbers[row]! || 0), 0);
    if (!(off > 0)) return;
    asked++;
    if (Math.abs(price.numbers[row]! * units.numbers[row]! - off - value) < 0.011) equal++;
  });
  if (asked < 5 || equal < 0.9 * asked) return '';
  return reductions.map(({ header }) => `"${header}"`).join(' and ');
}

/**
 * The column, in quotation marks and whatever its name, by which a total is below price times units to the cent on the rows that
 * have it, while the total is price times units on the others; '' where none is.
 */
function lessOneColumn(
  price: ColumnFacts,
  total: ColumnFacts,
  units: ColumnFacts,
  all: readonly ColumnFacts[],
): string {
  const given = all.filter((one) => one !== total && one !== price && one !== units && one.numeric > 0.6);
  const column = given.find((one) => {
    let [asked, less, bare, full] = [0, 0, 0, 0];
    total.numbers.forEach((value, row) => {
      const before = price.numbers[row]! * units.numbers[row]!;
      if (!(before > 0) || Number.isNaN(value)) return;
      const off = Math.abs(one.numbers[row]!) || 0;
      const isEqual = Math.abs(before - off - value) < 0.011;
      if (off > 0) {
        asked++;
        if (isEqual) less++;
      } else {
        bare++;
        if (isEqual) full++;
      }
    });
    return asked >= 5 && bare >= 5 && less > 0.95 * asked && full > 0.95 * bare;
  });
  return column ? `"${column.header}"` : '';
}

/** Whether total over units takes some prices again and again, as prices of a shop do; one alone is the list price without tax. */
function isOfFewPrices(total: ColumnFacts, units: ColumnFacts): boolean {
  const each = new Map<number, number>();
  let asked = 0;
  total.numbers.forEach((value, row) => {
    if (!(value > 0) || !(units.numbers[row]! > 0)) return;
    asked++;
    // To half a percent: totals are rounded.
    const level = Math.round(Math.log(value / units.numbers[row]!) / 0.005);
    each.set(level, (each.get(level) ?? 0) + 1);
  });
  const often = [...each.values()].filter((count) => count >= Math.max(3, 0.03 * asked));
  return often.length >= 2 && often.reduce((a, b) => a + b, 0) >= 0.8 * asked;
}
