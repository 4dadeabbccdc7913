// Profit against revenue or units: the price lists that can be chosen, today's and the one that is looked at.

import { memo } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceDot,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import type { FrontierPoint, ListTotals } from '../../../core/decisions/frontier.ts';
import type { Leaning, ObjectiveName } from '../../../core/decisions/recommendation.ts';
import { formatSignificant, formatTick } from '../../../core/text/format.ts';
import { chartColors } from '../../../drawings/chart-colors.ts';
import {
  axisStyle,
  centredXAxisLabel,
  gridStyle,
  lineStyle,
  tooltipStyle,
  yAxisLabel,
} from '../../../drawings/chart-style.ts';
import { beatenBy, leaningLabels, totalLabels, worthOf } from './frontier-words.ts';

export interface FrontierChartProps {
  readonly points: readonly FrontierPoint[];
  readonly today: ListTotals;
  readonly objective: ObjectiveName;
  readonly towards: Leaning;
  readonly shown: FrontierPoint | null;
}

export const FrontierChart = memo(function FrontierChart({
  points,
  today,
  objective,
  towards,
  shown,
}: FrontierChartProps) {
  // A line through lists that another one beats in both would zigzag: they are no frontier.
  const rows = points
    .filter((point) => beatenBy(point, points, towards, objective).length === 0)
    .map(({ totals }) => ({
      x: totals[towards],
      worth: worthOf(totals, objective),
    }))
    .sort((a, b) => a.x - b.x);
  const name = totalLabels[objective];
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        aria-label="Frontier, point by point with the arrow keys"
        data={rows}
        margin={{ top: 12, right: 18, bottom: 18, left: 4 }}
      >
        <CartesianGrid {...gridStyle} />
        <XAxis
          {...axisStyle}
          dataKey="x"
          type="number"
          domain={['auto', 'auto']}
          tickFormatter={(value: number) => formatTick(value)}
          label={centredXAxisLabel(`${leaningLabels[towards].toLowerCase()} a day`)}
        />
        <YAxis
          {...axisStyle}
          width={74}
          domain={['auto', 'auto']}
          tickFormatter={(value: number) => formatTick(value)}
          label={yAxisLabel(`${name.toLowerCase()} a day`)}
        />
        <Tooltip
          {...tooltipStyle}
          labelFormatter={(value) => `${leaningLabels[towards]} ${formatSignificant(Number(value))} a day`}
          formatter={(value) => [formatSignificant(Number(value)), name]}
        />
        <Line {...lineStyle} dataKey="worth" name={name} stroke={chartColors.blue} />
        <ReferenceDot
          x={today[towards]}
          y={worthOf(today, objective)}
          r={5}
          fill={chartColors.grey}
          stroke="none"
          ifOverflow="extendDomain"
        />
        {shown ? (
          <ReferenceDot
            x={shown.totals[towards]}
            y={worthOf(shown.totals, objective)}
            r={6}
            fill={chartColors.vermillion}
            stroke="none"
            ifOverflow="extendDomain"
          />
        ) : null}
      </LineChart>
    </ResponsiveContainer>
  );
});
