// What the lab advises for one series, and among what it chose.
//
// A price is advised because of evidence, not because an agent said it. Every candidate is valued on the same draws of
// the demand fit against today's price; the recommendation is the one with the highest expected gain among those whose
// probability of gain reaches the person's level and that are unlikely to lose more than a sliver. Where none does, today's
// price stays, or a test is worth its cost.

import type { Estimate } from './gain-estimate.ts';
import type { ForbiddingRule } from './guardrails/trail.ts';
import type { ScheduleStep } from './schedule-steps.ts';
import type { StockPlan } from './stock-rule.ts';

/**
 * `demandOptimum`: the allowed price of the highest expected gain. `cautiousOptimum`: the one of the highest expected
 * gain among those that reach the level, where the optimum itself does not. `schedule`: the best calendar of prices, where
 * prices over time matter. `agent`: the trained policy's. `typed`: a price a person wants valued.
 */
export const candidateNames = [
  'keep',
  'demandOptimum',
  'cautiousOptimum',
  'schedule',
  'agent',
  'typed',
] as const;
export type CandidateName = (typeof candidateNames)[number];

export const recommendedActions = ['change', 'keep', 'test'] as const;
export type RecommendedAction = (typeof recommendedActions)[number];

/** What a gain is counted in. */
export const objectiveNames = ['profit', 'revenue'] as const;
export type ObjectiveName = (typeof objectiveNames)[number];

/** What more of is wanted than the objective alone would bring. */
export const leanings = ['revenue', 'units'] as const;
export type Leaning = (typeof leanings)[number];

/**
 * A point between the objective and more revenue or units: a unit's cost counts less, so that a day is worth
 *
 *   units * (price - (1 - weight) * cost)      towards revenue: profit at 0, revenue at 1
 *   units * (price - cost + weight * today's)  towards units
 */
export interface Lean {
  readonly towards: Leaning;
  /** 0 to 1. */
  readonly weight: number;
}

/** What a unit costs in the eyes of `lean`. Currency. */
export function leanedCost(unitCost: number, currentPrice: number, lean: Lean | null): number {
  if (lean === null) return unitCost;
  return lean.towards === 'revenue' ? unitCost * (1 - lean.weight) : unitCost - lean.weight * currentPrice;
}

/** Chosen by the person; `auto` is profit where the file's costs are known, else revenue. */
export type ObjectiveChoice = 'auto' | ObjectiveName;

/** A price that could be charged, with what it is expected to gain over today's. */
export interface PriceCandidate {
  readonly name: CandidateName;
  /** After the rules, currency; of a schedule its first day's. */
  readonly price: number;
  /** Before the rules. */
  readonly wish: number;
  /** Valued as prices over the days of the season, not as one price that stays. */
  readonly isSchedule: boolean;
  /** Its prices where they are the same whatever happens; absent for a policy that prices every day anew. */
  readonly calendar?: PriceCalendar;
  /** Currency of the objective a calendar day, against today's price on the same draws; mean and 95 % interval. */
  readonly gainPerDay: Estimate;
  /** Share of the draws in which it gains, 0 to 1; 0 for today's price. */
  readonly probability: number;
  /** Share of the draws in which it loses more than 1 % of what today's price earns, 0 to 1. */
  readonly lossProbability: number;
}

/** Prices of the coming season, known today. */
export interface PriceCalendar {
  /** The date of day 0, days since 1970-01-01; null where the file has no dates. */
  readonly firstDay: number | null;
  /** The first on day 0, the others where the price changes. */
  readonly steps: readonly ScheduleStep[];
  /** Set where prices follow what is left of the stock; the steps are then those that are expected. */
  readonly stock?: StockPlan;
  /** The first day on which its price lies beyond what the past says something about; null where none does. */
  readonly untriedFrom: number | null;
  /** Against the best price that is held, on the same draws; currency of the objective a calendar day. */
  readonly overHeld: Estimate;
  /** Share of the draws in which it earns more than that price, 0 to 1. */
  readonly probabilityOverHeld: number;
}

/** What a test of the price would bring, where that is more than it costs. Currency of the objective. */
export interface TestValue {
  readonly price: number;
  /** Calendar days. */
  readonly days: number;
  /** Expected extra gain over the rest of a year from knowing the answer. */
  readonly worth: number;
  /** Expected loss while the test runs; 0 where the tested price is expected to gain. */
  readonly cost: number;
}

/** What the new prices of a category bring together: less or more than their gains one by one. */
export interface JointGain {
  /** The same for all products of the category. */
  readonly group: string;
  /** Products whose price changes. */
  readonly changed: number;
  /** Currency of the objective. */
  readonly gainPerDay: Estimate;
  readonly probability: number;
}

export interface Recommendation {
  readonly action: RecommendedAction;
  /** The chosen one; `keep` where the price stays. */
  readonly candidate: CandidateName;
  /** The rules do not allow today's price, so that it changes whatever the probability. */
  readonly isForced: boolean;
  /** Which of them; null where none does, and in what was asked for without words. */
  readonly forcedBy: ForbiddingRule | null;
  /** Probability of gain that a change must reach, 0 to 1. */
  readonly level: number;
  readonly objective: ObjectiveName;
  /** Set where gains lean from the objective to something else: they are then counted in that mixture. */
  readonly lean?: Lean;
  /** Calendar days the candidates were valued over. */
  readonly horizonDays: number;
  /** Of the chosen one; zero where the price stays. */
  readonly gainPerDay: Estimate;
  /** Of a calendar: over its own days, since nothing is said of those after it. */
  readonly gainPerYear: Estimate;
  readonly probability: number;
  /** `keep` first, then the others by expected gain. */
  readonly candidates: readonly PriceCandidate[];
  /** Where the action is `test`. */
  readonly test: TestValue | null;
  /** Set where the price was found together with others of its category; the gains above are then the category's. */
  readonly joint: JointGain | null;
  /** Why it is this one, in a sentence. */
  readonly sentence: string;
}

