// By what a fit's standard errors grow: rows that scatter together, and a dispersion told by few of them.

import { studentCritical } from '../statistics/distributions.ts';
import type { LevelFit } from './local-level.ts';
import { z975 } from './verdict-limits.ts';

/** Moves that tell something of the scatter weigh against this many that are as the model has them. */
const usualMoves = 20;

/**
 * By what the standard error of a weighted sum grows when the rows that decide it scatter more than the model says, or
 * together with their neighbours: Newey and West, Econometrica 55(3), 1987, drawn to 1 where few rows decide.
 */
export function errorGrowth(level: LevelFit, direction: readonly number[]): number {
  const { scores, information, dispersion, usedFreedom } = level;
  const rows = scores.length;
  const pull = level.pullOf(direction);
  const lags = Math.min(7, Math.floor(4 * (rows / 100) ** (2 / 9)));
  let expected = 0;
  let squares = 0;
  let actual = 0;
  for (let t = 0; t < rows; t++) {
    const own = pull[t]! ** 2 * information[t]! * dispersion;
    expected += own;
    squares += own ** 2;
    const here = pull[t]! * scores[t]!;
    actual += here ** 2;
    for (let lag = 1; lag <= lags && t - lag >= 0; lag++)
      actual += 2 * (1 - lag / (lags + 1)) * here * pull[t - lag]! * scores[t - lag]!;
  }
  if (!(expected > 0) || !(squares > 0)) return 1;
  const ratio = (actual / expected) * (rows / Math.max(1, rows - usedFreedom));
  const moves = expected ** 2 / squares;
  const drawn = (moves * ratio + usualMoves) / (moves + usualMoves);
  return Math.sqrt(Math.min(9, Math.max(1, drawn)));
}

/**
 * By what a standard error grows so that 1.96 of it are Student's 95 % interval: a dispersion from few rows is itself
 * uncertain. 1.4 with 4 spare rows, 1.01 with 120.
 */
export function studentGrowth(freedom: number): number {
  return studentCritical(0.05, Math.max(1, freedom)) / z975;
}
