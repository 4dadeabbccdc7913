// The 95 % interval of figures that are in order by their draw: four of them decide it, and no other is computed.

import type { Estimate } from './gain-estimate.ts';

/** As `estimateOf` gives it of all `count` figures; they go up with the draw, or down. */
export function estimateInOrder(
  value: number,
  ofDraw: (i: number) => number,
  count: number,
  isUp: boolean,
): Estimate {
  const low = quantileInOrder(ofDraw, count, isUp, 0.025);
  const high = quantileInOrder(ofDraw, count, isUp, 0.975);
  return { value, interval: [Math.min(value, low), Math.max(value, high)] };
}

function quantileInOrder(ofDraw: (i: number) => number, count: number, isUp: boolean, share: number): number {
  const position = share * (count - 1);
  const at = Math.floor(position);
  const after = Math.min(count - 1, at + 1);
  const one = ofDraw(isUp ? at : count - 1 - at);
  const next = ofDraw(isUp ? after : count - 1 - after);
  return one + (position - at) * (next - one);
}
