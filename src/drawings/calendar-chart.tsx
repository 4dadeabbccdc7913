// A calendar of prices as steps, with today's price as a line across.

import { memo } from 'react';
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

import type { PriceCalendar } from '../core/decisions/recommendation.ts';
import { scheduledPrice } from '../core/decisions/schedule-steps.ts';
import { formatDay, formatMoney } from '../core/text/format.ts';
import { chartColors } from './chart-colors.ts';
import { axisStyle, gridStyle, lineStyle, tooltipStyle, yAxisLabel } from './chart-style.ts';

/** The date of a day of the calendar, or its number where the sales have no dates to go on from. */
export function dayWords({ firstDay }: PriceCalendar, day: number): string {
  return firstDay === null ? `day ${day + 1}` : formatDay(firstDay + day);
}

export const CalendarChart = memo(function CalendarChart({
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
          {...tooltipStyle}
          labelFormatter={(day) => dayWords(calendar, Number(day))}
          formatter={(value) => [formatMoney(Number(value)), 'price']}
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
});
