// The season of a product that has neither a past nor a demand curve: its market itself is played, whatever kind it is.
//
// A handful of episodes, each in a market of its own that is put back to its beginning for every price that is tried, so
// that all prices meet the same luck. What a unit costs is the caller's, as in the other seasons.

import { createMarket } from '../market/create-market.ts';
import type { Actor } from '../market/episode-returns.ts';
import { marketOfOne } from '../market/market-of-one.ts';
import type { MarketState } from '../market/market-state.ts';
import type { Market, MarketSetup, MarketStep } from '../market/market.ts';
import { modelOf } from '../market/market-models.ts';
import { fixedPriceActor } from '../market/top-fixed-price.ts';
import { triedPrices } from '../market/evaluation-episodes.ts';
import type { Policy } from '../policy/policy.ts';
import type { DemandCurve } from './demand-curve.ts';
import { leastChange } from './played-season.ts';
import type { PriceSetter, Season } from './season.ts';

/** Episodes a price is played in, the same ones for every price. */
const playedEpisodes = 16;
const seed = 1;

/** One episode under way. */
interface Episode {
  readonly market: Market;
  readonly start: MarketState;
}

interface Played {
  /** Means of a day of each episode. [episodes] */
  readonly units: Float64Array;
  readonly revenue: Float64Array;
  /** Of the longest episode. */
  readonly days: number;
}

/** The market of one product, to be asked what prices bring. */
export class PlayedMarket {
  private readonly setup: MarketSetup;
  private readonly episodes: readonly Episode[];
  private readonly known = new Map<number, Played>();

  /** @throws Error where `setup` has no such product. */
  constructor(setup: MarketSetup, product: number) {
    this.setup = marketOfOne(setup, product);
    this.episodes = Array.from({ length: playedEpisodes }, (_, i) => {
      const market = createMarket(this.setup, 1, seed + i, 'evaluation');
      return { market, start: market.state() };
    });
  }

  /** The prices at which its kind tries the best fixed one. */
  range(): { readonly lowest: number; readonly highest: number } {
    const prices = modelOf(this.setup).pricesToTry(this.setup, triedPrices);
    return { lowest: Math.max(0.01, Math.min(...prices)), highest: Math.max(0.01, ...prices) };
  }

  /** The episodes at one price, reached as fast as the market allows. */
  at(price: number): Played {
    let played = this.known.get(price);
    if (!played) {
      const actor = this.going(price);
      played = this.play((market) => market.step(actor(market)));
      this.known.set(price, played);
    }
    return played;
  }

  /**
   * The episodes as `policy` prices them day by day, each price after `setter`; null where that allows none.
   *
   * A price the setter changes is asked of the day again: the market stands where it stood.
   */
  scheduled(
    policy: Policy,
    setter: PriceSetter,
    currentPrice: number,
  ): (Played & { firstPrice: number }) | null {
    const changes = this.episodes.map((): number[] => []);
    const prices = this.episodes.map(() => currentPrice);
    let isAllowed = true;
    let firstPrice = NaN;
    const played = this.play((market, i, day) => {
      const before = market.state();
      const step = market.step(policy.act(market.observations, 1));
      const wish = step.price[0]!;
      const price = setter(wish, prices[i]!, day, changes[i]!);
      if (price === null) isAllowed = false;
      if (price !== null && i === 0 && day === 0) firstPrice = price;
      const charged = price ?? prices[i]!;
      if (Math.abs(charged - prices[i]!) >= leastChange) changes[i]!.push(day);
      prices[i] = charged;
      if (Math.abs(charged - wish) < leastChange) return step;
      market.restore(before);
      return market.step(this.going(charged)(market));
    });
    return isAllowed && Number.isFinite(firstPrice) ? { ...played, firstPrice } : null;
  }

  private going(price: number): Actor {
    return fixedPriceActor(this.setup, price);
  }

  private play(stepOf: (market: Market, episode: number, day: number) => MarketStep): Played {
    const units = new Float64Array(this.episodes.length);
    const revenue = new Float64Array(this.episodes.length);
    let days = 1;
    for (const [i, { market, start }] of this.episodes.entries()) {
      market.restore(start);
      for (let day = 0, isOver = false; !isOver; day++) {
        const step = stepOf(market, i, day);
        units[i]! += step.units[0]!;
        revenue[i]! += step.units[0]! * step.price[0]!;
        isOver = step.terminated[0] === 1 || step.truncated[0] === 1;
        days = Math.max(days, day + 1);
      }
    }
    return { units: units.map((sum) => sum / days), revenue: revenue.map((sum) => sum / days), days };
  }
}

/** What prices bring in a market that is played. `unitCost` is what a unit sold costs, 0 where revenue counts. */
export class MarketSeason implements Season {
  readonly isPlayed = true;
  readonly days: number;
  private readonly market: PlayedMarket;
  private readonly currentPrice: number;
  private readonly unitCost: number;

  constructor(market: PlayedMarket, currentPrice: number, unitCost: number) {
    this.market = market;
    this.currentPrice = currentPrice;
    this.unitCost = unitCost;
    this.days = market.at(currentPrice).days;
  }

  constant(price: number, out: Float64Array): Float64Array {
    return this.write(this.market.at(price), out);
  }

  schedule(policy: Policy, setter: PriceSetter, out: Float64Array): { readonly firstPrice: number } | null {
    const played = this.market.scheduled(policy, setter, this.currentPrice);
    if (played) this.write(played, out);
    return played;
  }

  /** Every draw is one of the episodes, in turn. */
  private write({ units, revenue }: Played, out: Float64Array): Float64Array {
    for (let i = 0; i < out.length; i++) {
      const episode = i % units.length;
      out[i] = revenue[episode]! - this.unitCost * units[episode]!;
    }
    return out;
  }
}

/** Mean units a day of a season at one price. The market is taken as given, so every draw is the same. */
export function playedCurve(market: PlayedMarket): DemandCurve {
  const units = (price: number) => {
    const { units: each } = market.at(price);
    return each.reduce((sum, value) => sum + value, 0) / each.length;
  };
  return { units, drawnUnits: (price, out) => out.fill(units(price)) };
}
