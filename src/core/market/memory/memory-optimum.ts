// The best that can be earned in a market with memory, by dynamic programming over day, price of the day before and stock.
//
//   V_d(p', stock) = max over p of E[reward(p, p') + gamma V_{d+1}(p, stock - units)]
//
// On the market's own grid of prices and without stock it is exact. With stock, values between two levels are interpolated;
// of very many prices every so many are tried, and the result is then a lower bound.

import { runToEnd } from '../../run-to-end.ts';
import type { MarketOptimum } from '../market-model.ts';
import { DayValue } from './day-value.ts';
import { nearestPrice, rememberedPrice, rewardScale } from './memory-day.ts';
import type { MemoryParameters } from './memory-parameters.ts';

/** The optimal policy: the price to charge on `day` (0 first) with `inventory` left, after `before`, NaN for none. */
type OptimalPrice = (day: number, inventory: number, before: number) => number;

export interface MemoryOptimum extends MarketOptimum {
  readonly priceAt: OptimalPrice;
}

/** Without stock a day is prices squared; with stock that times levels and nodes of the noise. */
const finest = { prices: 1001, levels: 1 } as const;
const finestWithStock = { prices: 49, levels: 201 } as const;
const coarseWithStock = { prices: 33, levels: 101 } as const;
const longSeason = 60;

/**
 * Optimum, keep the price, and best fixed price; expected returns. Yields its progress from 0 to 1 every few dozen
 * milliseconds, so that a worker can answer in between.
 */
export function* memoryOptimumSteps(
  parameters: MemoryParameters,
  { gamma = 1 }: { readonly gamma?: number } = {},
): Generator<number, MemoryOptimum> {
  const { days, hasStock, initialInventory, currentPrice } = parameters;
  const size = !hasStock ? finest : days > longSeason ? coarseWithStock : finestWithStock;
  const value = new DayValue(parameters, size.prices, size.levels, gamma);
  const { prices, levels } = value;
  const first = { before: rememberedPrice(parameters), inventory: hasStock ? initialInventory : NaN };

  let bestFixedPrice = { price: NaN, ret: -Infinity };
  for (const [k, price] of prices.entries()) {
    const ret = constantReturn(value, parameters, price, first);
    if (ret > bestFixedPrice.ret) bestFixedPrice = { price, ret };
    if (k % 16 === 0) yield (0.1 * k) / prices.length;
  }
  const kept = nearestPrice(parameters, currentPrice);
  const keepPrice = { ret: constantReturn(value, parameters, kept, first) };

  /** V of each day, price by price and level by level; the day after the last is worth nothing. */
  const values = Array.from({ length: days + 1 }, () => new Float64Array(prices.length * levels));
  for (let day = days - 1; day > 0; day--) {
    const next = values[day + 1]!;
    for (let j = 0; j < prices.length; j++) {
      for (let level = hasStock ? 1 : 0; level < levels; level++)
        values[day]![j * levels + level] = bestOf(value, next, value.stockAt(level), prices[j]!).value;
      if (j % 32 === 31 || hasStock) yield 0.1 + (0.9 * (days - 1 - day + j / prices.length)) / days;
    }
  }
  const optimalReturn = bestOf(value, values[1]!, first.inventory, first.before).value;
  const profit = inProfit(parameters, optimalReturn, keepPrice.ret, bestFixedPrice.ret);
  return {
    optimalReturn,
    keepPrice,
    bestFixedPrice,
    ...(profit ? { profit } : {}),
    priceAt: (day, inventory, before) => prices[bestOf(value, values[day + 1]!, inventory, before).index]!,
  };
}

/** `memoryOptimumSteps` run to its end. */
export function memoryOptimum(
  parameters: MemoryParameters,
  options: { readonly gamma?: number } = {},
): MemoryOptimum {
  return runToEnd(memoryOptimumSteps(parameters, options));
}

/** Returns in currency, where nothing but profit is paid for. */
function inProfit(
  parameters: MemoryParameters,
  optimum: number,
  keepPrice: number,
  bestFixedPrice: number,
): MarketOptimum['profit'] | null {
  const { profitWeight, revenueWeight, unitsWeight } = parameters;
  if (profitWeight === 0 || revenueWeight > 0 || unitsWeight > 0) return null;
  const scale = rewardScale(parameters) / profitWeight;
  return {
    optimum: scale * optimum,
    keepPrice: scale * keepPrice,
    bestFixedPrice: scale * bestFixedPrice,
  };
}

/** The best price of a day; of equal ones the lowest. */
function bestOf(
  value: DayValue,
  next: Float64Array,
  inventory: number,
  before: number,
): { readonly index: number; readonly value: number } {
  let best = { index: 0, value: -Infinity };
  for (let k = 0; k < value.prices.length; k++) {
    const worth = value.of(value.prices[k]!, before, inventory, next, k * value.levels);
    if (worth > best.value) best = { index: k, value: worth };
  }
  return best;
}

/** Expected return of charging `price` every day. */
function constantReturn(
  value: DayValue,
  { days }: MemoryParameters,
  price: number,
  first: { readonly before: number; readonly inventory: number },
): number {
  const { levels } = value;
  const atLevel = (next: Float64Array, level: number) =>
    level === 0 && levels > 1 ? 0 : value.of(price, price, value.stockAt(level), next, 0);
  let next = new Float64Array(levels);
  for (let day = days - 1; day > 0; day--) next = next.map((_, level, all) => atLevel(all, level));
  return value.of(price, first.before, first.inventory, next, 0);
}
