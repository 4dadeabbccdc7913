// What one more column would say, without letting it into the fit.

import type { Estimate } from '../statistics/estimate.ts';
import { fitLocalLevel, type LevelFit, type LevelInput } from './local-level.ts';

/** What is known of a column that is not told: next to nothing, so that one that is all 0 leaves the fit possible. */
const alsoPrecision = 1e-4;

/**
 * The coefficient of `column` beside the fit `level` of `input`, at the smoothing already found; null where that cannot be fitted.
 * `also`: columns that stand beside it and are not told.
 */
export function columnBesideFit(
  input: LevelInput,
  column: Float64Array, // [rows]
  level: LevelFit,
  errorFactor: number,
  also: readonly Float64Array[] = [],
): Estimate | null {
  const result = fitLocalLevel({
    ...input,
    columns: [...input.columns, column, ...also],
    priorPrecision: Float64Array.from([...input.priorPrecision!, 0, ...also.map(() => alsoPrecision)]),
    smoothing: level.smoothing,
    start: level.linear,
  });
  if (!('fit' in result)) return null;
  const last = input.columns.length;
  const value = result.fit.coefficients[last]!;
  const standardError = errorFactor * Math.sqrt(result.fit.covariance[last]![last]!);
  return Number.isFinite(value) && standardError > 0 ? { value, standardError } : null;
}
