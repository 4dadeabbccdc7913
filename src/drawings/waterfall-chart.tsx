// The waterfall from the price asked for through each rule to the recommended one, with today's price as a line across.

import { memo } from 'react';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import type { WaterfallRow } from '../core/export/charts/waterfall-data.ts';
import { formatMoney } from '../core/text/format.ts';
import { chartColors } from './chart-colors.ts';
import { axisStyle, centredXAxisLabel, gridStyle, tooltipStyle } from './chart-style.ts';
import { niceTicks } from './nice-axis.ts';
import { waterfallEnds } from './waterfall-rows.ts';

const rowHeight = 27;
const axisHeight = 46;
const labelWidth = 128;

/** Pixels that a waterfall of these rows takes. */
export function waterfallHeight(rows: readonly WaterfallRow[]): number {
  return rows.length * rowHeight + axisHeight + 16;
}

export const WaterfallChart = memo(function WaterfallChart({
  rows,
  currentPrice,
}: {
  readonly rows: readonly WaterfallRow[];
  readonly currentPrice: number;
}) {
  const ends = waterfallEnds(rows, currentPrice);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        aria-label="From the price asked for to the recommended one, point by point with the arrow keys"
        layout="vertical"
        data={rows}
        margin={{ top: 16, right: 64, bottom: 18, left: 0 }}
      >
        <CartesianGrid {...gridStyle} horizontal={false} vertical />
        <XAxis
          {...axisStyle}
          type="number"
          domain={[ends.low, ends.high]}
          ticks={niceTicks(ends)}
          tickFormatter={(price: number) => formatMoney(price)}
          label={centredXAxisLabel('price, currency')}
        />
        <YAxis
          {...axisStyle}
          type="category"
          dataKey="label"
          width={labelWidth}
          interval={0}
          axisLine={false}
        />
        <Tooltip
          {...tooltipStyle}
          cursor={{ fill: chartColors.band }}
          formatter={(_value, _name, item) => {
            const row = item.payload as WaterfallRow;
            return [
              row.change === ''
                ? formatMoney(row.after)
                : `${formatMoney(row.before)} to ${formatMoney(row.after)} (${row.change})`,
              row.binding ? 'price, binding rule' : 'price',
            ];
          }}
        />
        <ReferenceLine
          x={currentPrice}
          stroke={chartColors.axis}
          strokeDasharray="4 4"
          label={{
            value: 'today',
            position: 'top',
            fill: chartColors.axis,
            fontSize: 11.5,
          }}
        />
        <Bar dataKey="span" name="price" isAnimationActive={false} barSize={12} shape={drawRow} />
      </ComposedChart>
    </ResponsiveContainer>
  );
});

interface Drawn {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly payload?: WaterfallRow;
}

/** A rule's move as a bar, a price that stands as a diamond, a rule that left the price alone as a dot. */
function drawRow({ x = 0, y = 0, width = 0, height = 0, payload }: Drawn) {
  if (!payload) return <g />;
  const { kind, after, before, change, binding } = payload;
  const left = Math.min(x, x + width);
  const size = Math.abs(width);
  const middle = y + height / 2;
  const color = binding ? chartColors.vermillion : chartColors.price;
  const words = kind === 'rule' ? change : formatMoney(after);
  // After a fall they stand before the bar, where that leaves the name of the row alone.
  const isBefore = after < before && left - 6 - 8 * words.length > labelWidth;
  return (
    <g>
      {kind !== 'rule' ? (
        <path
          d={`M ${left} ${middle - 7} l 7 7 l -7 7 l -7 -7 z`}
          fill={kind === 'final' ? chartColors.green : color}
        />
      ) : change === '' ? (
        <circle cx={left} cy={middle} r={2.5} fill={chartColors.grey} />
      ) : (
        <rect x={left} y={y} width={Math.max(1.5, size)} height={height} rx={2} fill={color} />
      )}
      {words === '' ? null : (
        <text
          x={isBefore ? left - 6 : left + size + (kind === 'rule' ? 6 : 11)}
          y={middle}
          dy="0.35em"
          textAnchor={isBefore ? 'end' : 'start'}
          fontSize={12}
          fontWeight={kind === 'final' || binding ? 650 : 400}
          fill={chartColors.text}
        >
          {words}
        </text>
      )}
    </g>
  );
}
