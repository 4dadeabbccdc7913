// The discount that is still to be taken off: none where the price, or the total, is another column of the file less it.

import type { ColumnFacts } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import type { Note } from './note.ts';

/**
 * The first of the columns in which some discount is not 0, that `price`, or without one `total`, does not have taken off
 * already; null where none is.
 */
export function discountOf(
  columns: readonly ColumnFacts[],
  total: ColumnFacts | null,
  price: ColumnFacts | null,
  units: ColumnFacts | null,
  all: readonly ColumnFacts[],
  notes: Note[],
): ColumnFacts | null {
  // In data of households (dunnhumby, completejourney) the value of sales is what the shop received, after the card's discount.
  const isReceived = total !== null && headerTokens(total.header).join(' ') === 'sales value';
  const paid = price ?? total;
  const taken =
    paid === null ? undefined : columns.find((column) => isLess(paid, column, price ? null : units, all));
  if (taken)
    notes.push([
      'discount-taken-off',
      'info',
      `"${taken.header}" is already deducted in "${paid!.header}"`,
      'Nothing more is deducted',
      '',
    ]);
  return (
    columns.find(
      (column) =>
        column.numbers.some((value) => value !== 0 && !Number.isNaN(value)) &&
        !isFlag(column) &&
        !(isReceived && /^(?:retail|coupon) disc$/.test(headerTokens(column.header).join(' '))) &&
        !(taken && isWithin(column, taken)) &&
        !(price && isWholeValue(column, price, units)),
    ) ?? null
  );
}

/**
 * Whether a column of money is another one of the file less this discount, to the cent: `Net Sales` of `Gross Sales` and
 * `Discounts`. With units the other one may be the price of one before the discount.
 */
function isLess(
  paid: ColumnFacts,
  discount: ColumnFacts,
  units: ColumnFacts | null,
  all: readonly ColumnFacts[],
): boolean {
  return all.some((gross) => {
    if (gross === paid || gross === discount || gross === units) return false;
    let [asked, line, each] = [0, 0, 0];
    discount.numbers.forEach((value, row) => {
      const [before, after] = [Math.abs(gross.numbers[row]!), Math.abs(paid.numbers[row]!)];
      if (!(Math.abs(value) > 0) || Number.isNaN(after) || !(before > 0)) return;
      asked++;
      const less = after + Math.abs(value);
      if (Math.abs(before - less) < 0.011) line++;
      else if (units && Math.abs(before * Math.abs(units.numbers[row]!) - less) < 0.011) each++;
    });
    return asked >= 5 && line + each > 0.95 * asked;
  });
}

/** Whether a column only says whether there was a discount, or whether one may be given: 0 and 1, and no sign of money or percent. */
const isFlag = ({ cells, hasPercent, hasCurrency }: ColumnFacts) =>
  !hasPercent && !hasCurrency && cells.every((cell) => /^(?:|0|1)$/.test(cell.trim()));

/** Whether a discount is the other one or a part of it on every row. */
const isWithin = (part: ColumnFacts, whole: ColumnFacts) =>
  part.numbers.every((value, row) => !(Math.abs(value) > Math.abs(whole.numbers[row]! || 0) + 0.006));

/** Whether a column is price times units wherever it is not 0: what the line was worth before discounts or after, none of them. */
function isWholeValue(column: ColumnFacts, price: ColumnFacts, units: ColumnFacts | null): boolean {
  let asked = 0;
  let whole = 0;
  column.numbers.forEach((value, row) => {
    const worth = price.numbers[row]! * (units?.numbers[row] ?? 1);
    if (!(Math.abs(value) > 0) || !(worth > 0)) return;
    asked++;
    if (Math.abs(Math.abs(value) - worth) < 0.01 * worth) whole++;
  });
  return asked >= 5 && whole > 0.5 * asked;
}
