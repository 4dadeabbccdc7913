// What is recommended for a file, in one line: how many prices change, what that brings, and whether every change is likely
// enough.

import type { RunProduct } from '../core/market/run-product.ts';
import { summarizeTotal, type RecommendationTotal } from '../core/decisions/recommendation-total.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { textTable } from './text-table.ts';

export interface AdviceSummary extends RecommendationTotal {
  readonly fileName: string;
  readonly products: number;
  /** Changes whose own stated probability of gain is below the level, those that the rules force aside. */
  readonly belowLevel: number;
  /** A day at present prices, in the objective's currency. */
  readonly presentPerDay: number;
}

/** `products` are those of the suggestions, in their order. */
export function adviceSummary(
  fileName: string,
  suggestions: readonly Suggestion[],
  products: readonly RunProduct[],
): AdviceSummary {
  const total = summarizeTotal(suggestions);
  return {
    ...total,
    fileName,
    products: suggestions.length,
    belowLevel: suggestions.filter(
      ({ recommendation: { action, isForced, probability, level } }) =>
        action === 'change' && !isForced && probability < level,
    ).length,
    // An outlook is a row of the file, which may be a week or a month; a gain is a calendar day's.
    presentPerDay: suggestions.reduce((sum, { outlookAtCurrent: { profit, revenue } }, i) => {
      const row = (total.objective === 'profit' ? profit : revenue)?.value ?? 0;
      return sum + row / Math.max(1, products[i]!.history.daysPerRow);
    }, 0),
  };
}

/** A line per file. */
export function summaryTable(summaries: readonly AdviceSummary[]): string {
  const money = (value: number) => value.toFixed(2);
  return textTable(
    [
      'file',
      'products',
      'change',
      'test',
      'keep',
      'no price',
      'below level',
      'objective',
      'a day now',
      'gain a day',
      '95 %',
    ],
    summaries.map(({ gainPerDay: { value, interval }, presentPerDay, ...one }) => [
      one.fileName,
      String(one.products),
      String(one.changed),
      String(one.tests),
      String(one.kept),
      String(one.infeasible),
      String(one.belowLevel),
      one.objective ?? 'mixed',
      money(presentPerDay),
      `${money(value)} (${((100 * value) / presentPerDay).toFixed(1)} %)`,
      `${money(interval[0])} to ${money(interval[1])}`,
    ]),
  );
}
