// The best prices over time in a market that remembers one number: a rival's price, or the price that buyers are used to.
//
// Dynamic programming backwards over day, yesterday's price and that number:
//
//   V_d(m, p) = max over the p' that a day reaches from p of  profit_d(m, p') + V_{d+1}(next(m, p'), p')
//
// Prices lie on a grid of logarithms around today's, so that one day's largest change is the same number of points
// everywhere; between two values of the number V is interpolated.

import { largestChange } from './limits.ts';
import { horizonDays } from './shop.ts';

export interface RememberingMarket {
  readonly currentPrice: number;
  /** No price lies below it. */
  readonly floor: number;
  /** What the market remembers on the first day, a price. */
  readonly memory: number;
  /** What it remembers tomorrow if `price` is charged today. */
  readonly next: (memory: number, price: number) => number;
  /** Expected profit of the coming day `day` (0 first). */
  readonly profit: (day: number, memory: number, price: number) => number;
}

const pointsUp = 5;
const step = Math.log(1 + largestChange) / pointsUp;
const pointsDown = Math.floor(-Math.log(1 - largestChange) / step + 1e-9);
/** Prices from half to twice today's. */
const reach = 25;
const memoryPoints = 33;

/** What the market earns at one price a day. [horizonDays] */
export function profitOfPrices(market: RememberingMarket, prices: ArrayLike<number>): number {
  let memory = market.memory;
  let sum = 0;
  for (let day = 0; day < prices.length; day++) {
    sum += market.profit(day, memory, prices[day]!);
    memory = market.next(memory, prices[day]!);
  }
  return sum;
}

/** The prices of the best schedule, one a day. [horizonDays] */
export function bestSchedule(market: RememberingMarket): Float64Array {
  const { currentPrice, floor } = market;
  const width = 2 * reach + 1;
  const grid = Float64Array.from({ length: width }, (_, k) => currentPrice * Math.exp((k - reach) * step));
  const lowest = grid.findIndex((price) => price >= floor - 1e-9);
  const memories = memoryGrid(market, grid);
  const choices: Uint8Array[] = [];
  let later = new Float64Array(memoryPoints * width);
  for (let day = horizonDays - 1; day >= 0; day--) {
    const value = valueOfPrices(market, day, grid, memories, later);
    const choice = new Uint8Array(memoryPoints * width);
    const now = new Float64Array(memoryPoints * width);
    for (let m = 0; m < memoryPoints; m++)
      for (let k = 0; k < width; k++) {
        const best = bestWithin(value, m * width, k, lowest, width);
        choice[m * width + k] = best;
        now[m * width + k] = value[m * width + best]!;
      }
    choices[day] = choice;
    later = now;
  }
  return forward(market, grid, memories, choices);
}

/** Follows the choices from today; the memory is rounded to its grid for choosing, never for what happens. */
function forward(
  market: RememberingMarket,
  grid: Float64Array,
  memories: Float64Array,
  choices: readonly Uint8Array[],
): Float64Array {
  const prices = new Float64Array(horizonDays);
  let memory = market.memory;
  let k = reach;
  for (let day = 0; day < horizonDays; day++) {
    const m = Math.round(placeOf(memories, memory));
    k = choices[day]![m * grid.length + k]!;
    prices[day] = grid[k]!;
    memory = market.next(memory, prices[day]!);
  }
  return prices;
}

/** Today's profit and what is best after it, for every memory and price. [memoryPoints * prices] */
function valueOfPrices(
  { profit, next }: RememberingMarket,
  day: number,
  grid: Float64Array,
  memories: Float64Array,
  later: Float64Array,
): Float64Array {
  const width = grid.length;
  const value = new Float64Array(memoryPoints * width);
  for (let m = 0; m < memoryPoints; m++)
    for (let k = 0; k < width; k++) {
      const place = placeOf(memories, next(memories[m]!, grid[k]!));
      const low = Math.min(memoryPoints - 2, Math.floor(place));
      const share = place - low;
      value[m * width + k] =
        profit(day, memories[m]!, grid[k]!) +
        (1 - share) * later[low * width + k]! +
        share * later[(low + 1) * width + k]!;
    }
  return value;
}

function bestWithin(value: Float64Array, row: number, from: number, lowest: number, width: number): number {
  const high = Math.max(lowest, Math.min(width - 1, from + pointsUp));
  let best = high;
  for (let k = Math.max(lowest, from - pointsDown); k < high; k++)
    if (value[row + k]! > value[row + best]!) best = k;
  return best;
}

/** Evenly spaced logarithms that hold every price and today's memory. */
function memoryGrid({ memory }: RememberingMarket, grid: Float64Array): Float64Array {
  const low = Math.log(Math.min(memory, grid[0]!));
  const high = Math.log(Math.max(memory, grid.at(-1)!));
  return Float64Array.from({ length: memoryPoints }, (_, m) =>
    Math.exp(low + ((high - low) * m) / (memoryPoints - 1)),
  );
}

/** Where a memory lies between the grid's points, 0 to memoryPoints - 1. */
function placeOf(memories: Float64Array, memory: number): number {
  const share = Math.log(memory / memories[0]!) / Math.log(memories.at(-1)! / memories[0]!);
  return Math.max(0, Math.min(memoryPoints - 1, share * (memoryPoints - 1)));
}
