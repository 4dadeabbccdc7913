// Units against price: the curve the markets use, over the days it comes from.

import { memo, useMemo } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import type { ProductHistory } from '../../core/table/dataset.ts';
import { formatMoney, formatSignificant } from '../format.ts';
import { chartColors } from '../theme.ts';
import { axisStyle, gridStyle, lineStyle, tooltipStyle, yAxisLabel } from '../ui/chart-style.ts';
import { curve, dayPoints, type PriceSpan } from './demand-points.ts';

export interface DemandChartProps {
  readonly history: ProductHistory;
  readonly summary: DemandSummary;
  readonly span: PriceSpan;
  /** What a row covers: day, week, month. */
  readonly period: string;
}

export const DemandChart = memo(function DemandChart({ history, summary, span, period }: DemandChartProps) {
  const days = useMemo(() => [...dayPoints(history)], [history]);
  const line = useMemo(() => [...curve(summary, span)], [summary, span]);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={line} margin={{ top: 8, right: 14, bottom: 18, left: 4 }}>
        <CartesianGrid {...gridStyle} />
        <XAxis
          {...axisStyle}
          dataKey="price"
          type="number"
          domain={['dataMin', 'dataMax']}
          tickCount={7}
          tickFormatter={(price: number) => formatMoney(price)}
          label={{
            value: 'price, currency',
            position: 'insideBottom',
            offset: -12,
            fill: chartColors.axis,
            fontSize: 11.5,
          }}
        />
        <YAxis
          {...axisStyle}
          width={62}
          dataKey="units"
          domain={[0, 'auto']}
          tickFormatter={(units: number) => formatSignificant(units, 4)}
          label={yAxisLabel(`units a ${period}`)}
        />
        <Tooltip
          {...tooltipStyle}
          labelFormatter={(price) => `Price ${formatMoney(Number(price))}`}
          formatter={(value, name) => [formatSignificant(Number(value)), name]}
        />
        <Scatter
          data={days}
          dataKey="units"
          name={`Units of a past ${period}`}
          fill={chartColors.sales}
          fillOpacity={0.5}
          isAnimationActive={false}
          shape={<circle r={2.6} />}
        />
        <Line
          {...lineStyle}
          dataKey="units"
          name="Units expected"
          type="monotone"
          stroke={chartColors.price}
          strokeWidth={2.5}
        />
        <ReferenceLine x={summary.referencePrice} stroke={chartColors.axis} strokeDasharray="4 4" />
      </ComposedChart>
    </ResponsiveContainer>
  );
});
