// Ends of the vertical axis of a curve: linear or logarithmic, with outliers or without.

import { logEnds, middleRangeOf, niceEnds, rangeOf, type AxisEnds } from '../../drawings/nice-axis.ts';
import type { ChartView } from '../../store/features/chart-view-feature.ts';

type Column<Row> = (row: Row) => number | null;

/** Why values cannot stand on a logarithmic axis, in words that read on after a name; null where they can. */
export function logProblem(min: number, max: number): string | null {
  if (min < 0) return 'has values below 0';
  return max > 0 ? null : 'has no value above 0 yet';
}

export interface YAxis {
  readonly ends: AxisEnds;
  readonly logarithmic: boolean;
}

/**
 * The axis of what is drawn; `logarithmic` where that is wanted and every value allows it. A value of 0 has no place on such
 * an axis: its line is drawn past it. `more` is to be seen besides, where the scale has a place for it.
 */
export function yAxisOf<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  {
    logarithmic,
    ignoresOutliers,
    more = [],
    steps,
  }: Pick<ChartView, 'ignoresOutliers'> & {
    readonly logarithmic: boolean;
    readonly more?: readonly number[];
    readonly steps?: number;
  },
): YAxis {
  const ranged = ignoresOutliers ? middleRangeOf<Row> : rangeOf<Row>;
  const whole = rangeOf(rows, columns);
  if (!logarithmic || logProblem(whole.min, whole.max) !== null) {
    const { min, max } = ranged(rows, columns, more);
    return { logarithmic: false, ends: niceEnds(min, max, steps) };
  }
  const positive = columns.map((column): Column<Row> => {
    return (row) => {
      const value = column(row);
      return value !== null && value > 0 ? value : null;
    };
  });
  const { min, max } = ranged(
    rows,
    positive,
    more.filter((value) => value > 0),
  );
  return { logarithmic: true, ends: logEnds(min, max) };
}

/** Whether a drawing is wanted logarithmic; `usual` where nobody chose. */
export function wantsLogarithmic({ logarithmic }: ChartView, drawing: string, usual = false): boolean {
  return logarithmic[drawing] ?? usual;
}
