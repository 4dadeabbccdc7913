// What a column of cost or of a rival's price means: a unit's or a line's, and whose.

import type { NumericRole } from '../table/columns.ts';
import { type ColumnFacts, isNamed, namedAs, rankAs } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import type { Formula } from './read-plan.ts';
import type { SampleRows } from './second-key.ts';
import type { Note } from './note.ts';
import { ratio, spreadBy, spreadOf } from './money-arithmetic.ts';

/** The cost of one unit, which a column may hold for all units of the row. */
export function costRole(
  usable: readonly ColumnFacts[],
  price: ColumnFacts | null,
  total: ColumnFacts | null,
  units: ColumnFacts | null,
  roles: Partial<Record<NumericRole, number>>,
  formulas: Formula[],
  notes: Note[],
): void {
  const cost = namedAs(usable, 'cost').find(
    (column) => column !== price && isNamed(column, 'cost') && !Object.values(roles).includes(column.index),
  );
  if (!cost) return;
  roles.cost = cost.index;
  if (!units) return;
  const each = price?.numbers ?? (total ? ratio(total.numbers, units.numbers) : null);
  if (!each) return;
  let asked = 0;
  let above = 0;
  let fits = 0;
  cost.numbers.forEach((value, row) => {
    const sold = units.numbers[row]!;
    if (!(value > 0) || !(sold > 1) || !(each[row]! > 0)) return;
    asked++;
    if (value > each[row]!) above++;
    if (value / sold <= 1.03 * each[row]!) fits++;
  });
  const perUnit = spreadOf(ratio(cost.numbers, units.numbers));
  const asIs = spreadOf(cost.numbers);
  const byShape = asked >= 5 && asIs > 1e-6 && perUnit < 0.05 * asIs;
  if (asked < 5 || fits < 0.9 * asked || (above < 0.5 * asked && !byShape)) return;
  formulas.push({
    role: 'cost',
    words: `"${cost.header}" / "${units.header}"`,
    compute: (row) => (row.units > 0 ? row.cost / row.units : NaN),
  });
  notes.push([
    'cost-is-line-total',
    'repaired',
    `"${cost.header}" is the cost of all units of the row, a line total`,
    `The unit cost is "${cost.header}" divided by "${units.header}"`,
    `It lies above the price on ${above} of ${asked} rows`,
  ]);
}

/** A rival's price, unless it is the printed price of the product itself: never below the price and never moving. */
export function rivalRole(
  usable: readonly ColumnFacts[],
  price: ColumnFacts | null,
  sample: SampleRows,
  roles: Partial<Record<NumericRole, number>>,
  notes: Note[],
): void {
  const rival = namedAs(usable, 'competitorPrice').find(
    (column) => isNamed(column, 'competitorPrice') && rankAs(column, 'competitorPrice') < 2000,
  );
  if (!rival) return;
  const saysRival =
    headerTokens(rival.header).some((token) =>
      /^(?:competi|rival|konkurr|wettbew|concurr|concorr|mitbew)/.test(token),
    ) || /競合|竞|对手|他社/.test(rival.header);
  if (price && !saysRival) {
    let asked = 0;
    let atLeast = 0;
    let equal = 0;
    rival.numbers.forEach((value, row) => {
      const own = price.numbers[row]!;
      if (!(value > 0) || !(own > 0)) return;
      asked++;
      if (value >= own - 0.005) atLeast++;
      if (Math.abs(value - own) < 0.005) equal++;
    });
    const changes = spreadBy(rival.numbers, sample.product);
    if (asked >= 5 && atLeast === asked && (equal > 0 || changes < 1e-9)) {
      roles.regularPrice ??= rival.index;
      notes.push([
        'printed-price',
        'info',
        `"${rival.header}" is never below "${price.header}": the list price (MRP) of the own product, not a rival's`,
        'Kept as the regular price',
        '',
      ]);
      return;
    }
  }
  roles.competitorPrice = rival.index;
}
