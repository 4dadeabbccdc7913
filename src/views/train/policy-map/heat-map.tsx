// One heat map: cells in steps of colour, hatching where nothing comes to pass, lines of episodes and dots over them.
//
// Each step of colour is one path and the whole picture is made anew only when its figures change: a cell under the
// pointer draws one rectangle. Plain SVG, so that the figure can be saved as a picture.

import { memo, useId, useMemo, type PointerEvent, type ReactNode } from 'react';

import type { MapPoint } from '../../../core/market/map-facts.ts';
import { dotsPath } from '../../charts/live-paths.ts';
import { chartColors } from '../../../drawings/chart-colors.ts';
import { stepOf, type ColorScale } from './map-colors.ts';
import type { MapCell } from './policy-map-words.ts';

export interface HeatMapProps {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** Room for the words of the y axis (`leftMargin`), in pixels. */
  readonly left: number;
  /** Centres of columns and rows, evenly spaced. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xFormat: (value: number) => string;
  readonly yFormat: (value: number) => string;
  /** [rows * columns], row by row from below */
  readonly values: Float64Array;
  readonly scale: ColorScale;
  readonly reached: Uint8Array | null;
  readonly lines: readonly (readonly MapPoint[])[];
  readonly dots: readonly MapPoint[];
  readonly cell: MapCell | null;
  readonly onPoint: (cell: MapCell | null) => void;
}

const margin = { top: 24, right: 10, bottom: 36 };
const words = { fill: chartColors.axis, fontSize: 11.5 } as const;

/** Room at the left, in pixels: the title of the axis, then the longest of `ticks`. */
export function leftMargin(ticks: readonly string[]): number {
  const longest = Math.max(0, ...ticks.map((tick) => tick.length));
  return 28 + Math.ceil(6.8 * longest);
}

export function HeatMap(props: HeatMapProps) {
  const { title, width, height, left, x, y, cell, onPoint } = props;
  const plot = {
    x: left,
    y: margin.top,
    width: Math.max(1, width - left - margin.right),
    height: Math.max(1, height - margin.top - margin.bottom),
  };
  const point = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width;
    const up = (box.bottom - event.clientY) / box.height;
    onPoint({ column: within(across * x.length, x.length), row: within(up * y.length, y.length) });
  };
  return (
    <svg width={width} height={height} role="img" aria-label={title} style={{ display: 'block' }}>
      <Picture {...props} plotWidth={plot.width} plotHeight={plot.height} />
      {cell === null ? null : (
        <rect
          x={edge(plot.x, plot.width, x.length, cell.column) - 0.5}
          y={edge(plot.y, plot.height, y.length, y.length - 1 - cell.row) - 0.5}
          width={plot.width / x.length + 1}
          height={plot.height / y.length + 1}
          fill="none"
          stroke="#ffffff"
          strokeWidth={2}
          style={{ outline: '1.5px solid #000000' }}
        />
      )}
      <rect
        {...plot}
        fill="transparent"
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => onPoint(null)}
      />
    </svg>
  );
}

function within(position: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(position)));
}

/** Where part `index` of `count` begins, on a whole pixel. */
function edge(from: number, length: number, count: number, index: number): number {
  return Math.round(from + (index / count) * length);
}

const Picture = memo(
  function Picture({
    title,
    left,
    x,
    y,
    values,
    scale,
    reached,
    lines,
    dots,
    plotWidth,
    plotHeight,
    ...axes
  }: HeatMapProps & { readonly plotWidth: number; readonly plotHeight: number }) {
    const id = useId();
    const top = margin.top;
    const paths = useMemo(
      () =>
        cellPaths(left, x.length, y.length, plotWidth, plotHeight, (index) => stepOf(scale, values[index]!)),
      [left, x, y, plotWidth, plotHeight, scale, values],
    );
    const unreached = useMemo(
      () =>
        reached
          ? cellPaths(left, x.length, y.length, plotWidth, plotHeight, (index) =>
              reached[index] === 0 ? 0 : -1,
            )
          : [],
      [left, x, y, plotWidth, plotHeight, reached],
    );
    const place = placing(left, x, y, plotWidth, plotHeight);
    const episodes = lines
      .map((line) =>
        line
          .map((at, i) => `${i === 0 ? 'M' : 'L'}${place(at).x.toFixed(1)} ${place(at).y.toFixed(1)}`)
          .join(''),
      )
      .join('');
    const weeks = dotsPath(dots.map(place));
    return (
      <g>
        <defs>
          <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width={6} height={6} fill="var(--lab-card)" fillOpacity={0.55} />
            <rect width={1.5} height={6} fill="var(--lab-quiet)" />
          </pattern>
          <clipPath id={`${id}clip`}>
            <rect x={left} y={top} width={plotWidth} height={plotHeight} />
          </clipPath>
        </defs>
        <text x={left} y={14} fill="var(--lab-text)" fontSize={13} fontWeight={600}>
          {title}
        </text>
        <g shapeRendering="crispEdges">
          {paths.map(({ step, d }) => (
            <path key={step} d={d} fill={scale.colors[step]} />
          ))}
        </g>
        {unreached.map(({ d }) => (
          <path key="unreached" d={d} fill={`url(#${id})`} />
        ))}
        <g clipPath={`url(#${id}clip)`} fill="none" strokeLinejoin="round">
          <path d={weeks} stroke="#000000" strokeWidth={4} strokeLinecap="round" strokeOpacity={0.65} />
          <path d={weeks} stroke="#ffffff" strokeWidth={2.5} strokeLinecap="round" />
          <path d={episodes} stroke="#000000" strokeWidth={3} strokeOpacity={0.55} />
          <path d={episodes} stroke="#ffffff" strokeWidth={1.25} />
        </g>
        <rect x={left} y={top} width={plotWidth} height={plotHeight} fill="none" stroke={chartColors.grid} />
        <AxisWords {...axes} left={left} x={x} y={y} plotWidth={plotWidth} plotHeight={plotHeight} />
      </g>
    );
  },
  (before, after) =>
    before.values === after.values &&
    before.scale === after.scale &&
    before.lines === after.lines &&
    before.left === after.left &&
    before.plotWidth === after.plotWidth &&
    before.plotHeight === after.plotHeight,
);

