// The arithmetic by which columns of money are told apart: shares, spreads and whole multiples, and what a header says of tax and
// thousands.

import type { ColumnFacts } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';

/** Share of rows with both numbers on which `total` is `price` times `units` to the cent (of a rounded factor). */
export function productShare(total: Float64Array, price: Float64Array, units: Float64Array): number {
  let asked = 0;
  let equal = 0;
  for (let row = 0; row < total.length; row++) {
    const expected = price[row]! * units[row]!;
    if (!(Math.abs(expected) > 0) || Number.isNaN(total[row]!)) continue;
    asked++;
    const tolerance = Math.max(0.011, 0.0006 * Math.abs(expected), 0.0051 * Math.abs(units[row]!));
    if (Math.abs(total[row]! - expected) <= tolerance) equal++;
  }
  return asked < 5 ? 0 : equal / asked;
}

/** Whether all figures are given in percent: shares or changes, whatever the name says of what. */
export const isInPercent = (column: ColumnFacts) =>
  column.hasPercent && !column.cells.some((cell) => /\d$/.test(cell));

/** Row by row `top / bottom`; NaN where the lower figure is not above 0. */
export function ratio(top: Float64Array, bottom: Float64Array): Float64Array {
  return top.map((value, row) => (bottom[row]! > 0 ? value / bottom[row]! : NaN));
}

/** Whether a column holds two different numbers; cells that are none do not count. */
export function varies(column: ColumnFacts): boolean {
  let first = NaN;
  for (const value of column.numbers) {
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(first)) first = value;
    else if (value !== first) return true;
  }
  return false;
}

/** Whether some rows have nothing in a column: one coupon for all who had it. */
export const isPartlyBlank = ({ filled, cells }: ColumnFacts) => filled < cells.length;

/** Spread of log values within groups of equal keys that hold different units; NaN where there is nothing to compare. */
export function spreadWithin(values: Float64Array, units: Float64Array, keys: readonly string[]): number {
  const groups = new Map<string, { n: number; sum: number; squares: number; low: number; high: number }>();
  for (let row = 0; row < values.length; row++) {
    if (!(values[row]! > 0) || !(units[row]! > 0)) continue;
    const log = Math.log(values[row]!);
    const unit = units[row]!;
    const known = groups.get(keys[row]!);
    if (known) {
      known.n++;
      known.sum += log;
      known.squares += log * log;
      known.low = Math.min(known.low, unit);
      known.high = Math.max(known.high, unit);
    } else groups.set(keys[row]!, { n: 1, sum: log, squares: log * log, low: unit, high: unit });
  }
  let spread = 0;
  let degrees = 0;
  for (const { n, sum, squares, low, high } of groups.values()) {
    if (n < 2 || low === high) continue;
    spread += Math.max(0, squares - (sum * sum) / n);
    degrees += n - 1;
  }
  return degrees < 8 ? NaN : spread / degrees;
}

/**
 * Whether a column in cents is a multiple of the units on nearly every row, as a line's total is, and of few prices. A
 * price of one unit is so by chance on one row in as many as there are units.
 */
export function isWholeMultiple(total: ColumnFacts, units: ColumnFacts): boolean {
  let asked = 0;
  let whole = 0;
  let byChance = 0;
  const each = new Set<number>();
  const given = new Set<number>();
  total.numbers.forEach((value, row) => {
    const sold = units.numbers[row]!;
    if (!(value > 0) || !(sold >= 2) || !Number.isInteger(sold)) return;
    asked++;
    byChance += 1 / sold;
    const cents = Math.round(100 * value);
    given.add(cents);
    if (cents % sold !== 0) return;
    whole++;
    each.add(cents / sold);
  });
  return asked >= 12 && whole >= 0.97 * asked && byChance < 0.4 * asked && each.size < 0.6 * given.size;
}

