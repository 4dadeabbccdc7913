// The map of a policy in a demand market: day across, stock left upwards, after one yesterday's price, the rival at its
// first price.

import {
  demandIndex,
  demandObservationSize,
  demandPriceFromAction,
  drawnElasticity,
  expectedDemand,
  priceBounds,
  writeDemandObservation,
} from '../market/demand-model.ts';
import type { Actor } from '../market/episode-returns.ts';
import type { DemandMarketParameters, Market, MarketSetup } from '../market/market.ts';
import type { DemandPolicyMap, MapPoint, MapView } from './policy-map.ts';
import type { Policy } from './policy.ts';

type DemandSetup = Extract<MarketSetup, { readonly kind: 'demand' }>;

const stockLevels = 20;
const mostDays = 60;
/** Days of demand at most this many standard deviations from their mean count as possible. */
const possibleDeviations = 3;
/** In a market without a highest price, yesterday's price can be chosen up to this many reference prices. */
const highestChoice = 3;

/** A state as `writeDemandObservation` takes it; day 0 first. */
interface DemandState {
  readonly price: number;
  readonly inventory: number;
  readonly day: number;
  readonly rivalPrice: number;
}

/** How many numbers a policy reads in a market of `setup`. */
export function demandSize(setup: DemandSetup): number {
  return setup.products.length > 1 ? demandObservationSize.portfolio : demandObservationSize.single;
}

/**
 * The map of a policy that charges `pricesAt` and acts as `actor` does in `market`, whose episodes are drawn. Yields its
 * progress from 0 to 1 after every row.
 */
export function* demandMap(
  setup: DemandSetup,
  view: MapView,
  { market, actor }: { readonly market: Market; readonly actor: Actor },
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
    episodes: demandEpisodes(market, initialInventory, actor),
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
export function demandPrices(
  setup: DemandSetup,
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
function demandEpisodes(market: Market, initialStock: number, actor: Actor): MapPoint[][] {
  const episodes: MapPoint[][] = Array.from({ length: market.count }, () => [{ x: 1, y: 1 }]);
  const running = new Uint8Array(market.count).fill(1);
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
