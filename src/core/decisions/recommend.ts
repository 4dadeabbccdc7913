// One series from its candidates to a recommendation: keep, change or test.

import type { NoGround } from '../demand/evidence-of-fit.ts';
import type { Policy } from '../policy/policy.ts';
import {
  allowedPrices,
  type AllowedPrices,
  forbiddingRule,
  settledPrice,
} from './guardrails/apply-guardrails.ts';
import { gridFor, type PriceGrid } from './guardrails/ending.ts';
import type { GuardrailSet } from './guardrails/guardrail-list.ts';
import { halfCent, type GuardrailFacts } from './guardrails/guardrail.ts';
import type { Gains } from './gain.ts';
import { bestStockRule, followRule } from './best-stock-rule.ts';
import { drawnGains, gainOf } from './gains.ts';
import { optimalPrice, optimalPrices, type SearchEffortName } from './optimal-price.ts';
import {
  type AskedCertainty,
  bestCandidate,
  daysPerYear,
  isSamePrice,
  isSureEnough,
  noGain,
  overDays,
  type CandidateName,
  type Lean,
  type ObjectiveName,
  type PriceCandidate,
  type Recommendation,
  type TestValue,
} from './recommendation.ts';
import { movesAfter } from './recent-days.ts';
import { recommendationSentence, type KeepGround } from './recommendation-words.ts';
import { hasPaths, hasSupply, type PathSeason, type Season, type StockedSeason } from './season.ts';
import { PathWalker, bestPath } from './price-schedule.ts';
import { stepsOf } from './schedule-steps.ts';
import { calmerRule, ruledPrice, type StockPlan } from './stock-rule.ts';
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
  /** A relation with others holds one price of it, so that it cannot follow a calendar; absent: no. */
  readonly isBound?: boolean;
  /** The first day that is priced, days since 1970-01-01; absent or null where there are no dates. */
  readonly firstDay?: number | null;
  readonly demand: {
    readonly elasticity: number;
    readonly elasticityError: number;
    readonly unitsPerDay: number;
    readonly dispersion: number;
    /** Calendar days a row of the file covers. */
    readonly daysPerRow: number;
    /** Why no other price may be advised, however sure the curve is; null where one may. */
    readonly noGround: NoGround | null;
    /** The test that would settle what the data cannot tell. */
    readonly test: { readonly price: number; readonly days: number } | null;
  };
}

/** A test is tried at these changes of today's price where the demand fit names none. */
const testSteps = [-0.1, 0.1];
const usualTestDays = 28;
/** Fewer rows than this a test does not take, however long they are. */
const fewestTestRows = 4;

