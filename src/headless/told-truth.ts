// A demand fit that is told parts of the truth of an exam's shop: what the rest of the advice would make of knowing them.
//
// What is told stands without error. What is not told stays as the fit has it, given what was told: own elasticity and answer over
// time are estimated together, so that knowing one tells of the other (normal given normal).

import type { DemandSummary } from '../core/demand/demand-summary.ts';
import { bounded } from '../core/demand/expected-units.ts';
import type { GivenElasticity, LastingFit } from '../core/demand/lasting.ts';
import type { TrueAnswer } from '../core/exam/shop.ts';

export interface ToldTruth {
  /** The own elasticity. */
  readonly elasticity: boolean;
  /** What buyers' habit or the rival does over time. */
  readonly answer: boolean;
}

/** An error too small to matter that is none of the divisions by 0. */
const noError = 1e-6;

/** The summary as it would be if the truth were known; the same where the fit found neither habit nor rival. */
export function toldDemand(
  summary: DemandSummary,
  elasticity: number,
  answer: TrueAnswer,
  told: ToldTruth,
): DemandSummary {
  const { estimate, found } = summary;
  const lasting = found?.lasting;
  if (!lasting || estimate === null) return summary;
  const withAnswer = told.answer ? toldAnswer(summary, estimate, lasting, answer) : summary;
  return told.elasticity ? toldElasticity(withAnswer, elasticity) : withAnswer;
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
