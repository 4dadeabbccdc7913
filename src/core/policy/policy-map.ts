// A policy drawn: the price it asks in every state of two of its market's dimensions, the rest held still.
//
// Demand market: day across, stock left upwards, after one yesterday's price, the rival at its first price. History
// market: the last seven days' price across and their sales upwards. Observations and prices come from the market's
// own functions; a map is what the market would show the policy, and what it would charge, and no second formula.
//
// Not every cell can come to pass. A map marks those that can, and carries episodes played by its own policy.

import {
  featureCount,
  nextFeatureRow,
  observationSize,
  pushDay,
  rawFeatures,
  rollWindow,
  scaleRow,
  windowDays,
  type FeatureName,
} from '../features/features.ts';
import { createMarket } from '../market/create-market.ts';
import {
  demandIndex,
  demandObservationSize,
  demandPriceFromAction,
  drawnElasticity,
  expectedDemand,
  priceBounds,
  writeDemandObservation,
} from '../market/demand-model.ts';
import { marketOfOne } from '../market/market-of-one.ts';
import { historyState } from '../market/market-state.ts';
import type { DemandMarketParameters, Market, MarketSetup } from '../market/market.ts';
import { plannedActor, type OptimalPlan } from '../market/optimal-plan.ts';
import { prepareProduct, type PreparedProduct } from '../market/prepared-product.ts';
import { priceFromAction } from '../market/price-from-action.ts';
import type { Policy } from './policy.ts';

/** A state on the plane of the map, in the units of its axes. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

interface MapShared {
  readonly productName: string;
  /** Centres of the columns, ascending, evenly spaced. [columns] */
  readonly x: readonly number[];
  /** Centres of the rows, ascending, evenly spaced. [rows] */
  readonly y: readonly number[];
  /** Price asked in each cell, currency. [rows * columns], row by row */
  readonly prices: Float64Array;
  /** 1 where the state can come to pass (demand) or a past week lay near (history); null where that is not known. */
  readonly reached: Uint8Array | null;
  /** Episodes played by the policy of the map, state by state. */
  readonly episodes: readonly (readonly MapPoint[])[];
}

export interface DemandPolicyMap extends MapShared {
  readonly kind: 'demand';
  /** `x` is the day of the episode, 1 first; `y` the share of the initial stock that is left. */
  readonly initialStock: number;
  readonly referencePrice: number;
  /** Held: what was charged the day before, and the prices it can be chosen from. */
  readonly yesterdayPrice: number;
  readonly lowestPrice: number;
  readonly highestPrice: number;
  /** Held: the rival's price; null without a rival. */
  readonly rivalPrice: number | null;
}

interface HistoryPolicyMap extends MapShared {
  readonly kind: 'history';
  /** `x` is the price of each of the last seven days; `y` the sales of each, in the unit of the file. */
  readonly salesMeaning: 'money' | 'units';
  /** Held: the calendar of the week that ends on this day, in days since 1970-01-01. */
  readonly lastDay: number;
  /** Held at their training medians; profit only where no cost is known. */
  readonly heldAtMedian: readonly FeatureName[];
  /** Weeks of the past. */
  readonly pastWeeks: readonly MapPoint[];
}

export type PolicyMap = DemandPolicyMap | HistoryPolicyMap;

/** What a map shows of a setup. */
export interface MapView {
  readonly product: number;
  /** What was charged the day before, currency; null: the reference price. History markets take no notice. */
  readonly yesterdayPrice: number | null;
}

type SetupOf<Kind extends MarketSetup['kind']> = Extract<MarketSetup, { readonly kind: Kind }>;

const stockLevels = 20;
const mostDays = 60;
const priceLevels = 24;
const salesLevels = 20;
const playedEpisodes = 8;
const episodeSeed = 1;
/** Days of demand at most this many standard deviations from their mean count as possible. */
const possibleDeviations = 3;
/** In a market without a highest price, yesterday's price can be chosen up to this many reference prices. */
const highestChoice = 3;

/**
 * Draws `policy`; yields its progress from 0 to 1 after every row.
 *
 * @throws Error where the policy reads other observations than the market gives.
 */
