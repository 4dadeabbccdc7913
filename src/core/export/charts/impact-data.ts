// The figures of the impact charts: a measure today and after the new prices, with its goal.

import type { ImpactFigure, ImpactMeasure } from '../../decisions/impact.ts';
import type { ChartData } from './chart-data.ts';

/** The goal as values of the measure after: an interval, or a single value; null without one. */
export function targetSpan(measure: ImpactMeasure, figure: ImpactFigure): readonly [number, number] | null {
  const { target } = measure;
  if (target === null) return null;
  const ends = [target.from, target.to].map((end) =>
    target.of === 'after' ? end : figure.before.value * (1 + end),
  );
  return [Math.min(...ends), Math.max(...ends)];
}

/** A measure's chart as a table. */
export function measureData(measure: ImpactMeasure, figure: ImpactFigure): ChartData {
  const goal = targetSpan(measure, figure);
  return {
    columns: [
      'when',
      `${measure.label} (${measure.unit})`,
      '95 % interval from',
      '95 % interval to',
      'published goal from',
      'published goal to',
    ],
    rows: [
      ['today', figure.before.value, ...figure.before.interval, null, null],
      ['after', figure.after.value, ...figure.after.interval, goal?.[0] ?? null, goal?.[1] ?? null],
    ],
  };
}
