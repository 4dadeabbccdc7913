// The shops of a scenario taken together: medians of values over shops, and everything that is counted added up.

import { median } from '../statistics/summary.ts';
import type { CalibrationBin, ElasticityTally, Judgement, Outcome } from './judge.ts';

/** One shop's judgement, with those of the other ways of pricing it. */
export interface ShopResult {
  readonly scenario: string;
  readonly seed: number;
  readonly judgement: Judgement;
  readonly spreadsheet: Outcome;
  /** The lab's demand optimum of every product, whatever its probability. */
  readonly demandOptimum: Outcome;
  /** What went wrong on the lab's road, in its own words; the advice is then to keep every price. */
  readonly problem: string | null;
  readonly seconds: number;
}

/** The same way of pricing over several shops. */
export interface PooledOutcome {
  readonly value: number | null;
  readonly lowestValue: number | null;
  readonly moved: number;
  /** Of the products moved, the share that truly lose over 1 %; null where none was moved. */
  readonly losingShare: number | null;
}

interface PooledBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean stated probability and true share, with the share's standard error; null where the bin is empty. */
  readonly stated: number | null;
  readonly gaining: number | null;
  readonly standardError: number | null;
}

export interface PooledElasticity {
  readonly count: number;
  readonly bias: number | null;
  /** Root of the mean square. */
  readonly error: number | null;
  readonly coverage: number | null;
}

export interface ScenarioResult {
  readonly scenario: string;
  readonly shops: number;
  readonly products: number;
  readonly advice: PooledOutcome;
  readonly spreadsheet: PooledOutcome;
  readonly demandOptimum: PooledOutcome;
  readonly sure: number;
  readonly sureGainingShare: number | null;
  readonly calibration: readonly PooledBin[];
  readonly elasticity: PooledElasticity;
  readonly claimed: PooledElasticity;
  readonly answers: number;
  readonly schedules: number;
  readonly scheduleValue: number | null;
  readonly problems: readonly string[];
  readonly seconds: number;
}

/** The shops of one scenario, at least one. */
export function scenarioResult(results: readonly ShopResult[]): ScenarioResult {
  const judgements = results.map(({ judgement }) => judgement);
  const total = (of: (judgement: Judgement) => number) =>
    judgements.reduce((sum, judgement) => sum + of(judgement), 0);
  const sure = total((one) => one.sure);
  return {
    scenario: results[0]!.scenario,
    shops: results.length,
    products: total(({ products }) => products),
    advice: pooledOutcome(judgements.map(({ advice }) => advice)),
    spreadsheet: pooledOutcome(results.map(({ spreadsheet }) => spreadsheet)),
    demandOptimum: pooledOutcome(results.map(({ demandOptimum }) => demandOptimum)),
    sure,
    sureGainingShare: share(
      total((one) => one.sureGaining),
      sure,
    ),
    calibration: pooledBins(judgements.map(({ calibration }) => calibration)),
    elasticity: pooledElasticity(judgements.map(({ elasticity }) => elasticity)),
    claimed: pooledElasticity(judgements.map(({ claimed }) => claimed)),
    answers: total(({ answers }) => answers),
    schedules: total(({ schedules }) => schedules),
    scheduleValue: medianOf(judgements.map(({ scheduleValue }) => scheduleValue)),
    problems: [...new Set(results.flatMap(({ problem }) => problem ?? []))],
    seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

function pooledOutcome(outcomes: readonly Outcome[]): PooledOutcome {
  const values = outcomes.flatMap(({ value }) => value ?? []);
  const moved = outcomes.reduce((sum, one) => sum + one.moved, 0);
  return {
    value: medianOf(values),
    lowestValue: values.length === 0 ? null : Math.min(...values),
    moved,
    losingShare: share(
      outcomes.reduce((sum, { losing }) => sum + losing, 0),
      moved,
    ),
  };
}

function pooledBins(shops: readonly (readonly CalibrationBin[])[]): PooledBin[] {
  return shops[0]!.map(({ from, to }, k) => {
    const bins = shops.map((bin) => bin[k]!);
    const count = bins.reduce((sum, bin) => sum + bin.count, 0);
    const stated = share(
      bins.reduce((sum, bin) => sum + bin.stated, 0),
      count,
    );
    const gaining = share(
      bins.reduce((sum, bin) => sum + bin.gaining, 0),
      count,
    );
    return {
      from,
      to,
      count,
      stated,
      gaining,
      // Of the share that was stated: a true share of 0 or 1 would else have no error at all.
      standardError: stated === null ? null : Math.sqrt((stated * (1 - stated)) / count),
    };
  });
}

function pooledElasticity(tallies: readonly ElasticityTally[]): PooledElasticity {
  const total = (of: (tally: ElasticityTally) => number) => tallies.reduce((sum, one) => sum + of(one), 0);
  const count = total((one) => one.count);
  const meanSquare = share(
    total(({ sumOfSquares }) => sumOfSquares),
    count,
  );
  return {
    count,
    bias: share(
      total(({ sumOfErrors }) => sumOfErrors),
      count,
    ),
    error: meanSquare === null ? null : Math.sqrt(meanSquare),
    coverage: share(
      total(({ covered }) => covered),
      count,
    ),
  };
}

function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
