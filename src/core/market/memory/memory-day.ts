// The formulas of a market with memory, one function each: price, demand, reward and observation of one day.
//
//   q = max(0, base - slope p - loss sqrt(max(0, p - p')) + gain sqrt(max(0, p' - p)))     p' is the price of the day before
//
// Source: the Hi-Lo market of "Price optimization using deep Q-learning", tensor-house. The market steps through these
// functions and the dynamic programme optimises over them, so both speak of the same market.

import type { MemoryParameters } from './memory-parameters.ts';

/** Price and its root, day, days left, stock. */
export const memoryObservationSize = { single: 5, portfolio: 5 } as const;

/** Absorbs the rounding of steps that are no binary fractions. */
const stepDust = 1e-9;
/** The action 0 leaves this share of the range of prices on either side at least. */
const smallestPart = 0.05;

/** Prices of the market's grid, the lowest first. */
export function priceCount({ lowestPrice, highestPrice, priceStep }: MemoryParameters): number {
  return Math.floor((highestPrice - lowestPrice) / priceStep + stepDust) + 1;
}

/** The `k`-th price of the grid. */
export function gridPrice({ lowestPrice, priceStep }: MemoryParameters, k: number): number {
  return lowestPrice + k * priceStep;
}

/** The highest price that the market takes, currency. */
export function highestGridPrice(parameters: MemoryParameters): number {
  return gridPrice(parameters, priceCount(parameters) - 1);
}

/** The price of the grid that lies nearest to `price`. */
export function nearestPrice(parameters: MemoryParameters, price: number): number {
  const { lowestPrice, priceStep } = parameters;
  const k = Math.round((price - lowestPrice) / priceStep);
  return gridPrice(parameters, Math.min(priceCount(parameters) - 1, Math.max(0, k)));
}

/**
 * The price of the action 0, currency: half-way from the best steady price to the one at which nobody buys.
 *
 * A policy begins there. From a higher price of the day before it is a cut that sells, from a lower one a rise that does not: so
 * a learner that follows slopes is drawn down after high prices and up after low ones, which is how prices are to go.
 */
export function middlePrice(parameters: MemoryParameters): number {
  const { baseDemand, slope, lowestPrice, highestPrice } = parameters;
  const span = highestPrice - lowestPrice;
  const middle = slope > 0 ? (steadyPrice(parameters) + baseDemand / slope) / 2 : NaN;
  const inside = middle > lowestPrice + smallestPart * span && middle < highestPrice - smallestPart * span;
  return inside ? middle : lowestPrice + span / 2;
}

/** The price nearest to `lowest..middle` for actions from -1 to 0, to `middle..highest` for those from 0 to 1. */
export function memoryPriceFromAction(parameters: MemoryParameters, action: number): number {
  const middle = middlePrice(parameters);
  const clipped = Math.min(1, Math.max(-1, action));
  const side = clipped < 0 ? middle - parameters.lowestPrice : highestGridPrice(parameters) - middle;
  return nearestPrice(parameters, middle + clipped * side);
}

/** The action that asks for `price`, or the nearest end of [-1, 1]. */
export function memoryActionFromPrice(parameters: MemoryParameters, price: number): number {
  const middle = middlePrice(parameters);
  const side = price < middle ? middle - parameters.lowestPrice : highestGridPrice(parameters) - middle;
  return Math.min(1, Math.max(-1, (price - middle) / side));
}

/** What the first day responds to: NaN where it knows no change. */
export function rememberedPrice({ knowsCurrent, currentPrice }: MemoryParameters): number {
  return knowsCurrent ? currentPrice : NaN;
}

/** Expected units asked for at `price` after `before`, NaN where there was no day before. */
export function expectedUnits(parameters: MemoryParameters, price: number, before: number): number {
  const { baseDemand, slope, loss, gain } = parameters;
  const change = Number.isNaN(before) ? 0 : price - before;
  const response = change > 0 ? -loss * Math.sqrt(change) : gain * Math.sqrt(-change);
  return Math.max(0, baseDemand - slope * price + response);
}

