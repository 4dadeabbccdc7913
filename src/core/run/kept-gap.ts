// What may be said of the policy a run has kept: the evaluation that stands for it and the gap it closes.
//
// The evaluations that choose among policies flatter the one they choose. Of a portfolio the kept policy is therefore
// checked at the end on episodes that had no say in it, and of one product the best few are looked at again on such
// episodes (learning/second-look.ts): what was found there stands in the place of what chose it.

import type { Baselines, EvaluationRecord, PortfolioCheck, SecondLook } from './events.ts';

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

/**
 * The evaluation that stands for the kept policy: that which chose it, with the score of a portfolio's check, or with the
 * figures of the second look; null before the first.
 */
export function keptEvaluation({
  evaluations,
  portfolioCheck,
}: Omit<ToldOfPolicy, 'productNames'>): EvaluationRecord | null {
  const looked = evaluations.find(({ secondLook }) => secondLook);
  if (looked) return asLookedAt(looked);
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

/** `evaluations` with what a second look found at its own; the same list without one. */
export function withSecondLook(
  evaluations: readonly EvaluationRecord[],
  look: SecondLook | null,
): readonly EvaluationRecord[] {
  const at = look ? evaluations.findIndex(({ step }) => step === look.step) : -1;
  return at < 0 ? evaluations : evaluations.with(at, { ...evaluations[at]!, secondLook: look!.figures });
}

/** An evaluation with the figures of its policy's second look in the place of its own; its start states stay. */
export function asLookedAt(evaluation: EvaluationRecord): EvaluationRecord {
  const { secondLook } = evaluation;
  if (!secondLook) return evaluation;
  const { meanReturn, gapClosed, gapInterval, againstKeep, profit = null } = secondLook;
  return { ...evaluation, meanReturn, gapClosed, gapInterval, againstKeep, profit };
}

/** What keeping the price brings beside the kept policy, on the same start states; null where unknown. */
export interface KeptPrice {
  readonly meanReturn: number | null;
  /** Currency an episode. */
  readonly profit: number | null;
}

/** `kept` is that of `keptEvaluation`: after a second look the baselines of the run were played on other start states. */
export function besideKeptPrice(kept: EvaluationRecord, baselines: Baselines | null): KeptPrice {
  const { secondLook, profit } = kept;
  if (!secondLook)
    return { meanReturn: baselines?.keepPrice ?? null, profit: baselines?.profit?.keepPrice ?? null };
  const isKnown = profit?.againstKeep && baselines?.profit;
  return {
    meanReturn: secondLook.keepPrice,
    // The interval is of the paired differences, so its mean is what lies between the two.
    profit: isKnown ? profit.mean - profit.againstKeep.mean : (baselines?.profit?.keepPrice ?? null),
  };
}
