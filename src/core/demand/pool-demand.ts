// Pooling: products borrow from the other series of the same product, from their category and from the file (empirical Bayes).
//
// Elasticities are found all together, with the spreads of every level averaged over (nested-elasticities.ts): a firm fit stands, a thin
// one moves to its like, and a group that knows nothing stays with what is known above it. In simulated thin shops that took 8 % off the
// error of pooled elasticities against groups fitted one after the other, where a product's own fit counted twice, once
// in its category; of the prices that such shops were advised 6.8 in 100 lost money, against 7.8.
//
// What else a file's products have in common (effects of a category's prices, memory, rivals) is weighed in one group each: effects
// are normal about a mean mu with standard deviation tau, and every fit normal about its own. tau comes from the method of moments, mu
// from the fits weighed by 1 / (se^2 + tau^2): DerSimonian and Laird, "Meta-analysis in clinical trials", 1986. The moment estimate of
// tau^2 is mostly 0 for thin fits and far too large for a few with one odd fit, so it is weighed against a usual spread by its own sampling
// variance, and an odd fit counts as 2.5 standard deviations.
//
// Before all that every error grows by what elasticities differ from period to period in this file or category (between-periods.ts), and
// the verdict is given again.

import type { Estimate } from '../statistics/estimate.ts';
import { median } from '../statistics/summary.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { betweenPeriodSds } from './between-periods.ts';
import type { DemandSummary } from './demand-summary.ts';
import { isEvidence } from './evidence-of-fit.ts';
import { bounded } from './expected-units.ts';
import { fitFullDemand } from './fit-full-demand.ts';
import { categorySd } from './full-terms.ts';
import { type NestedGroup, type NestedMember, nestedElasticities } from './nested-elasticities.ts';
import { type Prior, elasticityPrior, weighAgainstPrior } from './prior.ts';
import { productOfSeries } from './product-of-series.ts';
import { settlingExperiment } from './settling-experiment.ts';
import { leavesUntold, sharedMoves, untoldGround } from './shared-moves.ts';
import { shapeError } from './steepening.ts';
import { z975 } from './verdict-limits.ts';
import { interval95, intervalVerdict, verdictSentence } from './verdict.ts';

/** Fewer products than this are no category, fewer series no product. */
const fewestProducts = 3;
const fewestSeries = 2;
/** How far tau^2 of a group lies from its usual one, as a share of it. */
const usualDoubt = 0.4;
/** Differences beyond this many standard deviations count as this. */
const boundedAt = 2.5;
/** No group is taken to be all alike. */
const leastVariance = 0.02;
/** A category's effect of prices, when few know better, and how far products of a category and categories of a file differ in it. */
const usualCross: Prior = { mean: 0.2, standardDeviation: 0.4 };
const usualCrossSd = 0.3;

/** The effects of a group. */
interface GroupEffect {
  readonly mean: number;
  /** Standard error of `mean`. */
  readonly meanError: number;
  /** How far members differ: tau. */
  readonly sd: number;
}

/**
 * The summaries again, those in a group of enough fits shrunk towards it; `histories` in the same order.
 * A suspicious product stays with the usual prior.
 *
 * Errors, intervals and verdicts become those of the next period; `prior`, `pooled`, `marketElasticity` and what
 * follows from it change.
 */
