// The demand market's formulas, one function each: price, demand, rival, reward and observation of one day.
//
// The market steps through them and the dynamic programme optimises over them, so both speak of the same market
//. Prices here are not rounded: the market's price is a number that moves by shares; a suggestion
// rounds to the cent afterwards.

import type { DemandMarketParameters } from './demand-parameters.ts';
import { steepened, steepeningFactor } from '../../demand/steepening.ts';
import { civilFromDay, weekdayOf } from '../../table/day-numbers.ts';
import { productContextSize, writeProductContext, type ProductFacts } from '../product-context.ts';

/** Price, stock, day, rival and season; with the product's context and its stock cover; policies of before had three. */
export const demandObservationSize = {
  single: 5,
  portfolio: 5 + productContextSize + 1,
  earlierPortfolio: 8,
} as const;

/** Where no highest price is given, a policy that always raises still stays within what float32 can carry. */
const priceCeilingFactor = 1000;
/** A drawn elasticity never comes nearer to 0 than this: demand falls with price. */
export const weakestElasticity = -0.1;
/** Daily standard deviation of a randomly walking rival's log price, and the bounds of its walk. */
const rivalWalk = { deviation: 0.02, lowest: 0.5, highest: 2 };
const undercut = 0.98;
/** Where a market has no highest price, its range is shown up to so many reference prices. */
const usualHighest = 2;

/** Lowest and highest price the market allows, currency. */
export function priceBounds(parameters: DemandMarketParameters): {
  lowest: number;
  highest: number;
} {
  const lowest = parameters.minMarkup * parameters.unitCost;
  const highest = parameters.maxPrice ?? priceCeilingFactor * parameters.referencePrice;
  return { lowest, highest: Math.max(lowest, highest) };
}

/** `max(minMarkup * cost, price * (1 + maxDailyChange * a))`, below the market's highest price. */
export function demandPriceFromAction(
  parameters: DemandMarketParameters,
  price: number,
  action: number,
): number {
  const { lowest, highest } = priceBounds(parameters);
  const clipped = Math.min(1, Math.max(-1, action));
  return Math.max(lowest, Math.min(highest, price * (1 + parameters.maxDailyChange * clipped)));
}

/** The action that leads from `price` to `target`, or the nearest end of [-1, 1] where a day does not reach it. */
export function demandActionFromPrice(
  parameters: DemandMarketParameters,
  price: number,
  target: number,
): number {
  return Math.min(1, Math.max(-1, (target / price - 1) / parameters.maxDailyChange));
}

/** The price nearest to `target` that one day's largest change allows. */
export function priceTowards(parameters: DemandMarketParameters, price: number, target: number): number {
  return demandPriceFromAction(parameters, price, demandActionFromPrice(parameters, price, target));
}

/** Weekday factor times month factor of a day of the episode (0 is the first). */
export function demandIndex(parameters: DemandMarketParameters, day: number): number {
  const date = parameters.startDay + day;
  return parameters.weekdayFactors[weekdayOf(date)]! * parameters.monthFactors[civilFromDay(date).month - 1]!;
}

/**
 * Expected units `q0 * (price / p0) ^ elasticity * index * (rival / price) ^ cross`, before noise and stock. Where the elasticity
 * of our own price, `elasticity - cross`, grows with it: `q0 * exp(own * steepened(log(price / p0))) * index * (rival / p0) ^ cross`.
 */
export function expectedDemand(
  parameters: DemandMarketParameters,
  elasticity: number,
  price: number,
  index: number,
  rivalPrice: number,
): number {
  const { steepening = 0, referencePrice } = parameters;
  if (steepening !== 0) {
    const cross = parameters.rival === 'none' ? 0 : parameters.crossElasticity;
    const answer = (elasticity - cross) * steepened(Math.log(price / referencePrice), steepening);
    const rivals = cross === 0 ? 1 : (rivalPrice / referencePrice) ** cross;
    return parameters.baseDemand * index * Math.exp(answer) * rivals;
  }
  const own = parameters.baseDemand * index * (price / referencePrice) ** elasticity;
  if (parameters.rival === 'none') return own;
  return own * (rivalPrice / price) ** parameters.crossElasticity;
}

/** Elasticity of expected units by our price at `price`, the rival's held still. */
export function elasticityAtPrice(
  { rival, crossElasticity, referencePrice, steepening = 0 }: DemandMarketParameters,
  elasticity: number,
  price: number,
): number {
  const own = elasticity - (rival === 'none' ? 0 : crossElasticity);
  return steepening === 0 ? own : own * steepeningFactor(Math.log(price / referencePrice), steepening);
}

/** The elasticity of one episode: N(elasticity, elasticityError), never above -0.1 once drawn. */
export function drawnElasticity(parameters: DemandMarketParameters, standardNormal: number): number {
  if (parameters.elasticityError === 0) return parameters.elasticity;
  return Math.min(weakestElasticity, parameters.elasticity + parameters.elasticityError * standardNormal);
}

