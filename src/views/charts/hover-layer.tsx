// What stands under the pointer in a live chart: a line at the nearest row and a box with its figures. Where the chart can
// show a part of its axis, dragging over that part asks for it, and a double click for the whole.

import { useState, type PointerEvent } from 'react';
import { ZIndexLayer } from 'recharts';

import { chartColors } from '../theme.ts';
import classes from './hover-layer.module.css';
import { useLivePlot, type LivePlot } from './live-frame.tsx';
import { TooltipBox, type TooltipLine } from './tooltip-box.tsx';
import type { StepZoom } from './use-step-zoom.ts';

export interface HoverLayerProps<Row> {
  readonly rows: readonly Row[];
  readonly xOf: (row: Row) => number;
  /** True where a row holds until the next one, false where the nearest row counts. */
  readonly stepped?: boolean;
  readonly titleOf: (row: Row) => string;
  readonly linesOf: (row: Row) => readonly TooltipLine[];
  /** Absent: the whole axis is always shown. */
  readonly zoom?: Pick<StepZoom, 'zoomTo' | 'reset'>;
}

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
  zoom,
}: HoverLayerProps<Row>) {
  const plot = useLivePlot();
  const [pointer, setPointer] = useState<number | null>(null);
  /** Where a drag began, in pixels. */
  const [begun, setBegun] = useState<number | null>(null);
  if (!plot) return null;
  const { area } = plot;
  const row = pointer === null ? undefined : rowAt(rows, (each) => plot.x(xOf(each)), pointer, stepped);
  const x = row === undefined ? 0 : plot.x(xOf(row));
  const isLeft = x < area.x + area.width / 2;
  const pixelOf = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.max(area.x, Math.min(area.x + area.width, area.x + event.clientX - box.left));
  };
  const move = (event: PointerEvent<SVGRectElement>) => setPointer(pixelOf(event));
  const press = (event: PointerEvent<SVGRectElement>) => {
    move(event);
    // A finger scrolls the page.
    if (!zoom || event.button !== 0 || event.pointerType === 'touch') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setBegun(pixelOf(event));
  };
  const release = (event: PointerEvent<SVGRectElement>) => {
    if (zoom && begun !== null && Math.abs(pixelOf(event) - begun) >= shortestDrag)
      zoom.zoomTo(valueAt(plot, begun), valueAt(plot, pixelOf(event)));
    setBegun(null);
  };
  return (
    <g>
      <rect
        {...area}
        fill="transparent"
        onPointerMove={move}
        onPointerDown={press}
        onPointerUp={release}
        onPointerCancel={() => setBegun(null)}
        onPointerLeave={() => setPointer(null)}
        onDoubleClick={zoom?.reset}
        {...(zoom ? { style: { cursor: 'crosshair' } } : {})}
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
                <TooltipBox title={titleOf(row)} lines={linesOf(row)} />
              </div>
            </foreignObject>
          </g>
        </ZIndexLayer>
      )}
    </g>
  );
}

/** What lies at a pixel of the linear x axis. */
function valueAt(plot: LivePlot, pixel: number): number {
  const zero = plot.x(0);
  return (pixel - zero) / (plot.x(1) - zero);
}

function rowAt<Row>(
  rows: readonly Row[],
  pixelOf: (row: Row) => number,
  pixel: number,
  stepped: boolean,
): Row | undefined {
  if (stepped) return rows.findLast((row) => pixelOf(row) <= pixel) ?? rows[0];
  let nearest: Row | undefined;
  let distance = Infinity;
  for (const row of rows) {
    const away = Math.abs(pixelOf(row) - pixel);
    if (away < distance) {
      nearest = row;
      distance = away;
    }
  }
  return nearest;
}