export function poolDemand(
  histories: readonly ProductHistory[],
  summaries: readonly DemandSummary[],
): DemandSummary[] {
  const categoryOf = (i: number) => histories[i]!.product.category ?? null;
  const periodSds = betweenPeriodSds(
    summaries.flatMap((summary, i) =>
      summary.found?.halves && summary.quantityBreaks === null
        ? [{ ...summary.found.halves, category: categoryOf(i) }]
        : [],
    ),
    usualDays(histories),
  );
  const widened = summaries.map((summary, i) =>
    withPeriods(histories[i]!, summary, periodSds && periodSds(categoryOf(i))),
  );
  const evidence = widened.map((summary) =>
    withoutForm(
      evidenceOf(summary),
      Math.hypot(formErrorOf(summary), sharedErrorOf(summary), shapeErrorOf(summary, periodSds !== null)),
    ),
  );
  const crosses = crossGroups(histories, widened);
  // Whatever moved with a suspicious product's price may have moved with its category's, only less.
  const crossed = widened.map((summary, i) =>
    summary.verdict === 'suspicious' ? summary : withCross(summary, crosses.get(categoryOf(i) ?? '')),
  );
  const inCategories = membersOf(
    histories.map((_, i) => categoryOf(i)),
    evidence,
    fewestProducts,
  );
  const productKeys = histories.map(({ product }) => productOfSeries(product));
  const inProducts = membersOf(productKeys, evidence, fewestSeries);
  const fits = evidence.filter((estimate) => estimate !== null);
  if (fits.length < fewestProducts && inProducts.size === 0) return crossed;
  const members = evidence.map((estimate, i): NestedMember => {
    const [category, product] = [categoryOf(i), productKeys[i] ?? null];
    return {
      evidence: estimate,
      sharedError: sharedErrorOf(widened[i]!),
      category: category !== null && inCategories.has(category) ? category : null,
      product: product !== null && inProducts.has(product) ? product : null,
    };
  });
  const nested = nestedElasticities(members, elasticityPrior);
  const isUntold = leavesUntold(
    sharedMoves(histories),
    nested.file.meanError,
    elasticityPrior.standardDeviation,
  );
  return crossed.map((summary, i) => {
    if (summary.verdict === 'suspicious') return summary;
    const { category, product, evidence: own } = members[i]!;
    const group =
      product !== null
        ? nested.products.get(product)!
        : category !== null
          ? nested.categories.get(category)!
          : null;
    const posterior = own && withForm(nested.members[i]!, formErrorOf(summary));
    const together = pooled(summary, posterior, group ?? nested.file, group !== null);
    return isUntold ? withoutAnswer(together) : together;
  });
}

/** Calendar days that a history of the file covers, the middle one of all; 0 without any. */
function usualDays(histories: readonly ProductHistory[]): number {
  return median(
    histories.map(({ days, daysPerRow }) => (days.length > 0 ? days.at(-1)! - days[0]! + daysPerRow : 0)),
  );
}

/** What a group says of one more member. */
export function priorOf(group: Pick<GroupEffect, 'mean' | 'meanError' | 'sd'>): Prior {
  return { mean: group.mean, standardDeviation: Math.hypot(group.sd, group.meanError) };
}

/** Members with evidence by key, of keys that have at least `fewest` of them; null keys belong to none. */
function membersOf(
  keys: readonly (string | null)[],
  evidence: readonly (Estimate | null)[],
  fewest: number,
): Map<string, number[]> {
  const members = new Map<string, number[]>();
  keys.forEach((key, i) => {
    if (key === null || evidence[i] === null) return;
    const list = members.get(key);
    if (list) list.push(i);
    else members.set(key, [i]);
  });
  return new Map([...members].filter(([, list]) => list.length >= fewest));
}

/** The summary with errors about the next period, and its verdict on them. */
function withPeriods(
  history: ProductHistory,
  summary: DemandSummary,
  periodSd: number | null,
): DemandSummary {
  const { found, estimate, standardError } = summary;
  const ofShape = shapeErrorOf(summary, periodSd !== null);
  const ofForm = Math.hypot(formErrorOf(summary), ofShape);
  if (found === null || (periodSd === null && ofForm === 0)) return summary;
  const noted = { ...summary, found: { ...found, betweenPeriodSd: periodSd } };
  if (estimate === null || standardError === null) return noted;
  const wide: Estimate = { value: estimate, standardError: Math.hypot(standardError, periodSd ?? 0, ofForm) };
  const widened = { ...noted, standardError: wide.standardError, interval: interval95(wide) };
  const weighed = weighAgainstPrior(withoutForm(evidenceOf(widened), ofShape));
  const marketElasticity = Math.min(0, weighed.value);
  const moved: DemandSummary = {
    ...widened,
    marketElasticity,
    marketElasticityError: weighed.standardError,
    baseUnits: movedUnits(summary, marketElasticity),
  };
  // Other grounds than the interval stand.
  const before = intervalVerdict({ value: estimate, standardError });
  if (before.verdict !== summary.verdict || !summary.sentence.startsWith(before.ground)) return moved;
  const grounded = intervalVerdict(wide);
  const experiment =
    grounded.verdict === 'answers'
      ? null
      : (summary.experiment ??
        (summary.verdict === 'answers'
          ? settlingExperiment(history, fitFullDemand(history).fit, marketElasticity, true)
          : null));
  return {
    ...moved,
    verdict: grounded.verdict,
    sentence: verdictSentence(grounded, experiment),
    experiment,
  };
}

