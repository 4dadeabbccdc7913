// The map of a policy in a market with memory: day across and the price of the day before upwards; with stock the stock left
// upwards, after one yesterday's price.

import type { Actor } from '../episode-returns.ts';
import { episodeAxes, shownDays } from '../map-axes.ts';
import type { MapPoint, MapPolicy, MapView, PolicyMap } from '../map-facts.ts';
import type { Market } from '../market.ts';
import {
  expectedUnits,
  highestGridPrice,
  memoryObservationSize,
  memoryPriceFromAction,
  nearestPrice,
  writeMemoryObservation,
  type MemoryMoment,
} from './memory-day.ts';
import type { MemoryParameters } from './memory-parameters.ts';
import type { MemorySetup } from './memory-setup.ts';

const stockLevels = 20;
const mostPrices = 25;
/** Days of demand at most this many standard deviations above their mean count as possible. */
const possibleDeviations = 3;

/**
 * The map of a policy that charges `pricesAt` and acts as `actor` does in `market`, whose episodes are drawn. Yields its
 * progress from 0 to 1 after every row.
 */
export function* memoryMap(
  { products }: MemorySetup,
  view: MapView,
  { market, actor }: { readonly market: Market; readonly actor: Actor },
  pricesAt: (states: readonly MemoryMoment[]) => ArrayLike<number>,
): Generator<number, PolicyMap> {
  const { name, parameters } = products[view.product]!;
  const { lowestPrice, currentPrice, initialInventory, hasStock } = parameters;
  const highestPrice = highestGridPrice(parameters);
  const yesterdayPrice = nearestPrice(parameters, view.yesterdayPrice ?? currentPrice);
  const days = shownDays(parameters.days);
  const up = hasStock
    ? Array.from({ length: stockLevels }, (_, k) => (k + 1) / stockLevels)
    : Array.from(
        { length: mostPrices },
        (_, k) => lowestPrice + (k / (mostPrices - 1)) * (highestPrice - lowestPrice),
      );
  const prices = new Float64Array(up.length * days.length);
  for (const [row, level] of up.entries()) {
    const before = hasStock ? yesterdayPrice : level;
    const inventory = hasStock ? level * initialInventory : NaN;
    const states = days.map((day) => ({
      day,
      inventory,
      price: day === 0 && !parameters.knowsCurrent ? NaN : before,
    }));
    prices.set(Float64Array.from(pricesAt(states)), row * days.length);
    yield (row + 1) / (up.length + 1);
  }
  return {
    productName: name,
    x: days.map((day) => day + 1),
    y: up,
    ...episodeAxes(hasStock ? initialInventory : null),
    prices,
    reached: reachedStates(parameters, days, up),
    episodes: playedEpisodes(market, parameters, actor),
    dots: [],
    held: hasStock
      ? {
          text: 'Held: {0} charged the day before.',
          figures: [{ value: yesterdayPrice, quantity: 'money' }],
        }
      : { text: 'This market has no stock.', figures: [] },
    marks: 'Hatched: no episode gets there.',
    unreached: 'No episode gets here.',
    isComparable: true,
    yesterday: hasStock
      ? { lowest: lowestPrice, highest: highestPrice, reference: currentPrice, chosen: yesterdayPrice }
      : null,
  };
}

/** What the policy charges in each state. */
export function memoryPrices(
  { products }: MemorySetup,
  policy: MapPolicy,
  { product }: MapView,
  states: readonly MemoryMoment[],
): readonly number[] {
  const { parameters } = products[product]!;
  const size = memoryObservationSize.single;
  const observations = new Float32Array(states.length * size);
  states.forEach((state, i) => writeMemoryObservation(parameters, state, observations, i * size));
  const actions = policy.act(observations, states.length);
  return states.map((_, i) => memoryPriceFromAction(parameters, actions[i]!));
}

/**
 * Which states can come to pass: any price of the day before but on the first day, and what stock the largest sales of
 * each day leave. Sound rather than sharp.
 */
function reachedStates(
  parameters: MemoryParameters,
  days: readonly number[],
  up: readonly number[],
): Uint8Array {
  const { hasStock, currentPrice, lowestPrice, demandNoise, initialInventory } = parameters;
  const half = (up[1]! - up[0]!) / 2;
  const mostADay =
    (1 + possibleDeviations * demandNoise) *
    expectedUnits(parameters, lowestPrice, highestGridPrice(parameters));
  const reached = new Uint8Array(up.length * days.length);
  up.forEach((level, row) =>
    days.forEach((day, column) => {
      const isPriced = hasStock || day > 0 || Math.abs(level - currentPrice) <= half;
      const fewest = Math.max(0, initialInventory - day * mostADay) / initialInventory;
      const isStocked = !hasStock || (level + half > fewest && (day > 0 || level === 1));
      reached[row * days.length + column] = isPriced && isStocked ? 1 : 0;
    }),
  );
  return reached;
}

/** Episodes of the policy on fixed noise: where each day begins on the map, until the stock is gone. */
function playedEpisodes(market: Market, parameters: MemoryParameters, actor: Actor): MapPoint[][] {
  const { hasStock, currentPrice, initialInventory } = parameters;
  const first = { x: 1, y: hasStock ? 1 : currentPrice };
  const episodes: MapPoint[][] = Array.from({ length: market.count }, () => [first]);
  const running = new Uint8Array(market.count).fill(1);
  for (let day = 2; running.includes(1); day++) {
    const step = market.step(actor(market));
    episodes.forEach((episode, i) => {
      if (running[i] === 0) return;
      running[i] = step.terminated[i] === 1 || step.truncated[i] === 1 ? 0 : 1;
      if (running[i] === 1 || step.inventory[i] === 0)
        episode.push({ x: day, y: hasStock ? step.inventory[i]! / initialInventory : step.price[i]! });
    });
  }
  return episodes;
}
