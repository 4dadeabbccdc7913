// The day on which a country took the euro, found in prices that no sign marks: those of all products change by the official rate.
//
// Rates of under 3 look like a price cut, so they are looked for on their own days alone. The finding tells; nothing is converted.

import { median } from '../statistics/summary.ts';
import { dayFromCivil, isoDate } from './day-numbers.ts';
import type { OddRowsInput } from './odd-rows.ts';

/** Countries by the year whose 1 January brought the euro, and what one euro was of the old currency (Council regulations on the rates). */
const changes: readonly (readonly [year: number, currency: string, rate: number])[] = [
  [2007, 'tolar', 239.64],
  [2008, 'Cyprus pound', 0.585274],
  [2008, 'Maltese lira', 0.4293],
  [2009, 'Slovak koruna', 30.126],
  [2011, 'kroon', 15.6466],
  [2014, 'lats', 0.702804],
  [2015, 'litas', 3.4528],
  [2023, 'kuna', 7.5345],
  [2026, 'lev', 1.95583],
];
const rowsAsked = 14;
/** How far a product's price may have moved besides, as a factor. */
const besides = 1.3;
const shareOfProducts = 0.9;
/** A new price list of that day may move all prices by as much as a rate near 1: products must then agree on the rate itself. */
const rateNearOne = 3;
const fewestProducts = 2;
const besidesTogether = 1.1;

const isNear = (factor: number, most: number) => Math.abs(Math.log(factor)) <= Math.log(most);

/** Says of prices that change by the rate of the euro on the day a country took it that they are of two currencies. */
export function noteCurrencyChange({ table, start, findings }: OddRowsInput): void {
  const price = table.numbers.price!;
  for (const [year, currency, rate] of changes) {
    const day = dayFromCivil(year, 1, 1);
    let asked = 0;
    let changed = 0;
    let example = -1;
    const factors: number[] = [];
    for (let p = 0; p + 1 < start.length; p++) {
      const [from, to] = [start[p]!, start[p + 1]!];
      if (!(table.day[from]! < day) || !(table.day[to - 1]! >= day)) continue;
      const at = table.day.subarray(from, to).findIndex((one) => one >= day) + from;
      if (at - from < rowsAsked || to - at < rowsAsked) continue;
      asked++;
      const before = median(price.subarray(at - rowsAsked, at).filter((value) => value > 0));
      const after = median(price.subarray(at, at + rowsAsked).filter((value) => value > 0));
      if (!isNear(before / after / rate, besides)) continue;
      factors.push(before / after / rate);
      changed++;
      if (example < 0) example = at;
    }
    if (changed === 0 || changed < shareOfProducts * asked) continue;
    const couldBeList = isNear(rate, rateNearOne);
    if (couldBeList && (changed < fewestProducts || !isNear(median(factors), besidesTogether))) continue;
    findings.add(
      {
        kind: 'two-price-levels',
        severity: 'attention',
        found: `Prices change by the rate of the euro on the day it came (1 euro = ${rate} ${currency}): two currencies`,
        done: 'Kept as they are, which misleads the estimate; convert the earlier prices, or read the rows from that day on',
      },
      table.fileRow[example]!,
      () => `From ${isoDate(day)} on, on ${changed} of ${asked} products`,
    );
  }
}
