// What days without a row are: days without a sale, or days of which nothing is known. Decided, told and asked.

import type { OpenQuestion, ProductHistory, ReadChoices, SalesTable } from './dataset.ts';
import type { FindingCollector } from './findings.ts';
import { lacksDays, leavesOutZeros } from './left-out-zeros.ts';
import type { MergedDays } from './merge-days.ts';
import type { ReadResult } from './read-table.ts';
import { shopDays } from './shop-days.ts';
import { withUnsoldDays } from './unsold-days.ts';

/** Why days without a row count as days without a sale; `known` where they do not. */
type LeftOutDays = 'lines' | 'counts' | 'chosen' | 'known';

/** What they are, by the person's choice, by the kind of file, or by the counts. */
export function leftOutDays(
  { plan }: ReadResult,
  { missingDays }: ReadChoices,
  table: SalesTable,
  byDay: readonly MergedDays[],
): LeftOutDays {
  if (missingDays === 'unknown') return 'known';
  if (plan.shape === 'lines') return 'lines';
  if (missingDays === 'zero') return 'chosen';
  return leavesOutZeros(table, byDay) ? 'counts' : 'known';
}

/** The days of each product with those on which it sold nothing, and how many these are; as they are where nothing is known of them. */
export function withDaysLeftOut(
  byDay: readonly MergedDays[],
  table: SalesTable,
  leftOut: LeftOutDays,
): { readonly merged: readonly MergedDays[]; readonly filledDays: number } {
  if (leftOut === 'known') return { merged: byDay, filledDays: 0 };
  const shop = shopDays(table);
  const merged = byDay.map((days) =>
    withUnsoldDays(days, shop, leftOut === 'counts' ? lacksDays : undefined),
  );
  const filledDays = merged.reduce((sum, { count }, p) => sum + count - byDay[p]!.count, 0);
  return { merged, filledDays };
}

const leftOutWords = {
  lines: {
    found: ', in a file of order lines',
    example: 'Order lines do not list what did not sell',
    question: 'because each row is an order line',
  },
  counts: {
    found: ', in a file that never states zero sales',
    example: 'Products that sell least lack the most days',
    question: 'because no row states zero sales and slow sellers lack the most days',
  },
  chosen: { found: '', example: 'You chose this', question: '' },
} as const;

/** What the file says of days without a row. */
export function noteDaysLeftOut(
  leftOut: LeftOutDays,
  histories: readonly ProductHistory[],
  filledDays: number,
  choices: ReadChoices,
  findings: FindingCollector,
  questions: OpenQuestion[],
): void {
  const words = leftOut === 'known' ? null : leftOutWords[leftOut];
  if (words && filledDays > 0)
    findings.add(
      {
        kind: 'unsold-days',
        severity: 'info',
        found: `Days without a row${words.found}`,
        done: 'Counted as days without a sale (zero units) at the last price; closed weekdays are left out',
      },
      0,
      () => words.example,
      filledDays,
    );
  if (choices.missingDays !== undefined) return;
  const isGapped = histories.some(({ report }) => report.dateGaps > 0.1 * report.rows);
  const sold = { label: 'Nothing sold', choices: { missingDays: 'zero' } } as const;
  const unknown = { label: 'Not known', choices: { missingDays: 'unknown' } } as const;
  if (words && filledDays > 0)
    questions.push({
      about: 'days without a row',
      message: `Days without a row count as days without a sale, ${words.question}. Is that right?`,
      choices: [sold, unknown],
    });
  else if (!words && isGapped)
    questions.push({
      about: 'days without a row',
      message: 'Was nothing sold on days without a row, or is nothing known about those days?',
      choices: [unknown, sold],
    });
}
