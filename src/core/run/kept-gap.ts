// What may be said of the policy a run has kept: the evaluation that stands for it and the gap it closes.
//
// The evaluations that choose among policies flatter the one they choose. Of a portfolio the kept policy is therefore
// checked at the end on episodes that had no say in it, and that check stands in the place of what chose it.

import type { EvaluationRecord, PortfolioCheck } from './events.ts';

/** What a run or a record of it tells of its policy. */
export interface ToldOfPolicy {
  readonly productNames: readonly string[];
  readonly evaluations: readonly EvaluationRecord[];
  readonly portfolioCheck: PortfolioCheck | null;
}

export interface KeptGap {
  /** Share of the way from keeping the price to the optimum; null where it is unknown. */
  readonly share: number | null;
  /** Whether it is the share of a portfolio's median product, which does not follow from mean returns. */
  readonly isMedian: boolean;
  /** Of a portfolio: between these lies half of its products; null where that is not known. */
  readonly middleHalf: readonly [lower: number, upper: number] | null;
}

/** The gap that the kept policy closes; null before the first evaluation. */
export function keptGap(run: ToldOfPolicy): KeptGap | null {
  const kept = keptEvaluation(run);
  return kept && gapOfEvaluation(kept, run.productNames);
}

/** The gap that one evaluation found. Older records lack the figures of single products; theirs is a median's too. */
export function gapOfEvaluation(
  { gapClosed, portfolio }: EvaluationRecord,
  productNames: readonly string[],
): KeptGap {
  const quartiles = portfolio?.quartiles ?? null;
  return {
    share: gapClosed,
    isMedian: portfolio !== undefined || productNames.length > 1,
    middleHalf: quartiles && [quartiles.lower, quartiles.upper],
  };
}

/** The evaluation that chose the kept policy, with the check's score where there is one; null before the first. */
export function keptEvaluation({
  evaluations,
  portfolioCheck,
}: Omit<ToldOfPolicy, 'productNames'>): EvaluationRecord | null {
  const best = bestEvaluation(evaluations);
  if (!best || !portfolioCheck) return best;
  const { score } = portfolioCheck;
  return { ...best, gapClosed: score.quartiles?.median ?? null, portfolio: score };
}

/** The evaluation with the highest mean return (the earliest of equals); null before the first. */
export function bestEvaluation(evaluations: readonly EvaluationRecord[]): EvaluationRecord | null {
  let best: EvaluationRecord | null = null;
  for (const evaluation of evaluations) {
    if (Number.isFinite(evaluation.meanReturn) && (!best || evaluation.meanReturn > best.meanReturn))
      best = evaluation;
  }
  return best;
}
