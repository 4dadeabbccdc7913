// The map of a policy in a demand market: day across, stock left upwards, after one yesterday's price, the rival at its
// first price. Without stock yesterday's price stands upwards in its place.

import type { DemandSetup } from './demand-setup.ts';
import type { DemandMarketParameters } from './demand-parameters.ts';
import {
  demandIndex,
  demandObservationSize,
  demandPriceFromAction,
  drawnElasticity,
  expectedDemand,
  priceBounds,
  writeDemandObservation,
  type DemandMoment,
} from './demand-model.ts';
import type { Actor } from '../episode-returns.ts';
import type { Market } from '../market.ts';
import { observationSizeOf } from '../observation-size.ts';
import { episodeAxes, shownDays } from '../map-axes.ts';
import type { MapPoint, MapPolicy, MapView, PolicyMap } from '../map-facts.ts';

const levels = 20;
/** Days of demand at most this many standard deviations from their mean count as possible. */
const possibleDeviations = 3;
/** In a market without a highest price, yesterday's price can be chosen up to this many reference prices. */
const highestChoice = 3;

/**
 * The map of a policy that charges `pricesAt` and acts as `actor` does in `market`, whose episodes are drawn. Yields its
 * progress from 0 to 1 after every row.
 */
export function* demandMap(
  setup: DemandSetup,
  view: MapView,
  { market, actor }: { readonly market: Market; readonly actor: Actor },
  pricesAt: (states: readonly DemandMoment[]) => ArrayLike<number>,
): Generator<number, PolicyMap> {
  const { name, parameters } = setup.products[view.product]!;
  const { referencePrice, initialInventory, rival, rivalPrice } = parameters;
  const bounds = priceBounds(parameters);
  const lowestPrice = Math.max(bounds.lowest, referencePrice / 10);
  const highestPrice = Math.max(lowestPrice, Math.min(bounds.highest, highestChoice * referencePrice));
  const yesterdayPrice = view.yesterdayPrice ?? referencePrice;
  const days = shownDays(parameters.days);
  const up = Array.from({ length: levels }, (_, k) =>
    initialInventory === null
      ? lowestPrice + (k / (levels - 1)) * (highestPrice - lowestPrice)
      : (k + 1) / levels,
  );
  const prices = new Float64Array(up.length * days.length);
  for (const [row, level] of up.entries()) {
    const held = {
      ...(initialInventory === null
        ? { inventory: NaN, price: level }
        : { inventory: level * initialInventory, price: yesterdayPrice }),
      rivalPrice: rival === 'none' ? NaN : rivalPrice,
    };
    prices.set(Float64Array.from(pricesAt(days.map((day) => ({ ...held, day })))), row * days.length);
    yield (row + 1) / (up.length + 1);
  }
  const hasStock = initialInventory !== null;
  const reached = demandReached(parameters, days, up, yesterdayPrice);
  return {
    productName: name,
    x: days.map((day) => day + 1),
    y: up,
    ...episodeAxes(initialInventory),
    prices,
    reached,
    episodes: demandEpisodes(market, parameters, actor),
    dots: [],
    held: heldPhrase(hasStock ? yesterdayPrice : null, rival === 'none' ? null : rivalPrice),
    marks:
      reached === null
        ? 'Which states are reachable with a moving rival is not computed.'
        : 'Hatched: no episode gets there.',
    unreached: 'No episode gets here.',
    isComparable: true,
    yesterday: hasStock
      ? { lowest: lowestPrice, highest: highestPrice, reference: referencePrice, chosen: yesterdayPrice }
      : null,
  };
}

function heldPhrase(before: number | null, rival: number | null): PolicyMap['held'] {
  const held = [
    ...(before === null ? [] : [{ words: (i: number) => `{${i}} charged the day before`, value: before }]),
    ...(rival === null ? [] : [{ words: (i: number) => `the rival at {${i}}`, value: rival }]),
  ];
  if (held.length === 0) return { text: 'This market has no stock.', figures: [] };
  return {
    text: `Held: ${held.map(({ words }, i) => words(i)).join(', ')}.`,
    figures: held.map(({ value }) => ({ value, quantity: 'money' })),
  };
}

/** What the policy charges in each state. */
export function demandPrices(
  setup: DemandSetup,
  policy: MapPolicy,
  { product }: MapView,
  states: readonly DemandMoment[],
): readonly number[] {
  const { parameters } = setup.products[product]!;
  const size = observationSizeOf(setup, demandObservationSize);
  const observations = new Float32Array(states.length * size);
  states.forEach((state, i) => writeDemandObservation(parameters, state, size, observations, i * size));
  const actions = policy.act(observations, states.length);
  return states.map(({ price }, i) => demandPriceFromAction(parameters, price, actions[i]!));
}

/** Least and most stock at the beginning of a day (NaN without), and the prices that can have been charged before it. */
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
  let [fewest, most] = [initialInventory ?? NaN, initialInventory ?? NaN];
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
  up: readonly number[],
  yesterdayPrice: number,
): Uint8Array | null {
  const reach = demandReach(parameters);
  if (!reach) return null;
  const { initialInventory } = parameters;
  const half = (up[1]! - up[0]!) / 2;
  const reached = new Uint8Array(up.length * days.length);
  up.forEach((level, row) =>
    days.forEach((day, column) => {
      const { fewest, most, lowestPrice, highestPrice } = reach[day]!;
      const dust = initialInventory === null ? half : priceDust * yesterdayPrice;
      const before = initialInventory === null ? level : yesterdayPrice;
      const priced = before >= lowestPrice - dust && before <= highestPrice + dust;
      const stocked =
        initialInventory === null ||
        ((level + half) * initialInventory > fewest && (level - half) * initialInventory < most && most > 0);
      reached[row * days.length + column] = priced && stocked ? 1 : 0;
    }),
  );
  return reached;
}

/** Episodes of the policy on fixed noise: where each day begins on the map, until the stock is gone. */
function demandEpisodes(
  market: Market,
  { initialInventory, referencePrice }: DemandMarketParameters,
  actor: Actor,
): MapPoint[][] {
  const first = { x: 1, y: initialInventory === null ? referencePrice : 1 };
  const episodes: MapPoint[][] = Array.from({ length: market.count }, () => [first]);
  const running = new Uint8Array(market.count).fill(1);
  for (let day = 2; running.includes(1); day++) {
    const step = market.step(actor(market));
    episodes.forEach((episode, i) => {
      if (running[i] === 0) return;
      running[i] = step.terminated[i] === 1 || step.truncated[i] === 1 ? 0 : 1;
      if (running[i] === 1 || step.inventory[i] === 0)
        episode.push({
          x: day,
          y: initialInventory === null ? step.price[i]! : step.inventory[i]! / initialInventory,
        });
    });
  }
  return episodes;
}
