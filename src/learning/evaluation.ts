// Trying a policy on fixed start states: the same markets, the same noise, every time, so that two evaluations
// differ only by the policy.

import type { MarketSetup } from '../core/market/market.ts';
import { modelOf } from '../core/market/market-models.ts';

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
/** Episodes on which the finalists of a run are tried once more, of one product. */
export const secondLookEpisodes = 256;
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
  const products = modelOf(setup).evaluated(setup, seed);
  if (!products) {
    const episodes = Math.max(evaluationEpisodes, Math.min(ofProducts, largestEvaluation));
    return { setup, products: setup.products.map((_, index) => index), ofProducts, episodes };
  }
  const pairs = Math.ceil(Math.max(perProduct, evaluationEpisodes / products.length) / 2);
  return {
    setup: { ...setup, products: products.map((index) => setup.products[index]!) },
    products,
    ofProducts,
    episodes: 2 * pairs * products.length,
  };
}
