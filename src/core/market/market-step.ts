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

/** What a market earns that has ended and was not reset: nothing. Its price and stock stay as they were. */
export function writeNothing({ rewards, rewardParts, units, profit }: MarketStep, i: number): void {
  const partCount = rewardParts.length / rewards.length;
  rewards[i] = 0;
  rewardParts.fill(0, i * partCount, (i + 1) * partCount);
  units[i] = 0;
  profit[i] = 0;
}

/** Writes the parts of market `i`'s reward, and their sum as its reward. `parts`: [partCount]. */
export function writeReward({ rewards, rewardParts }: MarketStep, i: number, parts: Float64Array): void {
  let reward = 0;
  for (let part = 0; part < parts.length; part++) {
    rewardParts[i * parts.length + part] = parts[part]!;
    reward += parts[part]!;
  }
  rewards[i] = reward;
}

/** The product that market `i` of `count` sells in evaluation: all in turn, or an even spread where they are more. */
export function evaluatedProduct(i: number, count: number, products: number): number {
  return products <= count ? i % products : Math.floor((i * products) / count);
}
