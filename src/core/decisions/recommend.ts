// One series from its candidates to a recommendation: keep, change or test (design section 17).

import type { Policy } from '../policy/policy.ts';
import type { Estimate } from './estimate.ts';
import { allowedPrices, settledPrice } from './guardrails/apply-guardrails.ts';
import type { GuardrailSet } from './guardrails/guardrail-list.ts';
import type { GuardrailFacts } from './guardrails/guardrail.ts';
import { optimalPrices } from './optimal-price.ts';
import { estimateOf } from './outlook.ts';
import {
  bestCandidate,
  countedLoss,
  daysPerYear,
  isSamePrice,
  isSureEnough,
  noGain,
  overDays,
  type CandidateName,
  type ObjectiveName,
  type PriceCandidate,
  type Recommendation,
  type TestValue,
} from './recommendation.ts';
import { movesAfter } from './recent-days.ts';
import { recommendationSentence, type KeepGround } from './recommendation-words.ts';
import { PlayedSeason, type Season } from './season.ts';
import { testValue } from './test-value.ts';

/** What a recommendation is made from, for one series. */
export interface RecommendedSeries {
  /** null: nothing can be valued, because profit counts and the cost is unknown. */
  readonly season: Season | null;
  readonly draws: number;
  /** The same season on fewer draws, to search prices on; absent: the season itself. */
  readonly search?: { readonly season: Season; readonly draws: number };
  /** What the rules need to know of it. */
  readonly facts: GuardrailFacts;
  readonly set: GuardrailSet;
  /** Prices about which the past says something: nothing beyond is searched. */
  readonly evidence: { readonly lowest: number; readonly highest: number };
  /** What the trained policy asks for; null without one. */
  readonly agent: {
    readonly wish: number;
    /** Set where the policy can price a season day by day. */
    readonly policy: Policy | null;
  } | null;
  /** A price that a person wants valued; null without one. */
  readonly typed: number | null;
  /** Today's price is to stay, unless the rules forbid it; absent: no. */
  readonly isHeld?: boolean;
  readonly demand: {
    readonly elasticity: number;
    readonly elasticityError: number;
    readonly unitsPerDay: number;
    readonly dispersion: number;
    /** Calendar days a row of the file covers. */
    readonly daysPerRow: number;
    /** Its price moved in promotions only: they say nothing of another regular price. */
    readonly promotionsOnly: boolean;
    /** The test that would settle what the data cannot tell. */
    readonly test: { readonly price: number; readonly days: number } | null;
  };
}

/** A test is tried at these changes of today's price where the demand fit names none. */
const testSteps = [-0.1, 0.1];
const usualTestDays = 28;
/** Fewer rows than this a test does not take, however long they are. */
const fewestTestRows = 4;
/** A day's price in a file can be a mean over orders: so near to a bound it is on it. */
const halfCent = 0.005;

/** `unitCost` is what a unit costs where profit counts, 0 where revenue does. */
export function recommend(
  series: RecommendedSeries,
  {
    objective,
    level,
    unitCost,
  }: { readonly objective: ObjectiveName; readonly level: number; readonly unitCost: number },
): Recommendation {
  const { season, facts, set } = series;
  const { currentPrice } = facts;
  const keep: PriceCandidate = {
    name: 'keep',
    price: currentPrice,
    wish: currentPrice,
    isSchedule: false,
    gainPerDay: noGain,
    probability: 0,
    lossProbability: 0,
  };
  const shared = { level, objective, horizonDays: season?.days ?? 0 };
  const bounds = allowedPrices(facts, set);
  const settle = (wish: number) => settledPrice(wish, bounds, set.ending);
  if (season === null || settle(currentPrice) === null)
    return kept(
      { ...shared, candidates: [keep], test: null },
      season === null ? 'costUnknown' : 'noAllowedPrice',
    );

  const atCurrent = season.constant(currentPrice, new Float64Array(series.draws));
  const out = new Float64Array(series.draws);
  const valued = (name: CandidateName, wish: number): PriceCandidate | null => {
    const price = settle(wish);
    if (price === null) return null;
    season.constant(price, out);
    return { name, price, wish, isSchedule: false, ...gainOf(out, atCurrent) };
  };
  const others: (PriceCandidate | null)[] = [];

  const from = Math.max(bounds.lowest, Math.min(series.evidence.lowest, bounds.highest));
  const to = Math.min(bounds.highest, Math.max(series.evidence.highest, bounds.lowest));
  const searched = series.search?.season ?? season;
  const searchedNow = series.search
    ? searched.constant(currentPrice, new Float64Array(series.search.draws))
    : atCurrent;
  const best = optimalPrices(searched, currentPrice, searchedNow, from, to, level, series.search && 'few');
  const wish = widerPreference(series, searched, searchedNow, level, best.optimum.price, from, to);
  const optimum = valued('demandOptimum', wish);
  others.push(optimum);
  if (best.cautious && !(optimum && isLikely(optimum, level)))
    others.push(cautious(best.cautious.price, currentPrice, level, valued));
  if (series.agent) others.push(agentCandidate(series, series.agent, season, atCurrent, out, valued));
  if (series.typed !== null) others.push(valued('typed', series.typed));

  const candidates = [
    keep,
    ...others
      .filter((each) => each !== null)
      .sort((one, other) => other.gainPerDay.value - one.gainPerDay.value),
  ];
  const isForced = currentPrice < bounds.lowest - halfCent || currentPrice > bounds.highest + halfCent;
  const { promotionsOnly } = series.demand;
  const chosen =
    (promotionsOnly || series.isHeld
      ? null
      : bestCandidate(candidates, currentPrice, level, leastGain(atCurrent))) ?? (isForced ? optimum : null);
  if (chosen) {
    const { name: candidate, gainPerDay, probability } = chosen;
    const recommendation = {
      ...shared,
      action: 'change' as const,
      candidate,
      isForced,
      gainPerDay,
      gainPerYear: overDays(gainPerDay, daysPerYear),
      probability,
      candidates,
      test: null,
      joint: null,
    };
    return { ...recommendation, sentence: recommendationSentence(recommendation, currentPrice, null) };
  }
  const test = bestTest(series, unitCost, from, to);
  return kept({ ...shared, candidates, test }, promotionsOnly ? 'promotionsOnly' : 'notLikely');
}

