// The calendar of prices that is recommended for a product: from which day on which price, as steps and as a table.

import { Text } from '@mantine/core';
import { formatChance, formatSignedRough } from '../../../core/text/format.ts';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import { datedChecks } from '../../../core/decisions/calendar-rows.ts';
import { scheduledPrice } from '../../../core/decisions/schedule-steps.ts';
import { recommendedCalendar, type PriceCalendar } from '../../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { formatChange, formatCount, formatDay, formatMoney } from '../../../core/text/format.ts';
import { calendarData } from '../../../core/export/charts/calendar-data.ts';
import { TooltipBox } from '../../charts/tooltip-box.tsx';
import { chartColors } from '../../theme.ts';
import { ChartFigure } from '../../ui/chart-figure.tsx';
import { axisStyle, gridStyle, lineStyle, yAxisLabel } from '../../ui/chart-style.ts';
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

function dayWords({ firstDay }: PriceCalendar, day: number): string {
  return firstDay === null ? `day ${day + 1}` : formatDay(firstDay + day);
}

function calendarWords({ overHeld, probabilityOverHeld }: PriceCalendar, objective: string): string {
  return (
    `Expected to bring ${formatSignedRough(overHeld.value)} ${objective} a day over the best single price, ` +
    `with a ${formatChance(probabilityOverHeld)} chance of more. Your rules hold on every day.`
  );
}

function CalendarChart({
  calendar,
  days,
  currentPrice,
}: {
  readonly calendar: PriceCalendar;
  readonly days: number;
  readonly currentPrice: number;
}) {
  // The last step ends with the season.
  const rows = Array.from({ length: days + 1 }, (_, day) => ({
    day,
    price: scheduledPrice(calendar.steps, Math.min(day, days - 1)),
  }));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        aria-label="Prices by day, point by point with the arrow keys"
        data={rows}
        margin={{ top: 8, right: 12, bottom: 0, left: 4 }}
      >
        <CartesianGrid {...gridStyle} />
        <XAxis
          {...axisStyle}
          dataKey="day"
          type="number"
          domain={[0, days]}
          ticks={[0, 7, 14, 21, 28].filter((day) => day <= days)}
          tickFormatter={(day: number) => dayWords(calendar, day)}
        />
        <YAxis
          {...axisStyle}
          width={62}
          domain={['auto', 'auto']}
          tickFormatter={(price: number) => formatMoney(price)}
          label={yAxisLabel('price, currency')}
        />
        <Tooltip
          isAnimationActive={false}
          content={({ active, payload }) => {
            const row = payload?.[0]?.payload as (typeof rows)[number] | undefined;
            return active && row ? (
              <TooltipBox
                title={dayWords(calendar, row.day)}
                lines={[{ label: 'price', color: chartColors.vermillion, value: formatMoney(row.price) }]}
              />
            ) : null;
          }}
        />
        <ReferenceLine y={currentPrice} stroke={chartColors.axis} strokeDasharray="4 3" />
        <Line
          {...lineStyle}
          dataKey="price"
          type="stepAfter"
          stroke={chartColors.vermillion}
          strokeWidth={1.8}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