/** The rival's price for the next day, given what we charged today. Its cost is taken to be ours. */
export function nextRivalPrice(
  parameters: DemandMarketParameters,
  rivalPrice: number,
  ourPrice: number,
  standardNormal: () => number,
): number {
  switch (parameters.rival) {
    case 'none':
      return NaN;
    case 'fixed':
      return rivalPrice;
    case 'randomWalk': {
      const walked = rivalPrice * Math.exp(rivalWalk.deviation * standardNormal());
      const first = parameters.rivalPrice;
      return Math.min(rivalWalk.highest * first, Math.max(rivalWalk.lowest * first, walked));
    }
    case 'follower':
      return (rivalPrice + ourPrice) / 2;
    case 'undercutter':
      return Math.max(parameters.unitCost, undercut * ourPrice);
    default:
      return parameters.rival satisfies never;
  }
}

/** One day's weighted reward parts in the order of `demandRewardParts`; their sum is the reward. */
export function writeRewardParts(
  parameters: DemandMarketParameters,
  price: number,
  units: number,
  inventoryAfter: number, // NaN in a market without stock
  rivalPrice: number,
  out: Float64Array, // [5]
): void {
  const scale = parameters.referencePrice * parameters.baseDemand;
  out[0] = (parameters.revenueWeight * units * price) / scale;
  out[1] = (parameters.profitWeight * units * (price - parameters.unitCost)) / scale;
  out[2] = (parameters.unitsWeight * units) / parameters.baseDemand;
  out[3] =
    parameters.initialInventory === null
      ? 0
      : parameters.inventoryWeight * (1 - inventoryAfter / parameters.initialInventory);
  out[4] =
    parameters.rival === 'none' ? 0 : -parameters.competitorWeight * Math.max(0, price / rivalPrice - 1);
}

/** How a day's reward changes with what it is made of; of the terms in units, one is multiplied by the price. */
export interface RewardSlopes {
  /** The reward is linear in units: `units + unitsTimesPrice * price` each. */
  readonly units: number;
  readonly unitsTimesPrice: number;
  readonly inventoryAfter: number;
  /** Beside what the units bring: the deduction for being dearer than the rival. */
  readonly price: number;
  readonly rivalPrice: number;
}

/** The derivatives of `writeRewardParts`, summed over its parts. */
export function rewardSlopes(
  parameters: DemandMarketParameters,
  price: number,
  rivalPrice: number,
): RewardSlopes {
  const { referencePrice, baseDemand, unitCost, initialInventory } = parameters;
  const { revenueWeight, profitWeight, unitsWeight, inventoryWeight, competitorWeight } = parameters;
  const scale = referencePrice * baseDemand;
  const isDearer = parameters.rival !== 'none' && price > rivalPrice;
  return {
    units: unitsWeight / baseDemand - (profitWeight * unitCost) / scale,
    unitsTimesPrice: (revenueWeight + profitWeight) / scale,
    inventoryAfter: initialInventory === null ? 0 : -inventoryWeight / initialInventory,
    price: isDearer ? -competitorWeight / rivalPrice : 0,
    rivalPrice: isDearer ? (competitorWeight * price) / rivalPrice ** 2 : 0,
  };
}

/** The derivatives of `nextRivalPrice` by both prices, given the number its walk drew. */
export function nextRivalSlopes(
  parameters: DemandMarketParameters,
  rivalPrice: number,
  ourPrice: number,
  standardNormal: number,
): { readonly rivalPrice: number; readonly ourPrice: number } {
  switch (parameters.rival) {
    case 'none':
      return { rivalPrice: 0, ourPrice: 0 };
    case 'fixed':
      return { rivalPrice: 1, ourPrice: 0 };
    case 'randomWalk': {
      const factor = Math.exp(rivalWalk.deviation * standardNormal);
      const share = (rivalPrice * factor) / parameters.rivalPrice;
      const isFree = share > rivalWalk.lowest && share < rivalWalk.highest;
      return { rivalPrice: isFree ? factor : 0, ourPrice: 0 };
    }
    case 'follower':
      return { rivalPrice: 0.5, ourPrice: 0.5 };
    case 'undercutter':
      return { rivalPrice: 0, ourPrice: undercut * ourPrice > parameters.unitCost ? undercut : 0 };
    default:
      return parameters.rival satisfies never;
  }
}

/** Stock at the beginning as a share of what the reference price would sell; null without stock. */
export function stockCover({ initialInventory, baseDemand, days }: DemandMarketParameters): number | null {
  return initialInventory === null ? null : initialInventory / (baseDemand * days);
}

