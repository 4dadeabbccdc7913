// One product's newer days: units sold over the band of what was expected.

import { memo, useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Scatter,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import type { WatchedDay } from '../../core/monitor/watch.ts';
import { decimate } from '../../drawings/decimate.ts';
import { formatDay, formatSignificant, formatTick } from '../../core/text/format.ts';
import { chartColors } from '../../drawings/chart-colors.ts';
import {
  axisStyle,
  dayAxis,
  gridStyle,
  lineStyle,
  tooltipStyle,
  yAxisLabel,
} from '../../drawings/chart-style.ts';

/** A full redraw of more points costs the page its 60 frames a second. */
const drawnPoints = 300;

interface Row {
  readonly day: number;
  readonly units: number;
  readonly expected: number | null;
  readonly band: readonly [number, number] | null;
}

export const WatchChart = memo(function WatchChart({
  days,
  period,
}: {
  readonly days: readonly WatchedDay[];
  /** What a row covers: day, week, month. */
  readonly period: string;
}) {
  const rows = useMemo(() => {
    const all = days.map(({ day, units, expected, low, high }): Row => {
      const known = !Number.isNaN(expected);
      return { day, units, expected: known ? expected : null, band: known ? [low, high] : null };
    });
    return decimate(all, drawnPoints, ({ units }) => units) as Row[];
  }, [days]);
  const first = days[0]?.day ?? 0;
  const last = days.at(-1)?.day ?? 0;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        aria-label="Sold and expected, point by point with the arrow keys"
        data={rows}
        margin={{ top: 8, right: 14, bottom: 2, left: 4 }}
      >
        <CartesianGrid {...gridStyle} />
        <XAxis {...dayAxis(first, last)} />
        <YAxis
          {...axisStyle}
          width={74}
          domain={[0, 'auto']}
          tickFormatter={(units: number) => formatTick(units)}
          label={yAxisLabel(`units a ${period}`)}
        />
        <Tooltip
          {...tooltipStyle}
          labelFormatter={(day) => formatDay(Number(day))}
          formatter={(value, name) => [
            Array.isArray(value)
              ? value.map((end) => formatSignificant(Number(end))).join(' to ')
              : formatSignificant(Number(value)),
            name,
          ]}
        />
        <Area
          dataKey="band"
          name="95 in 100 expected within"
          stroke="none"
          fill={chartColors.band}
          fillOpacity={1}
          type="linear"
          isAnimationActive={false}
        />
        <Line
          {...lineStyle}
          dataKey="expected"
          name="Expected"
          type="linear"
          stroke={chartColors.blue}
          strokeDasharray="5 4"
        />
        <Scatter
          dataKey="units"
          name="Sold"
          fill={chartColors.units}
          isAnimationActive={false}
          shape={<circle r={3.4} />}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
});