/** `unitCost` is what a unit costs where profit counts, 0 where revenue does. */
export function recommend(
  series: RecommendedSeries,
  {
    objective,
    level,
    unitCost,
    lean = null,
    isBrief = false,
    isRow = false,
  }: {
    readonly objective: ObjectiveName;
    readonly level: number;
    readonly unitCost: number;
    readonly lean?: Lean | null;
    /** Prices and what they gain alone, for many lists of many products: no sentence, interval or test. */
    readonly isBrief?: boolean;
    /** Without a sentence, and an interval of what is chosen alone: of a million rows nobody reads more. */
    readonly isRow?: boolean;
  },
): Recommendation {
  const { season, facts, set } = series;
  const { currentPrice } = facts;
  const withWords = !isRow && !isBrief;
  const keep: PriceCandidate = {
    name: 'keep',
    price: currentPrice,
    wish: currentPrice,
    isSchedule: false,
    gainPerDay: noGain,
    probability: 0,
    lossProbability: 0,
  };
  const shared = { level, objective, lean, horizonDays: season?.days ?? 0 };
  const bounds = allowedPrices(facts, set);
  const ending = gridFor(set.ending, facts.pastEnding);
  if (season === null || settledPrice(currentPrice, bounds, ending) === null)
    return kept(shared, [keep], null, season === null ? 'costUnknown' : 'noAllowedPrice', withWords);

  const quick = season.gains?.(currentPrice) ?? null;
  const gains = quick ?? drawnGains(season, currentPrice, series.draws);
  const { search } = series;
  const searched =
    search && search.season !== season ? drawnGains(search.season, currentPrice, search.draws) : gains;
  const effort = search || season.gains ? 'few' : season.isPlayed ? 'played' : 'plain';
  const prices = new ValuedPrices(gains, bounds, ending, isBrief || isRow);
  const isForced = currentPrice < bounds.lowest - halfCent || currentPrice > bounds.highest + halfCent;
  const asked: AskedCertainty = { level, now: isForced ? 0 : gains.meanNow };
  const candidates: PriceCandidate[] = [keep];

  const from = Math.max(bounds.lowest, Math.min(series.evidence.lowest, bounds.highest));
  const to = Math.min(bounds.highest, Math.max(series.evidence.highest, bounds.lowest));
  const best = optimalPrices(searched, currentPrice, from, to, asked, effort);
  // Where nobody reads the wish, what the rules make of it is the same.
  const wish =
    season.isPlayed || isBrief
      ? best.optimum.price
      : widerPreference(series, searched, best.optimum.price, [from, to], effort);
  const optimum = prices.valued('demandOptimum', wish);
  rank(optimum, candidates);
  if (best.cautious && !(optimum && isLikely(optimum, asked)))
    rank(cautious(best.cautious.price, currentPrice, asked, prices), candidates);
  if (hasPaths(season) && !series.isHeld && !series.isBound && gains.now) {
    const held = bestHeld(candidates, asked);
    rank(scheduleCandidate(series, season, gains.now, held, asked), candidates);
  }
  if (series.agent) rank(agentCandidate(series, series.agent, season, gains, prices), candidates);
  if (series.typed !== null) rank(prices.valued('typed', series.typed), candidates);

  const { noGround } = series.demand;
  const chosen =
    (noGround || series.isHeld ? null : bestCandidate(candidates, currentPrice, asked, leastGain(gains))) ??
    (isForced ? optimum : null);
  if (chosen) {
    const { name: candidate, probability, calendar } = chosen;
    const gainPerDay = isRow ? gains.estimate(chosen.price).gainPerDay : chosen.gainPerDay;
    const recommendation = withLean(lean, {
      level,
      objective,
      horizonDays: season.days,
      action: 'change',
      candidate,
      isForced,
      forcedBy: isForced && withWords ? forbiddingRule(currentPrice, facts, set) : null,
      gainPerDay,
      gainPerYear: overDays(gainPerDay, calendar ? season.days : daysPerYear),
      probability,
      candidates,
      test: null,
      joint: null,
      sentence: '',
    });
    if (!withWords) return recommendation;
    return { ...recommendation, sentence: recommendationSentence(recommendation, currentPrice, null) };
  }
  const test = isBrief ? null : bestTest(series, unitCost, from, to);
  return kept(shared, candidates, test, noGround ?? 'notLikely', withWords);
}

/** Prices after the rules with what they gain. */
class ValuedPrices {
  private readonly gains: Gains;
  private readonly bounds: AllowedPrices;
  private readonly ending: PriceGrid;
  private readonly isBrief: boolean;

  constructor(gains: Gains, bounds: AllowedPrices, ending: PriceGrid, isBrief: boolean) {
    this.gains = gains;
    this.bounds = bounds;
    this.ending = ending;
    this.isBrief = isBrief;
  }

  /** null where the rules allow none. */
  valued(name: CandidateName, wish: number): PriceCandidate | null {
    const price = settledPrice(wish, this.bounds, this.ending);
    if (price === null) return null;
    if (this.isBrief) {
      const { gain, probability, lossProbability } = this.gains.at(price);
      const gainPerDay = { value: gain, interval: [gain, gain] } as const;
      return { name, price, wish, isSchedule: false, gainPerDay, probability, lossProbability };
    }
    // One by one: to spread them takes as long as to find them.
    const { gainPerDay, probability, lossProbability } = this.gains.estimate(price);
    return { name, price, wish, isSchedule: false, gainPerDay, probability, lossProbability };
  }
}

/** Puts `candidate`, where there is one, in its place by expected gain behind the first; equals stand as they come. */
function rank(candidate: PriceCandidate | null, candidates: PriceCandidate[]): void {
  if (candidate === null) return;
  let at = candidates.length;
  for (; at > 1 && candidates[at - 1]!.gainPerDay.value < candidate.gainPerDay.value; at--)
    candidates[at] = candidates[at - 1]!;
  candidates[at] = candidate;
}

function withLean(lean: Lean | null, recommendation: Recommendation): Recommendation {
  return lean === null ? recommendation : { ...recommendation, lean };
}

