// What a day at today's price and at the suggested one is expected to bring, side by side with the difference.

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import type { ExpectedDay } from '../../core/market/expected-day.ts';
import { formatCount, formatMoney } from '../format.ts';
import table from '../ui/plain-table.module.css';
import { changeShare, expectedWords, formatChange, wrongWayWords, type Period } from './price-words.ts';
import classes from './expected-table.module.css';

interface Line {
  readonly label: string;
  readonly of: (day: ExpectedDay) => number | null;
  readonly format: (value: number) => string;
}

const lines: readonly Line[] = [
  { label: 'Price', of: (day) => day.price, format: formatMoney },
  { label: 'Units', of: (day) => day.units, format: formatUnits },
  { label: 'Sales', of: (day) => day.sales, format: formatMoney },
  { label: 'Profit', of: (day) => day.profit, format: formatMoney },
];

export function ExpectedTable({
  suggestion,
  period,
  hasFile,
}: {
  readonly suggestion: Suggestion;
  readonly period: Period;
  /** Whether the amounts are those of a file. */
  readonly hasFile: boolean;
}) {
  const { expectedAtCurrent: now, expectedAtSuggested: then } = suggestion;
  const wrongWay = wrongWayWords(suggestion);
  return (
    <>
      <div className={table.scroller}>
        <table className={`${table.table} ${classes.table}`}>
          <thead>
            <tr>
              <th scope="col">A {period === 'row' ? 'row of the file' : period}</th>
              <th scope="col" className={table.number}>
                Today
              </th>
              <th scope="col" className={table.number}>
                Suggested
              </th>
              <th scope="col" className={table.number}>
                Difference
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ label, of, format }) => {
              const before = of(now);
              const after = then === null ? null : of(then);
              return (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td className={table.number}>{before === null ? '–' : format(before)}</td>
                  <td className={table.number}>{after === null ? '–' : format(after)}</td>
                  <td className={table.number}>{differenceWords(before, after, format)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {wrongWay === null ? null : <p className={classes.wrongWay}>{wrongWay}</p>}
      <p className={classes.caption}>
        {expectedWords[suggestion.expectedFrom]}
        {now.profit === null ? ' Profit needs a known unit cost.' : ''}
        {hasFile ? ' Prices, sales and profit in the currency of the file.' : ''}
      </p>
    </>
  );
}

/** `+1.20 (+5.0 %)`; the share is left out where it has no meaning, as with a loss today. */
function differenceWords(
  before: number | null,
  after: number | null,
  format: (value: number) => string,
): string {
  if (before === null || after === null) return '–';
  const difference = after - before;
  const text = `${difference > 0 ? '+' : ''}${format(difference)}`;
  const share = changeShare(before, after);
  return share === null ? text : `${text} (${formatChange(share)})`;
}

/** Two decimals below ten units, one below a hundred, then none. */
function formatUnits(value: number): string {
  const size = Math.abs(value);
  return size >= 100 ? formatCount(value) : value.toFixed(size >= 10 ? 1 : 2);
}
