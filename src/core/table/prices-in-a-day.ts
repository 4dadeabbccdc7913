// Rows of one product and day at prices far apart, with no column that parts them: two things under one key.
//
// A mean over them is a price that nobody paid, and moves with the mix of what was sold. Lines of orders are left alone: a
// price that changes at noon gives a day two prices, but not day after day.

import type { OpenQuestion, ReadChoices, SalesTable } from './dataset.ts';
import { isoDate } from './day-numbers.ts';
import type { FindingCollector } from './findings.ts';
import { meaningsOf } from '../files/header-words.ts';
import type { ReadPlan } from '../files/read-plan.ts';

/** From this ratio on prices of one day are not the same price. */
const apart = 1.1;
const fewestDays = 10;

/** Names such days, and asks which column parts them where the file has some that are not used. */
export function notePricesApart(
  { table, start }: { readonly table: SalesTable; readonly start: Uint32Array },
  plan: ReadPlan,
  choices: ReadChoices,
  findings: FindingCollector,
  questions: OpenQuestion[],
): void {
  if (plan.shape === 'lines' || choices.splits !== undefined) return;
  const { unused } = plan.understood;
  if (unused.some((header) => meaningsOf(header)[0]?.concept === 'time')) return; // prices by the hour
  const price = table.numbers.price!;
  let isFound = false;
  for (let p = 0; p + 1 < start.length; p++) {
    const days: { readonly row: number; readonly low: number; readonly high: number }[] = [];
    let several = 0;
    for (let row = start[p]!; row < start[p + 1]!;) {
      let low = Infinity;
      let high = -Infinity;
      const first = row;
      for (; row < start[p + 1]! && table.day[row] === table.day[first]; row++) {
        if (price[row]! < low) low = price[row]!;
        if (price[row]! > high) high = price[row]!;
      }
      if (row - first < 2) continue;
      several++;
      if (high > apart * low) days.push({ row: first, low, high });
    }
    if (days.length < fewestDays || days.length < 0.5 * several) continue;
    isFound = true;
    for (const { row, low, high } of days)
      findings.add(
        {
          kind: 'prices-in-a-day',
          severity: 'attention',
          found: 'Rows of one product and day at prices that differ',
          done: 'Merged at their mean price; if they are different products, this misleads the estimate: give each its own key',
        },
        table.fileRow[row]!,
        () =>
          `Row ${table.fileRow[row]!} (${isoDate(table.day[row]!)}, "${table.products[p]!.name}"): prices from ${low} to ${high}`,
      );
  }
  if (!isFound) return;
  questions.push({
    about: 'series',
    message:
      'Rows of one product and day have prices that differ: are they one product, or does a column separate them?',
    choices: [
      { label: 'One product', choices: { splits: [] } },
      ...unused
        .slice(0, 4)
        .map((header) => ({ label: `Separated by "${header}"`, choices: { splits: [header] } })),
    ],
  });
}