/** Effects of the category's prices as the days alone have them, over a category's products; a file's categories know of each other. */
function crossGroups(
  histories: readonly ProductHistory[],
  summaries: readonly DemandSummary[],
): Map<string, GroupEffect> {
  const effects = summaries.map(crossEvidence);
  const known = effects.filter((effect) => effect !== null);
  const file = known.length >= fewestProducts ? groupEffect(known, usualCross, usualCrossSd) : null;
  const above = file === null ? usualCross : priorOf(file);
  const categories = membersOf(
    histories.map(({ product }) => product.category),
    effects,
    fewestProducts,
  );
  return new Map(
    [...categories].map(([key, list]) => [
      key,
      groupEffect(
        list.map((i) => effects[i]!),
        above,
        usualCrossSd,
      ),
    ]),
  );
}

/** The fit weighed it against its own prior; a group weighs evidence, so that prior is taken out again. */
function crossEvidence({ found }: DemandSummary): Estimate | null {
  if (!found?.category) return null;
  const { coefficient, standardError } = found.category;
  const precision = standardError ** -2;
  const ofDays = precision - categorySd ** -2;
  return ofDays > 1e-3 * precision
    ? { value: (coefficient * precision) / ofDays, standardError: ofDays ** -0.5 }
    : null;
}

function withCross(summary: DemandSummary, group: GroupEffect | undefined): DemandSummary {
  const { found } = summary;
  if (!found?.category) return summary;
  const { shares } = found.category;
  const prior = group ? priorOf(group) : usualCross;
  const weighed = weighAgainstPrior(crossEvidence(summary), prior);
  // The share of the prior in the posterior carries the error of the group's mean, the same for all of the group.
  // Cheap neighbours that come with more sales are a leaflet, or days that the category has in common, sooner than complements: prices
  // that were cut together for it would lose.
  const isTold = group !== undefined && group.mean > z975 * group.meanError;
  const isReversed = group !== undefined && group.mean < -z975 * group.meanError;
  const borrowed = (weighed.standardError / prior.standardDeviation) ** 2;
  return {
    ...summary,
    found: {
      ...found,
      category: {
        coefficient: weighed.value,
        standardError: weighed.standardError,
        sharedError: borrowed * (group?.meanError ?? 0),
        isTold,
        shares,
      },
      sentences: [
        ...found.sentences,
        ...(isTold && weighed.value > 0 ? [substitutesSentence(weighed.value)] : []),
        ...(isReversed ? [reversedSentence] : []),
      ],
    },
  };
}

function substitutesSentence(coefficient: number): string {
  const percent = 100 * (1.1 ** coefficient - 1);
  return `Products of its category are substitutes: when the others cost 10 % more, it sells about ${percent.toFixed(0)} % more. Their prices are set together.`;
}

const reversedSentence =
  'It sold more while the others of its category were cheaper. Advertising or good days of the whole category do that sooner than their prices, so each price is set by itself.';

/** Of the elasticity's error what the form of the habit adds. */
function formErrorOf({ found }: DemandSummary): number {
  return found?.lasting?.formError ?? found?.stockingUpError ?? 0;
}

/**
 * Of the elasticity's error what is not known of the curve's shape, where the file has products enough to ask (`isAsked`). Curves are drawn of
 * all shapes, so that draws have it already.
 */
function shapeErrorOf({ estimate, steepening }: DemandSummary, isAsked: boolean): number {
  return isAsked && estimate !== null && steepening ? shapeError(estimate, steepening) : 0;
}

/** Of the elasticity's error what is off to the same side in all products besides the habit's form. */
function sharedErrorOf({ found }: DemandSummary): number {
  return found?.sharedError ?? 0;
}

