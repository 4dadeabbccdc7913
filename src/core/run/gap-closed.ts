// The headline figure of a run: how much of what could be gained over doing nothing was gained (design section 8).

import type { Baselines } from './events.ts';

/** (return - keep) / (optimum - keep); null where no optimum is known or nothing lies between. */
export function gapClosed(meanReturn: number, baselines: Baselines | null): number | null {
  if (!baselines || baselines.optimum === null) return null;
  const gap = baselines.optimum - baselines.keepPrice;
  return gap > 1e-9 ? (meanReturn - baselines.keepPrice) / gap : null;
}
