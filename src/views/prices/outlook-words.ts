// An outlook in words: how sure it is, and what an interval means. Pure.

import type { Estimate } from '../../core/decisions/estimate.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { formatCount, formatMoney, formatPercent } from '../format.ts';
import type { Period } from './price-words.ts';

/** A probability as people say it. */
export function likelihoodWord(probability: number): string {
  if (probability >= 0.95) return 'very likely';
  if (probability >= 0.8) return 'likely';
  if (probability >= 0.6) return 'more likely than not';
  if (probability > 0.4) return 'a toss-up';
  return probability > 0.2 ? 'not likely' : 'unlikely';
}

/** `87 %`, but never 0 or 100: draws cannot be that sure. */
export function formatProbability(probability: number): string {
  if (probability > 0.995) return 'over 99 %';
  if (probability < 0.005) return 'under 1 %';
  return formatPercent(probability, 0);
}

/** What the confidence says, as a sentence; null where there is no price. */
export function confidenceSentence(
  { confidence, confidenceIn, price, currentPrice }: Suggestion,
  period: Period,
) {
  if (confidence === null || price === null) return null;
  if (Math.abs(price - currentPrice) < 0.005)
    return 'The price stays, so there is nothing to gain or to lose.';
  const unit = period === 'row' ? 'period' : period;
  return (
    `${capital(likelihoodWord(confidence))}: in ${formatProbability(confidence)} of the draws of the demand curve, ` +
    `${confidenceIn} a ${unit} is higher at the suggested price.`
  );
}

/** `10.2 to 14.9` in the form of its value. */
export function formatInterval(
  { interval: [low, high] }: Estimate,
  format: (value: number) => string,
): string {
  return `${format(low)} to ${format(high)}`;
}

/** Two decimals below ten units, one below a hundred, then none. */
export function formatUnits(value: number): string {
  const size = Math.abs(value);
  return size >= 100 ? formatCount(value) : value.toFixed(size >= 10 ? 1 : 2);
}

/** `+12.30`, `-4.00`, `0.00`, or a dash. */
export function signedMoney(value: number | null): string {
  if (value === null) return '–';
  return value > 0 ? `+${formatMoney(value)}` : formatMoney(value);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
