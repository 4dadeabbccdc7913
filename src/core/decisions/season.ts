// What a price brings over the coming season, draw by draw: what candidates are compared on.
//
// Every draw is one world that fits what is known: a level of demand and an elasticity. All candidates meet the same
// worlds (and the same luck, where luck matters), so their differences are about the price alone.
//
// Without stock and without a rival that moves a season only scales a day (plain-season.ts). With stock that can run out, or a
// rival, it is played day by day (played-season.ts), and a policy that prices every day anew can beat every constant price.

import type { Policy } from '../policy/policy.ts';
import type { Gains } from './gain.ts';

/** The worlds a series may be in. */
export interface SeasonDraws {
  /** Expected units a calendar day at the reference price, season and weekday aside. [draws] */
  readonly base: Float64Array;
  /** Elasticity of our own price. [draws] */
  readonly elasticity: Float64Array;
  /** How it grows with the price (core/demand/steepening.ts); absent or null: not at all. [draws] */
  readonly steepening?: Float64Array | null;
  /** Currency. */
  readonly referencePrice: number;
}

/** Sets the price of `day` from a wish, the price before it and the days of `changes` since day 0; null: the rules allow none. */
export type PriceSetter = (
  wish: number,
  currentPrice: number,
  day: number,
  changes: readonly number[],
) => number | null;

export interface Season {
  readonly days: number;
  /** Whether the order of prices matters: then a schedule is worth asking for. */
  readonly isPlayed: boolean;
  /** Value of a calendar day at one constant price, in the objective's currency, into `out`. [draws] */
  constant(price: number, out: Float64Array): Float64Array;
  /**
   * What a day at one constant price earns, mean over the first `count` draws, a draw's value times its `factors`, without
   * a look at every draw; NaN where that takes one. null or absent where it always does.
   */
  means?(count: number, factors: Float64Array | null): ((price: number) => number) | null;
  /** What prices gain over today's, without playing the draws one by one; null where that cannot be said so. */
  gains?(currentPrice: number): Gains | null;
  /** The same season on every `step`th of its draws, where prices can be searched on fewer; else null or absent. */
  quicker?(step: number): Season | null;
  /**
   * The same for a policy that sees each day and prices it, each price after `setter`; null where that allows none.
   * Absent where a day's price changes nothing but that day.
   *
   * @throws Error in a sentence where the policy was trained in another kind of market.
   */
  schedule?(policy: Policy, setter: PriceSetter, out: Float64Array): { readonly firstPrice: number } | null;
}

/** A season in which the order of prices matters, so that a schedule is worth asking for. */
export interface PathSeason extends Season {
  /** Value of a calendar day on average where `prices[d]` is charged on day `d`, into `out`. [days], [draws] */
  path(prices: Float64Array, out: Float64Array): Float64Array;
  /** The same season on every `step`th of its draws: enough to search a schedule on. */
  thinned(step: number): PathSeason;
}

/** A stock and how the days ask for it. */
export interface Supply {
  /** Units on the first morning. */
  readonly stock: number;
  /** Share of the season's demand that the days from each one on ask for, at one price; 1 first. [days] */
  readonly demandLeft: readonly number[];
}

/** How stock goes; shorter than the season where it is gone before. [days] each */
export interface StockCourse {
  /** Units on each morning. */
  readonly left: readonly number[];
  readonly prices: readonly number[];
}

/** Sets a day's price from what is left, yesterday's price and the days of `changes` since day 0. */
export type StockPricer = (
  day: number,
  left: number,
  yesterday: number,
  changes: readonly number[],
) => number;

/** A stock as it is sold on every draw. */
export interface SoldStock {
  /** Units asked for at the first price. [draws * days] */
  readonly asked: Float64Array;
  readonly days: number;
  /** How units answer to the price, and how that grows with it; null: not at all. [draws] */
  readonly elasticity: Float64Array;
  readonly steepening: Float64Array | null;
  readonly stock: number;
  readonly unitCost: number;
  /** Charged before day 0; currency. */
  readonly firstPrice: number;
}

/** Prices of a stock that follow from yesterday's and what is left. */
export interface StockPrices {
  /** What a calendar day earns on average, into `out`; null where some day has no price. [draws] */
  earned(season: SoldStock, out: Float64Array): Float64Array | null;
}

/** A season whose stock is not filled up again and can be priced by what is left of it. */
export interface StockedSeason extends PathSeason {
  /** null where nothing runs out, or a rival moves as well. */
  readonly supply: Supply | null;
  thinned(step: number): StockedSeason;
  /** Value of a calendar day on average where `priceOf` prices every day of every draw, into `out`. [draws] */
  byStock(priceOf: StockPricer, out: Float64Array): Float64Array;
  /** The same where a price follows from yesterday's and the stock alone; null where some day has none. [draws] */
  byPrices(prices: StockPrices, out: Float64Array): Float64Array | null;
  /** The same season as it is expected, without chance. */
  expectedStock(priceOf: StockPricer): StockCourse;
}

/** Whether the season has a stock that can run out. */
export function hasSupply(season: Season): season is StockedSeason {
  return 'supply' in season && season.supply !== null;
}

/** Whether prices over time matter in the season, so that a calendar may be searched. */
export function hasPaths(season: Season): season is PathSeason {
  return 'path' in season;
}

/** Draws do not change: the fewer of one step are picked once. */
const picked = new WeakMap<SeasonDraws, { readonly step: number; readonly draws: SeasonDraws }>();

/** Every `step`th of the draws: enough to search a price on where there are a million series. */
export function everyNth(all: SeasonDraws, step: number): SeasonDraws {
  const known = picked.get(all);
  if (known?.step === step) return known.draws;
  const { base, elasticity, steepening = null, referencePrice } = all;
  const draws = {
    base: everyNthOf(base, step),
    elasticity: everyNthOf(elasticity, step),
    steepening: steepening && everyNthOf(steepening, step),
    referencePrice,
  };
  picked.set(all, { step, draws });
  return draws;
}

/** Every `step`-th value, the first among them. */
export function everyNthOf(values: Float64Array, step: number): Float64Array {
  const few = new Float64Array(Math.ceil(values.length / step));
  for (let i = 0; i < few.length; i++) few[i] = values[i * step]!;
  return few;
}