export function* policyMapSteps(
  setup: MarketSetup,
  policy: Policy,
  view: MapView,
): Generator<number, PolicyMap> {
  const expected = setup.kind === 'history' ? observationSize : demandSize(setup);
  const { observationSize: given } = policy.architecture;
  if (given !== expected)
    throw new Error(
      `The policy reads ${given} numbers and its market gives ${expected}: they do not belong together.`,
    );
  const act = (market: Market) => policy.act(market.observations, market.count);
  return setup.kind === 'history'
    ? yield* historyMap(setup, policy, view, act)
    : yield* demandMap(setup, view, act, (states) => demandPrices(setup, policy, view, states));
}

/** The map of the optimal plan, cell for cell that of the policy's. */
export function* planMapSteps(
  setup: SetupOf<'demand'>,
  plan: OptimalPlan,
  view: MapView,
): Generator<number, DemandPolicyMap> {
  return yield* demandMap(setup, view, plannedActor(plan), (states) =>
    states.map(({ day, inventory, price }) => plan.priceAt(day, inventory, price)),
  );
}

// --- Demand market --------------------------------------------------------------------------------------------

/** A state as `writeDemandObservation` takes it; day 0 first. */
interface DemandState {
  readonly price: number;
  readonly inventory: number;
  readonly day: number;
  readonly rivalPrice: number;
}

function demandSize(setup: SetupOf<'demand'>): number {
  return setup.products.length > 1 ? demandObservationSize.portfolio : demandObservationSize.single;
}

function* demandMap(
  setup: SetupOf<'demand'>,
  view: MapView,
  actor: (market: Market) => Float32Array,
  pricesAt: (states: readonly DemandState[]) => ArrayLike<number>,
): Generator<number, DemandPolicyMap> {
  const { name, parameters } = setup.products[view.product]!;
  const { referencePrice, initialInventory, rival, rivalPrice } = parameters;
  const bounds = priceBounds(parameters);
  const lowestPrice = Math.max(bounds.lowest, referencePrice / 10);
  const highestPrice = Math.max(lowestPrice, Math.min(bounds.highest, highestChoice * referencePrice));
  const yesterdayPrice = view.yesterdayPrice ?? referencePrice;
  const days = shownDays(parameters.days);
  const shares = Array.from({ length: stockLevels }, (_, k) => (k + 1) / stockLevels);
  const prices = new Float64Array(shares.length * days.length);
  for (const [row, share] of shares.entries()) {
    const inventory = share * initialInventory;
    const held = { price: yesterdayPrice, rivalPrice: rival === 'none' ? NaN : rivalPrice };
    prices.set(
      Float64Array.from(pricesAt(days.map((day) => ({ ...held, inventory, day })))),
      row * days.length,
    );
    yield (row + 1) / (shares.length + 1);
  }
  return {
    kind: 'demand',
    productName: name,
    x: days.map((day) => day + 1),
    y: shares,
    prices,
    reached: demandReached(parameters, days, shares, yesterdayPrice),
    episodes: demandEpisodes(marketOfOne(setup, view.product), initialInventory, actor),
    initialStock: initialInventory,
    referencePrice,
    yesterdayPrice,
    lowestPrice,
    highestPrice,
    rivalPrice: rival === 'none' ? null : rivalPrice,
  };
}

/** Every day of a season, or of a long one an even spread. 0 first */
function shownDays(days: number): readonly number[] {
  const every = Math.ceil(days / mostDays);
  return Array.from({ length: Math.ceil(days / every) }, (_, k) => k * every);
}

/** What the policy charges in each state. */
function demandPrices(
  setup: SetupOf<'demand'>,
  policy: Policy,
  { product }: MapView,
  states: readonly DemandState[],
): readonly number[] {
  const { parameters } = setup.products[product]!;
  const size = demandSize(setup);
  const observations = new Float32Array(states.length * size);
  states.forEach((state, i) =>
    writeDemandObservation(parameters, state, setup.products.length > 1, observations, i * size),
  );
  const actions = policy.act(observations, states.length);
  return states.map(({ price }, i) => demandPriceFromAction(parameters, price, actions[i]!));
}

/** Least and most stock at the beginning of a day, and the prices that can have been charged before it. */
interface Reach {
  readonly fewest: number;
  readonly most: number;
  readonly lowestPrice: number;
  readonly highestPrice: number;
}

/**
 * How far prices and stock can be from the start on each day, with demand within three standard deviations.
 *
 * Sound rather than sharp: what lies outside cannot be reached, what lies inside is not each reached with every price
 * of the day before. null where the rival moves.
 */
