// The axis of market steps that the learning curve and the losses share.

import type { RunView } from '../../store/run-view.ts';
import { formatCount } from '../../core/text/format.ts';

/**
 * From 0 to the planned length while a run is under way, so that the picture fills from the left and nothing is
 * rescaled; from 0 to the last step once it has ended.
 */
export function stepDomain(run: Pick<RunView, 'state' | 'progress' | 'settings'>): readonly [number, number] {
  const planned = run.progress?.totalSteps ?? run.settings?.trainingSteps ?? 1;
  const ended = run.state === 'finished' || run.state === 'failed';
  return [0, Math.max(1, ended ? (run.progress?.step ?? planned) : planned)];
}

/** `0`, `500`, `2.5k`, `10k`, `1.5M`: steps as ticks. */
export function formatSteps(step: number): string {
  if (Math.abs(step) >= 1e6) return `${Number((step / 1e6).toPrecision(3))}M`;
  if (Math.abs(step) >= 1e3) return `${Number((step / 1e3).toPrecision(3))}k`;
  return formatCount(step);
}
