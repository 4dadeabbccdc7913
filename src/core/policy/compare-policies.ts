// Which of two policies earns more, and how sure that is: both play the very same episodes, so that only prices differ.
//
// Each plays in a market made of its own setup, since one may read other observations than the other; made with the same seed
// these have the same starts and the same noise.

import { createMarket } from '../market/create-market.ts';
import { episodeOutcomes, type Actor, type EpisodeOutcomes } from '../market/episode-returns.ts';
import { keepPriceActor } from '../market/keep-price.ts';
import type { MarketSetup } from '../market/market.ts';
import { pairedBootstrap, type Interval } from '../statistics/paired-bootstrap.ts';
import { mean } from '../statistics/summary.ts';
import type { Policy } from './policy.ts';

interface PolicyInMarket {
  readonly setup: MarketSetup;
  readonly policy: Policy;
}

/** Means an episode of both, in their order, and of today's prices. */
interface ComparedMeasure {
  readonly means: readonly [number, number];
  readonly keepPrice: number;
  /** How much more the first one has; 95 % interval, paired. */
  readonly difference: Interval | null;
}

export interface ComparedPolicies {
  readonly episodes: number;
  readonly reward: ComparedMeasure;
  /** Currency; null where no cost is known. */
  readonly profit: ComparedMeasure | null;
  /** What `better` goes by: profit, or reward where no cost is known, or where they were trained for revenue. */
  readonly by: 'profit' | 'reward';
  /** Beyond chance, or it may be chance. */
  readonly better: 'first' | 'second' | 'unclear';
}

/** Episodes come in antithetic pairs, of which each product has as many. */
const leastPairs = 4;

/**
 * Yields after each step of a market. `episodes`: at least so many, in equal numbers of each product; `byReward` leaves profit
 * out of the verdict.
 */
export function* comparePoliciesSteps(
  pair: readonly [PolicyInMarket, PolicyInMarket],
  {
    episodes,
    seed,
    byReward,
  }: { readonly episodes: number; readonly seed: number; readonly byReward: boolean },
): Generator<void, ComparedPolicies> {
  const products = pair[0].setup.products.length;
  const count = 2 * products * Math.max(leastPairs, Math.ceil(episodes / (2 * products)));
  const played = (setup: MarketSetup, actor: Actor) =>
    episodeOutcomes(createMarket(setup, count, seed, 'evaluation'), actor);
  const acting = ({ setup, policy }: PolicyInMarket) =>
    played(setup, (market) => policy.act(market.observations, market.count));
  const first = yield* acting(pair[0]);
  const second = yield* acting(pair[1]);
  const keep = yield* played(pair[0].setup, keepPriceActor(pair[0].setup));
  const reward = measure(first, second, keep, 'returns');
  const profit = measure(first, second, keep, 'profits');
  const isKnown = profit.means.every((value) => !Number.isNaN(value));
  const by = isKnown && !byReward ? 'profit' : 'reward';
  return {
    episodes: count,
    reward,
    profit: isKnown ? profit : null,
    by,
    better: betterBy((by === 'profit' ? profit : reward).difference),
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

/** Whose mean is higher beyond chance, by an interval of how much more the first one has. */
export function betterBy(difference: Interval | null): ComparedPolicies['better'] {
  if (difference === null) return 'unclear';
  if (difference.low > 0) return 'first';
  return difference.high < 0 ? 'second' : 'unclear';
}
