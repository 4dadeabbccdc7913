// A season with stock that can run out, or with a rival that moves, played day by day on every draw.

import { steepened } from '../demand/steepening.ts';
import { logAnswers } from '../demand/draws.ts';
import {
  demandIndex,
  demandPriceFromAction,
  expectedDemand,
  nextRivalPrice,
  soldUnits,
  writeDemandObservation,
} from '../market/demand/demand-model.ts';
import type { DemandMarketParameters } from '../market/demand/demand-parameters.ts';
import type { Policy } from '../policy/policy.ts';
import { mean } from '../statistics/summary.ts';
import { AnswerSums } from './answer-sums.ts';
import {
  everyNth,
  type PriceSetter,
  type SeasonDraws,
  type StockCourse,
  type StockPricer,
  type StockPrices,
  type StockedSeason,
  type Supply,
} from './season.ts';
import { demandLuck, rivalLuck } from './season-luck.ts';

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
