// What answers make of a file, in one sentence: "240 rows, 3 products, 2 Jan to 30 Aug 2025, prices 9.99 to 14.99".

import type { ReadEffect } from '../../../core/table/read-effect.ts';
import { formatCountOf, formatDay, formatMoney } from '../../../core/text/format.ts';

/** The sentence of the effect; where the file would be refused, the refusal's. */
export function effectSentence({ facts, refusal }: ReadEffect): string {
  if (facts === null) return refusal ?? 'Nothing could be read.';
  const { rows, products, firstDay, lastDay, prices, isWhole } = facts;
  const parts = [
    formatCountOf(rows, 'row'),
    formatCountOf(products, 'product'),
    firstDay === lastDay ? formatDay(firstDay) : `${formatDay(firstDay)} to ${formatDay(lastDay)}`,
    prices === null
      ? 'no prices'
      : prices.low === prices.high
        ? `price ${formatMoney(prices.low)}`
        : `prices ${formatMoney(prices.low)} to ${formatMoney(prices.high)}`,
  ];
  return `${isWhole ? '' : 'In the first part of the file: '}${parts.join(', ')}.`;
}
