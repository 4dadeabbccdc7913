// Suggestions in words and shares: how far a price moves, how many move which way, when it is for.

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { formatCountOf, formatMoney } from '../format.ts';

type Direction = 'up' | 'down' | 'unchanged' | 'infeasible';

export function directionOf(suggestion: Suggestion): Direction {
  if (suggestion.price === null) return 'infeasible';
  const cents = Math.round((suggestion.price - suggestion.currentPrice) * 100);
  return cents > 0 ? 'up' : cents < 0 ? 'down' : 'unchanged';
}

/** Share by which `after` lies above `before`, 0.05 is 5 %; null where that has no meaning. */
export function changeShare(before: number, after: number | null | undefined): number | null {
  if (after == null || !Number.isFinite(after) || !(before > 0)) return null;
  return after / before - 1;
}

/** `+5.0 %`, `-3.2 %`, `±0.0 %`, or a dash. */
export function formatChange(share: number | null, digits = 1): string {
  if (share === null || !Number.isFinite(share)) return '–';
  const percent = (Math.abs(share) * 100).toFixed(digits);
  const sign = Number(percent) === 0 ? '±' : share > 0 ? '+' : '-';
  return `${sign}${percent} %`;
}

/** What the suggested price is expected to bring in profit beyond the current one; null where either is unknown. */
export function profitChange({ outlookAtCurrent, outlookAtSuggested }: Suggestion): number | null {
  const before = outlookAtCurrent.profit?.value;
  const after = outlookAtSuggested?.profit?.value;
  return before === undefined || after === undefined ? null : after - before;
}

export interface ProfitTogether {
  readonly change: number;
  readonly sentence: string;
}

/** What all suggested prices together are expected to do to profit; null where no product's is known. */
export function profitTogether(suggestions: readonly Suggestion[], period: Period): ProfitTogether | null {
  const known = suggestions.filter((suggestion) => profitChange(suggestion) !== null);
  if (known.length === 0) return null;
  const before = known.reduce((sum, { outlookAtCurrent }) => sum + outlookAtCurrent.profit!.value, 0);
  const change = known.reduce((sum, suggestion) => sum + profitChange(suggestion)!, 0);
  const share = changeShare(before, before + change);
  const whose =
    known.length < suggestions.length
      ? `, over the ${formatCountOf(known.length, 'product')} whose profit is known`
      : '';
  return {
    change,
    sentence:
      `All suggested prices together are expected to bring ${formatMoney(before + change)} of profit a ${period} ` +
      `instead of ${formatMoney(before)}${share === null ? '' : ` (${formatChange(share)})`}${whose}.` +
      (change < 0 ? ' The policy follows its reward, which pays for more than profit.' : ''),
  };
}

/** Counts of products by direction in one sentence. */
export function movesSentence(suggestions: readonly Suggestion[]): string {
  const count = (direction: Direction) =>
    suggestions.filter((suggestion) => directionOf(suggestion) === direction).length;
  const infeasible = count('infeasible');
  return [
    `${formatCountOf(count('up'), 'price')} up`,
    `${count('down')} down`,
    `${count('unchanged')} unchanged`,
    ...(infeasible > 0 ? [`${infeasible} infeasible: two rules contradict each other there`] : []),
  ].join(', ');
}

/** What one row of the file covers. */
export type Period = 'day' | 'week' | 'month' | 'row';

/** When a suggestion is for: `the next day`, `the next week`; a file may have ended long ago. */
export function nextPeriod(period: Period): string {
  return period === 'row' ? 'the next period' : `the next ${period}`;
}

/** How the expectation was made, for the caption of the comparison. */
export const expectedWords = {
  demandFit:
    'Expected along the demand curve fitted to this product’s own past, at the level of its last day. No forecast of what is new.',
  demandMarket:
    'Expected in the demand market: its demand curve at that price, without noise and without a limit of stock.',
} as const satisfies Record<Suggestion['expectedFrom'], string>;

/** Why one policy can price many products, or that it was trained for one. */
export function servesSentence(products: number, market: 'history' | 'demand'): string {
  if (products < 2) return 'The policy was trained for this product alone.';
  return market === 'history'
    ? `One policy serves all ${products} products: it sees each product scaled to its own range, so thin products borrow from the rest.`
    : `One policy serves all ${products} products: it sees ratios to each product's own price and stock.`;
}
