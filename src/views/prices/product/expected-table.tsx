// What today's price and the suggested one are expected to bring, each with its interval, and the difference.

import type { Estimate } from '../../../core/decisions/gain-estimate.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { formatMoney, formatRough } from '../../../core/text/format.ts';
import table from '../../ui/plain-table.module.css';
import classes from './expected-table.module.css';

import { formatInterval, formatUnits } from '../outlook-words.ts';
import { changeShare, expectedWords, formatChange, type Period } from '../price-words.ts';

type Measure = 'units' | 'revenue' | 'profit';

const lines: readonly {
  readonly label: string;
  readonly measure: Measure;
  readonly format: (value: number) => string;
}[] = [
  { label: 'Units', measure: 'units', format: formatUnits },
  { label: 'Revenue', measure: 'revenue', format: formatRough },
  { label: 'Profit', measure: 'profit', format: formatRough },
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
  const { outlookAtCurrent: now, outlookAtSuggested: then, currentPrice, price } = suggestion;
  return (
    <>
      <div className={table.scroller} tabIndex={0} role="region" aria-label="Expected figures, scrollable">
        <table className={`${table.table} ${classes.table}`}>
          <thead>
            <tr>
              <th scope="col">A {period === 'row' ? 'row of the file' : period}</th>
              <th scope="col" className={table.number}>
                Today
              </th>
              <th scope="col" className={table.number}>
                New price
              </th>
              <th scope="col" className={table.number}>
                Difference
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Price</th>
              <td className={table.number}>{formatMoney(currentPrice)}</td>
              <td className={table.number}>{price === null ? '–' : formatMoney(price)}</td>
              <td className={table.number}>
                <Difference before={currentPrice} after={price} format={formatMoney} />
              </td>
            </tr>
            {lines.map(({ label, measure, format }) => {
              const before = now[measure];
              const after = then?.[measure] ?? null;
              return (
                <tr key={measure}>
                  <th scope="row">{label}</th>
                  <Figure estimate={before} format={format} />
                  <Figure estimate={after} format={format} />
                  <td className={table.number}>
                    <Difference before={before?.value ?? null} after={after?.value ?? null} format={format} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className={classes.caption}>
        {expectedWords[suggestion.expectedFrom]} Below each figure: the 95 % interval of the expected value,
        from simulated demand curves; single {period === 'row' ? 'rows' : `${period}s`} vary more.
        {suggestion.recommendation.joint === null
          ? ''
          : ' The other products of its category have their recommended prices then.'}
        {differsFromGain(suggestion, period)
          ? ' The gain above is the mean over these curves and the coming season, so it is another than the difference here.'
          : ''}
        {now.profit === null ? ' Profit needs a known unit cost.' : ''}
        {hasFile ? ' Prices, revenue and profit in the currency of the file.' : ''}
      </p>
    </>
  );
}

function Figure({
  estimate,
  format,
}: {
  readonly estimate: Estimate | null;
  readonly format: (value: number) => string;
}) {
  if (estimate === null) return <td className={table.number}>–</td>;
  return (
    <td className={table.number}>
      {format(estimate.value)}
      <span className={classes.interval}>{formatInterval(estimate, format)}</span>
    </td>
  );
}

/** The difference, and below it the share; left out where that has no meaning, as with a loss today. */
function Difference({
  before,
  after,
  format,
}: {
  readonly before: number | null;
  readonly after: number | null;
  readonly format: (value: number) => string;
}) {
  if (before === null || after === null) return '–';
  const difference = after - before;
  const share = changeShare(before, after);
  return (
    <>
      {difference > 0 ? '+' : ''}
      {format(difference)}
      {share === null ? null : <span className={classes.interval}>{formatChange(share)}</span>}
    </>
  );
}

const daysOf: Readonly<Record<Period, number | null>> = { day: 1, week: 7, month: 365 / 12, row: null };
/** As a share of the gain. */
const noticed = 0.02;

/** Whether a reader would notice that the gain of the headline is not the difference of this table. */
function differsFromGain(
  { recommendation, outlookAtCurrent, outlookAtSuggested }: Suggestion,
  period: Period,
) {
  const days = daysOf[period];
  const { action, objective, gainPerDay } = recommendation;
  const [before, after] = [outlookAtCurrent[objective], outlookAtSuggested?.[objective]];
  if (action !== 'change' || days === null || !before || !after) return false;
  const difference = (after.value - before.value) / days;
  return Math.abs(difference - gainPerDay.value) > noticed * Math.abs(gainPerDay.value);
}
