// What a price brings over the coming season, draw by draw: what candidates are compared on.
//
// Every draw is one world that fits what is known: a level of demand and an elasticity. All candidates meet the same
// worlds (and the same luck, where luck matters), so their differences are about the price alone.
//
// Without stock and without a rival that moves, a day's value is a product of three numbers and the season only scales
// it: `PlainSeason` computes that at once, for hundreds of prices. With stock that can run out, or a rival, the season
// is played day by day: `PlayedSeason`. There a policy that prices every day anew can beat every constant price.

import type { DemandMarketParameters } from '../market/demand/demand-parameters.ts';
import {
  demandIndex,
  demandPriceFromAction,
  expectedDemand,
  nextRivalPrice,
  soldUnits,
  writeDemandObservation,
} from '../market/demand/demand-model.ts';
import type { Policy } from '../policy/policy.ts';
import { logAnswers } from '../demand/draws.ts';
import { steepened } from '../demand/steepening.ts';
import { Random } from '../random.ts';
import { mean } from '../statistics/summary.ts';
import type { Gains } from './gain.ts';
import { AnswerSums } from './answer-sums.ts';

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
interface Supply {
  /** Units on the first morning. */
  readonly stock: number;
  /** Share of the season's demand that the days from each one on ask for, at one price; 1 first. [days] */
  readonly demandLeft: readonly number[];
}

/** How stock goes; shorter than the season where it is gone before. [days] each */
interface StockCourse {
  /** Units on each morning. */
  readonly left: readonly number[];
  readonly prices: readonly number[];
}

/** Sets a day's price from what is left, yesterday's price and the days of `changes` since day 0. */
type StockPricer = (day: number, left: number, yesterday: number, changes: readonly number[]) => number;

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

export function hasSupply(season: Season): season is StockedSeason {
  return 'supply' in season && season.supply !== null;
}

export function hasPaths(season: Season): season is PathSeason {
  return 'path' in season;
}

/** Every `step`th of the draws: enough to search a price on where there are a million series. */
function everyNth(
  { base, elasticity, steepening = null, referencePrice }: SeasonDraws,
  step: number,
): SeasonDraws {
  return {
    base: everyNthOf(base, step),
    elasticity: everyNthOf(elasticity, step),
    steepening: steepening && everyNthOf(steepening, step),
    referencePrice,
  };
}

export function everyNthOf(values: Float64Array, step: number): Float64Array {
  const few = new Float64Array(Math.ceil(values.length / step));
  for (let i = 0; i < few.length; i++) few[i] = values[i * step]!;
  return few;
}

/** A season in which every day is alike but for a factor that no price changes. */
export class PlainSeason implements Season {
  readonly isPlayed = false;
  readonly days: number;
  readonly draws: SeasonDraws;
  /** Subtracted from the price: the unit cost, or 0 where revenue counts. */
  readonly unitCost: number;
  /** Mean factor of weekday and season over the days. */
  private readonly index: number;
  /** More units than this a day are not there to sell. */
  private readonly mostUnits: number;

  constructor(draws: SeasonDraws, unitCost: number, days: number, index = 1, mostUnits = Infinity) {
    this.draws = draws;
    this.unitCost = unitCost;
    this.days = days;
    this.index = index;
    this.mostUnits = mostUnits;
  }

  quicker(step: number): PlainSeason {
    return new PlainSeason(everyNth(this.draws, step), this.unitCost, this.days, this.index, this.mostUnits);
  }

  means(count: number, factors: Float64Array | null): ((price: number) => number) | null {
    if (this.mostUnits < Infinity) return null;
    const { base, referencePrice } = this.draws;
    const units = new AnswerSums(base, this.draws, factors, count);
    return (price) =>
      ((price - this.unitCost) * this.index * units.at(Math.log(price / referencePrice))) / count;
  }

  constant(price: number, out: Float64Array): Float64Array {
    const { index, mostUnits } = this;
    const { base } = this.draws;
    const margin = price - this.unitCost;
    logAnswers(this.draws, price, out);
    for (let i = 0; i < out.length; i++) {
      const units = index * base[i]! * Math.exp(out[i]!);
      out[i] = margin * Math.min(units, mostUnits);
    }
    return out;
  }
}

