// Axes, grid and scales of a live chart by Recharts, drawn anew only when an axis moves. The marks inside are plain
// SVG paths on Recharts' scales: a full redraw of a Recharts line chart took 10 to 30 ms of the main thread on two
// cores, a redraw of its paths alone takes about one.

import { memo, useMemo, type ReactNode } from 'react';
import { CartesianGrid, ComposedChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';

import { formatTick } from '../../core/text/format.ts';
import { axisStyle, gridStyle, xAxisLabel, yAxisLabel, yAxisWidth } from '../../drawings/chart-style.ts';
import { logTicks, niceTicks } from '../../drawings/nice-axis.ts';
import { formatSteps } from './run-axis.ts';

export interface LiveFrameProps {
  readonly xLow: number;
  readonly xHigh: number;
  /** Unit of the x axis; left out in small multiples whose unit stands elsewhere. */
  readonly xLabel?: string;
  /** How much of the x axis a tick's 1 is: 60 where seconds are told in minutes. */
  readonly xUnit?: number;
  readonly yLow: number;
  readonly yHigh: number;
  readonly yLabel?: string;
  readonly logarithmic?: boolean;
  /** Ends and unit of a second axis at the right. */
  readonly rightLow?: number;
  readonly rightHigh?: number;
  readonly rightLabel?: string;
  /** Room at the right for labels, in pixels. */
  readonly marginRight?: number;
  /** At most so many steps between the ticks of an axis. */
  readonly ySteps?: number;
  readonly xSteps?: number;
  /** A line at y = 0. */
  readonly zeroLine?: boolean;
  /** The marks: an element that stays the same and reads its rows from a context. */
  readonly children: ReactNode;
}

export const LiveFrame = memo(function LiveFrame({
  xLow,
  xHigh,
  xLabel,
  xUnit = 1,
  yLow,
  yHigh,
  yLabel,
  logarithmic = false,
  rightLow,
  rightHigh,
  rightLabel,
  marginRight = 16,
  ySteps = 4,
  xSteps = 3,
  zeroLine = false,
  children,
}: LiveFrameProps) {
  const hasRight = rightLow !== undefined && rightHigh !== undefined;
  const ends = { low: yLow, high: yHigh };
  const yTicks = logarithmic ? logTicks(ends, ySteps) : niceTicks(ends, ySteps);
  const rightTicks = hasRight ? niceTicks({ low: rightLow, high: rightHigh }) : [];
  // Recharts gives a numeric x axis its scale only where rows carry its key.
  const data = useMemo(() => [{ x: xLow }, { x: xHigh }], [xLow, xHigh]);
  return (
    <ResponsiveContainer>
      <ComposedChart
        data={data}
        accessibilityLayer={false}
        margin={{ top: 6, right: hasRight ? 0 : marginRight, bottom: xLabel === undefined ? 0 : 14, left: 0 }}
      >
        <CartesianGrid {...gridStyle} yAxisId="left" />
        <XAxis
          {...axisStyle}
          dataKey="x"
          type="number"
          domain={[xLow, xHigh]}
          allowDataOverflow
          tickFormatter={(place: number) => formatSteps(place / xUnit)}
          ticks={niceTicks({ low: xLow / xUnit, high: xHigh / xUnit }, xSteps).map((tick) => tick * xUnit)}
          interval={0}
          height={xLabel === undefined ? 20 : 30}
          {...(xLabel === undefined ? {} : { label: xAxisLabel(xLabel) })}
        />
        <YAxis
          {...axisStyle}
          yAxisId="left"
          width={yLabel === undefined ? 40 : yAxisWidth(yTicks.map(formatTick))}
          type="number"
          scale={logarithmic ? 'log' : 'linear'}
          domain={[yLow, yHigh]}
          interval={0}
          ticks={yTicks}
          allowDataOverflow
          tickFormatter={formatTick}
          {...(yLabel === undefined ? {} : { label: yAxisLabel(yLabel) })}
        />
        {hasRight ? (
          <YAxis
            {...axisStyle}
            yAxisId="right"
            orientation="right"
            width={yAxisWidth(rightTicks.map(formatTick))}
            type="number"
            domain={[rightLow, rightHigh]}
            interval={0}
            ticks={rightTicks}
            allowDataOverflow
            tickFormatter={formatTick}
            {...(rightLabel === undefined ? {} : { label: yAxisLabel(rightLabel, 'right') })}
          />
        ) : null}
        {zeroLine ? <ReferenceLine yAxisId="left" y={0} stroke={axisStyle.stroke} /> : null}
        {children}
      </ComposedChart>
    </ResponsiveContainer>
  );
});

/** Where values lie in pixels inside a `LiveFrame`. */
export interface LivePlot {
  readonly area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** On the second axis; the same as `y` without one. */
  readonly right: (value: number) => number;
}

/** null until the frame knows its size. */
export function useLivePlot(): LivePlot | null {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale('left');
  const rightScale = useYAxisScale('right');
  if (!area || !xScale || !yScale) return null;
  const y = (value: number) => Number(yScale(value));
  return {
    area,
    x: (value) => Number(xScale(value)),
    y,
    right: rightScale ? (value) => Number(rightScale(value)) : y,
  };
}
