// Who plays an episode beside a person: the agent, keeping the price, the top fixed price and, where a market has one, the
// optimum. Whoever asks says how the two that have to be searched for are found: in slices in the page, at once in a script.

import type { Actor } from './episode-returns.ts';
import type { GameAnswer, GameMode, GamePlayerName } from './game-facts.ts';
import { GameEpisode } from './game.ts';
import { keepPriceActor } from './keep-price.ts';
import { kindOf, titleOf } from './kinds.ts';
import type { OptimalPlan } from './market-model.ts';
import { modelOf } from './market-models.ts';
import type { MarketSetup } from './market.ts';
import { fixedPriceActor } from './top-fixed-price.ts';

export interface GameSearch {
  /** The optimum's price for every state. */
  readonly plan: () => Promise<OptimalPlan>;
  /** The constant price of the largest mean return, where there is no plan. */
  readonly fixedPrice: () => Promise<number>;
}

interface GamePlayers {
  readonly players: readonly { readonly name: GamePlayerName; readonly actor: Actor }[];
  /** Who does not play, and why, as sentences. */
  readonly missing: readonly string[];
}

/**
 * Everybody there is in the market of one product (`marketOfOne`).
 *
 * @param agent - null where there is none; `noAgent` then says why, null where nobody needs to know.
 */
export async function gamePlayers(
  one: MarketSetup,
  agent: Actor | null,
  noAgent: string | null,
  search: GameSearch,
): Promise<GamePlayers> {
  const missing: string[] = [];
  const players: { readonly name: GamePlayerName; readonly actor: Actor }[] = [];
  if (agent) players.push({ name: 'agent', actor: agent });
  else if (noAgent !== null) missing.push(noAgent);
  players.push({ name: 'keepPrice', actor: keepPriceActor(one) });
  const { optimum } = modelOf(one);
  const problem = optimum ? optimum.problem(one, 0) : `${noOptimumOf(one)}.`;
  if (problem === null) {
    const plan = await search.plan();
    players.push({ name: 'bestFixedPrice', actor: fixedPriceActor(one, plan.bestFixedPrice) });
    players.push({ name: 'optimum', actor: plan.actor });
  } else {
    missing.push(problem);
    players.push({ name: 'bestFixedPrice', actor: fixedPriceActor(one, await search.fixedPrice()) });
  }
  return { players, missing };
}

/** The episode of `seed` as every one of them plays it; `step`: market steps behind the agent. */
export function playedGame(
  one: MarketSetup,
  { players, missing }: GamePlayers,
  { seed, mode, step }: { readonly seed: number; readonly mode: GameMode; readonly step: number | null },
): GameAnswer {
  const { optimum, play } = modelOf(one);
  return {
    setup: one,
    productName: kindOf(one).productNames(one)[0]!,
    known: play.known(one),
    seed,
    mode,
    players: players.map(({ name, actor }) => ({
      name,
      days: new GameEpisode(one, seed, mode).playOut(actor),
    })),
    missing,
    step,
    atEstimate: optimum?.isAtEstimate(one, 0) ?? false,
  };
}

/** Why a kind without an optimum has none, without its full stop. */
export function noOptimumOf(setup: MarketSetup): string {
  return `The ${titleOf(kindOf(setup))} has no known optimum`;
}
