// Where the lines of a parallel picture run. Pure; heights are shares from 0 at the bottom to 1 at the top.

import type { Combination, SweepMetric } from '../../../core/run/sweep-result.ts';

interface AxisTick {
  readonly value: number | string | boolean;
  readonly share: number;
}

export interface ParallelLine {
  /** Of its combination (`combinationKey`). */
  readonly key: string;
  /** Its height on each axis, that of the result last. */
  readonly shares: readonly number[];
}

export interface Parallel {
  /** The ticks of each axis: the values tried, evenly spaced, and the ends of the result. */
  readonly axes: readonly (readonly AxisTick[])[];
  /** Combinations without a result are left out. */
  readonly lines: readonly ParallelLine[];
  /** Lowest and highest result; null where all are the same, or there is none. */
  readonly ends: readonly [low: number, high: number] | null;
}

/** What tells a combination from the others of its sweep. */
export function combinationKey({ values }: Pick<Combination<unknown>, 'values'>): string {
  return JSON.stringify(values);
}

export function parallelLines(combinations: readonly Combination<unknown>[], metric: SweepMetric): Parallel {
  const dimensions = combinations[0]?.values.length ?? 0;
  const axes = Array.from({ length: dimensions }, (_, axis) =>
    evenly([...new Set(combinations.map(({ values }) => values[axis]!))]),
  );
  const judged = combinations.filter((each) => each[metric] !== null);
  const results = judged.map((each) => each[metric]!.median);
  const [low, high] = [Math.min(...results), Math.max(...results)];
  const ends = results.length > 0 && high > low ? ([low, high] as const) : null;
  const result: readonly AxisTick[] = ends
    ? [
        { value: low, share: 0 },
        { value: high, share: 1 },
      ]
    : results.slice(0, 1).map((value) => ({ value, share: 0.5 }));
  const lines = judged.map((each, i) => ({
    key: combinationKey(each),
    shares: [
      ...each.values.map((value, axis) => axes[axis]!.find((tick) => tick.value === value)!.share),
      ends ? (results[i]! - low) / (high - low) : 0.5,
    ],
  }));
  return { axes: [...axes, result], lines, ends };
}

/** Numbers from the least up, others in the order tried. Evenly, since learning rates of 0.0001 to 0.01 would else be one. */
function evenly(values: readonly (number | string | boolean)[]): readonly AxisTick[] {
  const ordered = values.every((value) => typeof value === 'number')
    ? values.toSorted((a, b) => a - b)
    : values;
  return ordered.map((value, i) => ({
    value,
    share: ordered.length === 1 ? 0.5 : i / (ordered.length - 1),
  }));
}
