// Which products of a catalogue an evaluation plays: all of them, or a documented sample of a large one.
//
// Half of a sample are the products with the largest revenue a day, because they decide what a policy is worth; the
// other half is drawn at random among the rest, so that the distribution does not flatter the large ones.

import type { DemandMarketParameters } from './demand-parameters.ts';
import { Random } from '../../random.ts';

/** With more products than this an evaluation plays a sample of so many. */
const mostEvaluatedProducts = 100;

/** Indices of the evaluated products, rising. The same seed draws the same ones. */
export function portfolioSample(
  products: readonly { readonly parameters: DemandMarketParameters }[],
  seed: number,
  most = mostEvaluatedProducts,
): readonly number[] {
  const all = products.map((_, index) => index);
  if (all.length <= most) return all;
  const revenue = products.map(({ parameters }) => parameters.referencePrice * parameters.baseDemand);
  const byRevenue = all.toSorted((a, b) => revenue[b]! - revenue[a]! || a - b);
  const largest = byRevenue.slice(0, Math.ceil(most / 2));
  const rest = byRevenue.slice(largest.length);
  const random = new Random(seed).fork('portfolio sample');
  for (let i = 0; i < most - largest.length; i++) {
    const pick = i + random.integer(rest.length - i);
    [rest[i], rest[pick]] = [rest[pick]!, rest[i]!];
  }
  return [...largest, ...rest.slice(0, most - largest.length)].sort((a, b) => a - b);
}
