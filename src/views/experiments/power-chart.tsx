// How likely a test finds the effect, by its length.

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

import { formatPercent } from '../../core/text/format.ts';
import { chartColors } from '../../drawings/chart-colors.ts';
import {
  axisStyle,
  centredXAxisLabel,
  gridStyle,
  lineStyle,
  tooltipStyle,
  yAxisLabel,
} from '../../drawings/chart-style.ts';
import { plannedPower, type PowerRow } from '../../core/experiments/plan-proposal.ts';

export function PowerChart({ rows, weeks }: { readonly rows: readonly PowerRow[]; readonly weeks: number }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        aria-label="Power by length, point by point with the arrow keys"
        data={[...rows]}
        margin={{ top: 8, right: 14, bottom: 18, left: 4 }}
      >
        <CartesianGrid {...gridStyle} />
        <XAxis
          {...axisStyle}
          dataKey="weeks"
          type="number"
          domain={[0, 'dataMax']}
          label={centredXAxisLabel('length, weeks')}
        />
        <YAxis
          {...axisStyle}
          width={62}
          domain={[0, 1]}
          ticks={[0, 0.2, 0.4, 0.6, 0.8, 1]}
          tickFormatter={(power: number) => formatPercent(power, 0)}
          label={yAxisLabel('power, %')}
        />
        <Tooltip
          {...tooltipStyle}
          labelFormatter={(value) => `${Number(value)} weeks`}
          formatter={(value) => [formatPercent(Number(value), 0), 'Power']}
        />
        <ReferenceLine y={plannedPower} stroke={chartColors.axis} strokeDasharray="4 4" />
        <ReferenceLine x={weeks} stroke={chartColors.vermillion} strokeDasharray="4 4" />
        <Line {...lineStyle} dataKey="power" name="Power" stroke={chartColors.blue} />
      </LineChart>
    </ResponsiveContainer>
  );
}