/** A price is changed for at least this share of what today's earns: less is not worth a label. */
const worthwhileShare = 0.003;

function leastGain(atCurrent: Float64Array): number {
  const mean = atCurrent.reduce((sum, value) => sum + value, 0) / atCurrent.length;
  return Math.max(0, worthwhileShare * mean);
}

/** Today's price stays, until a test has told more where one is worth it. */
function kept(
  shared: Pick<Recommendation, 'level' | 'objective' | 'horizonDays' | 'candidates' | 'test'>,
  ground: KeepGround,
): Recommendation {
  const recommendation = {
    ...shared,
    action: shared.test ? ('test' as const) : ('keep' as const),
    candidate: 'keep' as const,
    isForced: false,
    gainPerDay: noGain,
    gainPerYear: noGain,
    probability: 0,
    joint: null,
  };
  return {
    ...recommendation,
    sentence: recommendationSentence(recommendation, shared.candidates[0]!.price, ground),
  };
}

function isLikely(candidate: PriceCandidate, level: number): boolean {
  return isSureEnough({ ...candidate, gain: candidate.gainPerDay.value }, level);
}

/** Where a rule holds the optimum, the price it would be without the rules: what the trail begins with. */
function widerPreference(
  { evidence, facts, search }: RecommendedSeries,
  season: Season,
  atCurrent: Float64Array,
  level: number,
  optimum: number,
  from: number,
  to: number,
): number {
  const isHeld = Math.min(optimum - from, to - optimum) < 1e-9 * optimum;
  const isNarrower = from > evidence.lowest || to < evidence.highest;
  if (!isHeld || !isNarrower || season.isPlayed) return optimum;
  const { lowest, highest } = evidence;
  const wider = optimalPrices(
    season,
    facts.currentPrice,
    atCurrent,
    Math.min(lowest, from),
    Math.max(highest, to),
    level,
    search && 'few',
  ).optimum;
  // Two hills: the better one outside may lie on the other side of the allowed prices.
  const sameSide = optimum <= from * (1 + 1e-9) ? wider.price <= from : wider.price >= to;
  return sameSide ? wider.price : optimum;
}

/** Rounding to an ending may lose the level: then the price steps towards today's until it holds again. */
function cautious(
  price: number,
  currentPrice: number,
  level: number,
  valued: (name: CandidateName, wish: number) => PriceCandidate | null,
): PriceCandidate | null {
  let found = valued('cautiousOptimum', price);
  for (let share = 0.9; found && !isLikely(found, level) && share > 0.05; share -= 0.1)
    found = valued('cautiousOptimum', currentPrice + share * (price - currentPrice));
  return found && isLikely(found, level) ? found : null;
}

function agentCandidate(
  { facts, set }: RecommendedSeries,
  { wish, policy }: NonNullable<RecommendedSeries['agent']>,
  season: Season,
  atCurrent: Float64Array,
  out: Float64Array,
  valued: (name: CandidateName, wish: number) => PriceCandidate | null,
): PriceCandidate | null {
  if (!policy || !(season instanceof PlayedSeason)) return valued('agent', wish);
  const played = season.schedule(
    policy,
    (asked, yesterday, day, changes) => {
      const now = { ...facts, ...movesAfter(facts, day, changes), currentPrice: yesterday };
      return settledPrice(asked, allowedPrices(now, set), set.ending);
    },
    out,
  );
  return (
    played && { name: 'agent', price: played.firstPrice, wish, isSchedule: true, ...gainOf(out, atCurrent) }
  );
}

function gainOf(
  value: Float64Array,
  atCurrent: Float64Array,
): { readonly gainPerDay: Estimate; readonly probability: number; readonly lossProbability: number } {
  const gains = value.map((each, i) => each - atCurrent[i]!);
  let sum = 0;
  let rises = 0;
  let losses = 0;
  gains.forEach((gain, i) => {
    sum += gain;
    if (gain > 0) rises += 1;
    else if (-gain > countedLoss * Math.max(0, atCurrent[i]!)) losses += 1;
  });
  const { length } = gains;
  return {
    gainPerDay: estimateOf(sum / length, gains),
    probability: rises / length,
    lossProbability: losses / length,
  };
}

function bestTest(
  { facts, demand }: RecommendedSeries,
  unitCost: number,
  lowest: number,
  highest: number,
): TestValue | null {
  const { currentPrice } = facts;
  if (!(highest > lowest) || isSamePrice(lowest, highest)) return null;
  const series = { ...demand, currentPrice, unitCost, lowest, highest };
  const plans = demand.test
    ? [demand.test]
    : testSteps.map((step) => ({
        price: currentPrice * (1 + step),
        days: Math.max(usualTestDays, Math.round(fewestTestRows * demand.daysPerRow)),
      }));
  let best: TestValue | null = null;
  for (const { price, days } of plans) {
    const value = testValue(series, Number(price.toFixed(2)), days);
    if (value && (best === null || value.worth - value.cost > best.worth - best.cost)) best = value;
  }
  return best;
}
