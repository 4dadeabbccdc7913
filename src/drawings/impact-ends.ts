// Where the axis of an impact chart ends, and its unit. Pure.

import type { ImpactFigure, ImpactMeasure } from '../core/decisions/impact.ts';
import { targetSpan } from '../core/export/charts/impact-data.ts';

/** The axis' unit in words. */
export function unitWords({ unit }: ImpactMeasure): string {
  return unit === 'share' ? '% of revenue' : unit;
}

/** Ends of the axis: both intervals, the goal, and room beside them. */
export function measureEnds(measure: ImpactMeasure, figure: ImpactFigure): readonly [number, number] {
  const values = [
    ...figure.before.interval,
    ...figure.after.interval,
    ...(targetSpan(measure, figure) ?? []),
  ];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max((high - low) * 0.08, Math.abs(high) * 0.01, 1e-9);
  return [low - room, high + room];
}
