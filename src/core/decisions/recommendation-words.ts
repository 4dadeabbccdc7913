// A recommendation in a sentence: what to do, what it brings, how sure that is, or why today's price stays.

import {
  countedLoss,
  mostLossProbability,
  type PriceCalendar,
  type JointGain,
  type PriceCandidate,
  type Recommendation,
} from './recommendation.ts';
import { largestMove, moveDays } from './schedule-steps.ts';
import { riseOfTenthLess, type StockPlan } from './stock-rule.ts';
import { formatChance, formatDay, formatMoney, formatRough, formatSignedRough } from '../text/format.ts';

/** Why today's price stays. */
export type KeepGround = 'costUnknown' | 'noAllowedPrice' | 'notLikely' | 'promotionsOnly';

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
    return `${recommendation.isForced ? "Your rules do not allow today's price. " : ''}${changeSentence(chosen, objective, currentPrice)}`;
  if (ground === 'costUnknown')
    return `Keep ${formatMoney(currentPrice)}: the unit cost is unknown, so no change can be valued in profit. Enter a cost or a margin, or choose revenue as the objective.`;
  if (ground === 'noAllowedPrice')
    return `Keep ${formatMoney(currentPrice)}: your rules allow no other price.`;
  const runnerUp = candidates.find(
    ({ name, price, calendar }) => name !== 'keep' && !calendar && price !== currentPrice,
  );
  const best =
    ground === 'promotionsOnly'
      ? 'its price moved in promotions only, which say nothing of another regular price'
      : runnerUp
        ? `the change that gains most (${formatMoney(runnerUp.price)}) ${doubt(runnerUp, objective, level)}`
        : `no allowed price is expected to bring more ${objective}`;
  if (!test) return `Keep ${formatMoney(currentPrice)}: ${best}.`;
  return (
    `Test before changing: ${best}. ${formatMoney(test.price)} in turns with ${formatMoney(currentPrice)} for ${test.days} days ` +
    `is expected to be worth ${formatRough(test.worth)} over the rest of a year and to cost ${formatRough(test.cost)}.`
  );
}

/** `profit`, or `profit leaning 30 % to revenue`. */
function countedWords({ objective, lean }: Pick<Recommendation, 'objective' | 'lean'>): string {
  return lean && lean.weight > 0
    ? `${objective} leaning ${Math.round(100 * lean.weight)} % to ${lean.towards}`
    : objective;
}

function changeSentence(candidate: PriceCandidate, objective: string, currentPrice: number): string {
  const { name, price, gainPerDay, probability, isSchedule, calendar } = candidate;
  if (calendar) return calendarSentence(candidate, calendar, objective, currentPrice);
  const [low, high] = gainPerDay.interval;
  const what = isSchedule
    ? `Follow the agent's daily prices, beginning with ${formatMoney(price)}`
    : `Change ${formatMoney(currentPrice)} to ${formatMoney(price)}`;
  return (
    `${what}: ${formatSignedRough(gainPerDay.value)} ${objective} a day (${formatSignedRough(low)} to ${formatSignedRough(high)}), ` +
    `a gain with a probability of ${formatChance(probability)}${name === 'cautiousOptimum' ? '. A larger step would be expected to bring more, but less surely' : ''}.`
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
  const range = lowest === highest ? '' : `, between ${formatMoney(lowest)} and ${formatMoney(highest)}`;
  return (
    `Follow a calendar of ${steps.length} ${steps.length === 1 ? 'price' : 'prices'}, beginning with ${formatMoney(prices[0]!)}${range}: ` +
    `${formatSignedRough(gainPerDay.value)} ${objective} a day (${formatSignedRough(low)} to ${formatSignedRough(high)}), a gain with a probability of ${formatChance(probability)}. ` +
    `That is ${formatSignedRough(overHeld.value)} a day over the best price that is held, more with a probability of ${formatChance(probabilityOverHeld)}.${
      stock ? ` ${stockSentence(stock)}` : ''
    }${moveSentence(largestMove(steps, currentPrice))}${untriedFrom === null ? '' : ` ${untriedSentence(firstDay, untriedFrom)}`}`
  );
}

/** A calendar that moves prices further within a week than this is said to. */
const notableMove = 0.3;

function moveSentence(move: number): string {
  if (Math.abs(move) < notableMove) return '';
  return ` Within ${moveDays} days it ${move > 0 ? 'raises' : 'lowers'} the price by up to ${Math.round(100 * Math.abs(move))} %; days of rest after a change, under the rules, slow it down.`;
}

/** How prices are put right where the stock goes otherwise. */
function stockSentence({ rule }: StockPlan): string {
  if (rule.exponent === 0) return 'These prices stay whatever is left.';
  const share = Math.round(100 * riseOfTenthLess(rule));
  return `The prices are those of the expected sales: where a tenth less is left than planned charge about ${share} % more, where a tenth more is left about as much less.`;
}

/** What a calendar rests on where it goes beyond the prices of the past. */
function untriedSentence(firstDay: number | null, day: number): string {
  const when = firstDay === null ? `day ${day + 1}` : formatDay(firstDay + day);
  return (
    `From ${when} on its prices lie beyond those that the past says anything about; the chance counts that demand may bend there, ` +
    'and the sales of the days before should be looked at first.'
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
  const what =
    others === 0
      ? `What its neighbours ${isRelated ? '' : 'in the category '}gain or lose by it is counted.`
      : `It was found together with ${others} other new ${others === 1 ? 'price' : 'prices'} ${isRelated ? 'that category or relations tie to it' : 'of its category, which take sales from each other'}.`;
  return `${what} Together: ${formatSignedRough(gainPerDay.value)} ${objective} a day, a gain with a probability of ${formatChance(probability)}.`;
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
    return `gains ${objective} with a probability of ${formatChance(probability)}, below your level of ${formatChance(level)}`;
  if (lossProbability > mostLossProbability(level))
    return (
      `would lose more than ${100 * countedLoss} % of its ${objective} with a probability of ${formatChance(lossProbability)}, ` +
      `where at most ${formatChance(mostLossProbability(level))} is taken`
    );
  if (gainPerDay.value > 0 && lossProbability >= leastNamedChance)
    return (
      `would lose more than ${100 * countedLoss} % of its ${objective} with a probability of ${formatChance(lossProbability)}, ` +
      `too much for the ${formatSignedRough(gainPerDay.value)} a day that it is expected to bring`
    );
  return gainPerDay.value > 0
    ? `brings only ${formatSignedRough(gainPerDay.value)} ${objective} a day`
    : `loses ${objective} on average`;
}
