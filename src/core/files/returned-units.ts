// Units that came back or were cancelled, in a column beside the units sold.

import { type ColumnFacts, rankAs } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import type { Formula, HelperName } from './read-plan.ts';
import type { Note } from './note.ts';
import { productShare } from './money-arithmetic.ts';
import { countsCancelled, countsFewReturns, countsReturns } from './status-column.ts';

const cameBack = /^(?:refunds?|returns?|refunded|returned|retouren?|erstattung\p{L}*)$/u;
const reduced = /^(?:discounts?|rabatte?|remises?)$/u;

/** Whether a total is another one less the money that was given back: then it is of the units kept. */
function isOfKept(total: ColumnFacts, usable: readonly ColumnFacts[]): boolean {
  const named = (words: RegExp) =>
    usable.filter(
      (column) =>
        !countsReturns(column.header) && headerTokens(column.header).some((token) => words.test(token)),
    );
  const [backs, off] = [named(cameBack), named(reduced)];
  return backs.some((back) =>
    usable.some((gross) => {
      if (gross === total || gross === back || rankAs(gross, 'sales') === Infinity) return false;
      let asked = 0;
      let equal = 0;
      total.numbers.forEach((value, row) => {
        const given = Math.abs(back.numbers[row]!);
        if (!(given > 0)) return;
        asked++;
        const less = off.reduce((sum, one) => sum + Math.abs(one.numbers[row] || 0), given);
        if (Math.abs(gross.numbers[row]! - less - value) < 0.011) equal++;
      });
      return asked >= 5 && equal > 0.9 * asked;
    }),
  );
}

const isNet = (header: string) =>
  headerTokens(header).some((token) => /^(?:net|netto|neto|nette?s?)$/.test(token));

/** Takes off what came back, where no other column has it taken off; with a total beside it says that nothing is. */
export function lessReturned(
  usable: readonly ColumnFacts[],
  units: ColumnFacts,
  total: ColumnFacts | null,
  price: ColumnFacts | null,
  formulas: Formula[],
  helpers: Partial<Record<HelperName, number>>,
  notes: Note[],
): void {
  const counts = usable.filter(
    (column) =>
      column !== units &&
      column.numbers.some((value) => value !== 0 && !Number.isNaN(value)) &&
      (column.numbers.every((value) => !(value < 0)) || column.numbers.every((value) => !(value > 0))) &&
      column.numbers.every((value, row) => Number.isNaN(value) || Math.abs(value) <= units.numbers[row]!),
  );
  const cancelled = counts.find(({ header }) => countsCancelled(header));
  const returned =
    cancelled ?? counts.find((one) => countsReturns(one.header) || countsFewReturns(one, usable));
  if (!returned || formulas.some(({ role }) => role === 'units')) return;
  const kept = usable.find(
    (column) =>
      column !== units &&
      column !== returned &&
      column.numbers.every(
        (value, row) =>
          value === units.numbers[row]! - Math.abs(returned.numbers[row]!) || Number.isNaN(value),
      ),
  );
  const isOfSold = price && total && productShare(total.numbers, price.numbers, units.numbers) > 0.85;
  if (kept) {
    // Net revenue is of the net units.
    if (isOfSold || !isNet(kept.header)) return;
    helpers.returned = returned.index;
    formulas.push({
      role: 'units',
      words: `"${units.header}" - "${returned.header}"`,
      compute: (row) => row.units - Math.abs(row.returned || 0),
    });
    return;
  }
  const what = returned === cancelled ? 'were cancelled' : 'came back';
  // Of what was cancelled nothing was sold: the price tells what the rest cost.
  const isPriced =
    returned === cancelled &&
    price !== null &&
    total !== null &&
    productShare(total.numbers, price.numbers, units.numbers) > 0.85;
  if (isPriced)
    formulas.push({
      role: 'sales',
      words: `"${total.header}" less "${price.header}" x "${returned.header}"`,
      compute: (row) => row.sales - row.price * Math.abs(row.returned || 0),
    });
  if (total && !isPriced && !isOfKept(total, usable)) {
    notes.push([
      'returned-units',
      'attention',
      `"${returned.header}" counts units that ${what}`,
      `Not subtracted, since "${total.header}" is of all units sold or of those kept, and the file does not say which`,
      `Subtract it from "${units.header}" in the file where the money is of the units kept`,
    ]);
    return;
  }
  helpers.returned = returned.index;
  formulas.push({
    role: 'units',
    words: `"${units.header}" - "${returned.header}"`,
    compute: (row) => row.units - Math.abs(row.returned || 0),
  });
  notes.push([
    'returned-units',
    'repaired',
    `"${returned.header}" counts units that ${what}`,
    `Subtracted from "${units.header}"`,
    '',
  ]);
}
