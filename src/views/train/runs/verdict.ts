// The answer of a run in one line: is it good, in money. Pure.

import type { Baselines, EvaluationRecord } from '../../../core/run/events.ts';
import { bestEvaluation } from '../../../core/run/kept-gap.ts';
import { formatAmount, formatPercent, formatSigned } from '../../../core/text/format.ts';
import type { Tone } from '../../ui/mark.tsx';
import { formatReturn } from '../../charts/captions.ts';

export interface Verdict {
  readonly tone: Tone;
  /** A word or two: `Earns more`. */
  readonly word: string;
  readonly words: string;
}

/** null before the first evaluation. */
export function verdictOf(run: {
  readonly evaluations: readonly EvaluationRecord[];
  readonly baselines: Baselines | null;
}): Verdict | null {
  const best = bestEvaluation(run.evaluations);
  if (!best) return null;
  const kept = run.baselines?.profit?.keepPrice ?? null;
  if (best.profit && kept !== null) return inMoney(best.profit, kept);
  return inReward(best, run.baselines);
}

function inMoney({ mean, againstKeep }: NonNullable<EvaluationRecord['profit']>, kept: number): Verdict {
  const gain = mean - kept;
  const share = kept > 0 ? ` (${signedPercent(gain / kept)})` : '';
  const beside = `${formatAmount(mean)} profit an episode, ${formatAmount(kept)} at today’s prices${share}`;
  const interval =
    againstKeep === null ? '' : `; ${formatSigned(againstKeep.low)} to ${formatSigned(againstKeep.high)}`;
  const words = `${beside}${interval}.`;
  if (againstKeep !== null && againstKeep.low > 0) return { tone: 'good', word: 'Earns more', words };
  if (againstKeep !== null && againstKeep.high < 0) return { tone: 'bad', word: 'Earns less', words };
  return { tone: 'warn', word: 'Cannot tell yet', words };
}

function inReward({ meanReturn, againstKeep }: EvaluationRecord, baselines: Baselines | null): Verdict {
  const beside = baselines ? `, ${formatReturn(baselines.keepPrice)} at today’s prices` : '';
  const words = `${formatReturn(meanReturn)} reward an episode${beside}. Profit is not known here: the costs are missing.`;
  if (againstKeep !== null && againstKeep.low > 0) return { tone: 'good', word: 'Scores higher', words };
  if (againstKeep !== null && againstKeep.high < 0) return { tone: 'bad', word: 'Scores lower', words };
  return { tone: 'warn', word: 'Cannot tell yet', words };
}

function signedPercent(share: number): string {
  return `${share > 0 ? '+' : ''}${formatPercent(share, 0)}`;
}
