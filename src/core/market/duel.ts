// One episode of one product's market, played price by price by a person, and the very same one by others.
//
// Every player has a market of its own, made with the same seed: start, demand noise, drawn elasticity and rival are
// then the same for all, so that only prices make the difference. In a history market that replays single past days,
// the same random number picks among the days near one's own price: other prices meet other days.

import { mean } from '../statistics/summary.ts';
import { createMarket } from './create-market.ts';
import { demandActionFromPrice, demandIndex, demandPriceFromAction } from './demand/demand-model.ts';
import type { Actor } from './episode-returns.ts';
import { demandState, historyState } from './market-state.ts';
import type { Market, MarketSetup } from './market.ts';
import { actionFromPrice, ceilToCent, floorToCent, priceRange } from './price-from-action.ts';

/** Whether a day of a history market is the mean of similar past days or one of them; a demand market has noise. */
export type DuelMode = 'expected' | 'sampled';

/** Where an episode stands before the day's price is set. */
export interface DuelMoment {
  /** 1 first. */
  readonly day: number;
  readonly lastDay: number;
  /** Days since 1970-01-01 of the day to price; null where the market has no calendar of its own. */
  readonly date: number | null;
  /** The prices this day allows, to the cent. */
  readonly lowest: number;
  readonly highest: number;
  /** Yesterday's price, and what was sold at it; null before the first day of a demand market. */
  readonly price: number;
  readonly units: number | null;
  /** Means of the last seven days; null in a demand market. */
  readonly week: { readonly price: number; readonly units: number } | null;
  /** Units left, and at the start; null in a market without stock. */
  readonly stock: number | null;
  readonly firstStock: number | null;
  readonly rivalPrice: number | null;
  /** Today's weekday and season factor, 1 is a usual day; null in a history market. */
  readonly demandIndex: number | null;
}

/** What came of one day. */
export interface DuelDay {
  readonly day: number;
  readonly price: number;
  readonly units: number;
  /** Currency; null where no cost is known. */
  readonly profit: number | null;
  readonly reward: number;
  /** Units left after the day; null in a market without stock. */
  readonly stock: number | null;
}

export class DuelEpisode {
  private readonly setup: MarketSetup;
  private readonly market: Market;
  private readonly played: DuelDay[] = [];
  private isOver = false;

  /** `setup` as `marketOfOne` makes it. @throws Error in a sentence where it describes no market. */
  constructor(setup: MarketSetup, seed: number, mode: DuelMode) {
    this.setup = setup;
    // As in training, a demand market draws noise and an uncertain elasticity, and all from the seed.
    const drawn = setup.kind === 'demand' || mode === 'sampled';
    this.market = createMarket(setup, 1, seed, drawn ? 'training' : 'evaluation');
  }

  get days(): readonly DuelDay[] {
    return [...this.played];
  }

  /** null once the episode has ended. */
  moment(): DuelMoment | null {
    if (this.isOver) return null;
    return this.setup.kind === 'demand' ? this.demandMoment(this.setup) : this.historyMoment(this.setup);
  }

  /** Charges the price nearest to `price` that the day allows. @throws Error once the episode has ended. */
  charge(price: number): DuelDay {
    return this.act(this.actionOf(price));
  }

  /** @throws Error once the episode has ended. */
  act(action: number): DuelDay {
    if (this.isOver) throw new Error('DuelEpisode.act: the episode has ended; begin another one');
    const step = this.market.step(Float32Array.of(action));
    const known = (value: number) => (Number.isNaN(value) ? null : value);
    const day: DuelDay = {
      day: this.played.length + 1,
      price: step.price[0]!,
      units: step.units[0]!,
      profit: known(step.profit[0]!),
      reward: step.rewards[0]!,
      stock: known(step.inventory[0]!),
    };
    this.isOver = step.terminated[0] === 1 || step.truncated[0] === 1;
    this.played.push(day);
    return day;
  }

  /** Plays on to the end as `actor` says. */
  playOut(actor: Actor): readonly DuelDay[] {
    while (!this.isOver) this.act(actor(this.market)[0]!);
    return this.days;
  }

  private actionOf(price: number): number {
    const { setup } = this;
    if (setup.kind === 'history') return actionFromPrice(rangeOf(setup), price);
    const { parameters } = setup.products[0]!;
    return demandActionFromPrice(parameters, demandState(this.market).episodes[0]!.price, price);
  }

  private demandMoment({ products }: SetupOf<'demand'>): DuelMoment {
    const { parameters } = products[0]!;
    const { price, day, inventory, rivalPrice } = demandState(this.market).episodes[0]!;
    return {
      day: day + 1,
      lastDay: parameters.days,
      date: null,
      ...centsBetween(
        demandPriceFromAction(parameters, price, -1),
        demandPriceFromAction(parameters, price, 1),
      ),
      price,
      units: this.played.at(-1)?.units ?? null,
      week: null,
      stock: Number.isNaN(inventory) ? null : inventory,
      firstStock: parameters.initialInventory,
      rivalPrice: parameters.rival === 'none' ? null : rivalPrice,
      demandIndex: demandIndex(parameters, day),
    };
  }

  private historyMoment(setup: SetupOf<'history'>): DuelMoment {
    const { recent, day, steps } = historyState(this.market).episodes[0]!;
    const { history } = setup.products[0]!;
    const units = recent.sales.map((sales, i) =>
      history.salesMeaning === 'money' && recent.price[i]! > 0 ? sales / recent.price[i]! : sales,
    );
    const { lo, hi } = rangeOf(setup);
    return {
      day: steps + 1,
      lastDay: setup.parameters.episodeSteps,
      date: day + Math.max(1, Math.round(history.daysPerRow)),
      lowest: lo,
      highest: hi,
      price: recent.price.at(-1)!,
      units: units.at(-1)!,
      week: { price: mean(recent.price), units: mean(units) },
      stock: null,
      firstStock: null,
      rivalPrice: null,
      demandIndex: null,
    };
  }
}

type SetupOf<Kind extends MarketSetup['kind']> = Extract<MarketSetup, { readonly kind: Kind }>;

function rangeOf({ products }: SetupOf<'history'>) {
  const { history } = products[0]!;
  return priceRange(history.price, history.unitCost);
}

/** The cents between two prices; where there is none, the prices themselves. */
function centsBetween(lowest: number, highest: number): { lowest: number; highest: number } {
  const inside = { lowest: ceilToCent(lowest), highest: floorToCent(highest) };
  return inside.lowest <= inside.highest ? inside : { lowest, highest };
}
