// `lab coverage [--products 2000] [--seed 1]`: how often the 95 % interval of the elasticity holds the truth, over
// simulated products whose elasticity is known (core/demand/simulated-product.ts says how they are made).
//
// Of each product the whole way is gone: fit, verdict, check for quantity breaks. A product that cannot be fitted has no
// interval and is counted apart, as is one whose price moved only in promotions. Two thousand products tell the share to half a point; four hundred to a whole one.

import {
  pricePolicies,
  simulatedDispersions,
  simulatedProduct,
  type SimulatedProduct,
} from '../../core/demand/simulated-product.ts';
import { summarizeProductDemand } from '../../core/demand/summarize-demand.ts';
import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import { Random } from '../../core/random.ts';
import { readLine } from '../command.ts';
import { coverageLine } from '../lines/checking-lines.ts';

interface Outcome {
  readonly product: SimulatedProduct;
  readonly summary: DemandSummary;
}

/** @throws Error in one sentence for an unknown option or a number out of range. */
export function coverageCommand(args: readonly string[]): Promise<void> {
  const { products, seed } = readLine(coverageLine, args).values;
  const random = new Random(seed).fork('coverage');
  const outcomes = Array.from({ length: products }, (_, i): Outcome => {
    const product = simulatedProduct(i, random.fork(`product ${i}`));
    return { product, summary: summarizeProductDemand(product.history) };
  });
  const fitted = outcomes.filter(({ summary }) => summary.interval !== null);
  const verdicts = ['answers', 'leans', 'cannotTell', 'suspicious'] as const;
  const group = (isMember: (outcome: Outcome) => boolean) => coverageOf(fitted.filter(isMember));
  console.log(
    JSON.stringify(
      {
        products,
        seed,
        fitted: fitted.length,
        promotionsOnly: outcomes.filter(({ summary }) => summary.found?.promotions?.regularMoved === false)
          .length,
        ...coverageOf(fitted),
        byDispersion: simulatedDispersions.map((dispersion) => ({
          dispersion,
          ...group(({ product }) => product.dispersion === dispersion),
        })),
        byPricePolicy: pricePolicies.map((policy) => ({
          policy,
          ...group(({ product }) => product.policy === policy),
        })),
        verdicts: Object.fromEntries(
          verdicts.map((verdict) => [
            verdict,
            outcomes.filter(({ summary }) => summary.verdict === verdict).length,
          ]),
        ),
        quantityBreaks: outcomes.filter(({ summary }) => summary.quantityBreaks !== null).length,
      },
      null,
      1,
    ),
  );
  return Promise.resolve();
}

/** Share of the intervals that hold the truth, its standard error were it 0.95, and their median width. */
function coverageOf(outcomes: readonly Outcome[]) {
  const holds = outcomes.filter(({ product, summary }) => {
    const [low, high] = summary.interval!;
    return low <= product.elasticity && product.elasticity <= high;
  });
  const widths = outcomes.map(({ summary }) => summary.interval![1] - summary.interval![0]);
  const count = outcomes.length;
  return {
    intervals: count,
    coverage: count === 0 ? null : round(holds.length / count),
    standardError: count === 0 ? null : round(Math.sqrt((0.95 * 0.05) / count)),
    medianWidth: count === 0 ? null : round(widths.sort((a, b) => a - b)[count >> 1]!),
  };
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
