// What stands under the pointer in a live chart: a line at the nearest row and a box with its figures.

import { useState, type PointerEvent } from 'react';
import { ZIndexLayer } from 'recharts';

import { chartColors } from '../theme.ts';
import classes from './hover-layer.module.css';
import { useLivePlot } from './live-frame.tsx';
import { TooltipBox, type TooltipLine } from './tooltip-box.tsx';

export interface HoverLayerProps<Row> {
  readonly rows: readonly Row[];
  readonly xOf: (row: Row) => number;
  /** True where a row holds until the next one, false where the nearest row counts. */
  readonly stepped?: boolean;
  readonly titleOf: (row: Row) => string;
  readonly linesOf: (row: Row) => readonly TooltipLine[];
}

const boxWidth = 210;
/** Recharts draws its axes at 500 and its labels at 2,000. */
const aboveAxes = 3000;

/** Stands last inside a `LiveFrame`. */
export function HoverLayer<Row>({ rows, xOf, stepped = false, titleOf, linesOf }: HoverLayerProps<Row>) {
  const plot = useLivePlot();
  const [pointer, setPointer] = useState<number | null>(null);
  if (!plot) return null;
  const { area } = plot;
  const row = pointer === null ? undefined : rowAt(rows, (each) => plot.x(xOf(each)), pointer, stepped);
  const x = row === undefined ? 0 : plot.x(xOf(row));
  const isLeft = x < area.x + area.width / 2;
  const move = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setPointer(area.x + event.clientX - box.left);
  };
  return (
    <g>
      <rect
        {...area}
        fill="transparent"
        onPointerMove={move}
        onPointerDown={move}
        onPointerLeave={() => setPointer(null)}
      />
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
