// Units added up over drawn curves, at many prices: power-sums.ts once for each steepening among the draws, of which there are few.

import type { DrawnCurves } from '../demand/draws.ts';
import { steepened } from '../demand/steepening.ts';
import { type CentredExponents, centredExponents, PowerSums, roomFor } from './power-sums.ts';

/** Draws of one steepening. */
interface AlikeDraws {
  readonly steepening: number;
  readonly exponents: CentredExponents;
}

/** The draws of curves do not change: they are sorted once, whatever they are weighed with. */
const sorted = new WeakMap<DrawnCurves, { readonly count: number; readonly alike: readonly AlikeDraws[] }>();

export class AnswerSums {
  private readonly parts: readonly { readonly steepening: number; readonly sums: PowerSums }[];

  /** `factors`: what the weights are multiplied by; null for nothing. Of the first `count` draws. [draws] each */
  constructor(weights: Float64Array, curves: DrawnCurves, factors: Float64Array | null, count: number) {
    const alike = alikeDraws(curves, count);
    // One piece of memory for all: to ask for many small ones takes longer than the sums.
    const memory = new Float64Array(alike.reduce((room, { exponents }) => room + roomFor(exponents), 0));
    let offset = 0;
    this.parts = alike.map(({ steepening, exponents }) => {
      const sums = new PowerSums(weights, exponents, factors, memory, offset);
      offset += roomFor(exponents);
      return { steepening, sums };
    });
  }

  /** Weights times what the curves answer at a price of that logarithm over the reference price; NaN where it is too far for the sums. */
  at(logRatio: number): number {
    let sum = 0;
    for (const { steepening, sums } of this.parts) sum += sums.at(steepened(logRatio, steepening));
    return sum;
  }
}

function alikeDraws(curves: DrawnCurves, count: number): readonly AlikeDraws[] {
  const known = sorted.get(curves);
  if (known?.count === count) return known.alike;
  const { elasticity, steepening = null } = curves;
  const places = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const own = steepening === null ? 0 : steepening[i]!;
    const alike = places.get(own);
    if (alike) alike.push(i);
    else places.set(own, [i]);
  }
  const alike = Array.from(places, ([own, at]) => ({
    steepening: own,
    exponents: centredExponents(elasticity, Int32Array.from(at)),
  }));
  sorted.set(curves, { count, alike });
  return alike;
}
