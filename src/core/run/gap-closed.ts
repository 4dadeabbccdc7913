// The headline figure of a run: how much of what could be gained over doing nothing was gained.

import type { Baselines } from './events.ts';

/**
 * A product of a portfolio whose price kept earns this share of the optimum, or more, has nothing to gain: the rest
 * is smaller than what an evaluation can tell, and a share of it would be noise.
 */
export const nothingToGainShare = 0.99;

/** (return - keep) / (optimum - keep); null where no optimum is known or nothing lies between. */
export function gapClosed(meanReturn: number, baselines: Baselines | null): number | null {
  if (!baselines || baselines.optimum === null) return null;
  const gap = baselines.optimum - baselines.keepPrice;
  return gap > 1e-9 ? (meanReturn - baselines.keepPrice) / gap : null;
}

/** The same for one product of a portfolio; null also where there is nothing to gain. */
export function gapOf(meanReturn: number, keepPrice: number, optimum: number): number | null {
  const gap = optimum - keepPrice;
  const smallest = (1 - nothingToGainShare) * Math.abs(optimum);
  return gap > Math.max(1e-9, smallest) ? (meanReturn - keepPrice) / gap : null;
}
