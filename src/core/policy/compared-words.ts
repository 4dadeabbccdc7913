// Which of two models earns more, in words: the command line's and the page's.

import { formatAmount, formatSigned } from '../text/format.ts';
import { betterBy, type ComparedPolicies } from './compared-policies.ts';

type Names = readonly [first: string, second: string];

/** Which one earns more beyond chance: `Spring earns more.` */
export function verdictWords([first, second]: Names, { better, by }: ComparedPolicies): string {
  if (better === 'unclear') return 'It is unclear which is better.';
  const more = by === 'profit' ? 'earns more' : 'sells for more';
  return `${better === 'first' ? first : second} ${more}.`;
}

/** `The difference lies between +1.20 and +4.00 (95 %, 256 episodes that both played).`; empty where there is none. */
export function differenceWords(compared: ComparedPolicies): string {
  const { difference } = moneyOf(compared);
  if (difference === null) return '';
  const range = `between ${formatSigned(difference.low)} and ${formatSigned(difference.high)}`;
  return `The difference lies ${range} (95 %, ${compared.episodes} episodes that both played).`;
}

/** That the reward says the opposite of the money; empty where it does not. */
export function otherWayWords({ reward, better }: ComparedPolicies): string {
  const rewarded = reward.difference && betterBy(reward.difference);
  const isOtherWay = rewarded !== better && rewarded !== 'unclear' && better !== 'unclear';
  return isOtherWay && rewarded !== null
    ? 'By reward, which they were trained for, it is the other way round.'
    : '';
}

/** All of it as one paragraph, with what both come to. */
export function comparedSentence(names: Names, compared: ComparedPolicies): string {
  const { means } = moneyOf(compared);
  const figures = `${names[0]} ${formatAmount(means[0])}, ${names[1]} ${formatAmount(means[1])} ${compared.by} an episode.`;
  return [verdictWords(names, compared), figures, differenceWords(compared), otherWayWords(compared)]
    .filter((words) => words !== '')
    .join(' ');
}

/** The measure that the verdict goes by. */
export function moneyOf({ by, profit, revenue }: ComparedPolicies): ComparedPolicies['revenue'] {
  return (by === 'profit' ? profit : null) ?? revenue;
}
