// A demand fit after a price test: what the test says of the elasticity, weighed against what the file says, by precision.
//
// A test's prices were drawn by a coin, so its answer has no other cause than the price. The file's error holds how far elasticities
// differ between periods; the test's own is that of its weeks.

import type { DemandFindings, DemandSummary } from './demand-summary.ts';
import { isEvidence } from './evidence-of-fit.ts';
import type { TestEvidence } from './evidence-of-tests.ts';
import { intervalVerdict } from './verdict.ts';
import { z975 } from './verdict-limits.ts';

/** By product id. */
export type TestedProducts = Readonly<Record<string, readonly TestEvidence[]>>;

/** The summary with the evidence in it; the same object where there is none that it does not hold already. */
export function withTestEvidence(summary: DemandSummary, evidence: readonly TestEvidence[]): DemandSummary {
  const held = new Set(summary.tested?.map(({ id }) => id));
  const fresh = evidence.filter(
    ({ id, standardError, elasticity }) =>
      !held.has(id) && standardError > 0 && Number.isFinite(standardError) && Number.isFinite(elasticity),
  );
  if (fresh.length === 0) return summary;
  const market = weighed(summary.marketElasticity, summary.marketElasticityError, fresh);
  const isFitted = summary.estimate !== null && summary.standardError !== null && isEvidence(summary);
  const own = isFitted ? weighed(summary.estimate, summary.standardError, fresh) : weighed(null, 0, fresh);
  const { verdict, ground } = intervalVerdict({ value: own.mean, standardError: own.error });
  const tested = [...(summary.tested ?? []), ...fresh];
  const last = tested.at(-1)!;
  const found = summary.found && withAnswer(summary.found);
  return {
    ...summary,
    tested,
    found,
    estimate: own.mean,
    standardError: own.error,
    interval: [own.mean - z975 * own.error, own.mean + z975 * own.error],
    marketElasticity: Math.min(0, market.mean),
    marketElasticityError: market.error,
    verdict,
    sentence: `${ground} ${tested.length === 1 ? 'A price test' : `${tested.length} price tests`} (${last.from} to ${last.to}) ${isFitted ? 'and the file together show this' : 'alone shows this'}.`,
    experiment: verdict === 'cannotTell' ? summary.experiment : null,
  };
}

/** A test is an answer where the file had none. */
function withAnswer({ promotions, ...found }: DemandFindings): DemandFindings {
  return {
    ...found,
    followsDemand: false,
    isUntoldByMoves: false,
    promotions: promotions && { ...promotions, regularMoved: true },
  };
}

/** All summaries with what tests said of their products; the same objects where nothing did. */
export function testedDemand(
  summaries: readonly DemandSummary[],
  tested: TestedProducts,
): readonly DemandSummary[] {
  return summaries.map((summary) =>
    Object.hasOwn(tested, summary.productId)
      ? withTestEvidence(summary, tested[summary.productId]!)
      : summary,
  );
}

/** The mean by precision; `mean` null begins with nothing. */
function weighed(
  mean: number | null,
  error: number,
  evidence: readonly TestEvidence[],
): { readonly mean: number; readonly error: number } {
  let precision = mean === null ? 0 : 1 / error ** 2;
  let sum = mean === null ? 0 : mean * precision;
  for (const { elasticity, standardError } of evidence) {
    precision += 1 / standardError ** 2;
    sum += elasticity / standardError ** 2;
  }
  return { mean: sum / precision, error: 1 / Math.sqrt(precision) };
}
