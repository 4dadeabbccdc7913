// How a policy did on each product of a portfolio, and on the median one.
//
// The median and not the mean is the headline: a few products on which little can be gained would decide a mean.

import { quantile } from '../statistics/summary.ts';
import type { PortfolioScore, PortfolioBaselines } from './events.ts';
import { gapOf } from './gap-closed.ts';

/**
 * Scores the returns of an evaluation.
 *
 * `productIndex` tells which of `baselines.products` each episode sold; each has at least one episode.
 */
export function portfolioScore(
  returns: ArrayLike<number>, // [episodes]
  productIndex: ArrayLike<number>, // [episodes]
  baselines: PortfolioBaselines,
): PortfolioScore {
  const { products } = baselines;
  const sums = new Float64Array(products.length);
  const episodes = new Float64Array(products.length);
  for (let i = 0; i < returns.length; i++) {
    sums[productIndex[i]!]! += returns[i]!;
    episodes[productIndex[i]!]! += 1;
  }
  const means = Array.from(sums, (sum, k) => sum / episodes[k]!);
  const gaps = products.map(({ keepPrice, optimum }, k) => gapOf(means[k]!, keepPrice, optimum));
  return {
    episodesPerProduct: Math.floor(returns.length / products.length),
    returns: means,
    gaps,
    quartiles: quartilesOf(gaps),
  };
}

function quartilesOf(gaps: readonly (number | null)[]): PortfolioScore['quartiles'] {
  const known = gaps.filter((gap) => gap !== null).sort((a, b) => a - b);
  if (known.length === 0) return null;
  return { lower: quantile(known, 0.25), median: quantile(known, 0.5), upper: quantile(known, 0.75) };
}
