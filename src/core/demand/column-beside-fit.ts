// What one more column would say, without letting it into the fit.

import type { Estimate } from '../statistics/estimate.ts';
import { fitLocalLevel, type LevelFit, type LevelInput } from './local-level.ts';

/** The coefficient of `column` beside the fit `level` of `input`, at the smoothing already found; null where that cannot be fitted. */
export function columnBesideFit(
  input: LevelInput,
  column: Float64Array, // [rows]
  level: LevelFit,
  errorFactor: number,
): Estimate | null {
  const result = fitLocalLevel({
    ...input,
    columns: [...input.columns, column],
    priorPrecision: Float64Array.from([...input.priorPrecision!, 0]),
    smoothing: level.smoothing,
    start: level.linear,
  });
  if (!('fit' in result)) return null;
  const last = input.columns.length;
  const value = result.fit.coefficients[last]!;
  const standardError = errorFactor * Math.sqrt(result.fit.covariance[last]![last]!);
  return Number.isFinite(value) && standardError > 0 ? { value, standardError } : null;
}
