// One column of a history against its days.

import { Fragment, memo, useMemo, type ElementType, type ReactNode } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

import { decimate } from './decimate.ts';
import { formatDay, formatMoney, formatTick } from '../core/text/format.ts';
import { axisStyle, dayAxis, gridStyle, lineStyle, tooltipStyle, yAxisLabel } from './chart-style.ts';

/** A full redraw of more points costs the page its 60 frames a second. */
const drawnPoints = 300;

export interface HistoryChartProps {
  /** Days since 1970. [days] */
  readonly days: Int32Array;
  readonly values: Float64Array; // [days]
  readonly name: string;
  /** Stands beside the y axis. */
  readonly unit: string;
  readonly color: string;
  /** A price holds until it is changed: steps. */
  readonly form: 'steps' | 'line';
  /** Wraps each part: the first chart of a visit takes long, so the page draws frame, grid, axes, line and tooltip in a task each. */
  readonly part?: ElementType<{ readonly children: ReactNode }>;
}

export const HistoryChart = memo(function HistoryChart({
  days,
  values,
  name,
  unit,
  color,
  form,
  part: Part = Fragment,
}: HistoryChartProps) {
  const points = useMemo(() => {
    const all = Array.from(days, (day, index) => ({ day, value: values[index]! }));
    return decimate(all, drawnPoints, (point) => point.value) as { day: number; value: number }[];
  }, [days, values]);
  const first = days[0] ?? 0;
  const last = days.at(-1) ?? 0;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        aria-label={`${name} over time, point by point with the arrow keys`}
        data={points}
        margin={{ top: 6, right: 12, bottom: 0, left: 4 }}
      >
        <Part>
          <CartesianGrid {...gridStyle} />
        </Part>
        <Part>
          <XAxis {...dayAxis(first, last)} />
          <YAxis
            {...axisStyle}
            width={74}
            domain={form === 'steps' ? ['auto', 'auto'] : [0, 'auto']}
            tickFormatter={(value: number) => (form === 'steps' ? formatMoney(value) : formatTick(value))}
            label={yAxisLabel(unit)}
          />
        </Part>
        <Part>
          <Line
            {...lineStyle}
            dataKey="value"
            name={name}
            type={form === 'steps' ? 'stepAfter' : 'linear'}
            stroke={color}
            strokeWidth={1.8}
          />
        </Part>
        <Part>
          <Tooltip
            {...tooltipStyle}
            labelFormatter={(day) => formatDay(Number(day))}
            formatter={(value) => [formatMoney(Number(value)), name]}
          />
        </Part>
      </LineChart>
    </ResponsiveContainer>
  );
});
