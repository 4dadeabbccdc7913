// The impact of the suggested or the decided prices, in short turns, so that the page answers while a large catalogue is
// simulated.

import { useEffect, useMemo, useState } from 'react';

import {
  impactOfPrices,
  newPrices,
  type ImpactOf,
  type NewPrices,
} from '../../../core/decisions/impact-of-prices.ts';
import type { Impact } from '../../../core/decisions/impact.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { useLab } from '../../../store/use-lab.ts';
import { useModelHistories } from '../policy/use-model-histories.ts';

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
  const prices = useMemo(() => newPrices(suggestions, decisions, of), [suggestions, decisions, of]);
  const [result, setResult] = useState<{ readonly prices: NewPrices; readonly impact: Impact } | null>(null);
  const hasFile = histories !== null && demand.length === histories.length;
  useEffect(() => {
    if (histories === null || demand.length !== histories.length) return;
    const work = impactOfPrices(histories, demand, prices);
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
