// Units against price: the curve the markets use with its interval, over the days it comes from. Ground where no price
// was ever tried is shaded.

import { memo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import { niceTicks } from './nice-axis.ts';
import { formatMoney, formatQuantity, formatTick } from '../core/text/format.ts';
import { chartColors } from './chart-colors.ts';
import {
  axisStyle,
  centredXAxisLabel,
  gridStyle,
  lineStyle,
  tooltipStyle,
  yAxisLabel,
} from './chart-style.ts';
import type { CurvePoint, PricePoint, PriceSpan } from '../core/export/charts/demand-curve-data.ts';
import type { LegendEntry } from './legend-entry.ts';

export interface DemandChartProps {
  readonly points: readonly PricePoint[];
  readonly line: readonly CurvePoint[];
  readonly untried: readonly PriceSpan[];
  readonly span: PriceSpan;
  readonly top: number;
  /** The last price. */
  readonly reference: number;
  /** What a row covers: day, week, month. */
  readonly period: string;
}

const frame = {
  'aria-label': 'Demand curve, point by point with the arrow keys',
  margin: { top: 8, right: 14, bottom: 18, left: 4 },
};

/** What its marks are, for a file with a row a `period`. */
export function demandLegend(period: string): readonly LegendEntry[] {
  return [
    { label: 'Expected', color: chartColors.price },
    { label: '95 % interval', color: chartColors.price, mark: 'bar' },
    { label: `Past ${period}s, at today’s level`, color: chartColors.sales, mark: 'dot' },
    { label: 'Last price', color: chartColors.axis, mark: 'dash' },
  ];
}

/** A label stands only where there is room for its line height, in shares of the span. */
const narrowest = 0.05;

export const DemandChart = memo(function DemandChart({
  points,
  line,
  untried,
  span,
  top,
  reference,
  period,
}: DemandChartProps) {
  const drawn = points.filter(({ units }) => units <= top);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={[...line]} {...frame}>
        <CartesianGrid {...gridStyle} />
        <XAxis
          {...axisStyle}
          dataKey="price"
          type="number"
          domain={[span.low, span.high]}
          allowDataOverflow
          ticks={[...niceTicks(span, 6)]}
          tickFormatter={(price: number) => formatMoney(price)}
          label={centredXAxisLabel('price, currency')}
        />
        <YAxis
          {...axisStyle}
          width={74}
          dataKey="units"
          domain={[0, top]}
          ticks={[...niceTicks({ low: 0, high: top })]}
          allowDataOverflow
          tickFormatter={(units: number) => formatTick(units)}
          label={yAxisLabel(`units a ${period}`)}
        />
        <Tooltip
          {...tooltipStyle}
          labelFormatter={(price) => `Price ${formatMoney(Number(price))}`}
          formatter={(value, name) => [tooltipUnits(value), name]}
        />
        {untried.map(({ low, high }) => (
          <ReferenceArea
            key={low}
            x1={low}
            x2={high}
            fill={chartColors.axis}
            fillOpacity={0.13}
            stroke="none"
            {...(high - low < narrowest * (span.high - span.low)
              ? {}
              : {
                  label: {
                    value: 'never tried',
                    angle: -90,
                    position: 'center',
                    fill: chartColors.axis,
                    fontSize: 11.5,
                  },
                })}
          />
        ))}
        <Area
          dataKey="band"
          name="95 % interval"
          type="monotone"
          stroke="none"
          fill={chartColors.price}
          fillOpacity={0.2}
          activeDot={false}
          isAnimationActive={false}
        />
        <Scatter
          data={drawn}
          dataKey="units"
          name={`Units of a past ${period}`}
          isAnimationActive={false}
          // The box says the curve; Recharts would add the day of the same rank, at another price.
          tooltipType="none"
          shape={drawDay}
        />
        <Line
          {...lineStyle}
          dataKey="units"
          name="Units expected"
          type="monotone"
          stroke={chartColors.price}
          strokeWidth={2.5}
        />
        <ReferenceLine x={reference} stroke={chartColors.axis} strokeDasharray="4 4" />
      </ComposedChart>
    </ResponsiveContainer>
  );
});

function drawDay(day: unknown) {
  const { cx, cy } = day as { cx: number; cy: number };
  return <circle cx={cx} cy={cy} r={2.6} fill={chartColors.sales} fillOpacity={0.5} />;
}

function tooltipUnits(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => formatQuantity(Number(each))).join(' to ');
  return formatQuantity(Number(value));
}
