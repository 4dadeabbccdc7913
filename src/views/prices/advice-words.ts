// A recommendation in words and figures: what to do, what it gains, how sure that is, and why the other candidates are
// not recommended. Pure.

import { moves } from '../../core/decisions/by-gain.ts';
import {
  isSamePrice,
  type CandidateName,
  type PriceCandidate,
  type Recommendation,
  type RecommendedAction,
} from '../../core/decisions/recommendation.ts';
import type { RecommendationTotal } from '../../core/decisions/recommendation-total.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import {
  formatChance,
  formatCount,
  formatCountOf,
  formatMoney,
  formatSignedRough,
  lowerFirst,
  roughInterval,
} from '../../core/text/format.ts';
import type { Tone } from '../ui/mark.tsx';

export const actionWords = {
  change: { word: 'Change', tone: 'good' },
  test: { word: 'Test first', tone: 'info' },
  keep: { word: 'Keep', tone: 'quiet' },
} as const satisfies Record<RecommendedAction, { readonly word: string; readonly tone: Tone }>;

export const candidateWords = {
  keep: 'Today’s price',
  demandOptimum: 'Demand optimum',
  cautiousOptimum: 'Cautious step',
  schedule: 'Price calendar',
  agent: 'Agent’s price',
  typed: 'Your price',
} as const satisfies Record<CandidateName, string>;

export interface TotalWords {
  /** What to do and what it brings. */
  readonly headline: string;
  /** What happens to the other products. */
  readonly rest: string;
}

/** `Change 34 of 60 prices: +1,806 profit a day (1,753 to 1,862), +659,000 a year.` and `Test 6 first. Keep 20.` */
export function totalWords(total: RecommendationTotal): TotalWords {
  const { changed, tests, kept, infeasible, objective, gainPerDay, gainPerYear } = total;
  const products = changed + tests + kept + infeasible;
  const what = `${formatCount(changed)} of ${formatCountOf(products, 'price')}`;
  const headline =
    changed === 0
      ? 'Change no price: none reaches your level of certainty.'
      : objective === null
        ? `Change ${what}.`
        : `Change ${what}: ${formatSignedRough(gainPerDay.value)} ${objective} a day (${roughInterval(gainPerDay)}), ` +
          `${formatSignedRough(gainPerYear.value)} a year.`;
  const rest = [
    ...(tests > 0 ? [`Test ${formatCount(tests)} first.`] : []),
    ...(kept > 0 ? [`Keep ${formatCount(kept)}.`] : []),
    ...(infeasible > 0
      ? [`${formatCount(infeasible)} without a price: your rules contradict each other.`]
      : []),
  ];
  return { headline, rest: rest.join(' ') };
}

/** Below this share of the total the rows add up to it, as far as anybody can see. */
const noticedShare = 0.02;

/** Why the gains of the rows do not add up to the total, where prices were found together; empty where they do. */
export function rowSumWords(
  suggestions: readonly Pick<Suggestion, 'recommendation' | 'price'>[],
  { gainPerDay, objective }: RecommendationTotal,
): string {
  const changed = suggestions.filter(
    ({ recommendation, price }) => recommendation.action === 'change' && price !== null,
  );
  const sum = changed.reduce((total, { recommendation }) => total + recommendation.gainPerDay.value, 0);
  const isNoticed = Math.abs(sum - gainPerDay.value) > noticedShare * Math.abs(gainPerDay.value);
  if (
    objective === null ||
    !isNoticed ||
    changed.every(({ recommendation }) => recommendation.joint === null)
  )
    return '';
  return (
    `The gains of the rows add up to ${formatSignedRough(sum)}: each has its category’s other prices changed as well, ` +
    'and the total counts what they bring together once.'
  );
}

/** How sure a change is to gain; null where the price stays. */
export function certaintyOf({ recommendation, price }: Pick<Suggestion, 'recommendation' | 'price'>) {
  return recommendation.action === 'change' && price !== null ? recommendation.probability : null;
}

/** `87 % chance of gain`, and `over 99 % chance of gain`. */
export function certaintyWords(probability: number): string {
  return `${formatChance(probability)} chance of gain`;
}

/** Why a candidate is recommended or is not, in a few words. */
export function candidateNote(
  candidate: PriceCandidate,
  recommendation: Recommendation,
  currentPrice: number,
): string {
  const { candidate: chosen, level, objective, isForced, forcedBy, action } = recommendation;
  const { name, probability, gainPerDay, calendar } = candidate;
  if (name === chosen)
    return isForced ? 'your rules do not allow today’s' : action === 'test' ? 'until tested' : 'recommended';
  if (name === 'keep')
    return forcedBy
      ? `not allowed by your rule “${lowerFirst(forcedBy.label)}”`
      : isForced
        ? 'not allowed by your rules'
        : 'a change gains more';
  if (!moves(candidate, currentPrice)) return 'same as today’s';
  const best = recommendation.candidates.find((each) => each.name === chosen);
  if (best && !candidate.isSchedule && !best.isSchedule && isSamePrice(candidate.price, best.price))
    return 'same price';
  if (gainPerDay.value < 0) return `loses ${objective}`;
  if (probability < level) return `below your ${formatChance(level)}`;
  if (calendar && calendar.probabilityOverHeld < level) return 'not clearly better than a single price';
  return 'gains less';
}

/** What a person asked to have valued, where the rules made another price of it; else null. */
export function heldNote({ name, wish, price }: PriceCandidate): string | null {
  return name === 'typed' && !isSamePrice(wish, price)
    ? `adjusted by your rules from ${formatMoney(wish)}`
    : null;
}
