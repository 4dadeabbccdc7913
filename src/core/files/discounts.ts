// Discounts: of what kind a column of them is, whether the price moves with them already, and the price paid.

import type { NumericRole } from '../table/columns.ts';
import { type ColumnFacts, rankAs } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import { differsByTax, isWithExtras } from './net-total.ts';
import type { Formula, HelperName } from './read-plan.ts';
import type { SampleRows } from './second-key.ts';
import type { Note } from './note.ts';
import { productShare, ratio, spreadWithin, spreadBy } from './money-arithmetic.ts';

/** Of several totals the one that customers paid without tax and shipping. */
export function netTotal(
  totals: readonly ColumnFacts[],
  all: readonly ColumnFacts[],
  units: ColumnFacts | null,
  price: ColumnFacts | null,
  products: readonly string[],
): ColumnFacts | null {
  const others = totals.filter(
    (column) => column !== units && column !== price && rankAs(column, 'sales') < 2000,
  );
  if (others.length < 2) return others[0] ?? null;
  const reduced = others.find((column) => isLessReductions(column, others, all));
  if (reduced) return reduced;
  const goods = others.filter((column) => !isWithExtras(column, others, all));
  const left = goods.filter((column) =>
    goods.every((other) => other === column || !differsByTax(other.numbers, column.numbers, products)),
  );
  const pool = left.length > 0 ? left : goods.length > 0 ? goods : others;
  const net = pool.find((column) => /\bnet|netto|liquid|neta/i.test(column.header));
  return net ?? pool[0]!;
}

/** Words of what is taken off a total: vouchers, coupons, points. */
export const reductionWords =
  /^(?:discounts?|vouchers?|coupons?|points|loyalty|redeemed|rebates?|rabatte?|gutschein\p{L}*|remises?|descuentos?|sconti|sconto|descontos?|korting\p{L}*)$/u;

/** Whether a total is another one less all vouchers, points and discounts: what customers paid. */
function isLessReductions(
  column: ColumnFacts,
  totals: readonly ColumnFacts[],
  all: readonly ColumnFacts[],
): boolean {
  const reductions = all.filter(
    (one) =>
      one.numeric > 0.6 &&
      !totals.includes(one) &&
      headerTokens(one.header).some((token) => reductionWords.test(token)),
  );
  if (reductions.length === 0) return false;
  return totals.some((base) => {
    if (base === column) return false;
    let asked = 0;
    let equal = 0;
    column.numbers.forEach((value, row) => {
      const off = reductions.reduce((sum, one) => sum + Math.abs(one.numbers[row]! || 0), 0);
      if (!(off > 0)) return;
      asked++;
      if (Math.abs(base.numbers[row]! - off - value) < 0.011) equal++;
    });
    return asked >= 5 && equal > 0.9 * asked;
  });
}

type DiscountKind = 'percent' | 'fraction' | 'perUnit' | 'perLine';

const reduce: Readonly<Record<DiscountKind, (price: number, discount: number, units: number) => number>> = {
  percent: (price, discount) => price * (1 - Math.abs(discount) / 100),
  fraction: (price, discount) => price * (1 - Math.abs(discount)),
  perUnit: (price, discount) => price - Math.abs(discount),
  perLine: (price, discount, units) => price - Math.abs(discount) / (units || 1),
};

export const discountWords: Readonly<Record<DiscountKind, string>> = {
  percent: 'percent of the price',
  fraction: 'a share of the price',
  perUnit: 'money off each unit',
  perLine: 'money off the whole line',
};

/** Whether a discount's header or cells say that it is a share of the price. */
export const saysPercent = ({ header, hasPercent }: ColumnFacts): boolean =>
  hasPercent ||
  headerTokens(header).some((token) =>
    ['percent', 'percentage', 'pct', 'rate', 'taux', 'satz', 'prozent'].includes(token),
  ) ||
  /[率％]/.test(header);

