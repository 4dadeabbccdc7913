// An outlook in words: how sure it is, and what an interval means. Pure.

import type { Estimate } from '../../core/decisions/gain-estimate.ts';
import { formatCount, formatRough } from '../../core/text/format.ts';

/** `10.2 to 14.9` in the form of its value. */
export function formatInterval(
  { interval: [low, high] }: Estimate,
  format: (value: number) => string,
): string {
  return `${format(low)} to ${format(high)}`;
}

/** Two decimals below ten units, one below a hundred, then none, and three figures from 10,000. */
export function formatUnits(value: number): string {
  const size = Math.abs(value);
  if (size >= 10_000) return formatRough(value);
  return size >= 100 ? formatCount(value) : value.toFixed(size >= 10 ? 1 : 2);
}