/** A price is changed for at least this share of what today's earns: less is not worth a label. */
const worthwhileShare = 0.003;

function leastGain({ meanNow }: Gains): number {
  return Math.max(0, worthwhileShare * meanNow);
}

/** Today's price stays, until a test has told more where one is worth it. */
function kept(
  {
    level,
    objective,
    lean,
    horizonDays,
  }: Pick<Recommendation, 'level' | 'objective' | 'horizonDays'> & { readonly lean: Lean | null },
  candidates: readonly PriceCandidate[],
  test: TestValue | null,
  ground: KeepGround,
  words: boolean,
): Recommendation {
  const recommendation = withLean(lean, {
    level,
    objective,
    horizonDays,
    action: test ? 'test' : 'keep',
    candidate: 'keep',
    isForced: false,
    forcedBy: null,
    gainPerDay: noGain,
    gainPerYear: noGain,
    probability: 0,
    candidates,
    test,
    joint: null,
    sentence: '',
  });
  if (!words) return recommendation;
  const sentence = recommendationSentence(recommendation, candidates[0]!.price, ground);
  return { ...recommendation, sentence };
}

function isLikely(
  { probability, lossProbability, gainPerDay }: PriceCandidate,
  asked: AskedCertainty,
): boolean {
  return isSureEnough({ probability, lossProbability, gain: gainPerDay.value }, asked);
}

/** Where a rule holds the optimum, the price it would be without the rules: what the trail begins with. */
function widerPreference(
  { evidence, facts }: RecommendedSeries,
  gains: Gains,
  optimum: number,
  [from, to]: readonly [number, number],
  effort: SearchEffortName,
): number {
  const isHeld = Math.min(optimum - from, to - optimum) < 1e-9 * optimum;
  const isNarrower = from > evidence.lowest || to < evidence.highest;
  if (!isHeld || !isNarrower) return optimum;
  const { lowest, highest } = evidence;
  const wider = optimalPrice(
    gains,
    facts.currentPrice,
    Math.min(lowest, from),
    Math.max(highest, to),
    effort,
  );
  // Two hills: the better one outside may lie on the other side of the allowed prices.
  const sameSide = optimum <= from * (1 + 1e-9) ? wider <= from : wider >= to;
  return sameSide ? wider : optimum;
}

/** Rounding to an ending may lose the level: then the price steps towards today's until it holds again. */
function cautious(
  price: number,
  currentPrice: number,
  asked: AskedCertainty,
  prices: ValuedPrices,
): PriceCandidate | null {
  let found = prices.valued('cautiousOptimum', price);
  for (let share = 0.9; found && !isLikely(found, asked) && share > 0.05; share -= 0.1)
    found = prices.valued('cautiousOptimum', currentPrice + share * (price - currentPrice));
  return found && isLikely(found, asked) ? found : null;
}

function agentCandidate(
  { facts, set }: RecommendedSeries,
  { wish, policy }: NonNullable<RecommendedSeries['agent']>,
  season: Season,
  gains: Gains,
  prices: ValuedPrices,
): PriceCandidate | null {
  if (!policy || !season.schedule || !gains.now) return prices.valued('agent', wish);
  const out = new Float64Array(gains.now.length);
  const played = season.schedule(
    policy,
    (asked, yesterday, day, changes) => {
      const now = { ...facts, ...movesAfter(facts, day, changes), currentPrice: yesterday };
      return settledPrice(asked, allowedPrices(now, set), gridFor(set.ending, facts.pastEnding));
    },
    out,
  );
  return (
    played && { name: 'agent', price: played.firstPrice, wish, isSchedule: true, ...gainOf(out, gains.now) }
  );
}

/** The price to hold where nothing but held prices is known: the surest best, else today's. */
function bestHeld(candidates: readonly PriceCandidate[], asked: AskedCertainty): PriceCandidate {
  const [keep] = candidates;
  return bestCandidate(candidates, keep!.price, asked) ?? keep!;
}

/** Prices from half to twice today's are searched for a calendar, whatever a single change may be. */
const calendarReach = 2;
/** Where a calendar is not sure enough one is searched that weighs shortfalls more, by these weights... */
const cautions = [0, 1, 4, 12];
/** ... and then tried closer to today's price, in these shares of its way. */
const calmer = [0.8, 0.6, 0.45, 0.3, 0.2];

