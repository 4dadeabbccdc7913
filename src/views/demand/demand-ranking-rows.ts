// Which products respond to price, and where the money is: all products by what they sell, with their elasticities.

import type { DemandSummary, DemandVerdict } from '../../core/demand/demand-summary.ts';
import { z975 } from '../../core/demand/verdict-limits.ts';
import type { ProductHistory } from '../../core/table/dataset.ts';

export interface RankedProduct {
  /** Index into the histories. */
  readonly index: number;
  readonly name: string;
  readonly verdict: DemandVerdict;
  /** Sales a day at the last price and the present level of demand, in currency. */
  readonly salesPerDay: number;
  /** What the markets use, and its 95 % interval. */
  readonly elasticity: number;
  readonly interval: readonly [number, number];
}

/** One row a fitted product, the one that sells most first; `demand` in the order of `histories`, which may be longer. */
export function rankedProducts(
  histories: readonly Pick<ProductHistory, 'product' | 'daysPerRow'>[],
  demand: readonly DemandSummary[],
): readonly RankedProduct[] {
  const rows = demand.flatMap((summary, index): RankedProduct[] => {
    const history = histories[index];
    if (history === undefined) return [];
    const { marketElasticity: elasticity, marketElasticityError: error } = summary;
    return [
      {
        index,
        name: history.product.name,
        verdict: summary.verdict,
        salesPerDay: (summary.baseUnits * summary.referencePrice) / history.daysPerRow,
        elasticity,
        interval: [elasticity - z975 * error, elasticity + z975 * error],
      },
    ];
  });
  return rows.sort((a, b) => b.salesPerDay - a.salesPerDay);
}

/** How many products have a verdict, and which share of all sales they are. */
export interface VerdictShare {
  readonly products: number;
  /** 0 to 1. */
  readonly salesShare: number;
}

export function shareOf(ranked: readonly RankedProduct[], verdicts: readonly DemandVerdict[]): VerdictShare {
  const chosen = ranked.filter(({ verdict }) => verdicts.includes(verdict));
  const sum = (rows: readonly RankedProduct[]) => rows.reduce((total, row) => total + row.salesPerDay, 0);
  const all = sum(ranked);
  return { products: chosen.length, salesShare: all === 0 ? 0 : sum(chosen) / all };
}

/** On which side of an axis a value lies beyond it; null within. */
export function beyondAxis(value: number, low: number, high: number): 'left' | 'right' | null {
  if (value < low) return 'left';
  return value > high ? 'right' : null;
}

/** Where the axis ends: most dots and most of every whisker, never wider than -8 to 1. */
export function elasticityAxis(ranked: readonly RankedProduct[]): readonly [number, number] {
  const low = Math.min(-2, ...ranked.map(({ elasticity }) => Math.floor(elasticity - 0.5)));
  return [Math.max(-8, low), ranked.some(({ interval }) => interval[1] > 0.1) ? 1 : 0];
}
