// A recommendation in a sentence: what to do, what it brings, how sure that is, or why today's price stays.

import type { NoGround } from '../demand/evidence-of-fit.ts';
import {
  countedLoss,
  mostLossProbability,
  type PriceCalendar,
  type JointGain,
  type PriceCandidate,
  type Recommendation,
} from './recommendation.ts';
import type { ForbiddingRule } from './guardrails/trail.ts';
import { largestMove, moveDays } from './schedule-steps.ts';
import { riseOfTenthLess, type StockPlan } from './stock-rule.ts';
import {
  formatChance,
  formatCountOf,
  formatDay,
  formatMoney,
  formatRough,
  formatSignedRough,
  lowerFirst,
} from '../text/format.ts';

/** Why today's price stays. */
export type KeepGround = 'costUnknown' | 'noAllowedPrice' | 'notLikely' | NoGround;

const withoutGround: Readonly<Record<NoGround, string>> = {
  promotionsOnly: 'its price moved only in promotions, which do not show how a new regular price would sell',
  sharedMoves:
    'the prices of most products moved at the same time, so what else happened then cannot be separated from the effect of price',
  confounded:
    'something else may have moved together with its price, so its past does not show how another price would sell',
};

/** `ground` is null where the price changes. */
export function recommendationSentence(
  recommendation: Omit<Recommendation, 'sentence'>,
  currentPrice: number,
  ground: KeepGround | null,
): string {
  const { level, candidates, test } = recommendation;
  const objective = countedWords(recommendation);
  const chosen = candidates.find(({ name }) => name === recommendation.candidate)!;
  if (ground === null)
    return `${forcedWords(recommendation)}${changeSentence(chosen, objective, currentPrice)}`;
  if (ground === 'costUnknown')
    return `Keep ${formatMoney(currentPrice)}: the unit cost is unknown, so no change can be valued in profit. Enter a cost or a margin, or choose revenue as the objective.`;
  if (ground === 'noAllowedPrice')
    return `Keep ${formatMoney(currentPrice)}: your rules allow no other price.`;
  const runnerUp = candidates.find(
    ({ name, price, calendar }) => name !== 'keep' && !calendar && price !== currentPrice,
  );
  const best =
    ground in withoutGround
      ? withoutGround[ground as NoGround]
      : runnerUp
        ? `the change that gains most (${formatMoney(runnerUp.price)}) ${doubt(runnerUp, objective, level)}`
        : `no allowed price is expected to bring more ${objective}`;
  if (!test) return `Keep ${formatMoney(currentPrice)}: ${best}.`;
  return (
    `Test before changing: ${best}. Alternating ${formatMoney(test.price)} with ${formatMoney(currentPrice)} for ${test.days} days ` +
    `is expected to be worth ${formatRough(test.worth)} over the rest of a year and to cost ${formatRough(test.cost)}.`
  );
}

/** Why today's price may not stay, with a space behind it; empty where it may. */
export function forcedWords({ isForced, forcedBy }: Pick<Recommendation, 'isForced' | 'forcedBy'>): string {
  if (!isForced) return '';
  return forcedBy ? `${forbiddenSentence(forcedBy)} ` : "Your rules do not allow today's price. ";
}

/** `Your rule "margin floor" does not allow today's price: the cost of 6.33 needs at least 6.34.` */
export function forbiddenSentence({ label, limit }: ForbiddingRule): string {
  return `Your rule "${lowerFirst(label)}" does not allow today's price: ${limit}.`;
}

/** `profit`, or `profit with 30 % weight on revenue`. */
function countedWords({ objective, lean }: Pick<Recommendation, 'objective' | 'lean'>): string {
  return lean && lean.weight > 0
    ? `${objective} with ${Math.round(100 * lean.weight)} % weight on ${lean.towards}`
    : objective;
}

function changeSentence(candidate: PriceCandidate, objective: string, currentPrice: number): string {
  const { name, price, gainPerDay, probability, isSchedule, calendar } = candidate;
  if (calendar) return calendarSentence(candidate, calendar, objective, currentPrice);
  const [low, high] = gainPerDay.interval;
  const what = isSchedule
    ? `Follow the agent's daily prices, starting at ${formatMoney(price)}`
    : `Change ${formatMoney(currentPrice)} to ${formatMoney(price)}`;
  return (
    `${what}: ${formatSignedRough(gainPerDay.value)} ${objective} a day (${formatSignedRough(low)} to ${formatSignedRough(high)}), ` +
    `chance of gain ${formatChance(probability)}${name === 'cautiousOptimum' ? '. A larger step has a higher expected gain, but is less certain' : ''}.`
  );
}

/** Where the prices begin, turn and end, and what they bring over today's price and over the best one that is held. */
function calendarSentence(
  { gainPerDay, probability }: PriceCandidate,
  { steps, firstDay, untriedFrom, overHeld, probabilityOverHeld, stock }: PriceCalendar,
  objective: string,
  currentPrice: number,
): string {
  const [low, high] = gainPerDay.interval;
  const prices = steps.map(({ price }) => price);
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)];
  const range = lowest === highest ? '' : ` between ${formatMoney(lowest)} and ${formatMoney(highest)}`;
  return (
    `Follow a calendar of ${steps.length} ${steps.length === 1 ? 'price' : 'prices'}${range}, starting at ${formatMoney(prices[0]!)}: ` +
    `${formatSignedRough(gainPerDay.value)} ${objective} a day (${formatSignedRough(low)} to ${formatSignedRough(high)}), chance of gain ${formatChance(probability)}. ` +
    `That is ${formatSignedRough(overHeld.value)} a day more than the best single price (chance of more: ${formatChance(probabilityOverHeld)}).${
      stock ? ` ${stockSentence(stock)}` : ''
    }${moveSentence(largestMove(steps, currentPrice))}${untriedFrom === null ? '' : ` ${untriedSentence(firstDay, untriedFrom)}`}`
  );
}

