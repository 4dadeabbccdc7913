// What each stop of the tour tells, computed from the lab as it stands. Pure.

import { summarizeTotal } from '../../../core/decisions/recommendation-total.ts';
import type { PriceCandidate } from '../../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { bestEvaluation } from '../../../core/run/kept-gap.ts';
import {
  formatChange,
  formatCount,
  formatCountOf,
  formatMoney,
  formatPercent,
  formatRough,
  formatSignedRough,
  roughInterval,
} from '../../../core/text/format.ts';
import type { LabState } from '../../../store/lab-state.ts';
import type { TourStop } from '../../../store/features/tour-feature.ts';
import { moneyAtStake } from './money-at-stake.ts';
import { rankedProducts, shareOf } from '../../demand/demand-ranking-rows.ts';

export interface StopWords {
  readonly title: string;
  readonly sentences: readonly string[];
  /** What the stop tells of is still being computed. */
  readonly isWaiting: boolean;
}

export type ToldState = Pick<LabState, 'data' | 'demand' | 'run' | 'suggestions' | 'model'>;

const waiting = (title: string, sentence: string): StopWords => ({
  title,
  sentences: [sentence],
  isWaiting: true,
});

export function stopWords(stop: TourStop, state: ToldState): StopWords {
  switch (stop) {
    case 'file':
      return fileWords(state);
    case 'demand':
      return demandWords(state);
    case 'learning':
      return learningWords(state);
    case 'gain':
      return gainWords(state);
    case 'trap':
      return trapWords(state);
    case 'own':
      return {
        title: 'Now your own file',
        sentences: [
          'A date, a product, a price and units or sales are enough. The file stays in this browser.',
          'You can download the prices, the report and the model.',
        ],
        isWaiting: false,
      };
    default:
      return stop satisfies never;
  }
}

function fileWords({ data }: ToldState): StopWords {
  const title = 'A shop and its prices';
  if (data.status !== 'ready') return waiting(title, 'Reading the shop’s sales …');
  const { histories, table } = data.dataset;
  const { revenue, profit } = moneyAtStake(histories);
  const kept =
    profit === null
      ? ''
      : `, of which ${formatRough(profit)} is profit (${formatPercent(profit / revenue, 0)})`;
  return {
    title,
    sentences: [
      `${formatCountOf(histories.length, 'product')}, ${formatCount(table.rowCount)} rows: read, checked and repaired in this browser.`,
      `Sales are ${formatRough(revenue)} a year${kept}. Are these the right prices?`,
    ],
    isWaiting: false,
  };
}

function demandWords({ data, demand }: ToldState): StopWords {
  const title = 'How buyers respond to price';
  if (data.status !== 'ready' || demand.length === 0) return waiting(title, 'Fitting demand …');
  const { histories } = data.dataset;
  const ranked = rankedProducts(histories, demand);
  const isWaiting = demand.length < histories.length;
  const clear = shareOf(ranked, ['answers', 'leans']);
  const answer =
    `For ${clear.products} of ${formatCountOf(ranked.length, 'product')}${isWaiting ? ' so far' : ''}, with ${formatPercent(clear.salesShare, 0)} of sales, ` +
    'past sales show how buyers respond.';
  const unclear = ranked.length - clear.products;
  return {
    title,
    sentences: [
      answer,
      unclear === 0
        ? 'Each estimate has an interval, and each recommended price takes it into account.'
        : `For the other ${unclear === 1 ? 'one' : unclear} they do not, and the lab says so instead of guessing.`,
    ],
    isWaiting,
  };
}

function learningWords({ run, model }: ToldState): StopWords {
  const title = 'An agent learns to price';
  const { progress, evaluations, baselines, settings } = run;
  const preparing = progress?.preparing;
  if (preparing !== undefined)
    return waiting(
      title,
      `First the lab computes the most each product could earn, as a benchmark for the agent: ${formatPercent(preparing, 0)} …`,
    );
  if (settings === null)
    return waiting(title, 'Training begins when the demand of every product is fitted …');
  const best = bestEvaluation(evaluations);
  const steps = progress
    ? `${formatCount(progress.step)} of ${formatCount(progress.totalSteps)} days simulated`
    : 'Preparing';
  const kept = baselines?.profit?.keepPrice ?? null;
  const earns = best?.profit?.mean ?? null;
  if (best === null || earns === null || kept === null)
    return waiting(
      title,
      `The agent tries prices in a market simulated from the shop’s own demand. ${steps} …`,
    );
  const gap = best.gapClosed === null ? '' : `; ${formatPercent(best.gapClosed, 0)} of the possible gain`;
  return {
    title,
    sentences: [
      `The agent tries prices in a market simulated from the shop’s own demand. ${steps}.`,
      `There, today’s prices earn ${formatRough(kept)} in 30 days for the average product; the agent earns ${formatRough(earns)} (${formatChange(earns / kept - 1)})${gap}.`,
    ],
    isWaiting: model === null,
  };
}

