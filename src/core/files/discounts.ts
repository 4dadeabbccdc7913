// Discounts: of what kind a column of them is, whether the price or the total has them taken off already, and the price paid.

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

const reductionWords =
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

/** The first of the columns in which some discount is not 0, that `total` does not have taken off already; null where none is. */
export function discountOf(columns: readonly ColumnFacts[], total: ColumnFacts | null): ColumnFacts | null {
  // In data of households (dunnhumby, completejourney) the value of sales is what the shop received, after the card's discount.
  const isReceived = total !== null && headerTokens(total.header).join(' ') === 'sales value';
  return (
    columns.find(
      (column) =>
        column.numbers.some((value) => value !== 0 && !Number.isNaN(value)) &&
        !(isReceived && /^(?:retail|coupon) disc$/.test(headerTokens(column.header).join(' '))),
    ) ?? null
  );
}

type DiscountKind = 'percent' | 'fraction' | 'perUnit' | 'perLine';

const reduce: Readonly<Record<DiscountKind, (price: number, discount: number, units: number) => number>> = {
  percent: (price, discount) => price * (1 - Math.abs(discount) / 100),
  fraction: (price, discount) => price * (1 - Math.abs(discount)),
  perUnit: (price, discount) => price - Math.abs(discount),
  perLine: (price, discount, units) => price - Math.abs(discount) / (units || 1),
};

const kindWords: Readonly<Record<DiscountKind, string>> = {
  percent: 'percent of the price',
  fraction: 'a share of the price',
  perUnit: 'money off each unit',
  perLine: 'money off the whole line',
};

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
  const saysPercent =
    header.some((token) =>
      ['percent', 'percentage', 'pct', 'rate', 'taux', 'satz', 'prozent'].includes(token),
    ) || /[率％]/.test(discount.header);
  if (largest <= 1 && !header.includes('amount')) return 'fraction';
  if (saysPercent) return largest <= 1 ? 'fraction' : 'percent';
  let above = 0;
  discount.numbers.forEach((value, row) => {
    if (Math.abs(value) > price[row]! * Math.max(1, units?.[row] ?? 1)) above++;
  });
  if (above > 0.02 * values.length && largest <= 100) return 'percent';
  const isRound = values.every((value) => value % 5 === 0);
  if (
    isRound &&
    largest <= 95 &&
    !header.includes('amount') &&
    price.some((value) => value % 5 !== 0 && value > 0)
  )
    return 'percent';
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
  const kinds: DiscountKind[] = discount.hasPercent ? [kind] : [kind, 'perUnit', 'perLine', 'fraction'];
  if (kinds.some((one) => isTakenOff(discount, price, one, units, sample))) return null;
  return { kind, compute: (value, off, sold) => reduce[kind](value, Number.isNaN(off) ? 0 : off, sold) };
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
  return spreadBy(back, sample.product) < 0.5 * spreadBy(price, sample.product);
}

interface PaidInput {
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
    `The price paid is "${price.header}" less the discount, read as ${kindWords[after.kind]}`,
    `"${price.header}" is kept as the regular price`,
  ]);
}

/** A total that is below price times units on some rows and equal on the rest is what was paid. */
export function paidByTotal(
  price: ColumnFacts,
  total: ColumnFacts,
  units: ColumnFacts,
  formulas: Formula[],
  notes: Note[],
  roles: Partial<Record<NumericRole, number>>,
  list: ColumnFacts | null,
  all: readonly ColumnFacts[],
  products: readonly string[],
): void {
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
  const isList = isFixed(price, products);
  const isReduced = lessReductions(price, total, units, all);
  if (!isReduced && (!isList || (equal < 0.2 * asked && !isOfFewPrices(total, units)))) return;
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
      : `"${price.header}" never moves, but "${total.header}" is less than it times "${units.header}" on ${below} of ${asked} rows`,
    `The price paid is "${total.header}" divided by "${units.header}"`,
    `"${price.header}" is kept as the regular price`,
  ]);
}

/** Whether each product has one price throughout. */
function isFixed(price: ColumnFacts, products: readonly string[]): boolean {
  const known = new Map<string, number>();
  return price.numbers.every((value, row) => {
    if (Number.isNaN(value)) return true;
    const first = known.get(products[row]!);
    if (first === undefined) known.set(products[row]!, value);
    return first === undefined || first === value;
  });
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
