// How the kept policy of a run stands beside the best price that never moves: the plainest rival, which costs no training.
//
// Where the two were played on the same episodes (the second look) chance can be told from difference; else the mean return
// stands beside what the fixed price is expected to return.

import type { Baselines, EvaluationRecord } from './events.ts';

export interface BesideFixedPrice {
  /** `below` and `above`: beyond chance where that is known, else by the means; `unclear`: chance may have made it so. */
  readonly standing: 'below' | 'unclear' | 'above';
  /** Currency; null where every product has its own. */
  readonly price: number | null;
  /** Mean returns an episode. */
  readonly policy: number;
  readonly fixedPrice: number;
  /** 95 % interval of how much more the policy returns, paired; null where both were not played on the same episodes. */
  readonly difference: readonly [low: number, high: number] | null;
  /** Profit an episode of both, currency; null where no cost is known. */
  readonly profit: { readonly policy: number; readonly fixedPrice: number } | null;
}

/** `kept` as `keptEvaluation` gives it; null where there is no fixed price to stand beside. */
export function besideFixedPrice(
  kept: EvaluationRecord,
  baselines: Baselines | null,
): BesideFixedPrice | null {
  const fixed = baselines?.bestFixedPrice;
  if (!fixed) return null;
  const played = kept.secondLook?.bestFixedPrice ?? null;
  const interval = played?.against ?? null;
  const fixedPrice = played?.meanReturn ?? fixed.meanReturn;
  const fixedProfit = played ? played.profit : (baselines.profit?.bestFixedPrice ?? null);
  return {
    standing: standingOf(kept.meanReturn - fixedPrice, interval),
    price: fixed.price,
    policy: kept.meanReturn,
    fixedPrice,
    difference: interval && [interval.low, interval.high],
    profit:
      kept.profit && fixedProfit !== null ? { policy: kept.profit.mean, fixedPrice: fixedProfit } : null,
  };
}

function standingOf(
  difference: number,
  interval: { readonly low: number; readonly high: number } | null,
): BesideFixedPrice['standing'] {
  const [low, high] = interval ? [interval.low, interval.high] : [difference, difference];
  if (high < 0) return 'below';
  return low >= 0 ? 'above' : 'unclear';
}
