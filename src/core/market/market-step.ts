// The arrays a market fills at each step and hands out as its MarketStep.

import type { MarketStep } from './market.ts';

/** Arrays for `count` markets with nothing in them; prices, stock and profit are NaN until a step writes them. */
export function emptyStep(observations: Float32Array, count: number, partCount: number): MarketStep {
  return {
    observations,
    rewards: new Float32Array(count),
    rewardParts: new Float32Array(count * partCount),
    terminated: new Uint8Array(count),
    truncated: new Uint8Array(count),
    price: new Float64Array(count).fill(NaN),
    units: new Float64Array(count),
    profit: new Float64Array(count).fill(NaN),
    inventory: new Float64Array(count).fill(NaN),
    competitorPrice: new Float64Array(count).fill(NaN),
  };
}

/** The product that market `i` of `count` sells in evaluation: all in turn, or an even spread where they are more. */
export function evaluatedProduct(i: number, count: number, products: number): number {
  return products <= count ? i % products : Math.floor((i * products) / count);
}
