// Rows of the learning curve with one point a step. Parallel markets end their episodes at the same step, so a line
// through the episodes in their order would go up and down on the spot.

import { formatReturn } from './captions.ts';
import type { ReturnRow } from '../../store/series.ts';

/** The episodes that ended at one step, or the evaluation there. */
export interface StepReturns {
  readonly step: number;
  /** Returns of the episodes drawn at this step, lowest first. */
  readonly returns: readonly number[];
  /** The line through the episodes after the last of them. */
  readonly smoothed: number | null;
  readonly evaluation: number | null;
  readonly smoothedEvaluation: number | null;
}

/** Neighbouring rows of the same step as one; `rows` ascend in `step`. */
export function byStep(rows: readonly ReturnRow[]): readonly StepReturns[] {
  const steps: StepReturns[] = [];
  for (const row of rows) {
    const last = steps.at(-1);
    const same = last?.step === row.step ? last : null;
    const returns = row.episodeReturn === null ? [] : [row.episodeReturn];
    const merged: StepReturns = {
      step: row.step,
      returns: [...(same?.returns ?? []), ...returns].sort((a, b) => a - b),
      smoothed: row.smoothed ?? same?.smoothed ?? null,
      evaluation: row.evaluation ?? same?.evaluation ?? null,
      smoothedEvaluation: row.smoothedEvaluation ?? same?.smoothedEvaluation ?? null,
    };
    if (same) steps[steps.length - 1] = merged;
    else steps.push(merged);
  }
  return steps;
}

/** `2.31`, or `0.41 to 2.31` of several; null where no episode ended there. */
export function returnsInWords(returns: readonly number[]): string | null {
  const lowest = returns[0];
  const highest = returns.at(-1);
  if (lowest === undefined || highest === undefined) return null;
  if (returns.length === 1) return formatReturn(lowest);
  return `${formatReturn(lowest)} to ${formatReturn(highest)}`;
}
