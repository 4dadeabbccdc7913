// Units added up over drawn curves, at many prices: power-sums.ts once for each steepening among the draws, of which there are few.

import type { DrawnCurves } from '../demand/draws.ts';
import { steepened } from '../demand/steepening.ts';
import { PowerSums } from './power-sums.ts';

export class AnswerSums {
  private readonly parts: readonly { readonly steepening: number; readonly sums: PowerSums }[];

  /** `factors`: what the weights are multiplied by; null for nothing. Of the first `count` draws. [draws] each */
  constructor(
    weights: Float64Array,
    { elasticity, steepening = null }: Pick<DrawnCurves, 'elasticity' | 'steepening'>,
    factors: Float64Array | null,
    count: number,
  ) {
    if (steepening === null) {
      this.parts = [{ steepening: 0, sums: new PowerSums(weights, elasticity, factors, count) }];
      return;
    }
    const draws = new Map<number, number[]>();
    for (let i = 0; i < count; i++) {
      const known = draws.get(steepening[i]!);
      if (known) known.push(i);
      else draws.set(steepening[i]!, [i]);
    }
    this.parts = Array.from(draws, ([value, places]) => {
      const own = (values: Float64Array) => Float64Array.from(places, (i) => values[i]!);
      return {
        steepening: value,
        sums: new PowerSums(own(weights), own(elasticity), factors && own(factors), places.length),
      };
    });
  }

  /** Weights times what the curves answer at a price of that logarithm over the reference price; NaN where it is too far for the sums. */
  at(logRatio: number): number {
    let sum = 0;
    for (const { steepening, sums } of this.parts) sum += sums.at(steepened(logRatio, steepening));
    return sum;
  }
}
