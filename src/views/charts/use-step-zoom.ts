// Which market steps a chart of a run shows: the whole run, or a part that a person has dragged over.

import { useCallback, useMemo, useState } from 'react';

export interface StepSpan {
  readonly low: number;
  readonly high: number;
}

export interface StepZoom extends StepSpan {
  readonly isZoomed: boolean;
  /** Shows the steps between the two, whichever is the smaller; a span of nothing changes nothing. */
  readonly zoomTo: (from: number, to: number) => void;
  /** Shows the whole run again. */
  readonly reset: () => void;
}

/** The whole run is from 0 to `lastStep`. */
export function useStepZoom(lastStep: number): StepZoom {
  const [span, setSpan] = useState<StepSpan | null>(null);
  const zoomTo = useCallback(
    (from: number, to: number) => setSpan((before) => spanWithin(from, to, lastStep) ?? before),
    [lastStep],
  );
  const reset = useCallback(() => setSpan(null), []);
  // Another run may be shorter than what was looked at.
  const shown = span !== null && span.low < lastStep ? span : null;
  return useMemo(
    () => ({ low: 0, high: lastStep, ...shown, isZoomed: shown !== null, zoomTo, reset }),
    [shown, lastStep, zoomTo, reset],
  );
}

/** Whole steps within the run; null where nothing is between. */
export function spanWithin(from: number, to: number, lastStep: number): StepSpan | null {
  const low = Math.max(0, Math.round(Math.min(from, to)));
  const high = Math.min(lastStep, Math.round(Math.max(from, to)));
  return high - low >= 1 ? { low, high } : null;
}

/** The rows of a span, and one on each side so that lines reach its edges; `rows` by step, the earliest first. */
export function rowsWithin<Row>(
  rows: readonly Row[],
  stepOf: (row: Row) => number,
  { low, high }: StepSpan,
): readonly Row[] {
  const first = rows.findLastIndex((row) => stepOf(row) < low);
  const last = rows.findIndex((row) => stepOf(row) > high);
  return rows.slice(Math.max(0, first), last === -1 ? rows.length : last + 1);
}
