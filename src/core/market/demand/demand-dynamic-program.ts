// The best that can be earned in a demand market, by dynamic programming over day, stock and price; over day
// and price alone where the market has no stock.
//
//   Q_d(stock, p') = E[reward + gamma V_{d+1}(stock - units, p')]      V_d(stock, p) = max of Q_d over the p'
//                                                                     one day's largest change reaches from p
//
// The expectation is Gauss-Hermite quadrature over the demand noise; prices lie on a logarithmic grid, so that the
// reach of a day is the same number of grid points everywhere. Where the elasticity is uncertain the result is the
// mean over its distribution of what somebody who knew it could earn: an upper bound for a policy that does not.
//
// A rival that reacts or wanders would be one more dimension; such a market has no optimum here, and says so.

import { runToEnd } from '../../run-to-end.ts';
import { gaussHermite } from '../../statistics/gauss-hermite.ts';
import type { DemandMarketParameters } from './demand-parameters.ts';
import { drawnElasticity, priceBounds } from './demand-model.ts';
import { optimumProblem } from './optimum-problem.ts';
import { bestFixedPrice, keptPrices, planReturn, pricesTowards } from './fixed-price.ts';
import { InventoryValue } from './inventory-value.ts';

export interface OptimumOptions {
  /** Discount a day; 1 is undiscounted. */
  readonly gamma?: number;
  readonly inventoryPoints?: number;
  readonly pricePoints?: number;
  readonly noiseNodes?: number;
  /** Nodes over an uncertain elasticity. */
  readonly elasticityNodes?: number;
  /** Prices tried for the best fixed one before the search is refined around the best of them. */
  readonly fixedPricePoints?: number;
  /** Keep what `priceAt` needs: four bytes per day, stock and price. Only where the elasticity is certain. */
  readonly keepPolicy?: boolean;
}

/** The optimal policy: the price to charge on `day` (0 first) with `inventory` left, after yesterday's `price`. */
type OptimalPrice = (day: number, inventory: number, price: number) => number;

export interface Optimum {
  readonly optimalReturn: number;
  readonly keepPrice: { readonly ret: number };
  readonly bestFixedPrice: { readonly price: number; readonly ret: number };
  /** null unless `keepPolicy` asked for it. */
  readonly priceAt: OptimalPrice | null;
}

const finestPrices = 801;

/**
 * Optimum, keep the price, and best fixed price of one market. Yields its progress from 0 to 1 every few dozen
 * milliseconds, so that a worker can answer in between.
 *
 * @throws Error where `optimumProblem` has a sentence.
 */
export function* optimumSteps(
  parameters: DemandMarketParameters,
  options: OptimumOptions = {},
): Generator<number, Optimum> {
  const problem = optimumProblem(parameters);
  if (problem !== null) throw new Error(problem);
  const certain = parameters.elasticityError === 0;
  const elasticities = gaussHermite(certain ? 1 : (options.elasticityNodes ?? 5));
  // Measured against 401 x 401: half the points change no result by more than 0.3 %, and there are five solves.
  const inventoryPoints = options.inventoryPoints ?? (certain ? 401 : 201);
  // Without stock a price is one state, so that the finest grid costs nothing.
  const pricePoints =
    parameters.initialInventory === null ? finestPrices : (options.pricePoints ?? (certain ? 401 : 121));
  const values = elasticities.nodes.map(
    (z) =>
      new InventoryValue(
        parameters,
        drawnElasticity(parameters, z),
        options.gamma ?? 1,
        inventoryPoints,
        options.noiseNodes ?? (certain ? 33 : 21),
      ),
  );
  const mean = (of: (value: InventoryValue) => number) =>
    values.reduce((sum, value, k) => sum + elasticities.weights[k]! * of(value), 0);

  const grid = priceGrid(parameters, pricePoints);
  const fixed = bestFixedPrice(
    (price) => mean((value) => planReturn(value, pricesTowards(parameters, price))),
    grid[0]!,
    grid[grid.length - 1]!,
    options.fixedPricePoints,
  );
  const best = yield* portion(fixed, 0, 0.3);
  const keep = mean((value) => planReturn(value, keptPrices(parameters)));

  let optimalReturn = 0;
  let priceAt: OptimalPrice | null = null;
  for (let k = 0; k < values.length; k++) {
    const share = 0.7 / values.length;
    const programme = backwards(parameters, values[k]!, grid, options.keepPolicy === true && certain);
    const solved = yield* portion(programme, 0.3 + k * share, share);
    optimalReturn += elasticities.weights[k]! * solved.optimalReturn;
    priceAt = solved.priceAt;
  }
  return { optimalReturn, keepPrice: { ret: keep }, bestFixedPrice: best, priceAt };
}

/** `optimumSteps` run to its end. */
export function optimum(parameters: DemandMarketParameters, options: OptimumOptions = {}): Optimum {
  return runToEnd(optimumSteps(parameters, options));
}

