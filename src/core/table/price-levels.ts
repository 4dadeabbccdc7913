// Prices on levels far apart: cents beside whole prices are brought to one unit; another currency or pack is told, not mended.

import { median } from '../statistics/summary.ts';
import { isoDate } from './day-numbers.ts';
import type { SalesTable } from './dataset.ts';
import type { FindingText } from './findings.ts';
import type { OddRowsInput } from './odd-rows.ts';

const twoLevels: FindingText = {
  kind: 'two-price-levels',
  severity: 'attention',
  found: 'Prices on two levels far apart, with nothing between them',
  done: 'Kept as they are; another currency, another pack or prices in other units mislead the estimate',
};

/** How far apart two levels must be, one after the other, that no shop changes its price so. */
const farApart = 3;
const fewestOfLevel = 10;

/**
 * The first row of a second level of prices, where all before it are above or below all behind it and the levels are several times apart: the day
 * on which a file changes its currency or its packs. Null where there is none, or where it is a hundred, which is told otherwise.
 */
function levelsInTurn(table: SalesTable, price: Float64Array, from: number, to: number): number | null {
  const n = to - from;
  if (n < 2 * fewestOfLevel) return null;
  const [lowBehind, highBehind] = [new Float64Array(n + 1).fill(Infinity), new Float64Array(n + 1)];
  for (let i = n - 1; i >= 0; i--) {
    const value = price[from + i]!;
    lowBehind[i] = Math.min(lowBehind[i + 1]!, value > 0 ? value : Infinity);
    highBehind[i] = Math.max(highBehind[i + 1]!, value > 0 ? value : 0);
  }
  let [low, high] = [Infinity, 0];
  for (let i = 0; i < n - fewestOfLevel; i++) {
    const value = price[from + i]!;
    if (value > 0) [low, high] = [Math.min(low, value), Math.max(high, value)];
    if (i + 1 < fewestOfLevel || table.day[from + i] === table.day[from + i + 1]) continue;
    const [below, above] = [lowBehind[i + 1]!, highBehind[i + 1]!];
    if (!(low > 1.3 * above) && !(below > 1.3 * high)) continue;
    const [one, other] = [
      median(price.subarray(from, from + i + 1)),
      median(price.subarray(from + i + 1, to)),
    ];
    const times = Math.max(one / other, other / one);
    if (times > farApart && times < 70) return from + i + 1;
  }
  return null;
}

/**
 * Prices that are in cents on a good part of a product's rows, as whole prices; null where there are none. Two price
 * levels a hundred times apart, with nothing between them, are one price in two units. [rows], a copy
 */
export function pricesInOneUnit({ table, start, findings }: OddRowsInput): Float64Array | null {
  const price = table.numbers.price!;
  let out: Float64Array | null = null;
  for (let p = 0; p + 1 < start.length; p++) {
    const [from, to] = [start[p]!, start[p + 1]!];
    let low = Infinity;
    let high = -Infinity;
    for (let row = from; row < to; row++) {
      if (price[row]! < low) low = price[row]!;
      if (price[row]! > high) high = price[row]!;
    }
    if (!(high > 3 * low)) continue;
    const change = levelsInTurn(table, price, from, to);
    if (change !== null) {
      findings.add(
        twoLevels,
        table.fileRow[change]!,
        () =>
          `"${table.products[p]!.name}" costs several times as much before or after ${isoDate(table.day[change]!)} as on the other side of it`,
      );
      continue;
    }
    if (!(high > 5 * low)) continue;
    const known = price
      .subarray(from, to)
      .filter((value) => value > 0)
      .sort();
    const at = known.findIndex((value, i) => i > 0 && value > 5 * known[i - 1]!);
    if (at < 0 || at < 0.15 * known.length || known.length - at < 0.15 * known.length || known.length < 20)
      continue;
    const [below, above] = [known[at >> 1]!, known[at + ((known.length - at) >> 1)]!];
    const isHundred = Math.abs(Math.log(above / below / 100)) < 0.35;
    const isWhole = known.subarray(at).every((value) => Number.isInteger(value));
    if (!isHundred || !isWhole) {
      findings.add(
        twoLevels,
        table.fileRow[from]!,
        () => `"${table.products[p]!.name}" costs about ${below} on some rows and ${above} on others`,
      );
      continue;
    }
    out ??= price.slice();
    const bound = known[at]!;
    for (let row = from; row < to; row++) {
      if (!(price[row]! >= bound)) continue;
      out[row] = price[row]! / 100;
      findings.add(
        {
          kind: 'prices-in-cents',
          severity: 'attention',
          found: 'Prices a hundred times the others on a good part of the rows (cents)',
          done: 'Divided by 100',
        },
        table.fileRow[row]!,
        () =>
          `Row ${table.fileRow[row]!} (${isoDate(table.day[row]!)}): ${price[row]!} is read as ${price[row]! / 100}`,
      );
    }
  }
  return out;
}
