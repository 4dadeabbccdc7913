// A recommendation in a sentence: what to do, what it brings, how sure that is, or why today's price stays.

import {
  countedLoss,
  isSureEnough,
  mostLossProbability,
  type JointGain,
  type PriceCandidate,
  type Recommendation,
} from './recommendation.ts';
import { money } from './words.ts';

/** Why today's price stays. */
export type KeepGround = 'costUnknown' | 'noAllowedPrice' | 'notLikely' | 'promotionsOnly';

/** `ground` is null where the price changes. */
export function recommendationSentence(
  recommendation: Omit<Recommendation, 'sentence'>,
  currentPrice: number,
  ground: KeepGround | null,
): string {
  const { objective, level, candidates, test } = recommendation;
  const chosen = candidates.find(({ name }) => name === recommendation.candidate)!;
  if (ground === null)
    return `${recommendation.isForced ? "Your rules do not allow today's price. " : ''}${changeSentence(chosen, objective, currentPrice)}`;
  if (ground === 'costUnknown')
    return `Keep ${money(currentPrice)}: the unit cost is unknown, so no change can be valued in profit. Enter a cost or a margin, or choose revenue as the objective.`;
  if (ground === 'noAllowedPrice') return `Keep ${money(currentPrice)}: your rules allow no other price.`;
  const runnerUp = candidates.find(({ name, price }) => name !== 'keep' && price !== currentPrice);
  const best =
    ground === 'promotionsOnly'
      ? 'its price moved in promotions only, which say nothing of another regular price'
      : runnerUp
        ? `the change that gains most (${money(runnerUp.price)}) ${doubt(runnerUp, objective, level)}`
        : `no allowed price is expected to bring more ${objective}`;
  if (!test) return `Keep ${money(currentPrice)}: ${best}.`;
  return (
    `Test before changing: ${best}. ${money(test.price)} in turns with ${money(currentPrice)} for ${test.days} days ` +
    `is expected to be worth ${money(test.worth)} over the rest of a year and to cost ${money(test.cost)}.`
  );
}

function changeSentence(
  { name, price, gainPerDay, probability, isSchedule }: PriceCandidate,
  objective: string,
  currentPrice: number,
): string {
  const [low, high] = gainPerDay.interval;
  const what = isSchedule
    ? `Follow the agent's daily prices, beginning with ${money(price)}`
    : `Change ${money(currentPrice)} to ${money(price)}`;
  return (
    `${what}: ${signed(gainPerDay.value)} ${objective} a day (${signed(low)} to ${signed(high)}), ` +
    `a gain with a probability of ${percent(probability)}${name === 'cautiousOptimum' ? '. A larger step would be expected to bring more, but less surely' : ''}.`
  );
}

/** What was found together with a recommendation. */
export function jointSentence(
  { changed, gainPerDay, probability }: JointGain,
  { objective, action }: Pick<Recommendation, 'objective' | 'action'>,
): string {
  const others = action === 'change' ? changed - 1 : changed;
  const what =
    others === 0
      ? 'What its neighbours in the category gain or lose by it is counted.'
      : `It was found together with ${others} other new ${others === 1 ? 'price' : 'prices'} of its category, which take sales from each other.`;
  return `${what} Together: ${signed(gainPerDay.value)} ${objective} a day, a gain with a probability of ${percent(probability)}.`;
}

/** The agent's opinion beside a recommendation that differs from it; null where there is nothing to say. */
export function agentSentence(
  { candidates, candidate, level, objective }: Recommendation,
  currentPrice: number,
): string | null {
  const agent = candidates.find(({ name }) => name === 'agent');
  if (!agent || candidate === 'agent') return null;
  const chosen = candidates.find(({ name }) => name === candidate)!;
  const its = agent.isSchedule
    ? `The agent's daily prices (first ${money(agent.price)})`
    : `The agent's price ${money(agent.price)}`;
  if (!agent.isSchedule && Math.abs(agent.price - chosen.price) < 0.005) return `${its} is the same.`;
  if (!agent.isSchedule && Math.abs(agent.price - currentPrice) < 0.005)
    return `The agent keeps today's price.`;
  const are = agent.isSchedule ? 'are' : 'is';
  const worth = `${its} ${are} expected to bring ${signed(agent.gainPerDay.value)} ${objective} a day`;
  if (!isSureEnough({ ...agent, gain: agent.gainPerDay.value }, level))
    return `${worth} and ${doubt(agent, objective, level)}: not recommended.`;
  return `${worth}, less than the recommendation.`;
}

/** Why a candidate is not sure enough, as the end of a sentence. */
function doubt(
  { probability, lossProbability, gainPerDay }: PriceCandidate,
  objective: string,
  level: number,
): string {
  if (probability < level)
    return `gains ${objective} with a probability of ${percent(probability)}, below your level of ${percent(level)}`;
  if (lossProbability > mostLossProbability(level))
    return (
      `would lose more than ${100 * countedLoss} % of its ${objective} with a probability of ${percent(lossProbability)}, ` +
      `where at most ${percent(mostLossProbability(level))} is taken`
    );
  return gainPerDay.value > 0
    ? `brings only ${signed(gainPerDay.value)} ${objective} a day`
    : `loses ${objective} on average`;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${money(value)}`;
}

/** `over 99 %`, `under 1 %`, else whole percent. */
export function percent(share: number): string {
  if (share > 0.99 && share < 1.0001) return 'over 99 %';
  if (share < 0.01) return 'under 1 %';
  return `${Math.round(100 * share)} %`;
}