function gainWords({ suggestions }: ToldState): StopWords {
  const title = 'The gain it found';
  if (suggestions.length === 0) return waiting(title, 'Prices appear when training has finished …');
  const total = summarizeTotal(suggestions);
  const { gainPerYear, changed, tests, kept, objective } = total;
  return {
    title,
    sentences: [
      `${formatSignedRough(gainPerYear.value)} of ${objective ?? 'gain'} a year (${roughInterval(gainPerYear)}), from ${formatCountOf(changed, 'changed price')}.`,
      `${formatCountOf(tests, 'product')} to test first, ${kept} to keep. The list below is sorted by expected gain.`,
    ],
    isWaiting: false,
  };
}

/** A price that somebody would have charged, and should not. */
export interface Trap {
  readonly suggestion: Suggestion;
  readonly candidate: PriceCandidate;
  readonly lossPerYear: number;
}

const daysPerYear = 365;

/** The candidate that was not recommended and is expected to lose most; null where every candidate gains. */
export function worstTrap(suggestions: readonly Suggestion[]): Trap | null {
  let worst: Trap | null = null;
  for (const suggestion of suggestions)
    for (const candidate of suggestion.recommendation.candidates) {
      const lossPerYear = -candidate.gainPerDay.value * daysPerYear;
      const isChosen = candidate.name === suggestion.recommendation.candidate;
      if (candidate.name !== 'agent' || isChosen || lossPerYear <= 0) continue;
      if (worst === null || lossPerYear > worst.lossPerYear) worst = { suggestion, candidate, lossPerYear };
    }
  return worst;
}

/** Prices that ask for more than a rule allows: the agent alone would have charged them. */
function mostCapped(suggestions: readonly Suggestion[]): Suggestion | null {
  const reach = ({ policyPrice, currentPrice }: Suggestion) =>
    Math.abs((policyPrice ?? currentPrice) / currentPrice - 1);
  const capped = suggestions.filter(
    ({ policyPrice, price }) =>
      policyPrice !== null && price !== null && Math.abs(policyPrice / price - 1) > 0.01,
  );
  return capped.reduce<Suggestion | null>((a, b) => (a === null || reach(b) > reach(a) ? b : a), null);
}

function trapWords({ suggestions }: ToldState): StopWords {
  const title = 'The trap it avoided';
  if (suggestions.length === 0) return waiting(title, 'Prices appear when training has finished …');
  const trap = worstTrap(suggestions);
  const count = suggestions.filter(
    ({ recommendation, policyPrice }) => policyPrice !== null && recommendation.candidate !== 'agent',
  ).length;
  const overruled = `The lab does not simply trust the agent: for ${formatCountOf(count, 'product')} the evidence favours another price.`;
  if (trap) {
    const { suggestion, candidate, lossPerYear } = trap;
    const instead = suggestion.price === null ? 'no price' : formatMoney(suggestion.price);
    return {
      title,
      sentences: [
        overruled,
        `${suggestion.productName}: the agent asked ${formatMoney(candidate.price)} instead of ${formatMoney(suggestion.currentPrice)}, which would lose about ${formatRough(lossPerYear)} a year. Recommended: ${instead}.`,
      ],
      isWaiting: false,
    };
  }
  const capped = mostCapped(suggestions);
  return {
    title,
    sentences: [
      overruled,
      capped?.policyPrice == null || capped.price === null
        ? 'Every price the agent asked keeps the rules and is expected to gain.'
        : `${capped.productName}: the agent asked ${formatMoney(capped.policyPrice)} instead of ${formatMoney(capped.currentPrice)} (${formatChange(capped.policyPrice / capped.currentPrice - 1)}), far from any price charged before. Recommended: ${formatMoney(capped.price)}.`,
    ],
    isWaiting: false,
  };
}
