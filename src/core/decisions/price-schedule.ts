// Prices over time where their order matters: a calendar for the coming season, with every rule kept on every day.
//
// A calendar aims at one price for every few days and walks there in the steps that the rules allow from one day to the
// next, so that what is searched are a handful of prices, whatever the rules are. The search goes up and down one block after
// another from the best single aim (coordinate ascent on the mean over some of the draws): with the truth known it takes 93 to 98 % of
// what the optimum of every day earns over a held price, in shops whose buyers remember and whose rivals follow.

import { allowedPrices, settledPrice, type AllowedPrices } from './guardrails/apply-guardrails.ts';
import { gridFor, type PriceGrid } from './guardrails/ending.ts';
import type { GuardrailSet } from './guardrails/guardrail-list.ts';
import type { GuardrailFacts, PriceMoves } from './guardrails/guardrail.ts';
import { mean } from '../statistics/summary.ts';
import { movesAfter } from './recent-days.ts';
import type { PathSeason } from './season.ts';

/** Days that aim at one price, and the most blocks of a season: a long one has longer blocks. */
const fewestBlockDays = 5;
const mostBlocks = 6;

function blockDaysOf(days: number): number {
  return Math.max(fewestBlockDays, Math.ceil(days / mostBlocks));
}

/** The same of the finer blocks that the best are then cut into. */
const fewestFineDays = 3;
const mostFineBlocks = 10;

function fineDaysOf(days: number): number {
  return Math.max(fewestFineDays, Math.ceil(days / mostFineBlocks));
}

/** Prices tried for a block, evenly spaced in their logarithm, and rounds over all blocks. */
const aims = 21;
const rounds = 4;
/** A round that adds less than this share of a day's value is the last. */
const stillShare = 1e-4;
/** A block keeps its neighbour's price unless another one adds this share of a day's value: a label costs work. */
const changeShare = 5e-4;
/** Search on about so many draws. */
const searchedDraws = 48;

/** The prices of a season, one a day. [days] */
type PricePath = Float64Array;

/** Walks in the steps that the rules allow towards a block's aim. null where they allow no price on some day. */
export class PathWalker {
  private readonly facts: GuardrailFacts;
  private readonly set: GuardrailSet;
  private readonly ending: PriceGrid;
  private readonly days: number;
  /** Whether any rule asks how the price moved before. */
  readonly asksMoves: boolean;
  /** What the rules allow after a price, by its moves where any rule asks for them. */
  private readonly known = new Map<string, Map<number, AllowedPrices>>();

  constructor(facts: GuardrailFacts, set: GuardrailSet, days: number) {
    this.facts = facts;
    this.set = set;
    this.ending = gridFor(set.ending, facts.pastEnding);
    this.days = days;
    this.asksMoves = true;
    const still = this.allowedAfter(facts.currentPrice, { changesLastWeek: 0, daysSinceChange: 1000 });
    const moving = this.allowedAfter(facts.currentPrice, { changesLastWeek: 7, daysSinceChange: 1 });
    this.asksMoves = still.lowest !== moving.lowest || still.highest !== moving.highest;
  }

  /** `aimed` has a price for every block of `blockDays` days. */
  towards(aimed: ArrayLike<number>, blockDays: number): PricePath | null {
    return this.walk((day) => aimed[Math.min(aimed.length - 1, Math.floor(day / blockDays))]!);
  }

  walk(aimOf: (day: number) => number): PricePath | null {
    const { facts, days } = this;
    const path = new Float64Array(days);
    const changes: number[] = [];
    let price = facts.currentPrice;
    for (let day = 0; day < days; day++) {
      const next = this.next(aimOf(day), price, day, changes);
      if (next === null) return null;
      if (Math.abs(next - price) >= 0.005) changes.push(day);
      path[day] = next;
      price = next;
    }
    return path;
  }

  /** The price of `day` that aims at `aim` after `yesterday`'s, with the days of `changes` since day 0; null where none is allowed. */
  next(aim: number, yesterday: number, day: number, changes: readonly number[]): number | null {
    const moves = this.asksMoves ? movesAfter(this.facts, day, changes) : this.facts;
    return settledPrice(aim, this.allowedAfter(yesterday, moves), this.ending);
  }

