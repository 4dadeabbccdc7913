// The horizontal axis that all curves of a run share: market steps, episodes, or time of training. Whatever was recorded
// has its step; the axis says where that step lies.

import { secondsAt, type TimeMark } from '../../core/run/training-time.ts';
import { formatCount, formatDuration, formatTick } from '../../core/text/format.ts';
import { roundedUp } from '../../drawings/nice-axis.ts';
import type { CurveAxis } from '../../store/features/chart-view-feature.ts';
import type { RunView } from '../../store/run-view.ts';

export interface RunAxis {
  readonly name: CurveAxis;
  /** Where a market step lies on it: the step, the episodes ended by then, or the seconds of training until then. */
  readonly at: (step: number) => number;
  /** Its right end; it begins at 0. */
  readonly end: number;
}

/** What was recorded of where steps lie. */
export interface RecordedPlaces {
  /** Steps at which episodes ended, ascending. */
  readonly episodeSteps: ArrayLike<number>;
  readonly times: readonly TimeMark[];
}

/** Where steps lie on an axis; NaN on that of time where times were not recorded. */
export function placesOn(axis: CurveAxis, { episodeSteps, times }: RecordedPlaces): RunAxis['at'] {
  switch (axis) {
    case 'steps':
      return (step) => step;
    case 'episodes':
      return (step) => endedBy(episodeSteps, step);
    case 'time':
      return (step) => secondsAt(times, step);
    default:
      return axis satisfies never;
  }
}

/** How many of the ascending steps are at most `step`. */
function endedBy(episodeSteps: ArrayLike<number>, step: number): number {
  let low = 0;
  let high = episodeSteps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (episodeSteps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}

type AxisOf = Pick<RunView, 'state' | 'progress' | 'settings' | 'episodes' | 'times'>;

/** The chosen axis of a run; market steps where the chosen one is not known of it. */
export function runAxis(chosen: CurveAxis, run: AxisOf): RunAxis {
  const name = chosen === 'time' && timeProblem(run) !== null ? 'steps' : chosen;
  const episodeSteps = name === 'episodes' ? run.episodes.map(({ step }) => step) : [];
  const at = placesOn(name, { episodeSteps, times: run.times });
  if (name === 'steps') return { name, at, end: lastStep(run) };
  // How many episodes or seconds it will take is not known before: the axis grows by a fifth at a time.
  const reached = run.times.length === 0 && name === 'time' ? 0 : at(run.progress?.step ?? 0);
  return { name, at, end: Math.max(1, hasEnded(run) ? reached : roundedUp(reached)) };
}

/**
 * The planned length while a run is under way, so that the picture fills from the left and nothing is rescaled; the last
 * step once it has ended.
 */
function lastStep(run: AxisOf): number {
  const planned = run.progress?.totalSteps ?? run.settings?.trainingSteps ?? 1;
  return Math.max(1, hasEnded(run) ? (run.progress?.step ?? planned) : planned);
}

function hasEnded({ state }: AxisOf): boolean {
  return state === 'finished' || state === 'failed';
}

/** Why a run cannot be drawn over time of training, as a sentence; null where it can. */
export function timeProblem({ progress, times }: Pick<RunView, 'progress' | 'times'>): string | null {
  return (progress?.step ?? 0) > 0 && times.length === 0 ? 'Times were not recorded for this run.' : null;
}

/** What stands at an axis: its unit, and how much of it a tick's 1 is. */
export function axisUnit({ name, end }: Pick<RunAxis, 'name' | 'end'>): {
  readonly label: string;
  readonly unit: number;
} {
  if (name === 'steps') return { label: 'market steps', unit: 1 };
  if (name === 'episodes') return { label: 'episodes', unit: 1 };
  if (end < 180) return { label: 'seconds of training', unit: 1 };
  return end < 3 * 3600
    ? { label: 'minutes of training', unit: 60 }
    : { label: 'hours of training', unit: 3600 };
}

/** A place on an axis in words: `step 1,200`, `episode 40`, `1 min 5 s`. */
export function placeInWords(name: CurveAxis, place: number): string {
  if (name === 'time') return formatDuration(place);
  return `${name === 'steps' ? 'step' : 'episode'} ${formatCount(place)}`;
}

/** A part of an axis in words: `steps 100 to 250`, `5 s to 12 s of training`. */
export function spanInWords(name: CurveAxis, low: number, high: number): string {
  if (name === 'time') return `${formatDuration(low)} to ${formatDuration(high)} of training`;
  return `${name} ${formatCount(low)} to ${formatCount(high)}`;
}

/** A step in words, with its place where the axis is another one: `Step 1,200, episode 40`. */
export function stepInWords({ name, at }: RunAxis, step: number): string {
  const words = `Step ${formatCount(step)}`;
  return name === 'steps' ? words : `${words}, ${placeInWords(name, at(step))}`;
}

/** `0`, `500`, `2.5k`, `10k`, `1.5M`: steps as ticks. */
export function formatSteps(step: number): string {
  if (Math.abs(step) >= 1e6) return `${Number((step / 1e6).toPrecision(3))}M`;
  if (Math.abs(step) >= 1e3) return `${Number((step / 1e3).toPrecision(3))}k`;
  return formatTick(step);
}
