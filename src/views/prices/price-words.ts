// Prices in words and shares: how far one moves, and when it is for.

import type { Suggestion } from '../../core/decisions/suggestion.ts';

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

/** What one row of the file covers. */
export type Period = 'day' | 'week' | 'month' | 'row';

/** When a suggestion is for: `the next day`, `the next week`; a file may have ended long ago. */
export function nextPeriod(period: Period): string {
  return period === 'row' ? 'the next period' : `the next ${period}`;
}

/** How the expectation was made, for the caption of the comparison. */
export const expectedWords = {
  demandFit:
    'Expected on the demand curve fitted to this product’s past sales, at its latest level. It does not forecast new events.',
  demandMarket: 'Expected in the simulated market at that price, without noise and with unlimited stock.',
} as const satisfies Record<Suggestion['expectedFrom'], string>;