/** In trials with an informed regression 0.7 kept 96 % of the attainable with one moved product in 25 losing. */
export const usualLevel = 0.7;
export const usualHorizonDays = 30;
export const daysPerYear = 365;

/** A loss of more than this share of what today's price earns counts as one. */
export const countedLoss = 0.01;

/** Shares of what today's price earns, and the share of the doubt that a change promising it may spend on a counted loss. */
const spentDoubt = [
  { gain: 0, share: 0 },
  { gain: 0.025, share: 1 / 4 },
  { gain: 0.06, share: 1 / 2 },
] as const;

/**
 * How likely a counted loss may be where a change is expected to gain `gainShare` of what today's price earns: half of the
 * doubt that `level` leaves from 6 % on, 15 % at 0.7, a quarter at 2.5 %, and in proportion between and below, 3 % for a gain of 1 %.
 *
 * The level alone says nothing of how much is at stake: of changes that are just likely enough, three in ten lose, and
 * on a product about which little is known such a loss is large. Risk is worth taking where there is something to win; for little, a
 * smaller step gains as likely and loses less. Of thin simulated shops (`lab exam --scenario thin`, seeds 1001 to 1018 and 6001 to
 * 6037) such bounds bring 69 points with 4.0 % of the changes losing, a third of the doubt from 2.5 % on 68 with 4.0, and half from
 * 2.5 % on 73 with 6. A price for the risk in place of a bound brings nothing more; a straight line to 6 % costs two points where
 * elasticities drift.
 */
export function mostLossProbability(level: number, gainShare = Infinity): number {
  const from = gainShare < spentDoubt[1].gain ? spentDoubt[0] : spentDoubt[1];
  const to = from === spentDoubt[0] ? spentDoubt[1] : spentDoubt[2];
  const way = Math.max(0, Math.min(1, (gainShare - from.gain) / (to.gain - from.gain)));
  return (1 - level) * (from.share + way * (to.share - from.share));
}

/** A change on the draws: how likely it gains, how likely it loses more than a sliver, and what it is expected to gain. */
export interface ChangeOdds {
  readonly probability: number;
  readonly lossProbability: number;
  readonly gain: number;
}

/** How sure a change must be. */
export interface AskedCertainty {
  /** Probability of gain, 0 to 1. */
  readonly level: number;
  /** What a day at today's price earns; 0 where the price has to move anyway, so that little to win is no reason to stay. */
  readonly now: number;
}

/** Whether a change is as sure as is asked: likely to gain, and unlikely to lose for what it promises. */
export function isSureEnough(
  { probability, lossProbability, gain }: ChangeOdds,
  { level, now }: AskedCertainty,
): boolean {
  if (!(gain > 0) || !(probability >= level)) return false;
  return lossProbability <= mostLossProbability(level, now > 0 ? gain / now : Infinity);
}

/** Prices nearer than half a cent are the same. */
const samePrice = 0.005;

/** Whether two prices are one, to less than half a cent. */
export function isSamePrice(a: number, b: number): boolean {
  return Math.abs(a - b) < samePrice;
}

/**
 * The candidate with the highest expected gain among those that move the price, are sure enough and gain at least
 * `leastGain` a day; else null.
 */
export function bestCandidate(
  candidates: readonly PriceCandidate[],
  currentPrice: number,
  asked: AskedCertainty,
  leastGain = 0,
): PriceCandidate | null {
  let best: PriceCandidate | null = null;
  for (const candidate of candidates) {
    const { name, price, isSchedule, calendar, gainPerDay, probability, lossProbability } = candidate;
    if (name === 'keep' || (!isSchedule && isSamePrice(price, currentPrice))) continue;
    // A calendar is more work than a price that is held: it must be as sure to earn more.
    if (calendar && !(calendar.probabilityOverHeld >= asked.level)) continue;
    if (gainPerDay.value < leastGain) continue;
    if (!isSureEnough({ probability, lossProbability, gain: gainPerDay.value }, asked)) continue;
    if (best === null || gainPerDay.value > best.gainPerDay.value) best = candidate;
  }
  return best;
}

/** The calendar that is recommended; null where one price is held. */
export function recommendedCalendar({
  candidate,
  candidates,
}: Pick<Recommendation, 'candidate' | 'candidates'>): PriceCalendar | null {
  return candidates.find(({ name }) => name === candidate)?.calendar ?? null;
}

/** Calendar days that a recommendation's gain a year counts: nothing is said of those after a calendar. */
export function daysCounted(
  recommendation: Pick<Recommendation, 'candidate' | 'candidates' | 'horizonDays'>,
): number {
  return recommendedCalendar(recommendation) ? recommendation.horizonDays : daysPerYear;
}

/** An estimate a day as one of `days` days. */
export function overDays({ value, interval }: Estimate, days: number): Estimate {
  return { value: value * days, interval: [interval[0] * days, interval[1] * days] };
}

export const noGain: Estimate = { value: 0, interval: [0, 0] };
