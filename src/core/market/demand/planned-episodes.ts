// Which episodes an evaluation of a portfolio plays, so that few of them tell much.
//
// The K episodes of a product are spread evenly over its fitted elasticity and come in antithetic pairs: both of a
// pair sell at the same elasticity, and where one day of the first sells more than expected, that day of the second
// sells as much less. What is linear in the noise cancels within a pair, and what the draw of an elasticity alone
// would add is gone: measured on eight products of the demo catalogue, six episodes are as exact as 25 to several
// hundred drawn ones.
//
// Source: Owen, "Monte Carlo theory, methods and examples", chapter 8, https://artowen.su.domains/mc/.

import { normalQuantile } from '../../statistics/distributions.ts';
import { evaluatedProduct } from '../market-step.ts';

/** One episode of an evaluation. */
export interface PlannedEpisode {
  /** Index into the market's products. */
  readonly product: number;
  /** Names the streams of random numbers; both of a pair have the same. */
  readonly stream: number;
  /** 1, or -1 for the second of a pair. */
  readonly noiseSign: 1 | -1;
  /** The elasticity in standard errors from the fitted one. */
  readonly elasticityScore: number;
}

/** The episodes of an evaluation with `count` markets of `products` products; a product's come in pairs. */
export function plannedEpisodes(count: number, products: number): readonly PlannedEpisode[] {
  const perProduct = new Map<number, number>();
  const ranked = Array.from({ length: count }, (_, i) => {
    const product = evaluatedProduct(i, count, products);
    const rank = perProduct.get(product) ?? 0;
    perProduct.set(product, rank + 1);
    return { product, rank };
  });
  return ranked.map(({ product, rank }) => {
    const pair = Math.floor(rank / 2);
    return {
      product,
      stream: product + pair * products,
      noiseSign: rank % 2 === 0 ? 1 : -1,
      elasticityScore: evenScores(Math.ceil(perProduct.get(product)! / 2))[pair]!,
    };
  });
}

/** `count` scores of a standard normal, each as likely as the others: mean 0 and, from two on, variance 1. */
export function evenScores(count: number): readonly number[] {
  const above = Array.from({ length: Math.floor(count / 2) }, (_, k) => -normalQuantile((k + 0.5) / count));
  const variance = (2 * above.reduce((sum, score) => sum + score ** 2, 0)) / count;
  const upper = above.map((score) => score / Math.sqrt(variance));
  const middle = count % 2 === 1 ? [0] : [];
  return [...upper.map((score) => -score), ...middle, ...upper.toReversed()];
}
