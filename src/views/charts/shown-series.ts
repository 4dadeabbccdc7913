// Which series of a chart are shown: those that were not hidden from its legend, and never none.

import { useLab } from '../../store/use-lab.ts';

const nothingHidden: readonly string[] = [];

/** The ids that are shown; all of them where every one was hidden, as when others were there then. */
export function shownSeries<Id extends string>(
  ids: readonly Id[],
  hidden: readonly string[],
): ReadonlySet<Id> {
  const shown = ids.filter((id) => !hidden.includes(id));
  return new Set(shown.length === 0 ? ids : shown);
}

/** What is hidden of a chart, the same list until that changes. */
export function useHiddenSeries(chart: string): readonly string[] {
  return useLab((state) => state.chartView.hidden[chart]) ?? nothingHidden;
}
