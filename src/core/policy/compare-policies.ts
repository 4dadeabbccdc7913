// Which of two policies earns more, and how sure that is: both play the very same episodes, so that only prices differ.
//
// Each plays in a market made of its own setup, since one may read other observations than the other; made with the same seed
// these have the same starts and the same noise.

import { createMarket } from '../market/create-market.ts';
import { episodeOutcomes, type Actor, type EpisodeOutcomes } from '../market/episode-returns.ts';
import { keepPriceActor } from '../market/keep-price.ts';
import type { MarketSetup } from '../market/market.ts';
import { pairedBootstrap } from '../statistics/paired-bootstrap.ts';
import { mean } from '../statistics/summary.ts';
import { betterBy, type ComparedMeasure, type ComparedPolicies } from './compared-policies.ts';
import type { Policy } from './policy.ts';

interface PolicyInMarket {
  readonly setup: MarketSetup;
  readonly policy: Policy;
}

/** Episodes come in antithetic pairs, of which each product has as many. */
const leastPairs = 4;

/**
 * Yields after each step of a market how much is done, from 0 to 1. `episodes`: at least so many, in equal numbers of each
 * product; `byRevenue` leaves profit out of the verdict.
 */
export function* comparePoliciesSteps(
  pair: readonly [PolicyInMarket, PolicyInMarket],
  {
    episodes,
    seed,
    byRevenue,
  }: { readonly episodes: number; readonly seed: number; readonly byRevenue: boolean },
): Generator<number, ComparedPolicies> {
  const products = pair[0].setup.products.length;
  const count = 2 * products * Math.max(leastPairs, Math.ceil(episodes / (2 * products)));
  const played = (setup: MarketSetup, actor: Actor) =>
    episodeOutcomes(createMarket(setup, count, seed, 'evaluation'), actor);
  const acting = ({ setup, policy }: PolicyInMarket) =>
    played(setup, (market) => policy.act(market.observations, market.count));
  const progress = shareOfPlays(3);
  // Today's prices first: they are quick, and tell how long an episode is.
  const keep = yield* progress(played(pair[0].setup, keepPriceActor(pair[0].setup)));
  const first = yield* progress(acting(pair[0]));
  const second = yield* progress(acting(pair[1]));
  const of = (what: keyof EpisodeOutcomes) => measure(first, second, keep, what);
  const profit = of('profits');
  const revenue = of('revenues');
  const isKnown = profit.means.every((value) => !Number.isNaN(value));
  const by = isKnown && !byRevenue ? 'profit' : 'revenue';
  return {
    episodes: count,
    reward: of('returns'),
    profit: isKnown ? profit : null,
    revenue,
    by,
    better: betterBy((by === 'profit' ? profit : revenue).difference),
  };
}

/** What is done of `plays` plays of about the same number of steps, one after the other. */
function shareOfPlays(plays: number) {
  let ended = 0;
  let usual = 0;
  return function* (play: Generator<void, EpisodeOutcomes>): Generator<number, EpisodeOutcomes> {
    for (let steps = 1; ; steps++) {
      const next = play.next();
      if (next.done === true) {
        usual = steps;
        ended++;
        return next.value;
      }
      yield (ended + (usual === 0 ? 0 : Math.min(1, steps / usual))) / plays;
    }
  };
}

function measure(
  first: EpisodeOutcomes,
  second: EpisodeOutcomes,
  keep: EpisodeOutcomes,
  of: keyof EpisodeOutcomes,
): ComparedMeasure {
  return {
    means: [mean(first[of]), mean(second[of])],
    keepPrice: mean(keep[of]),
    difference: pairedBootstrap([...first[of]], [...second[of]]),
  };
}
