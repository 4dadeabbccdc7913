// Which part of its horizontal axis a chart of a run shows: the whole run, or a part that a person has dragged over.

import { useCallback, useMemo, useState } from 'react';

import type { CurveAxis } from '../../store/features/chart-view-feature.ts';
import { spanInWords, type RunAxis } from './run-axis.ts';

export interface AxisSpan {
  readonly low: number;
  readonly high: number;
}

export interface AxisZoom extends AxisSpan {
  readonly isZoomed: boolean;
  /** What is shown: `steps 100 to 250`. */
  readonly words: string;
  /** Shows what lies between the two, whichever is the smaller; a span of nothing changes nothing. */
  readonly zoomTo: (from: number, to: number) => void;
  /** Shows the whole run again. */
  readonly reset: () => void;
}

/** The whole run is from 0 to the end of the axis; another axis begins with all of it. */
export function useAxisZoom({ name, end }: Pick<RunAxis, 'name' | 'end'>): AxisZoom {
  const [span, setSpan] = useState<(AxisSpan & { readonly axis: CurveAxis }) | null>(null);
  const zoomTo = useCallback(
    (from: number, to: number) => {
      const asked = spanWithin(from, to, end, grainOf(name));
      const isWhole = asked?.low === 0 && asked.high === end;
      if (asked) setSpan(isWhole ? null : { ...asked, axis: name });
    },
    [name, end],
  );
  const reset = useCallback(() => setSpan(null), []);
  // Another run may be shorter than what was looked at.
  const shown = span !== null && span.axis === name && span.low < end ? span : null;
  return useMemo(() => {
    const { low, high } = shown ?? { low: 0, high: end };
    return { low, high, isZoomed: shown !== null, words: spanInWords(name, low, high), zoomTo, reset };
  }, [shown, name, end, zoomTo, reset]);
}

/** Steps and episodes are whole; of a short run seconds are not fine enough. */
function grainOf(axis: CurveAxis): number {
  return axis === 'time' ? 0.1 : 1;
}

/** Multiples of `grain` within the axis; null where nothing is between. */
export function spanWithin(from: number, to: number, end: number, grain = 1): AxisSpan | null {
  const onGrain = (place: number) => Number((Math.round(place / grain) * grain).toFixed(6));
  const low = Math.max(0, onGrain(Math.min(from, to)));
  const high = Math.min(end, onGrain(Math.max(from, to)));
  return high - low >= grain * (1 - 1e-9) ? { low, high } : null;
}

/** The rows of a span, and one on each side so that lines reach its edges; `rows` ascend along the axis. */
export function rowsWithin<Row>(
  rows: readonly Row[],
  placeOf: (row: Row) => number,
  { low, high }: AxisSpan,
): readonly Row[] {
  const first = rows.findLastIndex((row) => placeOf(row) < low);
  const last = rows.findIndex((row) => placeOf(row) > high);
  return rows.slice(Math.max(0, first), last === -1 ? rows.length : last + 1);
}