const luckSeed = 1;

/** Standard normals that all products of a season share, drawn once: the first ones are the same however many are asked for. */
class Luck {
  private readonly label: string;
  private drawn = new Float64Array(0);

  constructor(label: string) {
    this.label = label;
  }

  /** At least the first `count`; nobody writes into them. */
  first(count: number): Float64Array {
    if (this.drawn.length < count) {
      const random = new Random(luckSeed).fork('season').fork(this.label);
      this.drawn = random.fillNormal(new Float64Array(count));
    }
    return this.drawn;
  }
}

const demandLuck = new Luck('demand');
const rivalLuck = new Luck('rival');

/** Less than half a cent is no change of price. */
export const leastChange = 0.005;

/** A season of a demand market with stock or a rival, played day by day on every draw. */
export class PlayedSeason implements StockedSeason {
  readonly isPlayed = true;
  readonly days: number;
  private readonly parameters: DemandMarketParameters;
  private readonly draws: SeasonDraws;
  private readonly unitCost: number;
  /** Demand factors `max(0, 1 + noise * z)`. [draws * days] */
  private readonly factors: Float64Array;
  /** What moves a rival that walks at random. [draws * days] */
  private readonly rivalNormals: Float64Array;
  /** Units asked for at the reference price, made when first needed. [draws * days] */
  private askedDaily: Float64Array | null = null;
  /** The same over all days. [draws] */
  private askedInAll: Float64Array | null = null;

  /** `unitCost` is what a unit sold costs, 0 where revenue counts. */
  constructor(parameters: DemandMarketParameters, draws: SeasonDraws, unitCost: number) {
    this.parameters = parameters;
    this.draws = draws;
    this.unitCost = unitCost;
    this.days = parameters.days;
    const count = draws.base.length * this.days;
    const normals = demandLuck.first(count);
    const { demandNoise } = parameters;
    const factors = new Float64Array(count);
    for (let i = 0; i < count; i++) factors[i] = Math.max(0, 1 + demandNoise * normals[i]!);
    this.factors = factors;
    this.rivalNormals = rivalLuck.first(parameters.rival === 'randomWalk' ? count : 0);
  }

  constant(price: number, out: Float64Array): Float64Array {
    if (this.parameters.rival !== 'none') return this.play(() => price, out);
    const { draws, days } = this;
    const asked = this.askedOfDays();
    const stock = this.parameters.initialInventory ?? Infinity;
    const margin = price - this.unitCost;
    logAnswers(draws, price, out);
    for (let i = 0; i < out.length; i++) {
      const answer = Math.exp(out[i]!);
      const end = (i + 1) * days;
      let left = stock;
      let earned = 0;
      for (let at = i * days; at < end && left > 0; at++) {
        const units = Math.min(asked[at]! * answer, left);
        left -= units;
        earned += units * margin;
      }
      out[i] = earned / days;
    }
    return out;
  }

  /** Without a rival a held price sells all that is asked for, or the stock. */
  means(count: number, factors: Float64Array | null): ((price: number) => number) | null {
    const { parameters, draws, days, unitCost } = this;
    if (parameters.rival !== 'none') return null;
    const { referencePrice } = draws;
    const asked = this.askedOfSeason();
    const marginOf = (price: number) => (price - unitCost) / (days * count);
    const logOf = (price: number) => Math.log(price / referencePrice);
    const answers = new Float64Array(count);
    const stock = parameters.initialInventory;
    if (stock === null) {
      const units = new AnswerSums(asked, draws, factors, count);
      return (price) => marginOf(price) * units.at(logOf(price));
    }
    return (price) => {
      logAnswers(draws, price, answers);
      let units = 0;
      for (let i = 0; i < count; i++)
        units += Math.min(asked[i]! * Math.exp(answers[i]!), stock) * (factors === null ? 1 : factors[i]!);
      return marginOf(price) * units;
    };
  }

  path(prices: Float64Array, out: Float64Array): Float64Array {
    if (this.parameters.rival === 'none') return this.sold((day) => prices[day]!, out);
    return this.play((_, __, day) => prices[day]!, out);
  }

  thinned(step: number): PlayedSeason {
    return new PlayedSeason(this.parameters, everyNth(this.draws, step), this.unitCost);
  }

