// The answer of a run in one line: is it good, in money. Pure.

import type { Baselines, EvaluationRecord, PortfolioCheck } from '../../../core/run/events.ts';
import { besideKeptPrice, keptEvaluation } from '../../../core/run/kept-gap.ts';
import { formatPercent, formatRough, formatSignedRough, withSign } from '../../../core/text/format.ts';
import type { RunView } from '../../../store/run-view.ts';
import type { Tone } from '../../ui/mark.tsx';
import { formatReturn } from '../../charts/captions.ts';

export interface Verdict {
  readonly tone: Tone;
  /** A word or two: `Earns more`. */
  readonly word: string;
  readonly words: string;
}

/** What tells what a run is paid for. */
export type Paying = Partial<Pick<RunView, 'rewardPartNames' | 'episodes'>>;

/** null before the first evaluation. */
export function verdictOf(
  run: {
    readonly evaluations: readonly EvaluationRecord[];
    readonly baselines: Baselines | null;
    readonly portfolioCheck: PortfolioCheck | null;
  } & Paying,
): Verdict | null {
  const best = keptEvaluation(run);
  if (!best) return null;
  const kept = besideKeptPrice(best, run.baselines);
  const part = revenuePart(run);
  if (part !== null && kept.meanReturn !== null)
    return part === 'revenue' ? inRevenue(best, kept.meanReturn) : inScaledRevenue(best, kept.meanReturn);
  if (best.profit && kept.profit !== null) return inMoney(best.profit, kept.profit);
  return inReward(best, kept.meanReturn);
}

/** A smaller share is written 0.0 %: chance may rule it out, and it is still nothing to act on. */
const leastShare = 0.0005;

function inMoney({ mean, againstKeep }: NonNullable<EvaluationRecord['profit']>, kept: number): Verdict {
  const gain = mean - kept;
  const isHardly = kept > 0 && Math.abs(gain / kept) < leastShare;
  const share = kept > 0 ? ` (${isHardly ? 'under 0.1 %' : wholePercent(gain / kept)})` : '';
  const beside = `${formatRough(mean)} profit an episode, ${formatRough(kept)} at today’s prices${share}`;
  const interval =
    againstKeep === null
      ? ''
      : `; ${formatSignedRough(againstKeep.low)} to ${formatSignedRough(againstKeep.high)}`;
  const words = `${beside}${interval}.`;
  if (againstKeep !== null && againstKeep.low > 0)
    return isHardly
      ? { tone: 'info', word: 'Hardly earns more', words }
      : { tone: 'good', word: 'Earns more', words };
  if (againstKeep !== null && againstKeep.high < 0) return { tone: 'bad', word: 'Earns less', words };
  return { tone: 'warn', word: 'Not clear yet', words };
}

/** Whether the reward is revenue and nothing else; its profit, often at an assumed cost, is then no measure of it. */
export function earnsRevenue(run: Paying): boolean {
  return revenuePart(run) !== null;
}

/** The only part that is paid, where it is one of revenue. */
function revenuePart({ rewardPartNames = [], episodes = [] }: Paying): string | null {
  const parts = episodes.at(-1)?.parts ?? [];
  const paid = rewardPartNames.filter((_, part) => (parts[part] ?? 0) !== 0);
  return paid.length === 1 && /^revenue/.test(paid[0]!) ? paid[0]! : null;
}

/** The reward is a product's revenue on a scale of its own, so shares of it are shares of revenue. */
function inRevenue({ meanReturn, againstKeep }: EvaluationRecord, keepPrice: number): Verdict {
  const percent = (difference: number) => wholePercent(difference / keepPrice);
  const interval =
    againstKeep === null ? '' : ` (${percent(againstKeep.low)} to ${percent(againstKeep.high)})`;
  const words = `${percent(meanReturn - keepPrice)} revenue against today’s prices${interval}. It is not trained for profit.`;
  return ofRevenue(againstKeep, words);
}

/** The history market pays what a day's revenue is above the usual day's: its zero is no zero of revenue, and shares of it mean nothing. */
function inScaledRevenue({ meanReturn, againstKeep }: EvaluationRecord, keepPrice: number): Verdict {
  const interval =
    againstKeep === null
      ? ''
      : ` (difference ${formatReturn(againstKeep.low)} to ${formatReturn(againstKeep.high)})`;
  const words = `${formatReturn(meanReturn)} reward an episode, ${formatReturn(keepPrice)} at today’s prices${interval}. The reward is revenue above that of a usual day; it is not trained for profit.`;
  return ofRevenue(againstKeep, words);
}

function ofRevenue(againstKeep: EvaluationRecord['againstKeep'], words: string): Verdict {
  if (againstKeep !== null && againstKeep.low > 0) return { tone: 'good', word: 'Earns more revenue', words };
  if (againstKeep !== null && againstKeep.high < 0) return { tone: 'bad', word: 'Earns less revenue', words };
  return { tone: 'warn', word: 'Not clear yet', words };
}

function inReward({ meanReturn, againstKeep }: EvaluationRecord, keepPrice: number | null): Verdict {
  const beside = keepPrice === null ? '' : `, ${formatReturn(keepPrice)} at today’s prices`;
  const words = `${formatReturn(meanReturn)} reward an episode${beside}. Profit is unknown here: the costs are missing.`;
  if (againstKeep !== null && againstKeep.low > 0) return { tone: 'good', word: 'Scores higher', words };
  if (againstKeep !== null && againstKeep.high < 0) return { tone: 'bad', word: 'Scores lower', words };
  return { tone: 'warn', word: 'Not clear yet', words };
}

function wholePercent(share: number): string {
  return withSign(share, (size) => formatPercent(size, Math.abs(size) < 0.1 ? 1 : 0));
}
