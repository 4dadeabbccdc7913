// The waterfall from the price asked for through each rule to the recommended one, with today's price as a line across.

import { memo, useMemo } from 'react';
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

import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { formatMoney } from '../../../core/text/format.ts';
import { niceTicks } from '../../charts/nice-axis.ts';
import { chartColors } from '../../theme.ts';
import { ChartFigure } from '../../ui/chart-figure.tsx';
import { axisStyle, gridStyle, tooltipStyle } from '../../ui/chart-style.ts';
import {
  waterfallData,
  waterfallRows,
  type WaterfallRow,
} from '../../../core/export/charts/waterfall-data.ts';
import { waterfallEnds, waterfallSentence } from './waterfall-rows.ts';

const rowHeight = 27;
const axisHeight = 46;
const labelWidth = 128;

export const PriceWaterfall = memo(function PriceWaterfall({
  suggestion,
}: {
  readonly suggestion: Suggestion;
}) {
  const rows = useMemo(() => waterfallRows(suggestion), [suggestion]);
  const { currentPrice } = suggestion;
  const ends = waterfallEnds(rows, currentPrice);
  return (
    <ChartFigure
      title="From the price asked for to the recommended one"
      sentence={waterfallSentence(suggestion)}
      height={rows.length * rowHeight + axisHeight + 16}
      variant="plain"
      data={() => waterfallData(rows)}
    >
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
    </ChartFigure>
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
          fill="var(--lab-text)"
        >
          {words}
        </text>
      )}
    </g>
  );
}
