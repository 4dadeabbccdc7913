// Compared runs as lines on one pair of axes: where their points lie, as measured and smoothed, and what is read there.

import { formatReturn } from '../../charts/captions.ts';
import { placeInWords, placesOn } from '../../charts/run-axis.ts';
import type { TooltipLine } from '../../charts/tooltip-box.tsx';
import type { ChartView, CurveAxis } from '../../../store/features/chart-view-feature.ts';
import { exponentialMean } from '../../../store/exponential-mean.ts';
import { smoothedReturns, smoothingEpisodes } from '../../../store/series.ts';
import { upperFirst } from '../../../core/text/format.ts';
import { seriesStyle, type SeriesStyle } from './runs-series.ts';
import type { ComparedRun, CurveKind, CurvePoint } from './runs-words.ts';

export interface PlacedPoint {
  /** On the horizontal axis. */
  readonly place: number;
  /** As measured. */
  readonly value: number;
  /** What the line goes through; the value where nothing is smoothed. */
  readonly smoothed: number;
}

export interface ComparedCurve {
  readonly runId: string;
  readonly name: string;
  readonly style: SeriesStyle;
  readonly points: readonly PlacedPoint[];
}

export interface ComparedCurves {
  readonly axis: CurveAxis;
  /** Its right end; it begins at 0. */
  readonly end: number;
  readonly curves: readonly ComparedCurve[];
}

/** The runs as curves; on the axis of time without those whose times were not recorded. */
export function comparedCurves(
  runs: readonly ComparedRun[],
  kind: CurveKind,
  view: Pick<ChartView, 'smoothing' | 'axis'>,
): ComparedCurves {
  const axis = view.axis === 'time' && timesProblem(runs) !== null ? 'steps' : view.axis;
  const placed = runs.flatMap((run, index) => {
    if (axis === 'time' && run.times.length === 0) return [];
    const at = placesOn(axis, run);
    const { kept, [kind]: points } = run;
    return [
      {
        end: at(Math.max(kept.step, kept.best?.step ?? 0)),
        curve: {
          runId: kept.runId,
          name: kept.name,
          style: seriesStyle(index),
          points: placedPoints(points, kind, view.smoothing, at),
        },
      },
    ];
  });
  return {
    axis,
    end: Math.max(1, ...placed.map(({ end }) => end)),
    curves: placed.map(({ curve }) => curve),
  };
}

function placedPoints(
  points: readonly CurvePoint[],
  kind: CurveKind,
  smoothing: number,
  at: (step: number) => number,
): readonly PlacedPoint[] {
  const values = points.map(({ value }) => value);
  const smoothed =
    kind === 'episodes' ? smoothedReturns(values, smoothing) : exponentialMean(values, smoothing);
  const placed = points.map(({ step, value }, i) => ({ place: at(step), value, smoothed: smoothed[i]! }));
  // The first trailing means average few episodes and would jump: they are left out where there are enough others.
  const isTrailing = kind === 'episodes' && smoothing === 0;
  return isTrailing && placed.length > 2 * smoothingEpisodes ? placed.slice(smoothingEpisodes - 1) : placed;
}

/** Why there is no axis of time, as a sentence; null where some run has one. */
export function timesProblem(runs: readonly ComparedRun[]): string | null {
  if (runs.length === 0 || runs.some(({ times }) => times.length > 0)) return null;
  return 'Times were not recorded for these runs.';
}

/** Which runs are missing on the axis of time, as a sentence to go on with; empty where none is. */
export function untimedWords(runs: readonly ComparedRun[], axis: CurveAxis): string {
  if (axis !== 'time') return '';
  const names = runs.filter(({ times }) => times.length === 0).map(({ kept }) => kept.name);
  if (names.length === 0) return '';
  return ` Left out, since their times were not recorded: ${names.join('; ')}.`;
}

export interface ComparedReading {
  readonly place: number;
  readonly title: string;
  readonly lines: readonly TooltipLine[];
}

/** At every place at which some run has a point, the last value of each run that has come so far, the highest first. */
export function comparedReadings(
  curves: readonly ComparedCurve[],
  axis: CurveAxis,
  isSmoothed: boolean,
): readonly ComparedReading[] {
  const places = [...new Set(curves.flatMap(({ points }) => points.map(({ place }) => place)))];
  return places
    .sort((a, b) => a - b)
    .map((place) => {
      const read = curves.flatMap(({ name, style: { color }, points }) => {
        const last = points.at(-1);
        const point =
          last && last.place >= place ? points.findLast((each) => each.place <= place) : undefined;
        return point ? [{ name, color, point }] : [];
      });
      const lines = read
        .toSorted((a, b) => b.point.smoothed - a.point.smoothed)
        .flatMap(({ name, color, point: { value, smoothed } }) =>
          isSmoothed
            ? [
                { label: name, color, value: formatReturn(value) },
                { label: `${name}, smoothed`, color, value: formatReturn(smoothed) },
              ]
            : [{ label: name, color, value: formatReturn(smoothed) }],
        );
      return { place, title: upperFirst(placeInWords(axis, place)), lines };
    });
}