const thousandWords =
  /(?:^|[^\p{L}\p{N}])(?:k|tsd|teur|tusd|thousands?|tausend|milliers?|miles|migliaia|milhares|duizend|tys)(?:[^\p{L}]|$)|(?:[([]\s*|\p{Sc}\s?['’]?|\b(?:eur|usd|gbp|chf)\s+)0{3}s?(?![\d.,])|['’,]0{3}\b|\bin\s+1[.,']?000\b|\bk[€$£]|[€$£]k\b|千円|千元|万元|万円/iu;

/** By what a column's header says its figures are to be multiplied: `Revenue (k EUR)` by a thousand. */
export function scaleOf(header: string): number {
  const short = header.slice(0, 200);
  if (/万元|万円|万/.test(short)) return 10_000;
  if (/\b(?:mio|mln|million|millions)\b|\bm(?:€|eur|usd)\b/iu.test(short)) return 1_000_000;
  if (/(?:^|[^\p{L}])(?:cents?|ct|pence|centimes?|centavos?|centesimi|grosze)(?:[^\p{L}]|$)/iu.test(short))
    return 0.01;
  return thousandWords.test(short) ? 1000 : 1;
}

const moneyTokens = new Set(
  'revenue turnover umsatz erlos erloes umsatzerlose gmv ca chiffre fatturato ricavi receita faturamento omzet przychod obrot ingresos facturacion takings amount betrag importe montant importo valor kwota wartosc eur euro euros usd gbp chf dollars jpy yen sek pln incasso monto'.split(
    ' ',
  ),
);

const packWords =
  /(?<!\p{L})(?:cases?|packs?|cartons?|box(?:es)?|crates?|trays?|pallets?|dozens?|kisten?|kartons?|paletten?|caisses?|cajas?|cartoni?|doos|dozen)(?!\p{L})/iu;

/** Whether a header speaks of packs: of their price, or of their number. */
export const saysPacks = (header: string) => packWords.test(header);

/** Whether a header says that its figures are money: `Umsatz in EUR`, `Revenue`, `Net Sales`, `Sales ($)`. */
export function saysMoney(column: ColumnFacts): boolean {
  if (column.hasCurrency || /\p{Sc}/u.test(column.header)) return true;
  const tokens = headerTokens(column.header);
  if (tokens.some((token) => moneyTokens.has(token))) return true;
  if (/売上高|売上金額|販売金額|金額|金额|销售额|營業額|营业额|円|выручка|сумма/u.test(column.header))
    return true;
  return (
    tokens.includes('sales') &&
    tokens.some((token) => ['net', 'gross', 'value', 'dollar', 'amount'].includes(token))
  );
}

/** Whether a header speaks of money before or after tax. */
export const includesTax = (header: string) =>
  /\b(?:incl|inc|including|brutto|gross|ttc|with)\b/i.test(header) || /税込/.test(header);

export const isSameColumn = (a: ColumnFacts, b: ColumnFacts) => a.index === b.index;

/** Spread of log values within equal keys. */
export function spreadBy(values: Float64Array, keys: readonly string[]): number {
  const sums = new Map<string, [number, number, number]>();
  values.forEach((value, row) => {
    if (!(value > 0)) return;
    const log = Math.log(value);
    const known = sums.get(keys[row]!);
    if (known) {
      known[0]++;
      known[1] += log;
      known[2] += log * log;
    } else sums.set(keys[row]!, [1, log, log * log]);
  });
  let total = 0;
  for (const [n, sum, squares] of sums.values()) total += Math.max(0, squares - (sum * sum) / n);
  return total;
}

/**
 * Variance of the logs of the positive values, 0 where there are fewer than two: how far figures differ as factors, whatever
 * their unit.
 */
export function spreadOf(values: Float64Array): number {
  const logs = values.filter((value) => value > 0).map(Math.log);
  if (logs.length < 2) return 0;
  const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
  return logs.reduce((a, b) => a + (b - mean) ** 2, 0) / logs.length;
}

/** Whether each product has one price throughout. */
export function isFixed(price: ColumnFacts, products: readonly string[]): boolean {
  const known = new Map<string, number>();
  return price.numbers.every((value, row) => {
    if (Number.isNaN(value)) return true;
    const first = known.get(products[row]!);
    if (first === undefined) known.set(products[row]!, value);
    return first === undefined || first === value;
  });
}
