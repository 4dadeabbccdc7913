// What stands under the pointer in a live chart: a line at the nearest row and a box with its figures. Where the chart can
// show a part of its axis, dragging over that part asks for it, and a double click for the whole.
//
// The keyboard does the same: the drawing is a slider over the rows, whose value is the row in words, so that a screen
// reader says each point as the arrow keys reach it; plus, minus and 0 zoom.

import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { ZIndexLayer } from 'recharts';

import { chartColors } from '../../drawings/chart-colors.ts';
import { useFigureTitle } from '../ui/figure-title.ts';
import { pointAfterKey, spanAfterKey } from './chart-keys.ts';
import classes from './hover-layer.module.css';
import { useLivePlot, type LivePlot } from './live-frame.tsx';
import { TooltipBox, type TooltipLine } from './tooltip-box.tsx';
import type { AxisZoom } from './use-axis-zoom.ts';

export interface HoverLayerProps<Row> {
  readonly rows: readonly Row[];
  readonly xOf: (row: Row) => number;
  /** True where a row holds until the next one, false where the nearest row counts. */
  readonly stepped?: boolean;
  readonly titleOf: (row: Row) => string;
  readonly linesOf: (row: Row) => readonly TooltipLine[];
  /** Which part of the figure this is, where it has several drawings. */
  readonly name?: string;
  /** Absent: the whole axis is always shown. */
  readonly zoom?: AxisZoom;
}

/** What is read: under the pointer in pixels, or a place on the axis that keys went to, which stays while rows arrive. */
type Place = { readonly pixel: number } | { readonly value: number };

const boxWidth = 210;
/** Shorter drags are clicks, in pixels. */
const shortestDrag = 8;
/** Recharts draws its axes at 500 and its labels at 2,000. */
const aboveAxes = 3000;

/** Stands last inside a `LiveFrame`. */
export function HoverLayer<Row>({
  rows,
  xOf,
  stepped = false,
  titleOf,
  linesOf,
  name,
  zoom,
}: HoverLayerProps<Row>) {
  const plot = useLivePlot();
  const title = useFigureTitle();
  const [place, setPlace] = useState<Place | null>(null);
  /** Where a drag began, in pixels. */
  const [begun, setBegun] = useState<number | null>(null);
  if (!plot) return null;
  const { area } = plot;
  const pointer = place === null ? null : 'pixel' in place ? place.pixel : plot.x(place.value);
  const pixels = (each: Row) => plot.x(xOf(each));
  // Keys stop at every row, also where rows hold until the next one.
  const at =
    pointer === null ? -1 : placeOfRow(rows, pixels, pointer, stepped && place !== null && 'pixel' in place);
  const row = rows[at];
  const pixelOf = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.max(area.x, Math.min(area.x + area.width, area.x + event.clientX - box.left));
  };
  const move = (event: PointerEvent<SVGRectElement>) => setPlace({ pixel: pixelOf(event) });
  const press = (event: PointerEvent<SVGRectElement>) => {
    move(event);
    if (!zoom || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setBegun(pixelOf(event));
  };
  const release = (event: PointerEvent<SVGRectElement>) => {
    if (zoom && begun !== null && Math.abs(pixelOf(event) - begun) >= shortestDrag)
      zoom.zoomTo(valueAt(plot, begun), valueAt(plot, pixelOf(event)));
    setBegun(null);
  };
  const readAt = (index: number) => {
    const read = rows[index];
    if (read !== undefined) setPlace({ value: xOf(read) });
  };
  const pressKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || rows.length === 0) return;
    const from = at < 0 ? rows.length - 1 : at;
    const next = pointAfterKey(event.key, from, rows.length);
    const span = zoom ? spanAfterKey(event.key, zoom, xOf(rows[from]!)) : null;
    if (next === null && span === null) return;
    event.preventDefault();
    if (next !== null) readAt(next);
    if (span === 'all') zoom?.reset();
    else if (span !== null) zoom?.zoomTo(span.low, span.high);
  };
  return (
    <g
      className={classes.reader}
      role="slider"
      tabIndex={0}
      aria-label={`${name === undefined ? title : `${title}, ${name}`}: point by point with the arrow keys${zoom ? '; plus and minus zoom, 0 shows all' : ''}`}
      aria-valuemin={rows.length === 0 ? 0 : 1}
      aria-valuemax={rows.length}
      aria-valuenow={at < 0 ? rows.length : at + 1}
      aria-valuetext={wordsOf(row ?? rows.at(-1), titleOf, linesOf, zoom)}
      onKeyDown={pressKey}
      onFocus={() => {
        if (place === null) readAt(rows.length - 1);
      }}
      onBlur={() => setPlace(null)}
    >
      <rect className={classes.focus} {...area} fill="none" />
      <rect
        {...area}
        fill="transparent"
        onPointerMove={move}
        onPointerDown={press}
        onPointerUp={release}
        onPointerCancel={() => setBegun(null)}
        // What a finger asked for stays when it is lifted.
        onPointerLeave={({ pointerType }) => {
          if (pointerType !== 'touch') setPlace(null);
        }}
        onDoubleClick={zoom?.reset}
        // A finger that goes up or down scrolls the page; one that goes along the axis reads it, and zooms.
        style={{ touchAction: 'pan-y', ...(zoom ? { cursor: 'crosshair' } : {}) }}
      />
      {begun === null || pointer === null ? null : (
        <rect
          x={Math.min(begun, pointer)}
          y={area.y}
          width={Math.abs(pointer - begun)}
          height={area.height}
          fill={chartColors.axis}
          fillOpacity={0.18}
          pointerEvents="none"
        />
      )}
      {row === undefined ? null : (
        <Reading plot={plot} x={pixels(row)} title={titleOf(row)} lines={linesOf(row)} />
      )}
    </g>
  );
}

