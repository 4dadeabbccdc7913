// Props that every Recharts axis, grid and tooltip of the page shares: spread them (`<XAxis {...axisStyle} />`).

import type { CSSProperties } from 'react';

import { dayTicks } from './day-axis.ts';
import { formatDayTick } from '../core/text/format.ts';
import { chartColors } from './chart-colors.ts';

/** For `XAxis` and `YAxis`. */
export const axisStyle = {
  stroke: chartColors.axis,
  tick: { fill: chartColors.axis, fontSize: 11.5 },
  tickLine: false,
  axisLine: { stroke: chartColors.grid },
} as const;

/** For an `XAxis` over the days of `day`, from `first` to `last`. */
export function dayAxis(first: number, last: number) {
  return {
    ...axisStyle,
    dataKey: 'day',
    type: 'number',
    domain: ['dataMin', 'dataMax'] as ['dataMin', 'dataMax'],
    ticks: dayTicks(first, last),
    tickFormatter: (day: number) => formatDayTick(day, last - first),
    minTickGap: 16,
  } as const;
}

/** For `CartesianGrid`. */
export const gridStyle = { stroke: chartColors.grid, vertical: false } as const;

/** For the `label` prop of a y axis: its unit, turned and centred. */
export function yAxisLabel(value: string, side: 'left' | 'right' = 'left') {
  return {
    value,
    angle: side === 'left' ? -90 : 90,
    position: side === 'left' ? 'insideLeft' : 'insideRight',
    fill: chartColors.axis,
    fontSize: 11.5,
    style: { textAnchor: 'middle' } satisfies CSSProperties,
  } as const;
}

/** For the `width` of a y axis with a label: pixels in which the longest of `ticks` stands clear of it. */
export function yAxisWidth(ticks: readonly string[]): number {
  const longest = Math.max(0, ...ticks.map((tick) => tick.length));
  return Math.max(52, 30 + Math.ceil(6.6 * longest));
}

/** For the `label` prop of an x axis: its unit, below at the right end. */
export function xAxisLabel(value: string) {
  return {
    value,
    position: 'insideBottomRight',
    offset: -4,
    fill: chartColors.axis,
    fontSize: 11.5,
  } as const;
}

/** The same, centred; `offset` in pixels from the lower edge of the chart. */
export function centredXAxisLabel(value: string, offset = -12) {
  return { ...xAxisLabel(value), position: 'insideBottom', offset } as const;
}

/** For `Tooltip`. */
export const tooltipStyle = {
  isAnimationActive: false,
  separator: ': ',
  contentStyle: {
    background: 'var(--lab-card)',
    border: '1px solid var(--lab-line)',
    borderRadius: 8,
    color: 'var(--lab-text)',
    fontSize: 12.5,
    fontVariantNumeric: 'tabular-nums',
    padding: '6px 10px',
  } satisfies CSSProperties,
  labelStyle: { color: 'var(--lab-quiet)' } satisfies CSSProperties,
  itemStyle: { padding: 0 } satisfies CSSProperties,
  cursor: { stroke: chartColors.axis, strokeDasharray: '3 3' },
} as const;

/** For `Line`, `Area` and `Bar`: no dots and no animation (a redraw of 1,000 dots costs 120 ms). */
export const lineStyle = { dot: false, isAnimationActive: false, strokeWidth: 2 } as const;
