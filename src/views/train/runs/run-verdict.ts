// The answer of a run in one line: is it good, in money. Pure.

import type { Baselines, EvaluationRecord } from '../../../core/run/events.ts';
import { bestEvaluation } from '../../../core/run/kept-gap.ts';
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
  } & Paying,
): Verdict | null {
  const best = bestEvaluation(run.evaluations);
  if (!best) return null;
  if (earnsRevenue(run) && run.baselines) return inRevenue(best, run.baselines, isAboveMedian(run));
  const kept = run.baselines?.profit?.keepPrice ?? null;
  if (best.profit && kept !== null) return inMoney(best.profit, kept);
  return inReward(best, run.baselines);
}

function inMoney({ mean, againstKeep }: NonNullable<EvaluationRecord['profit']>, kept: number): Verdict {
  const gain = mean - kept;
  const share = kept > 0 ? ` (${wholePercent(gain / kept)})` : '';
  const beside = `${formatRough(mean)} profit an episode, ${formatRough(kept)} at today’s prices${share}`;
  const interval =
    againstKeep === null
      ? ''
      : `; ${formatSignedRough(againstKeep.low)} to ${formatSignedRough(againstKeep.high)}`;
  const words = `${beside}${interval}.`;
  if (againstKeep !== null && againstKeep.low > 0) return { tone: 'good', word: 'Earns more', words };
  if (againstKeep !== null && againstKeep.high < 0) return { tone: 'bad', word: 'Earns less', words };
  return { tone: 'warn', word: 'Not clear yet', words };
}

/** Whether the reward is revenue and nothing else; its profit, often at an assumed cost, is then no measure of it. */
export function earnsRevenue({ rewardPartNames = [], episodes = [] }: Paying): boolean {
  const parts = episodes.at(-1)?.parts ?? [];
  const paid = rewardPartNames.filter((_, part) => (parts[part] ?? 0) !== 0);
  return paid.length === 1 && /^revenue/.test(paid[0]!);
}

/** Whether the reward counts from the median of the past, as the history market's does: 0 is then no zero of revenue. */
function isAboveMedian({ rewardPartNames = [] }: Paying): boolean {
  return rewardPartNames.includes('revenuePerDay');
}

/** Where the reward is a product's revenue on a scale of its own, shares of it are shares of revenue. */
function inRevenue(
  { meanReturn, againstKeep }: EvaluationRecord,
  { keepPrice }: Baselines,
  aboveMedian: boolean,
): Verdict {
  const percent = (difference: number) => wholePercent(difference / keepPrice);
  const interval =
    againstKeep === null ? '' : ` (${percent(againstKeep.low)} to ${percent(againstKeep.high)})`;
  const words = aboveMedian
    ? `Scores ${formatReturn(meanReturn)} an episode for revenue, ${formatReturn(keepPrice)} at today’s prices. Prices shows the gain in money.`
    : `${percent(meanReturn - keepPrice)} revenue against today’s prices${interval}. It is not trained for profit.`;
  if (againstKeep !== null && againstKeep.low > 0) return { tone: 'good', word: 'Earns more revenue', words };
  if (againstKeep !== null && againstKeep.high < 0) return { tone: 'bad', word: 'Earns less revenue', words };
  return { tone: 'warn', word: 'Not clear yet', words };
}

function inReward({ meanReturn, againstKeep }: EvaluationRecord, baselines: Baselines | null): Verdict {
  const beside = baselines ? `, ${formatReturn(baselines.keepPrice)} at today’s prices` : '';
  const words = `${formatReturn(meanReturn)} reward an episode${beside}. Profit is unknown here: the costs are missing.`;
  if (againstKeep !== null && againstKeep.low > 0) return { tone: 'good', word: 'Scores higher', words };
  if (againstKeep !== null && againstKeep.high < 0) return { tone: 'bad', word: 'Scores lower', words };
  return { tone: 'warn', word: 'Not clear yet', words };
}

function wholePercent(share: number): string {
  return withSign(share, (size) => formatPercent(size, Math.abs(size) < 0.1 ? 1 : 0));
}
