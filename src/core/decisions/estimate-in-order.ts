// The 95 % interval of figures that are in order by their draw: four of them decide it, and no other is computed.

import type { Estimate } from './estimate.ts';

/** As `estimateOf` gives it of all `count` figures; they go up with the draw, or down. */
export function estimateInOrder(
  value: number,
  ofDraw: (i: number) => number,
  count: number,
  isUp: boolean,
): Estimate {
  const quantileAt = (share: number) => {
    const position = share * (count - 1);
    const low = Math.floor(position);
    const [one, next] = [low, Math.min(count - 1, low + 1)].map((i) => ofDraw(isUp ? i : count - 1 - i));
    return one! + (position - low) * (next! - one!);
  };
  return {
    value,
    interval: [Math.min(value, quantileAt(0.025)), Math.max(value, quantileAt(0.975))],
  };
}