/** Prices that the market's days and largest change can reach, evenly spaced in their logarithm. */
function priceGrid(parameters: DemandMarketParameters, points: number): Float64Array {
  const { referencePrice, maxDailyChange, days } = parameters;
  const bounds = priceBounds(parameters);
  const lowest = Math.max(
    bounds.lowest,
    referencePrice / 1000,
    referencePrice * (1 - maxDailyChange) ** days,
  );
  const rise = (1 + maxDailyChange) ** days;
  const highest = Math.max(lowest, Math.min(bounds.highest, Math.max(lowest, referencePrice) * rise));
  const step = Math.log(highest / lowest) / (points - 1);
  if (!(step > 1e-12)) return Float64Array.of(lowest);
  return Float64Array.from({ length: points }, (_, j) => lowest * Math.exp(j * step));
}

function* backwards(
  parameters: DemandMarketParameters,
  value: InventoryValue,
  grid: Float64Array,
  keepPolicy: boolean,
): Generator<number, { optimalReturn: number; priceAt: OptimalPrice | null }> {
  const { days, maxDailyChange, referencePrice, initialInventory } = parameters;
  const stocks = value.points;
  const prices = grid.length;
  const position = (price: number) =>
    prices === 1
      ? 0
      : Math.min(
          prices - 1,
          Math.max(0, (Math.log(price / grid[0]!) / Math.log(grid[prices - 1]! / grid[0]!)) * (prices - 1)),
        );
  const reach = (price: number) =>
    [position(price * (1 - maxDailyChange)), position(price * (1 + maxDailyChange))] as const;

  let best = new Float64Array(prices * stocks); // V_{d+1}, price by price
  const q = new Float64Array(prices * stocks);
  const kept: Float32Array[] = [];
  for (let day = days - 1; day >= 0; day--) {
    for (let j = 0; j < prices; j++) value.fill(day, grid[j]!, best, j * stocks, q, j * stocks);
    if (keepPolicy) kept[day] = Float32Array.from(q);
    if (day > 0) best = bestWithinReach(q, best, grid, stocks, reach);
    yield (days - day) / days;
  }
  const [from, to] = reach(referencePrice);
  const optimalReturn = bestPosition(q, stocks, stocks - 1, from, to).value;
  /** The grid point next to a stock, never the empty one. */
  const level = (inventory: number) =>
    initialInventory === null
      ? 0
      : Math.min(stocks - 1, Math.max(1, Math.round(Math.sqrt(inventory / initialInventory) * (stocks - 1))));
  const priceAt: OptimalPrice | null = keepPolicy
    ? (day, inventory, price) => {
        const [low, high] = reach(price);
        const found = bestPosition(kept[day]!, stocks, level(inventory), low, high);
        return prices === 1
          ? grid[0]!
          : grid[0]! * (grid[prices - 1]! / grid[0]!) ** (found.position / (prices - 1));
      }
    : null;
  return { optimalReturn, priceAt };
}

/** For each price the largest value among the prices a day can reach from it, for every level of stock, into `out`. */
function bestWithinReach(
  q: Float64Array,
  out: Float64Array<ArrayBuffer>,
  grid: Float64Array,
  stocks: number,
  reach: (price: number) => readonly [number, number],
): Float64Array<ArrayBuffer> {
  for (let j = 0; j < grid.length; j++) {
    const [from, to] = reach(grid[j]!);
    const target = out.subarray(j * stocks, (j + 1) * stocks);
    target.fill(-Infinity);
    raiseBetween(q, stocks, from, target);
    raiseBetween(q, stocks, to, target);
    for (let k = Math.ceil(from); k <= Math.floor(to); k++) {
      const offset = k * stocks;
      for (let i = 0; i < stocks; i++) {
        const candidate = q[offset + i]!;
        if (candidate > target[i]!) target[i] = candidate;
      }
    }
  }
  return out;
}

/** Raises `target` to the values at a price between two grid points, interpolated. */
function raiseBetween(q: Float64Array, stocks: number, position: number, target: Float64Array): void {
  const low = Math.floor(position);
  const share = position - low;
  const high = share > 0 ? low + 1 : low;
  for (let i = 0; i < stocks; i++) {
    const candidate = (1 - share) * q[low * stocks + i]! + share * q[high * stocks + i]!;
    if (candidate > target[i]!) target[i] = candidate;
  }
}

/** The best grid position between `from` and `to` (both possibly between grid points) for one level of stock. */
function bestPosition(
  q: Float64Array | Float32Array,
  stocks: number,
  stock: number,
  from: number,
  to: number,
): { position: number; value: number } {
  const at = (position: number) => {
    const low = Math.floor(position);
    const share = position - low;
    const below = q[low * stocks + stock]!;
    return share === 0 ? below : below + share * (q[(low + 1) * stocks + stock]! - below);
  };
  let found = { position: from, value: at(from) };
  for (let k = Math.ceil(from); k <= Math.floor(to); k++)
    if (at(k) > found.value) found = { position: k, value: at(k) };
  return at(to) > found.value ? { position: to, value: at(to) } : found;
}

/** Passes a generator's progress on, scaled into one portion of the whole. */
function* portion<T>(steps: Generator<number, T>, from: number, share: number): Generator<number, T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield from + share * step.value;
  }
}