/** The price that earns most where it never changes, currency. */
function steadyPrice({ baseDemand, slope, unitCost, lowestPrice, highestPrice }: MemoryParameters): number {
  const best = slope > 0 ? (baseDemand / slope + unitCost) / 2 : highestPrice;
  return Math.min(highestPrice, Math.max(lowestPrice, best));
}

/** Profit a day at that price, currency: what a reward of 1 is worth where profit is paid for. */
export function rewardScale(parameters: MemoryParameters): number {
  const { baseDemand, slope, unitCost, highestPrice } = parameters;
  const price = steadyPrice(parameters);
  const profit = (price - unitCost) * Math.max(0, baseDemand - slope * price);
  return profit > 0 ? profit : baseDemand * highestPrice;
}

/** One day's weighted reward parts in the order of `memoryRewardParts`; their sum is the reward. */
export function writeMemoryReward(
  parameters: MemoryParameters,
  scale: number, // rewardScale
  price: number,
  units: number,
  out: Float64Array, // [3]
): void {
  const { profitWeight, revenueWeight, unitsWeight, unitCost, baseDemand } = parameters;
  out[0] = (profitWeight * units * (price - unitCost)) / scale;
  out[1] = (revenueWeight * units * price) / scale;
  out[2] = (unitsWeight * units) / baseDemand;
}

/** The reward of one unit sold at `price`; the reward of a day is so many times its units. */
export function rewardPerUnit(parameters: MemoryParameters, scale: number, price: number): number {
  const { profitWeight, revenueWeight, unitsWeight, unitCost, baseDemand } = parameters;
  return (profitWeight * (price - unitCost) + revenueWeight * price) / scale + unitsWeight / baseDemand;
}

/** Where an episode stands; day 0 first. */
export interface MemoryMoment {
  /** Charged the day before; NaN where there was none. */
  readonly price: number;
  /** NaN in a market without stock. */
  readonly inventory: number;
  readonly day: number;
}

/**
 * The action that asks for the price of the day before, then the root of its distance from the price that is best where it stays, as
 * demand responds to roots of changes: `sign(d) sqrt(|d| / (highest - lowest))`. Then `2 day / days - 1`, `2 / days left - 1`,
 * `2 inventory / I0 - 1`.
 *
 * The first day shows the price now, remembered or not: which of both says the day. A market without stock is seen as one whose
 * stock is full.
 */
export function writeMemoryObservation(
  parameters: MemoryParameters,
  { price, inventory, day }: MemoryMoment,
  out: Float32Array,
  offset: number,
): void {
  const shown = Number.isNaN(price) ? parameters.currentPrice : price;
  const distance = shown - steadyPrice(parameters);
  const span = parameters.highestPrice - parameters.lowestPrice;
  out[offset] = memoryActionFromPrice(parameters, shown);
  out[offset + 1] = Math.sign(distance) * Math.sqrt(Math.abs(distance) / span);
  out[offset + 2] = (2 * day) / parameters.days - 1;
  out[offset + 3] = 2 / Math.max(1, parameters.days - day) - 1;
  out[offset + 4] = Number.isNaN(inventory) ? 1 : (2 * inventory) / parameters.initialInventory - 1;
}

/** Where an episode begins. */
export function firstMoment(parameters: MemoryParameters): MemoryMoment {
  const { hasStock, initialInventory } = parameters;
  return { price: rememberedPrice(parameters), inventory: hasStock ? initialInventory : NaN, day: 0 };
}

/** The numbers of `writeMemoryObservation`, in order, as formulas. */
export const memoryFeatures = [
  'the action that asks for the price of the day before',
  'root of its distance from the best steady price over (highest - lowest), with its sign',
  '2 * day / days - 1',
  '2 / days left - 1, today among them',
  '2 * inventory / initialInventory - 1, 1 without stock',
] as const;
