// One episode of one product's market, played price by price by a person, and the very same one by others.
//
// Every player has a market of its own, made with the same seed: start, demand noise, drawn elasticity and rival are
// then the same for all, so that only prices make the difference. In a history market that replays single past days,
// the same random number picks among the days near one's own price: other prices meet other days.

import { knownOrNull } from '../statistics/or-null.ts';
import { createMarket } from './create-market.ts';
import type { GameDay, GameMode, GameMoment } from './game-facts.ts';
import type { Actor } from './episode-returns.ts';
import type { MarketModel } from './market-model.ts';
import type { Market, MarketSetup } from './market.ts';
import { modelOf } from './market-models.ts';
import { fixedPriceActor } from './top-fixed-price.ts';

export class GameEpisode {
  private readonly setup: MarketSetup;
  private readonly market: Market;
  private readonly model: MarketModel;
  private readonly played: GameDay[] = [];
  private isOver = false;

  /** `setup` as `marketOfOne` makes it. @throws Error in a sentence where it describes no market. */
  constructor(setup: MarketSetup, seed: number, mode: GameMode) {
    this.setup = setup;
    this.model = modelOf(setup);
    this.market = createMarket(setup, 1, seed, this.model.play.mode(mode));
  }

  get days(): readonly GameDay[] {
    return [...this.played];
  }

  /** null once the episode has ended. */
  moment(): GameMoment | null {
    if (this.isOver) return null;
    return this.model.play.moment(this.setup, this.market, this.played);
  }

  /** Charges the price nearest to `price` that the day allows. @throws Error once the episode has ended. */
  charge(price: number): GameDay {
    return this.act(fixedPriceActor(this.setup, price)(this.market)[0]!);
  }

  /** @throws Error once the episode has ended. */
  act(action: number): GameDay {
    if (this.isOver) throw new Error('GameEpisode.act: the episode has ended; begin another one');
    const step = this.market.step(Float32Array.of(action));
    const day: GameDay = {
      day: this.played.length + 1,
      price: step.price[0]!,
      units: step.units[0]!,
      profit: knownOrNull(step.profit[0]!),
      reward: step.rewards[0]!,
      stock: knownOrNull(step.inventory[0]!),
    };
    this.isOver = step.terminated[0] === 1 || step.truncated[0] === 1;
    this.played.push(day);
    return day;
  }

  /** Plays on to the end as `actor` says. */
  playOut(actor: Actor): readonly GameDay[] {
    while (!this.isOver) this.act(actor(this.market)[0]!);
    return this.days;
  }
}
