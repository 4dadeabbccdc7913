// Trying a policy on fixed start states: the same markets, the same noise, every time, so that two evaluations
// differ only by the policy.
//
// Each market of the vector plays one episode; its return is undiscounted.

import { portfolioSample } from '../core/market/portfolio-sample.ts';
import type { Market, MarketSetup } from '../core/market/market.ts';

/** What an evaluation plays. */
export interface EvaluationPlan {
  /** The run's own, or its sample of a large catalogue. */
  readonly setup: MarketSetup;
  /** Index of each of its products among the run's. */
  readonly products: readonly number[];
  readonly ofProducts: number;
  readonly episodes: number;
}

/** Episodes a product of a portfolio, in antithetic pairs: in the regular evaluation and in the check at the end. */
export const portfolioEpisodes = { regular: 6, check: 32 } as const;
/** Episodes of an evaluation over a large catalogue of histories, unless more are asked for. */
const largestEvaluation = 256;

/** Which products an evaluation plays and how often: every one of a catalogue has its say, as far as affordable. */
export function evaluationPlan(
  setup: MarketSetup,
  evaluationEpisodes: number,
  seed: number,
  perProduct: number = portfolioEpisodes.regular,
): EvaluationPlan {
  const ofProducts = setup.products.length;
  if (setup.kind === 'history' || ofProducts === 1) {
    const episodes = Math.max(evaluationEpisodes, Math.min(ofProducts, largestEvaluation));
    return { setup, products: setup.products.map((_, index) => index), ofProducts, episodes };
  }
  const products = portfolioSample(setup.products, seed);
  const pairs = Math.ceil(Math.max(perProduct, evaluationEpisodes / products.length) / 2);
  return {
    setup: { ...setup, products: products.map((index) => setup.products[index]!) },
    products,
    ofProducts,
    episodes: 2 * pairs * products.length,
  };
}

/** Actions for all markets of a vector, given their observations. [count * actionSize] */
export type Actor = (market: Market) => Float32Array;

/**
 * Returns of one episode per market of `market`, played by `actor`. [count]
 *
 * A generator, so that whoever drives it can breathe between steps; it yields after each step.
 * The market must stand at the beginning of its episodes: built in evaluation mode, or reset since.
 */
export function* episodeReturns(market: Market, actor: Actor): Generator<void, Float64Array> {
  const returns = new Float64Array(market.count);
  const running = new Uint8Array(market.count).fill(1);
  let left = market.count;
  while (left > 0) {
    const step = market.step(actor(market));
    const ended: number[] = [];
    for (let i = 0; i < market.count; i++) {
      const over = step.terminated[i] === 1 || step.truncated[i] === 1;
      if (over) ended.push(i);
      if (running[i] === 0) continue;
      returns[i]! += step.rewards[i]!;
      if (over) {
        running[i] = 0;
        left--;
      }
    }
    if (ended.length > 0 && left > 0) market.reset(ended);
    yield;
  }
  return returns;
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