/** What a discount's figures are; amounts are per line or per unit by which leaves prices of a day more alike. */
function discountKind(
  discount: ColumnFacts,
  price: Float64Array,
  units: Float64Array | null,
  keys: readonly string[],
): DiscountKind {
  const values = discount.numbers.filter((value) => value !== 0 && !Number.isNaN(value)).map(Math.abs);
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  const header = headerTokens(discount.header);
  if (discount.hasPercent) return largest <= 1 ? 'fraction' : 'percent';
  if (largest <= 1 && !header.includes('amount')) return 'fraction';
  if (saysPercent(discount)) return largest <= 1 ? 'fraction' : 'percent';
  let above = 0;
  discount.numbers.forEach((value, row) => {
    if (Math.abs(value) > price[row]! * Math.max(1, units?.[row] ?? 1)) above++;
  });
  if (above > 0.02 * values.length && largest <= 100) return 'percent';
  if (isRoundPercent(discount, price)) return 'percent';
  if (!units) return 'perUnit';
  const perLine = spreadWithin(
    price.map((value, row) => reduce.perLine(value, discount.numbers[row] || 0, units[row]!)),
    units,
    keys,
  );
  const perUnit = spreadWithin(
    price.map((value, row) => reduce.perUnit(value, discount.numbers[row] || 0, units[row]!)),
    units,
    keys,
  );
  if (Number.isNaN(perLine))
    return header.includes('unit') ? 'perUnit' : ofDays(discount, price, units, values);
  return perUnit < perLine ? 'perUnit' : 'perLine';
}

/** Whether figures are all 5, 10, 15, ... beside prices that are not: those of a rate, not of money. */
export function isRoundPercent({ header, numbers }: ColumnFacts, price: Float64Array): boolean {
  return (
    numbers.every((value) => Number.isNaN(value) || (value % 5 === 0 && Math.abs(value) <= 95)) &&
    !headerTokens(header).includes('amount') &&
    price.some((value) => value % 5 !== 0 && value > 0)
  );
}

/** What a discount is where no two rows are of one product and day: money off a line grows with the units of the line. */
function ofDays(
  discount: ColumnFacts,
  price: Float64Array,
  units: Float64Array,
  values: Float64Array,
): DiscountKind {
  const given = (row: number) => Math.abs(discount.numbers[row]!) > 0 && units[row]! > 0;
  const each = units.map((sold, row) => (given(row) ? Math.abs(discount.numbers[row]!) / sold : NaN));
  const different = (list: Float64Array) => new Set(list.filter((value) => !Number.isNaN(value))).size;
  // One amount off lines of many sizes is none of the whole line.
  if (different(values) > 0.25 * values.length || different(each) < 2 * different(values)) return 'perLine';
  const isBelowPrice = discount.numbers.every((value, row) => !given(row) || Math.abs(value) < price[row]!);
  const isShare = values.every((value) => Number.isInteger(value) && value <= 95) && !discount.hasCurrency;
  return isShare || !isBelowPrice ? 'percent' : 'perUnit';
}

/** How to take a discount off `price`; null where the price has it taken off already. */
export function afterDiscount(
  discount: ColumnFacts,
  price: Float64Array,
  units: Float64Array | null,
  keys: readonly string[],
  sample: SampleRows,
): {
  readonly kind: DiscountKind;
  readonly compute: (price: number, discount: number, units: number) => number;
} | null {
  const kind = discountKind(discount, price, units, keys);
  const kinds: DiscountKind[] = saysPercent(discount) ? [kind] : [kind, 'perUnit', 'perLine', 'fraction'];
  if (kinds.some((one) => isTakenOff(discount, price, one, units, sample))) return null;
  return { kind, compute: (value, off, sold) => reduce[kind](value, Number.isNaN(off) ? 0 : off, sold) };
}

/** Whether what was paid for each unit is the list price less the discount: that is then taken off already. */
export function isListLess(list: ColumnFacts, discount: ColumnFacts, paid: Float64Array): boolean {
  const largest = discount.numbers.reduce((a, value) => (Math.abs(value) > a ? Math.abs(value) : a), 0);
  let asked = 0;
  let equal = 0;
  discount.numbers.forEach((value, row) => {
    const share = Math.abs(value) / (largest > 1 ? 100 : 1);
    if (!(share > 0.02) || !(list.numbers[row]! > 0) || !(paid[row]! > 0)) return;
    asked++;
    // Discounts are rounded to whole percents.
    if (Math.abs(paid[row]! / list.numbers[row]! - 1 + share) < 0.0055) equal++;
  });
  return asked >= 10 && equal > 0.85 * asked;
}