/** What lies at a pixel of the linear x axis. */
function valueAt(plot: LivePlot, pixel: number): number {
  const zero = plot.x(0);
  return (pixel - zero) / (plot.x(1) - zero);
}

interface ReadingProps {
  readonly plot: LivePlot;
  /** In pixels. */
  readonly x: number;
  readonly title: string;
  readonly lines: readonly TooltipLine[];
}

/** The line at a row, and the box with its figures on the side where there is more room. */
function Reading({ plot: { area }, x, title, lines }: ReadingProps) {
  const isLeft = x < area.x + area.width / 2;
  return (
    <ZIndexLayer zIndex={aboveAxes}>
      <g pointerEvents="none">
        <line
          x1={x}
          x2={x}
          y1={area.y}
          y2={area.y + area.height}
          stroke={chartColors.axis}
          strokeDasharray="3 3"
        />
        <foreignObject
          x={isLeft ? x + 8 : x - boxWidth - 8}
          y={area.y}
          width={boxWidth}
          height={1}
          overflow="visible"
        >
          <div className={isLeft ? classes.leftHalf : classes.rightHalf}>
            <TooltipBox title={title} lines={lines} />
          </div>
        </foreignObject>
      </g>
    </ZIndexLayer>
  );
}

/** A row as it is said. */
function wordsOf<Row>(
  row: Row | undefined,
  titleOf: (row: Row) => string,
  linesOf: (row: Row) => readonly TooltipLine[],
  zoom: AxisZoom | undefined,
): string {
  if (row === undefined) return 'no points yet';
  const figures = linesOf(row).map(({ label, value }) => `${label} ${value}`);
  const part = zoom?.isZoomed ? [`shown: ${zoom.words}`] : [];
  return `${titleOf(row)}: ${[...figures, ...part].join('; ')}`;
}

/** The index of the row at a pixel; -1 where there are no rows. */
function placeOfRow<Row>(
  rows: readonly Row[],
  pixelOf: (row: Row) => number,
  pixel: number,
  stepped: boolean,
): number {
  if (stepped)
    return Math.max(
      0,
      rows.findLastIndex((row) => pixelOf(row) <= pixel),
    );
  let nearest = -1;
  let distance = Infinity;
  rows.forEach((row, index) => {
    const away = Math.abs(pixelOf(row) - pixel);
    if (away < distance) {
      nearest = index;
      distance = away;
    }
  });
  return nearest;
}
