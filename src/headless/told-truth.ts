// A demand fit that is told parts of the truth of an exam's shop: what the rest of the advice would make of knowing them.
//
// What is told stands without error. What is not told stays as the fit has it, given what was told: own elasticity and answer over
// time are estimated together, so that knowing one tells of the other (normal given normal).
//
// Beside that: everything but a product's own numbers, as an analyst could know them who has seen many such shops. What is then missing
// only the product's own days can tell.

import type { DemandSummary } from '../core/demand/demand-summary.ts';
import { isEvidence } from '../core/demand/evidence-of-fit.ts';
import { bounded } from '../core/demand/expected-units.ts';
import {
  type FileTerms,
  type GivenElasticity,
  type HabitForm,
  type LastingFit,
  nothingShared,
} from '../core/demand/lasting.ts';
import { poolDemand } from '../core/demand/pool-demand.ts';
import { type Prior, weighAgainstPrior } from '../core/demand/prior.ts';
import { fileOptions, summarizeProductDemand } from '../core/demand/summarize-demand.ts';
import type { ExamProduct, ExamShop, TrueAnswer } from '../core/exam/shop.ts';
import { deviation, mean } from '../core/statistics/summary.ts';
import type { ProductHistory } from '../core/table/dataset.ts';

export interface ToldTruth {
  /** The own elasticity of the coming days. */
  readonly elasticity: boolean;
  /** The own elasticity on average over the file's days: what is left is what moves between periods. */
  readonly fileElasticity: boolean;
  /** What buyers' habit or the rival does over time. */
  readonly answer: boolean;
  /** How products of the shop answer, each aside: `ShopKin`. */
  readonly kin: boolean;
}

/** What the products of a shop have in common, by its truth. */
export interface ShopKin {
  /** Elasticities of a category's products. */
  readonly elasticities: ReadonlyMap<string, Prior>;
  /** How buyers remember, and the exponents of the products; null where they do not. */
  readonly memory: { readonly form: HabitForm; readonly exponent: Prior } | null;
  /** What units answer to a rival's price; null where none answers. */
  readonly cross: Prior | null;
}

/** An error too small to matter that is none of the divisions by 0. */
const noError = 1e-6;

/**
 * The summary as it would be if the truth of `product` were known. `answer`: how its market answers over time, null where a day's
 * demand is that day's prices' alone; where it does and the fit found neither habit nor rival, the summary stays.
 */
export function toldDemand(
  summary: DemandSummary,
  { elasticity, fileElasticity = elasticity }: Pick<ExamProduct, 'elasticity' | 'fileElasticity'>,
  answer: TrueAnswer | null,
  told: ToldTruth,
): DemandSummary {
  const { estimate, found } = summary;
  const lasting = found?.lasting;
  if (answer === null) {
    if (told.elasticity) return moved(summary, elasticity, noError);
    const moves = Math.max(noError, found?.betweenPeriodSd ?? 0);
    return told.fileElasticity ? moved(summary, fileElasticity, moves) : summary;
  }
  if (!lasting || estimate === null) return summary;
  const withAnswer = told.answer ? toldAnswer(summary, estimate, lasting, answer) : summary;
  return told.elasticity ? toldElasticity(withAnswer, elasticity) : withAnswer;
}

/** What the products of a shop whose market answers over time truly have in common. */
export function kinOf({ products, answers = [] }: Pick<ExamShop, 'products' | 'answers'>): ShopKin {
  const means = new Map(
    [...new Set(products.map(({ category }) => category))].map((key) => {
      const members = products.filter(({ category }) => category === key);
      return [key, mean(members.map(({ elasticity }) => elasticity))] as const;
    }),
  );
  // A handful of products says little of their spread: all categories say it together.
  const spread = deviation(products.map(({ category, elasticity }) => elasticity - means.get(category)!));
  const priorOf = (values: readonly number[]): Prior => ({
    mean: mean(values),
    standardDeviation: Math.max(noError, deviation(values)),
  });
  const memories = answers.flatMap(({ memory }) => memory ?? []);
  const crosses = answers.flatMap(({ rival }) => rival?.cross ?? []);
  const [first] = memories;
  return {
    elasticities: new Map(
      [...means].map(([key, value]) => [key, { mean: value, standardDeviation: Math.max(noError, spread) }]),
    ),
    memory: first
      ? {
          form: { retention: first.retention, lossFactor: first.lossFactor, covariance: [0, 0, 0] },
          exponent: priorOf(memories.map(({ exponent }) => exponent)),
        }
      : null,
    cross: crosses.length > 0 ? priorOf(crosses) : null,
  };
}

