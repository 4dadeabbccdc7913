// The differences of the pairs in the order of time, with their mean and its interval.

import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import type { Effect, PairDifference } from '../../core/experiments/read-out.ts';
import { formatDay, formatSignedRough, formatTick } from '../../core/text/format.ts';
import { chartColors } from '../../drawings/chart-colors.ts';
import {
  axisStyle,
  centredXAxisLabel,
  gridStyle,
  tooltipStyle,
  yAxisLabel,
} from '../../drawings/chart-style.ts';
import { measureUnits } from './experiment-words.ts';

export interface DifferencesChartProps {
  readonly differences: readonly PairDifference[];
  readonly effect: Effect;
}

export function DifferencesChart({ differences, effect }: DifferencesChartProps) {
  const { measure, interval } = effect;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        aria-label="Differences of the pairs, point by point with the arrow keys"
        data={[...differences]}
        margin={{ top: 8, right: 14, bottom: 18, left: 4 }}
      >
        <CartesianGrid {...gridStyle} />
        <XAxis
          {...axisStyle}
          dataKey="pair"
          minTickGap={24}
          label={centredXAxisLabel('pair, in order of time')}
        />
        <YAxis
          {...axisStyle}
          width={74}
          tickFormatter={(value: number) => formatTick(value)}
          label={yAxisLabel(`B - A, ${measureUnits[measure]} a day`)}
        />
        <Tooltip
          {...tooltipStyle}
          cursor={{ fill: chartColors.band }}
          labelFormatter={(pair) => {
            const found = differences.find((difference) => difference.pair === pair);
            return `Pair ${found?.pair ?? ''}${found ? `, from ${formatDay(found.day)}` : ''}`;
          }}
          formatter={(value) => [formatSignedRough(Number(value)), 'B - A']}
        />
        <ReferenceArea y1={interval[0]} y2={interval[1]} fill={chartColors.band} fillOpacity={1} />
        <ReferenceLine y={0} stroke={chartColors.axis} />
        <Bar dataKey="difference" name="B - A" fill={chartColors.orange} isAnimationActive={false} />
        <ReferenceLine y={effect.effect} stroke={chartColors.blue} strokeWidth={2} />
      </BarChart>
    </ResponsiveContainer>
  );
}