  get supply(): Supply | null {
    const { parameters, days } = this;
    if (parameters.initialInventory === null || parameters.rival !== 'none') return null;
    const later = Array.from(this.indices());
    for (let day = days - 2; day >= 0; day--) later[day]! += later[day + 1]!;
    return { stock: parameters.initialInventory, demandLeft: later.map((index) => index / later[0]!) };
  }

  byStock(priceOf: StockPricer, out: Float64Array): Float64Array {
    const { draws, days, factors } = this;
    const indices = this.indices();
    for (let i = 0; i < out.length; i++)
      out[i] = this.sell(worldOf(draws, i), indices, factors, i * days, priceOf, null) / days;
    return out;
  }

  byPrices(prices: StockPrices, out: Float64Array): Float64Array | null {
    const { days, unitCost, draws, parameters } = this;
    const { elasticity, steepening = null, referencePrice: firstPrice } = draws;
    const stock = parameters.initialInventory ?? Infinity;
    const asked = this.askedOfDays();
    return prices.earned({ asked, days, elasticity, steepening, stock, unitCost, firstPrice }, out);
  }

  expectedStock(priceOf: StockPricer): StockCourse {
    const course = { left: [], prices: [] };
    const { base, elasticity, steepening } = this.draws;
    const still = new Float64Array(this.days).fill(1);
    const expected = {
      base: mean(base),
      elasticity: mean(elasticity),
      steepening: steepening ? mean(steepening) : 0,
    };
    this.sell(expected, this.indices(), still, 0, priceOf, course);
    return course;
  }

  /** Each day's units at the reference price, stock aside. [draws * days] */
  private askedOfDays(): Float64Array {
    if (this.askedDaily !== null) return this.askedDaily;
    const { factors, days } = this;
    const indices = this.indices();
    const asked = new Float64Array(factors.length);
    this.draws.base.forEach((base, i) => {
      for (let at = i * days, day = 0; day < days; day++, at++)
        asked[at] = factors[at]! * indices[day]! * base;
    });
    return (this.askedDaily = asked);
  }

  /** The same over all days. [draws] */
  private askedOfSeason(): Float64Array {
    if (this.askedInAll !== null) return this.askedInAll;
    const { days } = this;
    const daily = this.askedOfDays();
    return (this.askedInAll = this.draws.base.map((_, i) => {
      let sum = 0;
      for (let at = i * days; at < (i + 1) * days; at++) sum += daily[at]!;
      return sum;
    }));
  }

  private indices(): Float64Array {
    return Float64Array.from({ length: this.days }, (_, day) => demandIndex(this.parameters, day));
  }

  /** What one season earns until the stock is gone; `course` is told how it goes. Its luck begins at `factors[from]`. */
  private sell(
    { base, elasticity, steepening }: DrawnWorld,
    indices: Float64Array,
    factors: Float64Array,
    from: number,
    priceOf: StockPricer,
    course: { readonly left: number[]; readonly prices: number[] } | null,
  ): number {
    const { referencePrice } = this.draws;
    const { unitCost } = this;
    const changes: number[] = [];
    let left = this.parameters.initialInventory ?? Infinity;
    let price = referencePrice;
    let answer = 1;
    let earned = 0;
    for (let day = 0; day < indices.length && left > 0; day++) {
      const next = priceOf(day, left, price, changes);
      if (Math.abs(next - price) >= leastChange) changes.push(day);
      if (next !== price)
        answer = Math.exp(elasticity * steepened(Math.log(next / referencePrice), steepening));
      price = next;
      const units = Math.min(factors[from + day]! * indices[day]! * base * answer, left);
      course?.left.push(left);
      course?.prices.push(price);
      earned += units * (price - unitCost);
      left -= units;
    }
    return earned;
  }

