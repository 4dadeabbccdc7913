// How the waterfall chart of a price is drawn, and its sentence. Pure.

import { dust, type WaterfallRow } from '../core/export/charts/waterfall-data.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { formatMoney, lowerFirst, withSign } from '../core/text/format.ts';
import { niceEnds, type AxisEnds } from './nice-axis.ts';

/** The price axis' round ends: every price and today's, with room; at least a tenth of today's price wide. */
export function waterfallEnds(rows: readonly WaterfallRow[], currentPrice: number): AxisEnds {
  const prices = [currentPrice, ...rows.flatMap(({ span }) => span)];
  const low = Math.min(...prices);
  const high = Math.max(...prices);
  const width = Math.max((high - low) * 1.2, currentPrice / 10, 0.1);
  const middle = (low + high) / 2;
  return niceEnds(Math.max(0, middle - width / 2), middle + width / 2);
}

/** What the chart shows. */
export function waterfallSentence(suggestion: Suggestion): string {
  const { askedPrice, price, trail, bindingRule, currentPrice } = suggestion;
  const start = `Before the rules the price is ${formatMoney(askedPrice)}; today’s is ${formatMoney(currentPrice)}.`;
  if (price === null) return `${start} The rules contradict each other, so no price satisfies them.`;
  const moved = trail.filter((step) => Math.abs(step.after - step.before) >= dust);
  if (moved.length === 0)
    return `${start} It already keeps every rule: ${formatMoney(price)} is recommended.`;
  const binding = trail.find((step) => step.rule === bindingRule);
  const bound = binding
    ? ` The binding rule is ${lowerFirst(binding.label)}.`
    : ' No rule but the ending moved it.';
  return (
    `${start} ${moved.length === 1 ? 'One rule' : `${moved.length} rules`} moved it: ` +
    `${moved.map((step) => `${lowerFirst(step.label)} ${withSign(step.after - step.before, formatMoney)}`).join(', ')}. ` +
    `${formatMoney(price)} is recommended.${bound}`
  );
}