/** The best prices over time that are sure enough, or the best ones; null where the rules allow none. */
function scheduleCandidate(
  { facts, set, draws, evidence, firstDay = null }: RecommendedSeries,
  season: PathSeason,
  atCurrent: Float64Array,
  held: PriceCandidate,
  asked: AskedCertainty,
): PriceCandidate | null {
  const walker = new PathWalker(facts, set, season.days);
  const plan = hasSupply(season)
    ? stockPlans(season, draws, walker, facts.currentPrice)
    : calendarPlans(season, draws, walker, facts.currentPrice, held.price);
  const atHeld = season.constant(held.price, new Float64Array(draws));
  const out = new Float64Array(draws);
  let first: PriceCandidate | null = null;
  for (const { wish, prices, stock, value } of plan) {
    if (!value(out)) continue;
    const over = gainOf(out, atHeld);
    const candidate: PriceCandidate = {
      name: 'schedule',
      price: prices[0]!,
      wish,
      isSchedule: true,
      calendar: {
        firstDay,
        steps: stepsOf(prices),
        untriedFrom: firstBeyond(prices, evidence),
        overHeld: over.gainPerDay,
        probabilityOverHeld: over.probability,
        ...(stock ? { stock } : {}),
      },
      ...gainOf(out, atCurrent),
    };
    if (isLikely(candidate, asked) && over.probability >= asked.level) return candidate;
    first ??= candidate;
  }
  return first;
}

/** Prices over time, calmer ones after bolder ones. */
interface Plan {
  /** Of the first day before the rules. */
  readonly wish: number;
  /** A price a day; where they follow the stock, those that are expected. */
  readonly prices: ArrayLike<number>;
  readonly stock?: StockPlan;
  /** Writes what a day earns into `out`; false where the rules allow no price on some day. [draws] */
  readonly value: (out: Float64Array) => boolean;
}

function* calendarPlans(
  season: PathSeason,
  draws: number,
  walker: PathWalker,
  now: number,
  held: number,
): Generator<Plan> {
  let last: { readonly aimed: readonly number[]; readonly blockDays: number } | null = null;
  for (const weight of cautions) {
    const caution = { weight, heldPrices: isSamePrice(now, held) ? [now] : [now, held] };
    const found = bestPath(season, draws, walker, now / calendarReach, now * calendarReach, caution);
    if (found === null) return;
    last = found;
    yield planOf(season, found.aimed, found.path);
  }
  for (const share of calmer) {
    const aimed = last!.aimed.map((price) => now * (price / now) ** share);
    const prices = walker.towards(aimed, last!.blockDays);
    if (prices !== null) yield planOf(season, aimed, prices);
  }
}

function planOf(season: PathSeason, aimed: readonly number[], prices: Float64Array): Plan {
  return { wish: aimed[0]!, prices, value: (out) => season.path(prices, out).length > 0 };
}

function* stockPlans(season: StockedSeason, draws: number, walker: PathWalker, now: number): Generator<Plan> {
  const found = bestStockRule(season, draws, walker, now / calendarReach, now * calendarReach);
  if (found === null) return;
  for (const share of [1, ...calmer]) {
    const rule = calmerRule(found, now, share);
    const { prices, left } = season.expectedStock(
      (day, units, yesterday, changes) =>
        walker.next(ruledPrice(rule, day, units), yesterday, day, changes) ?? yesterday,
    );
    const value = (out: Float64Array) => followRule(season, rule, walker, out) !== null;
    yield { wish: ruledPrice(rule, 0, rule.stock), prices, stock: { rule, expectedLeft: left }, value };
  }
}

function firstBeyond(
  path: ArrayLike<number>,
  { lowest, highest }: RecommendedSeries['evidence'],
): number | null {
  const day = Array.from(path).findIndex((price) => price < lowest || price > highest);
  return day < 0 ? null : day;
}

function bestTest(
  { facts, demand }: RecommendedSeries,
  unitCost: number,
  lowest: number,
  highest: number,
): TestValue | null {
  const { currentPrice } = facts;
  if (!(highest > lowest) || isSamePrice(lowest, highest)) return null;
  const { elasticity, elasticityError, unitsPerDay, dispersion } = demand;
  const question = { elasticity, elasticityError, unitsPerDay, dispersion };
  const series = { ...question, currentPrice, unitCost, lowest, highest };
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