  /** Without a rival a day asks for nothing but its price and what is left. */
  private sold(priceOf: (day: number) => number, out: Float64Array): Float64Array {
    const { parameters, draws, days, unitCost } = this;
    const asked = this.askedOfDays();
    const left = new Float64Array(out.length).fill(parameters.initialInventory ?? Infinity);
    out.fill(0);
    const answers = new Float64Array(out.length);
    let answered = NaN;
    for (let day = 0; day < days; day++) {
      const price = priceOf(day);
      if (price !== answered) {
        logAnswers(draws, price, answers);
        for (let i = 0; i < out.length; i++) answers[i] = Math.exp(answers[i]!);
        answered = price;
      }
      for (let i = 0; i < out.length; i++) {
        if (left[i] === 0) continue;
        const units = Math.min(asked[i * days + day]! * answers[i]!, left[i]!);
        left[i]! -= units;
        out[i]! += units * (price - unitCost);
      }
    }
    for (let i = 0; i < out.length; i++) out[i]! /= days;
    return out;
  }

  schedule(policy: Policy, setter: PriceSetter, out: Float64Array): { readonly firstPrice: number } | null {
    const { parameters } = this;
    const count = out.length;
    const { observationSize, actionSize } = policy.architecture;
    const observations = new Float32Array(count * observationSize);
    let actions: Float32Array = new Float32Array(0);
    let isAllowed = true;
    let firstPrice = NaN;
    this.play(
      (world, i, day) => {
        const wish = demandPriceFromAction(parameters, world.price, actions[i * actionSize]!);
        const price = setter(wish, world.price, day, world.changes);
        if (price === null) isAllowed = false;
        if (day === 0 && i === 0 && price !== null) firstPrice = price;
        return price ?? world.price;
      },
      out,
      (worlds) => {
        worlds.forEach((world, i) =>
          writeDemandObservation(parameters, world, observationSize, observations, i * observationSize),
        );
        actions = policy.act(observations, count);
      },
    );
    return isAllowed && Number.isFinite(firstPrice) ? { firstPrice } : null;
  }

  private play(
    priceOf: (world: World, draw: number, day: number) => number,
    out: Float64Array,
    beforeDay: (worlds: readonly World[]) => void = () => undefined,
  ): Float64Array {
    const { parameters, draws, days, unitCost, factors, rivalNormals } = this;
    const { base, elasticity, steepening, referencePrice } = draws;
    const withRival = parameters.rival !== 'none';
    const stock = parameters.initialInventory ?? NaN;
    const worlds: World[] = Array.from({ length: out.length }, (_, i) => ({
      parameters: {
        ...parameters,
        referencePrice,
        baseDemand: base[i]!,
        // At a rival that stands still our price alone moves demand by the drawn elasticity.
        elasticity: elasticity[i]! + (withRival ? parameters.crossElasticity : 0),
        steepening: steepening?.[i] ?? 0,
      },
      price: referencePrice,
      inventory: stock,
      day: 0,
      rivalPrice: withRival ? parameters.rivalPrice : NaN,
      changes: [],
    }));
    out.fill(0);
    for (let day = 0; day < days; day++) {
      beforeDay(worlds);
      const index = demandIndex(parameters, day);
      for (let i = 0; i < worlds.length; i++) {
        const world = worlds[i]!;
        const price = priceOf(world, i, day);
        const place = i * days + day;
        const demand =
          factors[place]! *
          expectedDemand(world.parameters, world.parameters.elasticity, price, index, world.rivalPrice);
        const units = soldUnits(demand, world.inventory);
        world.inventory -= units;
        out[i]! += units * (price - unitCost);
        world.rivalPrice = nextRivalPrice(parameters, world.rivalPrice, price, () => rivalNormals[place]!);
        if (Math.abs(price - world.price) >= leastChange) world.changes.push(day);
        world.price = price;
        world.day = day + 1;
      }
    }
    for (let i = 0; i < out.length; i++) out[i]! /= days;
    return out;
  }
}

/** One draw. */
interface DrawnWorld {
  readonly base: number;
  readonly elasticity: number;
  readonly steepening: number;
}

function worldOf({ base, elasticity, steepening }: SeasonDraws, i: number): DrawnWorld {
  return { base: base[i]!, elasticity: elasticity[i]!, steepening: steepening?.[i] ?? 0 };
}

/** One draw's market on one day. */
interface World {
  readonly parameters: DemandMarketParameters;
  price: number;
  /** NaN where the stock never ends. */
  inventory: number;
  day: number;
  rivalPrice: number;
  /** Days on which another price began, oldest first. */
  readonly changes: number[];
}
