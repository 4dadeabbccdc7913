// What a day at one price is worth for every level of stock: the inner step of the dynamic programme.
//
// Stock lies on a grid that is quadratically denser towards 0, because the value jumps there: with the last unit
// gone the episode ends, with a sliver left it goes on. A market without stock has one level, and nothing ends it.

import { gaussHermite } from '../../statistics/gauss-hermite.ts';
import { demandIndex, expectedDemand, writeRewardParts } from './demand-model.ts';
import type { DemandMarketParameters } from './demand-parameters.ts';

/** One elasticity's market as the programme sees it. */
export class InventoryValue {
  readonly points: number;
  /** Units of stock at each grid point, 0 first, the initial inventory last; NaN alone without stock. [points] */
  readonly stock: Float64Array;
  private readonly parameters: DemandMarketParameters;
  private readonly elasticity: number;
  private readonly gamma: number;
  /** max(0, 1 + noise * z) and its weight. [nodes] */
  private readonly factors: Float64Array;
  private readonly weights: Float64Array;
  private readonly demands: Float64Array;
  private readonly parts = new Float64Array(5);

  constructor(
    parameters: DemandMarketParameters,
    elasticity: number,
    gamma: number,
    points: number,
    noiseNodes: number,
  ) {
    this.parameters = parameters;
    this.elasticity = elasticity;
    this.gamma = gamma;
    const { initialInventory } = parameters;
    this.points = initialInventory === null ? 1 : points;
    this.stock =
      initialInventory === null
        ? Float64Array.of(NaN)
        : Float64Array.from({ length: points }, (_, i) => initialInventory * (i / (points - 1)) ** 2);
    const quadrature = gaussHermite(parameters.demandNoise === 0 ? 1 : noiseNodes);
    this.factors = Float64Array.from(quadrature.nodes, (z) => Math.max(0, 1 + parameters.demandNoise * z));
    this.weights = Float64Array.from(quadrature.weights);
    this.demands = new Float64Array(this.factors.length);
  }

  /**
   * `E[reward + gamma * next(stock after)]` of charging `price` on `day`, for every level of stock, into `out`.
   *
   * `next` and `out` hold `points` values from their offsets on. A day on which the stock goes has no next.
   */
  fill(
    day: number,
    price: number,
    next: Float64Array,
    nextOffset: number,
    out: Float64Array,
    outOffset: number,
  ): void {
    const { parameters, points, stock, factors, weights, demands, gamma } = this;
    const index = demandIndex(parameters, day);
    const rivalPrice = parameters.rival === 'none' ? NaN : parameters.rivalPrice;
    const expected = expectedDemand(parameters, this.elasticity, price, index, rivalPrice);
    const nodes = factors.length;
    for (let k = 0; k < nodes; k++) demands[k] = expected * factors[k]!;

    // The reward is linear in units sold and in stock left: read its slopes off the one reward function.
    const { initialInventory } = parameters;
    if (initialInventory === null) {
      const sold = demands.reduce((sum, demand, k) => sum + weights[k]! * demand, 0);
      out[outOffset] = this.rewardOf(price, sold, NaN, rivalPrice) + gamma * next[nextOffset]!;
      return;
    }
    const withoutSale = this.rewardOf(price, 0, initialInventory, rivalPrice);
    const perUnit = this.rewardOf(price, 1, initialInventory, rivalPrice) - withoutSale;
    const forEmptyStock = this.rewardOf(price, 0, 0, rivalPrice) - withoutSale;
    const toIndex = (points - 1) / Math.sqrt(initialInventory);

    out[outOffset] = 0;
    for (let i = 1; i < points; i++) {
      const before = stock[i]!;
      let value = 0;
      for (let k = 0; k < nodes; k++) {
        const demand = demands[k]!;
        if (demand >= before) {
          value += weights[k]! * (perUnit * before + forEmptyStock);
          continue;
        }
        const after = before - demand;
        const position = Math.sqrt(after) * toIndex;
        let low = position | 0;
        if (low >= points - 1) low = points - 2;
        let later: number;
        if (low === 0)
          later = next[nextOffset + 1]!; // a sliver of stock is worth what the first grid point is
        else {
          const belowStock = stock[low]!;
          const share = (after - belowStock) / (stock[low + 1]! - belowStock);
          const below = next[nextOffset + low]!;
          later = below + share * (next[nextOffset + low + 1]! - below);
        }
        value +=
          weights[k]! * (perUnit * demand + forEmptyStock * (1 - after / initialInventory) + gamma * later);
      }
      out[outOffset + i] = withoutSale + value;
    }
  }

  private rewardOf(price: number, units: number, inventoryAfter: number, rivalPrice: number): number {
    writeRewardParts(this.parameters, price, units, inventoryAfter, rivalPrice, this.parts);
    return this.parts.reduce((sum, part) => sum + part, 0);
  }
}