/** Whether a price already moves with the discount: adding it back makes the product's prices more alike. */
function isTakenOff(
  discount: ColumnFacts,
  price: Float64Array,
  kind: DiscountKind,
  units: Float64Array | null,
  sample: SampleRows,
): boolean {
  const back = price.map((value, row) => {
    const off = Math.abs(discount.numbers[row] || 0);
    if (kind === 'percent') return value / Math.max(0.01, 1 - off / 100);
    if (kind === 'fraction') return value / Math.max(0.01, 1 - off);
    return kind === 'perUnit' ? value + off : value + off / (units?.[row] || 1);
  });
  // A price that never moves has nothing taken off; what its spread is above 0 by is rounding.
  // Within a day the price before discounts hardly moves, whatever it does over the months.
  const days = sample.product.map((product, row) => `${product}\u0000${sample.day[row]!}`);
  const ofDays = spreadBy(price, days);
  if (ofDays > 1e-6 * price.length && spreadBy(back, days) < 0.05 * ofDays) return true;
  const spread = spreadBy(price, sample.product);
  return spread > 1e-9 * (1 + price.length) && spreadBy(back, sample.product) < 0.5 * spread;
}

export interface PaidInput {
  readonly price: ColumnFacts;
  readonly units: ColumnFacts | null;
  readonly total: ColumnFacts | null;
  readonly discount: ColumnFacts;
  readonly keys: readonly string[];
  readonly sample: SampleRows;
  readonly formulas: Formula[];
  readonly helpers: Partial<Record<HelperName, number>>;
  readonly notes: Note[];
  readonly roles: Partial<Record<NumericRole, number>>;
  readonly proven: boolean;
}

/** The price paid where the file has a price and a discount. */
export function paidPrice({
  price,
  units,
  total,
  discount,
  keys,
  sample,
  formulas,
  helpers,
  notes,
  roles,
}: PaidInput): void {
  const given = units?.numbers ?? null;
  if (total && units && total !== price) {
    const paid = ratio(total.numbers, units.numbers);
    let asked = 0;
    let below = 0;
    let equal = 0;
    discount.numbers.forEach((value, row) => {
      if (!(Math.abs(value) > 0) || !(paid[row]! > 0) || !(price.numbers[row]! > 0)) return;
      asked++;
      const off = paid[row]! / price.numbers[row]!;
      if (off < 0.997) below++;
      else if (off < 1.003) equal++;
    });
    if (asked >= 3 && below > 0.8 * asked) {
      formulas.push({
        role: 'price',
        words: `"${total.header}" / "${units.header}"`,
        compute: (row) => (row.units !== 0 ? row.sales / row.units : NaN),
      });
      roles.regularPrice ??= price.index;
      notes.push([
        'paid-price',
        'repaired',
        `"${price.header}" is the price before the discount in "${discount.header}"`,
        `The price paid is "${total.header}" divided by "${units.header}"`,
        `"${price.header}" is kept as the regular price`,
      ]);
      return;
    }
    if (
      asked >= 3 &&
      equal > 0.8 * asked &&
      isTakenOff(discount, price.numbers, discountKind(discount, price.numbers, given, keys), given, sample)
    ) {
      notes.push([
        'discount-taken-off',
        'info',
        `"${discount.header}" is already deducted in "${price.header}"`,
        'Nothing more is deducted',
        '',
      ]);
      return;
    }
  }
  const after = afterDiscount(discount, price.numbers, given, keys, sample);
  if (!after) {
    notes.push([
      'discount-taken-off',
      'info',
      `"${discount.header}" is already deducted in "${price.header}"`,
      'Nothing more is deducted',
      '',
    ]);
    return;
  }
  helpers.discount = discount.index;
  formulas.push({
    role: 'price',
    words: `"${price.header}" less "${discount.header}"`,
    compute: (row) => after.compute(row.price, row.discount, row.units),
  });
  if (total && units && total !== price && productShare(total.numbers, price.numbers, units.numbers) > 0.85)
    formulas.push({
      role: 'sales',
      words: `"${total.header}" less "${discount.header}"`,
      compute: (row) => row.units * after.compute(row.price, row.discount, row.units),
    });
  roles.regularPrice ??= price.index;
  const isSure = after.kind === 'perLine' || discount.hasPercent || total !== null;
  notes.push([
    'paid-price',
    isSure ? 'repaired' : 'attention',
    `"${price.header}" is the price before the discount in "${discount.header}"`,
    `The price paid is "${price.header}" less the discount, read as ${discountWords[after.kind]}`,
    `"${price.header}" is kept as the regular price`,
  ]);
}
