// What a day is worth: the inner step of the dynamic programme over the days of a market with memory.
//
// Stock lies on an even grid; a market without stock has one level of it. Prices lie on the market's own grid, or on every
// so many of its prices where they are very many.

import { gaussHermite } from '../../statistics/gauss-hermite.ts';
import { expectedUnits, gridPrice, priceCount, rewardPerUnit, rewardScale } from './memory-day.ts';
import type { MemoryParameters } from './memory-parameters.ts';

const noiseNodes = 15;

export class DayValue {
  /** Ascending, currency. [prices] */
  readonly prices: Float64Array;
  /** Levels of stock: 0 first, the initial inventory last; one without stock. */
  readonly levels: number;
  private readonly parameters: MemoryParameters;
  private readonly gamma: number;
  private readonly scale: number;
  /** max(0, 1 + noise * z) and its weight. [nodes] */
  private readonly factors: Float64Array;
  private readonly weights: Float64Array;
  private readonly meanFactor: number;

  /** `mostPrices` prices and `levels` of stock at most; `gamma` is the discount a day. */
  constructor(parameters: MemoryParameters, mostPrices: number, levels: number, gamma: number) {
    const { demandNoise, hasStock } = parameters;
    this.parameters = parameters;
    this.gamma = gamma;
    this.levels = hasStock ? levels : 1;
    this.prices = everyPrice(parameters, mostPrices);
    this.scale = rewardScale(parameters);
    const quadrature = gaussHermite(demandNoise === 0 ? 1 : noiseNodes);
    this.factors = Float64Array.from(quadrature.nodes, (z) => Math.max(0, 1 + demandNoise * z));
    this.weights = Float64Array.from(quadrature.weights);
    this.meanFactor = this.factors.reduce((sum, factor, k) => sum + factor * this.weights[k]!, 0);
  }

  /** Units in stock at a level. */
  stockAt(level: number): number {
    const { hasStock, initialInventory } = this.parameters;
    return hasStock ? (initialInventory * level) / (this.levels - 1) : NaN;
  }

  /**
   * `E[reward + gamma * next(stock after)]` of charging `price` after `before` (NaN: no day before) with `inventory`
   * left; `next` holds the values of the next day after that price, level by level, from `offset` on.
   */
  of(price: number, before: number, inventory: number, next: Float64Array, offset: number): number {
    const { gamma, factors, weights, levels, parameters } = this;
    const asked = expectedUnits(parameters, price, before);
    const perUnit = rewardPerUnit(parameters, this.scale, price);
    if (!parameters.hasStock) return perUnit * asked * this.meanFactor + gamma * next[offset]!;
    const toLevel = (levels - 1) / parameters.initialInventory;
    let value = 0;
    for (let node = 0; node < factors.length; node++) {
      const units = Math.min(inventory, asked * factors[node]!);
      const position = (inventory - units) * toLevel;
      const low = Math.min(levels - 2, position | 0);
      const below = next[offset + low]!;
      // Nothing left is worth nothing: next is 0 at level 0.
      const later = below + (position - low) * (next[offset + low + 1]! - below);
      value += weights[node]! * (perUnit * units + gamma * later);
    }
    return value;
  }
}

/** The prices of the market; every so many of them, and the highest, where they are more than `most`. */
function everyPrice(parameters: MemoryParameters, most: number): Float64Array {
  const count = priceCount(parameters);
  const every = Math.ceil((count - 1) / (most - 1));
  const shown = Math.ceil((count - 1) / every) + 1;
  return Float64Array.from({ length: shown }, (_, i) =>
    gridPrice(parameters, Math.min(count - 1, i * every)),
  );
}
