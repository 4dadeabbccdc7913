// One measure before and after as dots with their intervals, over the goal.

import { memo } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  XAxis,
  YAxis,
} from 'recharts';

import type { ImpactFigure, ImpactMeasure } from '../core/decisions/impact.ts';
import { niceEnds, niceTicks } from './nice-axis.ts';
import { formatTick } from '../core/text/format.ts';
import { chartColors } from './chart-colors.ts';
import { axisStyle, centredXAxisLabel, gridStyle } from './chart-style.ts';
import { targetSpan } from '../core/export/charts/impact-data.ts';
import { measureEnds, unitWords } from './impact-ends.ts';

export const ImpactChart = memo(function ImpactChart({
  measure,
  figure,
}: {
  readonly measure: ImpactMeasure;
  readonly figure: ImpactFigure;
}) {
  const [least, most] = measureEnds(measure, figure);
  const ends = niceEnds(least, most);
  const goal = targetSpan(measure, figure);
  const scale = measure.unit === 'share' ? 100 : 1;
  const rows = [
    { ...pointOf(figure.before), when: 'today', fill: chartColors.grey },
    { ...pointOf(figure.after), when: 'after', fill: chartColors.blue },
  ];
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        accessibilityLayer={false}
        layout="vertical"
        data={rows}
        margin={{ top: 2, right: 16, bottom: 16, left: 0 }}
      >
        <CartesianGrid {...gridStyle} horizontal={false} vertical />
        <XAxis
          {...axisStyle}
          type="number"
          dataKey="value"
          domain={[ends.low, ends.high]}
          ticks={niceTicks(ends)}
          tickFormatter={(value: number) => formatTick(value * scale)}
          label={centredXAxisLabel(unitWords(measure), -10)}
        />
        <YAxis
          {...axisStyle}
          type="category"
          dataKey="when"
          scale="band"
          interval={0}
          width={46}
          axisLine={false}
        />
        {goal === null ? null : goal[0] === goal[1] ? (
          <ReferenceLine x={goal[0]} stroke={chartColors.green} strokeWidth={2} strokeDasharray="5 3" />
        ) : (
          <ReferenceArea
            x1={goal[0]}
            x2={goal[1]}
            fill={chartColors.green}
            fillOpacity={0.18}
            stroke={chartColors.green}
            strokeDasharray="5 3"
          />
        )}
        <Scatter dataKey="value" isAnimationActive={false} shape={drawDot}>
          <ErrorBar
            dataKey="reach"
            direction="x"
            width={5}
            strokeWidth={2}
            stroke={chartColors.axis}
            isAnimationActive={false}
          />
        </Scatter>
      </ComposedChart>
    </ResponsiveContainer>
  );
});

/** The value with how far its interval reaches down and up. */
function pointOf({ value, interval: [low, high] }: ImpactFigure['before']) {
  return { value, reach: [value - low, high - value] as const };
}

function drawDot(dot: unknown) {
  const { cx, cy, payload } = dot as {
    cx: number;
    cy: number;
    payload: { fill: string };
  };
  return <circle cx={cx} cy={cy} r={5.5} fill={payload.fill} />;
}
