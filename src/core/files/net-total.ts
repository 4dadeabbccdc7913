// Of several totals the one of what was sold, and a total that has another tax in it than the price.

import { median } from '../statistics/summary.ts';
import { type ColumnFacts, isNamed } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import { ratio, spreadWithin } from './money-arithmetic.ts';

const feeWords = /^(?:fees?|commissions?|royalt\p{L}*|gebuhr\p{L}*|provision|comision|commissione)$/u;
const addedWords =
  /^(?:shipping|postage|packag\p{L}*|freight|delivery|handling|porto|versand\p{L}*|frais|envio|spedizione|tax\p{L}*|vat|gst|mwst|ust|tva|iva|btw|tips?|surcharge|deposit|frete|verzend\p{L}*|wysylk\p{L}*|dostaw\p{L}*|доставк\p{L}*|ongkos|kargo|frakt)$/u;
const addedCjk = /邮费|运费|運費|送料|배송비|手数料|税/;
const mostExtras = 5;
const rowsAsked = 300;

/** What a column does to the total that names goods alone: taken off as a fee, put on top as shipping and tax are, or 0 for neither. */
function signOf(column: ColumnFacts): -1 | 0 | 1 {
  const tokens = headerTokens(column.header);
  if (tokens.some((token) => feeWords.test(token))) return -1;
  const isAdded = tokens.some((token) => addedWords.test(token)) || addedCjk.test(column.header);
  return isNamed(column, 'tax') || isAdded ? 1 : 0;
}

/** What a column adds to a total, row by row: as it stands where it carries signs. */
function addsOf(column: ColumnFacts): (row: number) => number {
  const hasSign = column.numbers.some((value) => value < 0);
  const sign = signOf(column);
  return (row) =>
    (hasSign ? 1 : sign) * (hasSign ? column.numbers[row]! : Math.abs(column.numbers[row]!)) || 0;
}

/**
 * The column of shipping or another charge that stands within the total of a line: without it lines of one product and day
 * cost the same a unit, with it they do not. Null where there is none.
 */
export function extraWithin(
  total: ColumnFacts,
  units: ColumnFacts,
  all: readonly ColumnFacts[],
  keys: readonly string[],
): ColumnFacts | null {
  const asIs = spreadWithin(ratio(total.numbers, units.numbers), units.numbers, keys);
  if (!(asIs > 1e-4)) return null;
  return (
    all.find((extra) => {
      if (extra === total || extra === units || signOf(extra) <= 0) return false;
      if (!extra.numbers.some((value) => value > 0) || extra.numbers.some((value) => value < 0)) return false;
      const goods = total.numbers.map((value, row) => value - (extra.numbers[row]! || 0));
      return spreadWithin(ratio(goods, units.numbers), units.numbers, keys) < 0.1 * asIs;
    }) ?? null
  );
}

/** Whether `column` is one of `totals` with shipping or tax on top, or less a fee: not what the goods cost. */
export function isWithExtras(
  column: ColumnFacts,
  totals: readonly ColumnFacts[],
  all: readonly ColumnFacts[],
): boolean {
  const extras = all
    .filter((one) => one.numeric > 0.6 && !totals.includes(one) && signOf(one) !== 0)
    .filter((one) => one.numbers.some((value) => Math.abs(value) > 0))
    .slice(0, mostExtras);
  const some = subsetsOf(extras).filter((list) => list.length > 0);
  return totals.some((base) => base !== column && some.some((list) => isSum(column, base, list)));
}

const subsetsOf = (columns: readonly ColumnFacts[]) =>
  columns.reduce<ColumnFacts[][]>((all, one) => [...all, ...all.map((list) => [...list, one])], [[]]);

function isSum(column: ColumnFacts, base: ColumnFacts, extras: readonly ColumnFacts[]): boolean {
  let asked = 0;
  let equal = 0;
  const adds = extras.map(addsOf);
  for (let row = 0; row < Math.min(rowsAsked, column.numbers.length); row++) {
    const more = adds.reduce((sum, add) => sum + add(row), 0);
    if (more === 0 || !(Math.abs(base.numbers[row]!) > 0) || Number.isNaN(column.numbers[row]!)) continue;
    asked++;
    if (Math.abs(base.numbers[row]! + more - column.numbers[row]!) < 0.016) equal++;
    else if (asked > 20 && equal < 0.5 * asked) return false;
  }
  return asked >= 5 && equal > 0.9 * asked;
}

/** From how much on, and up to how much, a total is another one with its tax. */
const leastTax = 1.03;
const mostTax = 1.28;

/** Whether two columns differ by a tax that each product has throughout; the second is the larger one. */
export function differsByTax(
  smaller: Float64Array,
  larger: Float64Array,
  products: readonly string[],
): boolean {
  const ratios = new Map<string, number[]>();
  smaller.forEach((value, row) => {
    if (!(value > 0) || !(larger[row]! > 0)) return;
    const known = ratios.get(products[row]!);
    if (known) known.push(larger[row]! / value);
    else ratios.set(products[row]!, [larger[row]! / value]);
  });
  let asked = 0;
  let fixed = 0;
  for (const list of ratios.values()) {
    const usual = median(list);
    asked += list.length;
    if (usual < leastTax || usual > mostTax) continue;
    // Cents of small amounts round to more than that.
    fixed += list.filter((one) => Math.abs(one - usual) < 0.004).length;
  }
  return asked >= 14 && fixed > 0.95 * asked;
}
