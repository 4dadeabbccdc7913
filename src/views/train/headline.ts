// What may be said of a run: only what was measured, on how many start states, and beside which simple policies.

import type { RunView } from '../../store/lab-state.ts';
import { bestEvaluation } from '../../store/series.ts';
import { formatReturn } from '../charts/captions.ts';
import { formatCountOf, formatPercent } from '../format.ts';

export interface Headline {
  /** Share of the way from keeping the price to the optimum; null where the optimum is unknown. */
  readonly gapClosed: number | null;
  readonly bestReturn: number;
  readonly keepPrice: number | null;
  readonly bestFixed: number | null;
  readonly optimum: number | null;
  readonly sentence: string;
}

/** The best evaluation so far beside the simple policies; null before the first evaluation. */
export function headlineOf(run: Pick<RunView, 'evaluations' | 'baselines'>): Headline | null {
  const best = bestEvaluation(run.evaluations);
  if (!best) return null;
  const { baselines } = run;
  const gap = best.gapClosed;
  return {
    gapClosed: gap,
    bestReturn: best.meanReturn,
    keepPrice: baselines?.keepPrice ?? null,
    bestFixed: baselines?.bestFixedPrice?.meanReturn ?? null,
    optimum: baselines?.optimum ?? null,
    sentence: [
      `The best policy so far, after ${formatCountOf(best.step, 'step')}, returned ${formatReturn(best.meanReturn)} on average over ${formatCountOf(best.returns.length, 'fixed start state')}`,
      baselines ? `; keeping the price returned ${formatReturn(baselines.keepPrice)} there` : '',
      baselines && best.meanReturn < baselines.keepPrice
        ? ', so the policy is not yet as good as doing nothing'
        : gap === null
          ? ''
          : `, so ${formatPercent(gap, 0)} of the gap to the optimum is closed`,
      '. One run with one seed: no claim beyond these states.',
    ].join(''),
  };
}