/** Units that `demand` sells with `inventory` left: all of it where there is no stock (NaN). */
export function soldUnits(demand: number, inventory: number): number {
  return Number.isNaN(inventory) ? demand : Math.min(demand, inventory);
}

/** Days that the plain observation counts in, whatever the length of the season. */
const plainDays = 365;

/** Where an episode stands, as the agent is shown it; day 0 first. */
export interface DemandMoment {
  readonly price: number;
  /** NaN in a market without stock. */
  readonly inventory: number;
  readonly day: number;
  readonly rivalPrice: number;
}

/**
 * `log(price / p0), 2 inventory / I0 - 1, 2 day / days - 1, competitor / price - 1, demand index - 1`; for a portfolio
 * then the product's context and how far the stock reaches, `2 cover / (1 + cover) - 1` with
 * `cover = inventory / (q0 * days left)`. Its policy sees the estimated elasticity, not the one drawn for the episode:
 * at its use it knows no more. Policies of before were shown `elasticity, c / p0, I0 / (q0 * days)` instead.
 *
 * The plain observation has `price / p0, inventory / I0, day / 365, 1, 1` in the first five places: in a season of 30
 * days the day hardly moves in it, and neither rival nor season can be seen (what that costs: e2e/bench/README.md, the plain observation).
 *
 * A market without stock is seen as one whose stock is full.
 */
export function writeDemandObservation(
  parameters: DemandMarketParameters,
  state: DemandMoment,
  size: number, // one of `demandObservationSize`
  out: Float32Array,
  offset: number,
): void {
  const priceRatio = state.price / parameters.referencePrice;
  const stockShare = parameters.initialInventory === null ? 1 : state.inventory / parameters.initialInventory;
  if (parameters.observation === 'plain') {
    out[offset] = priceRatio;
    out[offset + 1] = stockShare;
    out[offset + 2] = state.day / plainDays;
    out[offset + 3] = 1;
    out[offset + 4] = 1;
  } else {
    out[offset] = Math.log(priceRatio);
    out[offset + 1] = 2 * stockShare - 1;
    out[offset + 2] = (2 * state.day) / parameters.days - 1;
    out[offset + 3] = parameters.rival === 'none' ? 0 : state.rivalPrice / state.price - 1;
    out[offset + 4] = demandIndex(parameters, state.day) - 1;
  }
  const { single, portfolio, earlierPortfolio } = demandObservationSize;
  const context = offset + single;
  if (size === earlierPortfolio) {
    out[context] = parameters.elasticity;
    out[context + 1] = parameters.unitCost / parameters.referencePrice;
    out[context + 2] = stockCover(parameters) ?? 1;
  } else if (size === portfolio) {
    writeProductContext(factsOf(parameters, state.price), out, context);
    out[context + productContextSize] = shownCover(parameters, state);
  }
}

function factsOf(parameters: DemandMarketParameters, price: number): ProductFacts {
  const { elasticity, elasticityError, unitCost, referencePrice } = parameters;
  return {
    elasticity,
    elasticityError,
    costShare: unitCost / referencePrice,
    price,
    ...shownPriceRange(parameters),
  };
}

/** The range in which a policy of several products is shown its price. */
export function shownPriceRange(parameters: DemandMarketParameters): {
  readonly lowest: number;
  readonly highest: number;
} {
  const { referencePrice, maxPrice } = parameters;
  const { lowest, highest } = priceBounds(parameters);
  if (maxPrice !== undefined) return { lowest, highest };
  return { lowest, highest: Math.max(lowest, usualHighest * referencePrice) };
}

/** -1 with nothing left, 0 where the stock lasts as long as the season at the reference price, 1 without a stock. */
function shownCover(
  { initialInventory, baseDemand, days }: DemandMarketParameters,
  { inventory, day }: DemandMoment,
): number {
  if (initialInventory === null) return 1;
  const asked = baseDemand * Math.max(1, days - day);
  return (2 * inventory) / (inventory + asked) - 1;
}

/** What the policy is shown before the first day: the reference price and all the stock. [size] */
export function firstDemandObservation(parameters: DemandMarketParameters, size: number): Float32Array {
  const sizes: readonly number[] = Object.values(demandObservationSize);
  const shown = sizes.includes(size) ? size : demandObservationSize.single;
  const out = new Float32Array(shown);
  writeFirstObservation(parameters, shown, out, 0);
  return out;
}

/** The same into `out[offset..offset + size]`, `size` one of `demandObservationSize`. */
export function writeFirstObservation(
  parameters: DemandMarketParameters,
  size: number,
  out: Float32Array,
  offset: number,
): void {
  const { referencePrice, initialInventory, rivalPrice } = parameters;
  const first = { price: referencePrice, inventory: initialInventory ?? NaN, day: 0, rivalPrice };
  writeDemandObservation(parameters, first, size, out, offset);
}
