// The impact of the suggested or the decided prices, added up product by product in short turns, so that the page
// answers while a large catalogue is simulated.

import { useEffect, useMemo, useState } from 'react';

import { decisionFor, type Decisions } from '../../../core/decisions/decision.ts';
import { impactProduct, priceMoves, ImpactSum, type Impact } from '../../../core/decisions/impact.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import type { DemandSummary } from '../../../core/demand/demand-summary.ts';
import type { ProductHistory } from '../../../core/table/dataset.ts';
import { useLab } from '../../../store/use-lab.ts';
import { useModelHistories } from '../policy/use-model-histories.ts';

export type ImpactOf = 'suggested' | 'decided';

/** Milliseconds of work before the page may draw. */
const turnMs = 8;

/** The last impact that was simulated, and whether a newer one is under way; null without a file to simulate. */
export function useImpact(
  suggestions: readonly Suggestion[],
  of: ImpactOf,
): { readonly impact: Impact | null; readonly busy: boolean; readonly hasFile: boolean } {
  const histories = useModelHistories();
  const demand = useLab((state) => state.demand);
  const decisions = useLab((state) => state.book.decisions);
  const prices = useMemo(() => afterPrices(suggestions, decisions, of), [suggestions, decisions, of]);
  const [result, setResult] = useState<{ readonly prices: Prices; readonly impact: Impact } | null>(null);
  const hasFile = histories !== null && demand.length === histories.length;
  useEffect(() => {
    if (histories === null || demand.length !== histories.length) return;
    const work = added(histories, demand, prices);
    let timer = 0;
    const turn = () => {
      const until = performance.now() + turnMs;
      for (;;) {
        const { done, value } = work.next();
        if (done) return setResult({ prices, impact: value });
        if (performance.now() >= until) break;
      }
      timer = window.setTimeout(turn, 0);
    };
    // A moment later, so that a row of decisions simulates once.
    timer = window.setTimeout(turn, 60);
    return () => window.clearTimeout(timer);
  }, [histories, demand, prices]);
  return { impact: result?.impact ?? null, busy: hasFile && result?.prices !== prices, hasFile };
}

/** By product id; a product without one keeps today's. */
type Prices = ReadonlyMap<string, number>;

function afterPrices(suggestions: readonly Suggestion[], decisions: Decisions, of: ImpactOf): Prices {
  const prices = new Map<string, number>();
  for (const { productId, price } of suggestions) {
    const decision = decisionFor(decisions, productId);
    // An override wins over a suggestion in both views; so does a rejection.
    const after = decision?.price ?? (of === 'suggested' ? price : null);
    if (after !== null) prices.set(productId, after);
  }
  return prices;
}

function* added(
  histories: readonly ProductHistory[],
  demand: readonly DemandSummary[],
  prices: Prices,
): Generator<void, Impact> {
  const sum = new ImpactSum();
  const moves = priceMoves(histories, (id) => prices.get(id) ?? null);
  for (const [i, history] of histories.entries()) {
    sum.add(impactProduct(history, demand[i]!, prices.get(history.product.id) ?? null, moves));
    yield;
  }
  return sum.impact();
}