export function demandReach(parameters: DemandMarketParameters): readonly Reach[] | null {
  const { days, rival, rivalPrice, initialInventory, demandNoise, referencePrice } = parameters;
  if (rival !== 'none' && rival !== 'fixed') return null;
  const elasticities = [-possibleDeviations, possibleDeviations].map((z) => drawnElasticity(parameters, z));
  const factors = [-possibleDeviations, possibleDeviations].map((z) => Math.max(0, 1 + z * demandNoise));
  const reach: Reach[] = [];
  let [low, high] = [referencePrice, referencePrice];
  let [fewest, most] = [initialInventory, initialInventory];
  for (let day = 0; day < days; day++) {
    reach.push({ fewest, most, lowestPrice: low, highestPrice: high });
    low = demandPriceFromAction(parameters, low, -1);
    high = demandPriceFromAction(parameters, high, 1);
    const index = demandIndex(parameters, day);
    // Demand is monotonic in price and in elasticity: its extremes lie at their ends.
    const demands = elasticities.flatMap((elasticity) =>
      [low, high].map((price) => expectedDemand(parameters, elasticity, price, index, rivalPrice)),
    );
    fewest = Math.max(0, fewest - factors[1]! * Math.max(...demands));
    most = Math.max(0, most - factors[0]! * Math.min(...demands));
  }
  return reach;
}

const priceDust = 1e-6;

function demandReached(
  parameters: DemandMarketParameters,
  days: readonly number[],
  shares: readonly number[],
  yesterdayPrice: number,
): Uint8Array | null {
  const reach = demandReach(parameters);
  if (!reach) return null;
  const half = 0.5 / shares.length;
  const reached = new Uint8Array(shares.length * days.length);
  shares.forEach((share, row) =>
    days.forEach((day, column) => {
      const { fewest, most, lowestPrice, highestPrice } = reach[day]!;
      const priced =
        yesterdayPrice >= lowestPrice * (1 - priceDust) && yesterdayPrice <= highestPrice * (1 + priceDust);
      const stocked =
        (share + half) * parameters.initialInventory > fewest &&
        (share - half) * parameters.initialInventory < most &&
        most > 0;
      reached[row * days.length + column] = priced && stocked ? 1 : 0;
    }),
  );
  return reached;
}

/** Episodes of the policy on fixed noise: the share of stock at the beginning of each day, until it is gone. */
function demandEpisodes(
  setup: MarketSetup,
  initialStock: number,
  actor: (market: Market) => Float32Array,
): MapPoint[][] {
  const market = createMarket(setup, playedEpisodes, episodeSeed, 'evaluation');
  const episodes: MapPoint[][] = Array.from({ length: playedEpisodes }, () => [{ x: 1, y: 1 }]);
  const running = new Uint8Array(playedEpisodes).fill(1);
  for (let day = 2; running.includes(1); day++) {
    const step = market.step(actor(market));
    episodes.forEach((episode, i) => {
      if (running[i] === 0) return;
      running[i] = step.terminated[i] === 1 || step.truncated[i] === 1 ? 0 : 1;
      if (running[i] === 1 || step.inventory[i] === 0)
        episode.push({ x: day, y: step.inventory[i]! / initialStock });
    });
  }
  return episodes;
}

// --- History market -------------------------------------------------------------------------------------------

function* historyMap(
  setup: SetupOf<'history'>,
  policy: Policy,
  { product: index }: MapView,
  actor: (market: Market) => Float32Array,
): Generator<number, HistoryPolicyMap> {
  const one = setup.products[index]!;
  const product = prepareProduct(one, setup.parameters.carryAlongDemandCurve);
  const { history, features } = product;
  const { lo, hi } = product.priceRange;
  const x = centres(lo, hi, priceLevels);
  const pastWeeks = weeksOf(product);
  const y = centres(...salesEnds(pastWeeks), salesLevels);
  const prices = new Float64Array(y.length * x.length);
  const observations = new Float32Array(x.length * observationSize);
  for (const [row, sales] of y.entries()) {
    x.forEach((price, column) =>
      writeSteadyWeek(product, price, sales, observations, column * observationSize),
    );
    const actions = policy.act(observations, x.length);
    x.forEach((_, column) => {
      prices[row * x.length + column] = priceFromAction(product.priceRange, actions[column]!);
    });
    yield (row + 1) / (y.length + 1);
  }
  return {
    kind: 'history',
    productName: history.product.name,
    x,
    y,
    prices,
    reached: nearPast(x, y, pastWeeks),
    episodes: historyEpisodes(marketOfOne(setup, index), actor),
    salesMeaning: history.salesMeaning,
    lastDay: features.days.at(-1)!,
    heldAtMedian: heldAtMedian(product),
    pastWeeks,
  };
}