/** Ticks and titles of both axes. */
function AxisWords({
  left,
  x,
  y,
  xLabel,
  yLabel,
  xFormat,
  yFormat,
  plotWidth,
  plotHeight,
}: Pick<HeatMapProps, 'left' | 'x' | 'y' | 'xLabel' | 'yLabel' | 'xFormat' | 'yFormat'> & {
  readonly plotWidth: number;
  readonly plotHeight: number;
}) {
  const { top } = margin;
  return (
    <>
      {ticksOf(x).map((index) => (
        <text
          key={index}
          {...words}
          x={left + ((index + 0.5) / x.length) * plotWidth}
          y={top + plotHeight + 15}
          textAnchor="middle"
        >
          {xFormat(x[index]!)}
        </text>
      ))}
      {ticksFromTop(y).map((index) => (
        <text
          key={index}
          {...words}
          x={left - 5}
          y={top + plotHeight - ((index + 0.5) / y.length) * plotHeight + 4}
          textAnchor="end"
        >
          {yFormat(y[index]!)}
        </text>
      ))}
      <text {...words} x={left + plotWidth} y={top + plotHeight + 31} textAnchor="end">
        {xLabel}
      </text>
      <text {...words} transform={`translate(11 ${top + plotHeight / 2}) rotate(-90)`} textAnchor="middle">
        {yLabel}
      </text>
    </>
  );
}

/** One path a step of colour; cells of step -1 are left out. */
function cellPaths(
  left: number,
  columns: number,
  rows: number,
  width: number,
  height: number,
  stepAt: (index: number) => number,
): readonly { readonly step: number; readonly d: string }[] {
  const paths = new Map<number, string[]>();
  for (let row = 0; row < rows; row++) {
    const y0 = edge(margin.top, height, rows, rows - 1 - row);
    const y1 = edge(margin.top, height, rows, rows - row);
    for (let column = 0; column < columns; column++) {
      const step = stepAt(row * columns + column);
      if (step < 0) continue;
      const x0 = edge(left, width, columns, column);
      const x1 = edge(left, width, columns, column + 1);
      const path = paths.get(step) ?? [];
      path.push(`M${x0} ${y0}H${x1}V${y1}H${x0}Z`);
      paths.set(step, path);
    }
  }
  return [...paths].map(([step, parts]) => ({ step, d: parts.join('') }));
}

/** Values to pixels: a column's centre stands in its middle. */
function placing(left: number, x: readonly number[], y: readonly number[], width: number, height: number) {
  const scaled = (axis: readonly number[]) => {
    const step = axis.length > 1 ? axis[1]! - axis[0]! : 1;
    return (value: number) => ((value - axis[0]!) / step + 0.5) / axis.length;
  };
  const [across, up] = [scaled(x), scaled(y)];
  return (at: MapPoint) => ({
    x: left + across(at.x) * width,
    y: margin.top + (1 - up(at.y)) * height,
  });
}

/** A few of the rows, the highest first. */
function ticksFromTop(axis: readonly number[]): readonly number[] {
  const every = Math.max(1, Math.round(axis.length / 4));
  return [...axis.keys()].filter((index) => (axis.length - 1 - index) % every === 0);
}

/** About five of the columns, the first among them. */
function ticksOf(axis: readonly number[]): readonly number[] {
  const every = Math.max(1, Math.round((axis.length - 1) / 4));
  return [...axis.keys()].filter((index) => index % every === 0);
}

/** The colours from low to high, with the values at both ends and in the middle. */
export const ColorKey = memo(function ColorKey({
  scale,
  label,
  format,
  left,
  width,
}: {
  readonly scale: ColorScale;
  readonly label: ReactNode;
  readonly format: (value: number) => string;
  /** Where the maps above begin. */
  readonly left: number;
  readonly width: number;
}) {
  const from = left;
  const length = Math.max(60, Math.min(260, width - left - margin.right));
  const step = length / scale.colors.length;
  const ends = [
    { at: 0, value: scale.low, anchor: 'start' },
    { at: 0.5, value: (scale.low + scale.high) / 2, anchor: 'middle' },
    { at: 1, value: scale.high, anchor: 'end' },
  ] as const;
  return (
    <svg width={width} height={44} aria-hidden style={{ display: 'block' }}>
      <text {...words} x={from} y={11}>
        {label}
      </text>
      <g shapeRendering="crispEdges">
        {scale.colors.map((color, k) => (
          <rect key={color} x={from + k * step} y={16} width={step + 0.5} height={10} fill={color} />
        ))}
      </g>
      {ends.map(({ at, value, anchor }) => (
        <text key={at} {...words} x={from + at * length} y={39} textAnchor={anchor}>
          {format(value)}
        </text>
      ))}
    </svg>
  );
});