function withForm({ value, standardError }: Estimate, ofForm: number): Estimate {
  return { value, standardError: Math.hypot(standardError, ofForm) };
}

function withoutForm(evidence: Estimate | null, ofForm: number): Estimate | null {
  if (evidence === null || ofForm === 0) return evidence;
  const { value, standardError } = evidence;
  return { value, standardError: Math.sqrt(Math.max(0, standardError ** 2 - ofForm ** 2)) };
}

/** What a product's fit says about its elasticity; null where that is no response to price. */
function evidenceOf(summary: DemandSummary): Estimate | null {
  const { estimate, standardError } = summary;
  if (estimate === null || standardError === null || !isEvidence(summary)) return null;
  return { value: estimate, standardError };
}

/** tau^2: the moment estimate, weighed by its sampling variance against `usual`, which is known but for a share of it. */
function spreadOf(estimates: readonly Estimate[], usual: number): number {
  const weights = estimates.map(({ standardError }) => standardError ** -2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = estimates.reduce((sum, { value }, i) => sum + weights[i]! * value, 0) / total;
  const freedom = estimates.length - 1;
  let q = 0;
  let squares = 0;
  let fourths = 0;
  estimates.forEach(({ value }, i) => {
    // By how much a squared difference exceeds what errors alone make, where the spread is the usual one.
    const growth = 1 + weights[i]! * usual;
    q += Math.min(weights[i]! * (value - mean) ** 2, boundedAt ** 2 * growth);
    squares += weights[i]! ** 2;
    fourths += growth ** 2;
  });
  const spread = total - squares / total;
  if (!(spread > 0)) return usual;
  const known = (usualDoubt * usual) ** -2;
  const told = (spread ** 2 * estimates.length) / (2 * freedom * fourths);
  return Math.max(leastVariance, (known * usual + (told * (q - freedom)) / spread) / (known + told));
}

/** Mean and spread of a group from its fits, at least one; `above` is what is known of its mean. */
export function groupEffect(estimates: readonly Estimate[], above: Prior, usual: number): GroupEffect {
  const sumOf = (of: (estimate: Estimate) => number) =>
    estimates.reduce((sum, estimate) => sum + of(estimate), 0);
  const variance = spreadOf(estimates, usual ** 2);
  const weight = ({ standardError }: Estimate) => 1 / (standardError ** 2 + variance);
  const total = sumOf(weight);
  const mean = weighAgainstPrior(
    {
      value: sumOf((one) => weight(one) * one.value) / total,
      standardError: Math.sqrt(1 / total),
    },
    above,
  );
  return {
    mean: mean.value,
    meanError: mean.standardError,
    sd: Math.sqrt(variance),
  };
}

/** `posterior` null: it has no evidence of its own, and what its group says of one more member is all there is. */
function pooled(
  summary: DemandSummary,
  posterior: Estimate | null,
  group: NestedGroup,
  isNamed: boolean,
): DemandSummary {
  const prior = priorOf(group);
  const { value, standardError } = posterior ?? weighAgainstPrior(null, prior);
  const marketElasticity = Math.min(0, value);
  return {
    ...summary,
    prior,
    pooled: isNamed
      ? {
          estimate: value,
          standardError,
          categoryMean: group.mean,
          categorySd: group.sd,
          products: group.fits,
        }
      : null,
    marketElasticity,
    marketElasticityError: standardError,
    baseUnits: movedUnits(summary, marketElasticity),
  };
}

/** Of a file that leaves its elasticities untold; what a product's own sales do answer stands. */
function withoutAnswer(summary: DemandSummary): DemandSummary {
  const { found, verdict, experiment } = summary;
  if (found === null || verdict !== 'cannotTell') return summary;
  return {
    ...summary,
    found: { ...found, isUntoldByMoves: true },
    sentence: verdictSentence({ verdict, ground: untoldGround }, experiment),
  };
}

/** The level goes with the elasticity it was estimated together with. */
function movedUnits({ baseUnits, level, marketElasticity }: DemandSummary, elasticity: number): number {
  return bounded(baseUnits * Math.exp(level.slope * (elasticity - marketElasticity)));
}
