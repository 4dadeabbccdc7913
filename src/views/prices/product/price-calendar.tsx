// The calendar of prices that is recommended for a product: from which day on which price, as steps and as a table.

import { Text } from '@mantine/core';

import { datedChecks } from '../../../core/decisions/calendar-rows.ts';
import { recommendedCalendar, type PriceCalendar } from '../../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import {
  formatChance,
  formatChange,
  formatCount,
  formatMoney,
  formatSignedRough,
} from '../../../core/text/format.ts';
import { calendarData } from '../../../core/export/charts/calendar-data.ts';
import { CalendarChart, dayWords } from '../../../drawings/calendar-chart.tsx';
import { ChartFigure } from '../../ui/chart-figure.tsx';
import table from '../../ui/plain-table.module.css';

/** Nothing where one price is held. */
export function PriceCalendarPanel({ suggestion }: { readonly suggestion: Suggestion }) {
  const { recommendation, currentPrice } = suggestion;
  const calendar = recommendedCalendar(recommendation);
  if (calendar === null) return null;
  const { horizonDays } = recommendation;
  return (
    <section aria-label="Price calendar">
      <ChartFigure
        title="Price calendar"
        variant="plain"
        height={150}
        sentence={calendarWords(calendar, recommendation.objective)}
        data={() => calendarData(calendar)}
      >
        <CalendarChart calendar={calendar} days={horizonDays} currentPrice={currentPrice} />
      </ChartFigure>
      <table className={table.table} aria-label="Prices by day">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col" className={table.number}>
              Price
            </th>
            <th scope="col" className={table.number}>
              Over today’s
            </th>
          </tr>
        </thead>
        <tbody>
          {calendar.steps.map(({ day, price }) => (
            <tr key={day}>
              <th scope="row">{dayWords(calendar, day)}</th>
              <td className={table.number}>{formatMoney(price)}</td>
              <td className={table.number}>{formatChange(price / currentPrice - 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {calendar.stock ? <StockChecks calendar={calendar} /> : null}
    </section>
  );
}

/** What to charge where more or less is left than planned. */
function StockChecks({ calendar }: { readonly calendar: PriceCalendar }) {
  return (
    <>
      <Text size="sm">
        Count the stock on these mornings and charge the price shown for the nearest figure; your rules limit
        how fast the price moves.
      </Text>
      <table className={table.table} aria-label="Prices by stock left">
        <thead>
          <tr>
            <th scope="col">On</th>
            {['As planned', 'More left', 'Less left'].map((head) => (
              <th key={head} scope="col" className={table.number}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {datedChecks(calendar).map(({ day, planned, more, fewer }) => (
            <tr key={day}>
              <th scope="row">{dayWords(calendar, day)}</th>
              {[planned, more, fewer].map(({ units, price }, k) => (
                <td key={k} className={table.number}>
                  {formatMoney(price)} at {formatCount(units)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function calendarWords({ overHeld, probabilityOverHeld }: PriceCalendar, objective: string): string {
  return (
    `Expected to bring ${formatSignedRough(overHeld.value)} ${objective} a day over the best single price, ` +
    `with a ${formatChance(probabilityOverHeld)} chance of more. Your rules hold on every day.`
  );
}