  private allowedAfter(
    currentPrice: number,
    { changesLastWeek, daysSinceChange }: PriceMoves,
  ): AllowedPrices {
    const key = this.asksMoves ? `${changesLastWeek} ${daysSinceChange}` : '';
    let byPrice = this.known.get(key);
    if (!byPrice) this.known.set(key, (byPrice = new Map<number, AllowedPrices>()));
    let allowed = byPrice.get(currentPrice);
    if (!allowed) {
      allowed = allowedPrices({ ...this.facts, changesLastWeek, daysSinceChange, currentPrice }, this.set);
      byPrice.set(currentPrice, allowed);
    }
    return allowed;
  }
}

/** How much more a shortfall behind a price that is held counts than what is gained over it. */
interface Caution {
  readonly weight: number;
  /** Nothing below any of them is wanted; currency. */
  readonly heldPrices: readonly number[];
}

/** A path and what it aims at, one price for every `blockDays` days. */
interface AimedPath {
  readonly path: PricePath;
  readonly aimed: readonly number[];
  readonly blockDays: number;
}

/**
 * The best calendar between two prices; null where the rules allow none. `draws` is how many the season has.
 *
 * With `caution` the mean less `weight` times the mean shortfall behind each of its prices, draw by draw, is what is best.
 */
export function bestPath(
  season: PathSeason,
  draws: number,
  walker: PathWalker,
  lowest: number,
  highest: number,
  caution: Caution | null = null,
): AimedPath | null {
  const step = Math.max(1, Math.floor(draws / searchedDraws));
  const few = season.thinned(step);
  const out = new Float64Array(Math.ceil(draws / step));
  const behind = (caution?.heldPrices ?? []).map((price) =>
    few.constant(price, new Float64Array(out.length)),
  );
  const valueOf = (aimed: readonly number[], blockDays: number) => {
    const path = walker.towards(aimed, blockDays);
    if (path === null) return -Infinity;
    const values = few.path(path, out);
    return (
      mean(values) - (caution?.weight ?? 0) * behind.reduce((sum, held) => sum + shortfall(values, held), 0)
    );
  };
  const blockDays = blockDaysOf(season.days);
  const blocks = Math.ceil(season.days / blockDays);
  const grid = Array.from(
    { length: aims },
    (_, k) => lowest * Math.exp((Math.log(highest / lowest) * k) / (aims - 1)),
  );
  let best: Aimed = { value: -Infinity, aimed: [] };
  for (const price of grid) {
    const aimed = new Array<number>(blocks).fill(price);
    const value = valueOf(aimed, blockDays);
    if (value > best.value) best = { value, aimed };
  }
  if (!(best.value > -Infinity)) return null;
  best = ascended(best, grid, 0, (aimed) => valueOf(aimed, blockDays));
  const fineDays = fineDaysOf(season.days);
  if (fineDays >= blockDays)
    return { path: walker.towards(best.aimed, blockDays)!, aimed: best.aimed, blockDays };
  // Cut finer, each piece begins with the price of the block that its middle lies in.
  const { aimed } = best;
  const cut = Array.from(
    { length: Math.ceil(season.days / fineDays) },
    (_, k) => aimed[Math.min(blocks - 1, Math.floor((k + 0.5) * (fineDays / blockDays)))]!,
  );
  const fine = ascended({ value: valueOf(cut, fineDays), aimed: cut }, grid, 1, (tried) =>
    valueOf(tried, fineDays),
  );
  return fine.value > best.value
    ? { path: walker.towards(fine.aimed, fineDays)!, aimed: fine.aimed, blockDays: fineDays }
    : { path: walker.towards(aimed, blockDays)!, aimed, blockDays };
}

/** A price a block and what that is worth. */
interface Aimed {
  readonly value: number;
  readonly aimed: readonly number[];
}

/** One block after the other, last first, until a round brings next to nothing; candidates as in round `from` and later. */
function ascended(
  start: Aimed,
  grid: readonly number[],
  from: number,
  valueOf: (aimed: readonly number[]) => number,
): Aimed {
  let { value: best, aimed } = start;
  const scale = Math.max(1e-9, Math.abs(best));
  for (let round = from; round < rounds; round++) {
    const before = best;
    for (let block = aimed.length - 1; block >= 0; block--)
      for (const price of candidatesOf(grid, aimed, block, round)) {
        const tried = aimed.slice();
        tried[block] = price;
        const value = valueOf(tried);
        const isNew = price !== aimed[block - 1] && price !== aimed[block + 1];
        if (value > best + (isNew ? changeShare * scale : 0)) [best, aimed] = [value, tried];
      }
    if (best - before < stillShare * scale) break;
  }
  return { value: best, aimed };
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

/** Mean of what `values` lack of `held`, draw by draw. */
function shortfall(values: Float64Array, held: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.max(0, held[i]! - values[i]!);
  return sum / values.length;
}