/** A calendar that moves prices further within a week than this is said to. */
const notableMove = 0.3;

function moveSentence(move: number): string {
  if (Math.abs(move) < notableMove) return '';
  return ` Within ${moveDays} days it ${move > 0 ? 'raises' : 'lowers'} the price by up to ${Math.round(100 * Math.abs(move))} %; to slow it down, set days of rest after a change in the rules.`;
}

/** How prices are put right where the stock goes otherwise. */
function stockSentence({ rule }: StockPlan): string {
  if (rule.exponent === 0) return 'These prices do not depend on the stock left.';
  const share = Math.round(100 * riseOfTenthLess(rule));
  return `These prices assume sales as expected: where 10 % less stock is left than planned, charge about ${share} % more; where 10 % more is left, about ${share} % less.`;
}

/** What a calendar rests on where it goes beyond the prices of the past. */
function untriedSentence(firstDay: number | null, day: number): string {
  const when = firstDay === null ? `day ${day + 1}` : formatDay(firstDay + day);
  return (
    `From ${when} on its prices lie outside the range that past sales cover; the chance of gain allows for demand changing course there, ` +
    'but check the sales of the days before first.'
  );
}

/** What was found together with a recommendation. */
export function jointSentence(
  { changed, gainPerDay, probability }: JointGain,
  recommendation: Pick<Recommendation, 'objective' | 'lean' | 'action'>,
  isRelated = false,
): string {
  const { action } = recommendation;
  const objective = countedWords(recommendation);
  const others = action === 'change' ? changed - 1 : changed;
  const counted = `The gain includes what ${isRelated ? 'related products' : 'other products of its category'}`;
  const what =
    others === 0
      ? `${counted} gain or lose.`
      : `${counted} gain or lose as buyers switch; ${others === 1 ? 'another price changes' : `${others} other prices change`} with it.`;
  return `${what} Together: ${formatSignedRough(gainPerDay.value)} ${objective} a day, chance of gain ${formatChance(probability)}.`;
}

/** What `jointSentence` says at the end of a recommendation's sentence; null where it was found alone. */
export function jointEnd(recommendation: Recommendation): string | null {
  const { joint, sentence } = recommendation;
  if (joint === null) return null;
  const said = [false, true].map((isRelated) => jointSentence(joint, recommendation, isRelated));
  return said.find((each) => sentence.endsWith(each)) ?? null;
}

/** The agent's opinion beside a recommendation that differs from it; null where there is nothing to say. */
export function agentSentence(recommendation: Recommendation, currentPrice: number): string | null {
  const { candidates, candidate, level } = recommendation;
  const objective = countedWords(recommendation);
  const agent = candidates.find(({ name }) => name === 'agent');
  if (!agent || candidate === 'agent') return null;
  const chosen = candidates.find(({ name }) => name === candidate)!;
  const its = agent.isSchedule
    ? `The agent's daily prices (first ${formatMoney(agent.price)})`
    : `The agent's price ${formatMoney(agent.price)}`;
  if (!agent.isSchedule && Math.abs(agent.price - chosen.price) < 0.005) return `${its} is the same.`;
  if (!agent.isSchedule && Math.abs(agent.price - currentPrice) < 0.005)
    return `The agent keeps today's price.`;
  const are = agent.isSchedule ? 'are' : 'is';
  const worth = `${its} ${are} expected to bring ${formatSignedRough(agent.gainPerDay.value)} ${objective} a day`;
  const isLess = agent.gainPerDay.value > 0 && agent.gainPerDay.value <= chosen.gainPerDay.value;
  const isRisky = agent.probability < level || agent.lossProbability > mostLossProbability(level);
  if (isLess && !isRisky) return `${worth}, less than the recommendation.`;
  return `${worth} and ${doubt(agent, objective, level)}: not recommended.`;
}

/** A smaller probability is not what speaks against a change. */
const leastNamedChance = 0.01;

/** Why a candidate is not sure enough, as the end of a sentence. */
function doubt(
  { probability, lossProbability, gainPerDay }: PriceCandidate,
  objective: string,
  level: number,
): string {
  if (probability < level)
    return `has a chance of gain of ${formatChance(probability)}, below your level of ${formatChance(level)}`;
  if (lossProbability > mostLossProbability(level))
    return (
      `has a ${formatChance(lossProbability)} chance of losing more than ${100 * countedLoss} % of its ${objective}, ` +
      `and your level allows at most ${formatChance(mostLossProbability(level))}`
    );
  if (gainPerDay.value > 0 && lossProbability >= leastNamedChance)
    return (
      `has a ${formatChance(lossProbability)} chance of losing more than ${100 * countedLoss} % of its ${objective}, ` +
      `too much for the ${formatSignedRough(gainPerDay.value)} a day that it is expected to bring`
    );
  return gainPerDay.value > 0
    ? `brings only ${formatSignedRough(gainPerDay.value)} ${objective} a day`
    : `loses ${objective} on average`;
}

/** Why a year of the total is less than 365 days of it: calendars, by the days each lasts, count those days. */
export function calendarYearWords(days: readonly number[]): string {
  const longest = Math.max(...days);
  const upTo = days.every((each) => each === longest) ? '' : 'at most ';
  return days.length === 1
    ? `The year counts the calendar of one product for its ${longest} days only.`
    : `The year counts the calendars of ${formatCountOf(days.length, 'product')} for their ${upTo}${longest} days only.`;
}