/** The file's fits as of somebody who knows the kin of every product, and of each alone what its own days say. */
export function demandAmongKin(histories: readonly ProductHistory[], kin: ShopKin): DemandSummary[] {
  const options = fileOptions(histories);
  const fits = histories.map((history, i) => {
    const own = options(i);
    return summarizeProductDemand(history, { ...own, shared: sharedByKin(own.shared ?? nothingShared, kin) });
  });
  return poolDemand(histories, fits).map((summary, i) =>
    weighedByKin(summary, kin.elasticities.get(histories[i]!.product.category ?? '')),
  );
}

function sharedByKin(shared: FileTerms, { memory, cross }: ShopKin): FileTerms {
  return {
    ...shared,
    habit: shared.habit && memory ? { ...memory.form, exponent: memory.exponent } : shared.habit,
    cross: shared.cross && cross ? cross : shared.cross,
  };
}

/** A product's own fit weighed against its kin, in place of what the file says of them. */
export function weighedByKin(summary: DemandSummary, kin: Prior | undefined): DemandSummary {
  const { estimate, standardError } = summary;
  if (!kin || estimate === null || standardError === null) return summary;
  if (!isEvidence(summary)) return summary;
  const weighed = weighAgainstPrior({ value: estimate, standardError }, kin);
  return moved(summary, Math.min(0, weighed.value), weighed.standardError);
}

function toldAnswer(
  summary: DemandSummary,
  estimate: number,
  lasting: LastingFit,
  { memory, rival }: TrueAnswer,
): DemandSummary {
  const known = (value: number): GivenElasticity => ({ value, slope: 0, standardError: 0 });
  const { given, habit } = lasting;
  const [fit, truth] = memory ? [given.memory, memory.exponent] : [given.cross, rival?.cross ?? 0];
  const own = fit ? ownGiven(summary, estimate, fit, truth) : summary;
  return {
    ...own,
    found: {
      ...summary.found!,
      lasting: {
        ...lasting,
        given: {
          memory: given.memory && memory ? known(memory.exponent) : given.memory,
          cross: given.cross && rival ? known(rival.cross) : given.cross,
        },
        habit:
          habit && memory
            ? { ...habit, retention: memory.retention, lossFactor: memory.lossFactor, covariance: [0, 0, 0] }
            : habit,
        rival:
          lasting.rival && rival
            ? { pace: rival.pace, passThrough: rival.passThrough, offset: rival.offset }
            : lasting.rival,
      },
    },
  };
}

/** The own elasticity once an answer that was estimated together with it is known. */
function ownGiven(
  summary: DemandSummary,
  estimate: number,
  { value, slope, standardError }: GivenElasticity,
  truth: number,
): DemandSummary {
  const { marketElasticity, marketElasticityError } = summary;
  const own = marketElasticityError ** 2;
  const expected = value + slope * (marketElasticity - estimate);
  const together = slope * own;
  const whole = standardError ** 2 + slope * together;
  if (!(whole > 0)) return summary;
  return moved(
    summary,
    marketElasticity + (together / whole) * (truth - expected),
    Math.sqrt(Math.max(noError ** 2, own - together ** 2 / whole)),
  );
}

function toldElasticity(summary: DemandSummary, elasticity: number): DemandSummary {
  const { found, estimate } = summary;
  const lasting = found!.lasting!;
  // Draws of the answer stand about the estimate: at the truth they are where the fit has them there.
  const at = (given: GivenElasticity | null) =>
    given && { ...given, value: given.value + given.slope * (elasticity - estimate!) };
  const { memory, cross } = lasting.given;
  return {
    ...moved(summary, elasticity, noError),
    estimate: elasticity,
    found: { ...found!, lasting: { ...lasting, given: { memory: at(memory), cross: at(cross) } } },
  };
}

/** The level goes with the elasticity it was estimated together with. */
function moved(summary: DemandSummary, elasticity: number, error: number): DemandSummary {
  const { baseUnits, level, marketElasticity } = summary;
  return {
    ...summary,
    marketElasticity: elasticity,
    marketElasticityError: error,
    baseUnits: bounded(baseUnits * Math.exp(level.slope * (elasticity - marketElasticity))),
  };
}
