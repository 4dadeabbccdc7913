// Which products of the demand table are listed: words and verdict. Pure.

import type { DemandVerdict } from '../../core/demand/demand-summary.ts';
import { verdictOrder } from './demand-words.ts';
import type { DemandRow } from './demand-row.ts';

export interface DemandFilter {
  /** Every word must occur in name, id or category. */
  readonly text: string;
  /** null for all. */
  readonly verdict: DemandVerdict | null;
}

export const noDemandFilter: DemandFilter = { text: '', verdict: null };

/** The rows that pass, in their order. */
export function filteredDemand(rows: readonly DemandRow[], filter: DemandFilter): readonly DemandRow[] {
  const words = filter.text.trim().toLowerCase().split(/\s+/);
  return rows.filter(
    ({ summary, searchText }) =>
      (filter.verdict === null || summary.verdict === filter.verdict) &&
      words.every((word) => searchText.includes(word)),
  );
}

/** How many products have each verdict, in the order of the verdicts; those that occur. */
export function verdictCounts(
  rows: readonly DemandRow[],
): readonly { readonly verdict: DemandVerdict; readonly count: number }[] {
  return verdictOrder
    .map((verdict) => ({ verdict, count: rows.filter(({ summary }) => summary.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
}