/** Middles of `count` equal parts of `low..high`. */
function centres(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => low + ((k + 0.5) / count) * (high - low));
}

/** The sales of past weeks, a tenth wider on each side as prices are, never below 0. */
function salesEnds(weeks: readonly MapPoint[]): [low: number, high: number] {
  const sales = weeks.map((week) => week.y);
  const [least, most] = [Math.min(...sales), Math.max(...sales)];
  const room = Math.max(0.1 * (most - least), 0.05 * most, 1e-9);
  return [Math.max(0, least - room), most + room];
}

function weeksOf({ history }: PreparedProduct): MapPoint[] {
  const { priceMa7, salesMa7 } = rawFeatures(history);
  const weeks: MapPoint[] = [];
  for (let t = windowDays - 1; t < priceMa7.length; t++) weeks.push({ x: priceMa7[t]!, y: salesMa7[t]! });
  return weeks;
}

function heldAtMedian({ history }: PreparedProduct): readonly FeatureName[] {
  const held: FeatureName[] = [];
  if (history.has.organicConversion) held.push('organicConversion');
  if (history.has.adConversion) held.push('adConversion');
  if (history.unitCost === null && history.has.profit) held.push('profit');
  return held;
}

/**
 * The window after seven days of the same price and the same sales, at `out[offset..offset + 98]`: averages and
 * predictions are then those of a day, momentum and trend are none. The calendar is that of the history's last week.
 */
export function writeSteadyWeek(
  product: PreparedProduct,
  price: number,
  sales: number,
  out: Float32Array,
  offset: number,
): Float32Array {
  const { history, features, median } = product;
  const steady = (value: number) => new Float64Array(windowDays).fill(value);
  const recent = { price: steady(price), sales: steady(sales), salesMa7: steady(sales) };
  const units = history.salesMeaning === 'money' ? sales / price : sales;
  const profit = history.unitCost === null ? median.profit : units * (price - history.unitCost);
  const raw = new Float64Array(featureCount);
  const scaled = new Float64Array(featureCount);
  const last = features.days.length - 1;
  for (let back = windowDays - 1; back >= 0; back--) {
    nextFeatureRow(
      recent,
      {
        day: features.days[last - back]!,
        price,
        organicConversion: median.organicConversion,
        adConversion: median.adConversion,
        profit,
        sales,
        predictedSales: sales,
      },
      raw,
    );
    pushDay(recent, raw);
    scaleRow(raw, features.ranges, scaled);
    rollWindow(out, offset, scaled);
  }
  return out;
}

/** Cells with a past week in them or in a cell beside them. */
function nearPast(x: readonly number[], y: readonly number[], weeks: readonly MapPoint[]): Uint8Array {
  const reached = new Uint8Array(x.length * y.length);
  const cellOf = (value: number, axis: readonly number[]) => {
    const step = axis.length > 1 ? axis[1]! - axis[0]! : 1;
    return Math.min(axis.length - 1, Math.max(0, Math.round((value - axis[0]!) / step)));
  };
  for (const week of weeks) {
    const [column, row] = [cellOf(week.x, x), cellOf(week.y, y)];
    for (let r = Math.max(0, row - 1); r <= Math.min(y.length - 1, row + 1); r++)
      for (let c = Math.max(0, column - 1); c <= Math.min(x.length - 1, column + 1); c++)
        reached[r * x.length + c] = 1;
  }
  return reached;
}

/** Episodes in expected mode, each from a start of its own: means of the last seven days, day by day. */
function historyEpisodes(setup: MarketSetup, actor: (market: Market) => Float32Array): MapPoint[][] {
  const market = createMarket(setup, playedEpisodes, episodeSeed, 'evaluation');
  const recentPoint = (): MapPoint[] =>
    historyState(market).episodes.map(({ recent }) => ({
      x: recent.price.reduce((sum, price) => sum + price, 0) / windowDays,
      y: recent.salesMa7.at(-1)!,
    }));
  const episodes: MapPoint[][] = recentPoint().map((point) => [point]);
  let running = true;
  while (running) {
    const step = market.step(actor(market));
    recentPoint().forEach((point, i) => episodes[i]!.push(point));
    running = step.truncated[0] === 0 && step.terminated[0] === 0;
  }
  return episodes;
}
