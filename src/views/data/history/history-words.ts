// The sentences under the charts of a product's history, computed from the drawn data.

import type { ProductHistory } from '../../../core/table/dataset.ts';
import { periodWord } from '../../../core/table/period-word.ts';
import {
  formatCount,
  formatCountOf,
  formatMoney,
  formatPercent,
  formatRough,
} from '../../../core/text/format.ts';

/** How the price moved: `Price moved between 8.99 and 14.99 on 12 of 160 days, 5 different prices.` */
export function priceSentence(history: ProductHistory): string {
  const { price, priceKnown } = history;
  const word = periodWord(history.daysPerRow);
  let low = Infinity;
  let high = -Infinity;
  let moves = 0;
  let known = 0;
  const different = new Set<number>();
  for (let day = 0; day < price.length; day++) {
    const value = price[day]!;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (day > 0 && Math.abs(value - price[day - 1]!) >= 0.005) moves++;
    different.add(Math.round(value * 100));
    known += priceKnown[day]!;
  }
  const rows = formatCountOf(price.length, word);
  const filled = price.length - known;
  const fill =
    filled === 0
      ? ''
      : ` ${formatCountOf(filled, word)} without a price took the price of the ${word} before.`;
  if (moves === 0)
    return `The price stayed at ${formatMoney(low)} on all ${rows}, so demand cannot be estimated.${fill}`;
  return (
    `Price moved between ${formatMoney(low)} and ${formatMoney(high)}: it changed ${word === 'day' ? 'on' : 'in'} ${formatCount(moves)} of ${rows}, with ` +
    `${formatCountOf(different.size, 'different price', 'different prices')}.${fill}`
  );
}

/** What was sold: mean, best day, days without a sale, and which way it went. */
export function salesSentence(history: ProductHistory): string {
  const { sales, salesMeaning } = history;
  const word = periodWord(history.daysPerRow);
  const amount = (value: number) =>
    salesMeaning === 'money' ? formatRough(value) : formatCountOf(value, 'unit');
  const half = Math.floor(sales.length / 2);
  let sum = 0;
  let firstHalf = 0;
  let best = -Infinity;
  let without = 0;
  for (let day = 0; day < sales.length; day++) {
    const value = sales[day]!;
    sum += value;
    if (day < half) firstHalf += value;
    best = Math.max(best, value);
    if (value <= 0) without++;
  }
  const none = without === 0 ? `no ${word} without a sale` : `${formatCountOf(without, word)} without a sale`;
  const start = `On average ${amount(sum / sales.length)} a ${word}, at most ${amount(best)}, ${none}.`;
  if (half === 0 || firstHalf <= 0) return start;
  const change = (sum - firstHalf) / (sales.length - half) / (firstHalf / half) - 1;
  if (Math.abs(change) < 0.02) return `${start} Both halves sold about the same.`;
  return `${start} The second half sold ${formatPercent(Math.abs(change), 0)} ${change > 0 ? 'more' : 'less'} than the first.`;
}
