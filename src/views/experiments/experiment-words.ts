// Words of price tests, apart from how they are laid out.

import { blockWeeks, testWeeks } from '../../core/experiments/assignment.ts';
import type { Effect, ReadOut } from '../../core/experiments/read-out.ts';
import {
  formatChance,
  formatCountOf,
  formatMoney,
  formatPercent,
  formatRough,
} from '../../core/text/format.ts';
import type { PlanAlternative } from '../../core/experiments/plan-alternatives.ts';
import { plannedPower, type PlanProposal } from '../../core/experiments/plan-proposal.ts';

export const measureLabels = {
  profit: 'Profit a day',
  revenue: 'Revenue a day',
  units: 'Units a day',
} as const;

export const measureUnits = { profit: 'currency', revenue: 'currency', units: 'units' } as const;

/** What the plan can show, in a sentence. */
export function planSentence(proposal: PlanProposal): string {
  const { facts, effect, measure, power, neededFortnights, design, smallestEffect } = proposal;
  if (typeof facts === 'string') return facts;
  if (effect === null || power === null || neededFortnights === null)
    return 'Enter the smallest daily effect worth detecting to get the length of the test.';
  const weeks = formatCountOf(testWeeks(design), 'week');
  const word = measure;
  const finds = `In ${weeks}, the chance of detecting a difference of ${formatRough(effect)} ${word} a day is ${formatChance(power)}`;
  if (power >= plannedPower - 0.005) return `${finds}; false alarms stay at 5 in 100.`;
  const least = Number.isFinite(smallestEffect ?? Infinity)
    ? ` At ${formatPercent(plannedPower, 0)} this length detects ${formatRough(smallestEffect!)} or more.`
    : '';
  return `${finds}; ${formatPercent(plannedPower, 0)} would take ${blockWeeks(design) * neededFortnights > 104 ? 'more than two years' : formatCountOf(blockWeeks(design) * neededFortnights, 'week')}.${least}`;
}

/** Why a plan is hopeless, and whether something else is not. */
export function hopelessSentence(
  { measure, expectedEffect, effect, facts, design }: PlanProposal,
  alternatives: readonly PlanAlternative[],
): string {
  const atA = typeof facts === 'string' ? NaN : facts.atA;
  const share = atA > 0 ? ` (${formatPercent(effect! / atA)} of what price A brings)` : '';
  const what = `a difference of ${formatRough(effect!)} ${measure} a day${share}`;
  if (alternatives.some(({ changes }) => isSameButLonger(changes)))
    return `${formatCountOf(testWeeks(design), 'week')} are too few for ${what}.`;
  const isExpected = Math.abs(Math.abs(expectedEffect ?? NaN) - effect!) < 0.005;
  const why = isExpected
    ? `The demand fit expects ${what}: small compared with day-to-day variation.`
    : `It looks for ${what}: small compared with day-to-day variation.`;
  if (alternatives.length > 0) return `${why} Half a year or less is enough for:`;
  return isExpected
    ? `${why} No other price within 30 % of price A would show its difference within half a year either.`
    : `${why} Half a year is not enough for it.`;
}

function isSameButLonger(changes: PlanAlternative['changes']): boolean {
  return changes.measure === undefined && changes.priceB === undefined;
}

/** `The same for 12 weeks`, `Units instead, 6 weeks` or `Price B 13.20, 10 weeks` */
export function alternativeLabel({ changes, plan }: PlanAlternative): string {
  const weeks = formatCountOf(testWeeks(plan.design), 'week');
  if (isSameButLonger(changes)) return `The same for ${weeks}`;
  return changes.priceB === undefined || changes.priceB === null
    ? `Units instead, ${weeks}`
    : `Price B ${formatMoney(changes.priceB)}, ${weeks}`;
}

/** What the chart of differences shows, in a sentence. */
export function differencesSentence({ effects, differences }: ReadOut): string {
  const [first] = effects;
  const above = differences.filter(({ difference }) => difference > 0).length;
  return (
    `In ${above} of ${formatCountOf(differences.length, 'pair')} price B brought more ${first!.measure}. ` +
    `The line is their mean, the band its 95 % interval.`
  );
}

/** `+3.2 %` of what price A brings; a dash where that is nothing. */
export function effectShare({ effect, atA }: Effect): string {
  return atA > 0 ? `${effect > 0 ? '+' : ''}${formatPercent(effect / atA)}` : '–';
}

export function formatP(pValue: number): string {
  return pValue < 0.001 ? 'below 0.001' : pValue.toFixed(3);
}
