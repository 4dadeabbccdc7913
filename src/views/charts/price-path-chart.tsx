// The episode under way: the price charged day by day, the rival's beside it, and what it sold or left in stock.

import { createContext, useContext, useMemo } from 'react';

import { kindOf } from '../../core/market/kinds.ts';
import { pathRows, type PathRow } from '../../store/series.ts';
import type { LabState } from '../../store/lab-state.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatMoney, formatSignificant } from '../../core/text/format.ts';
import { chartColors } from '../theme.ts';
import { ChartFigure, ChartLegend, type LegendEntry } from '../ui/chart-figure.tsx';
import { emptyWords, pathCaption } from './captions.ts';
import { pathTable } from './chart-tables.ts';
import { decimate } from './decimate.ts';
import { HoverLayer } from './hover-layer.tsx';
import { LiveDrawing } from './live-drawing.tsx';
import { LiveFrame, useLivePlot } from './live-frame.tsx';
import { bandPath, stepPath } from './live-paths.ts';
import { niceEnds, rangeOf } from './nice-axis.ts';
import type { TooltipLine } from './tooltip-box.tsx';
import { useCalmEnds } from './use-calm-ends.ts';
import { usePaced } from './use-paced.ts';

const mostDays = 250;
const nothingYet: readonly PathRow[] = [];

export function PricePathChart({ height }: { readonly height: number }) {
  const path = usePaced(useLab((state) => state.run.path));
  const plannedDays = useLab(episodeDays);
  const rows = useMemo(
    () => (path ? decimate(pathRows(path), mostDays, (row) => row.price ?? Number.NaN) : nothingYet),
    [path],
  );
  const firstDay = rows[0]?.at ?? 0;
  const lastDay = Math.max(firstDay + plannedDays, rows.at(-1)?.at ?? 0);
  const shows = useMemo(() => whatIsThere(rows), [rows]);
  const legend: readonly LegendEntry[] = [
    { label: 'Price', color: chartColors.price },
    ...(shows.rival ? [{ label: 'Rival', color: chartColors.rival, mark: 'dash' as const }] : []),
    { label: 'Units', color: chartColors.units, mark: 'bar' },
    ...(shows.stock ? [{ label: 'Stock', color: chartColors.stock }] : []),
  ];
  const priceRange = rangeOf(rows, [(row) => row.price, (row) => row.competitorPrice]);
  const prices = useCalmEnds(niceEnds(priceRange.min, priceRange.max));
  const amountRange = rangeOf(rows, [(row) => row.units, (row) => row.inventory], [0]);
  const amounts = useCalmEnds(niceEnds(0, amountRange.max));
  const nothing = path?.length === 0;
  return (
    <ChartFigure
      title="Price path"
      height={height}
      aside={<ChartLegend entries={legend} />}
      sentence={path ? pathCaption(path) : ''}
      {...(nothing || !path ? {} : { data: () => pathTable(path) })}
    >
      <LiveDrawing emptyWords={nothing ? emptyWords.path : null}>
        {path ? (
          <Drawn.Provider value={rows}>
            <LiveFrame
              xLow={firstDay}
              xHigh={lastDay}
              xLabel="day of the episode"
              yLow={prices.low}
              yHigh={prices.high}
              yLabel="price (currency)"
              rightLow={0}
              rightHigh={amounts.high}
              rightLabel="units"
            >
              {marks}
            </LiveFrame>
          </Drawn.Provider>
        ) : null}
      </LiveDrawing>
    </ChartFigure>
  );
}

interface Shows {
  readonly rival: boolean;
  readonly stock: boolean;
}

function whatIsThere(rows: readonly PathRow[]): Shows {
  return {
    rival: rows.some((row) => row.competitorPrice !== null),
    stock: rows.some((row) => row.inventory !== null),
  };
}

/** Days an episode of the run may have, so that the axis stands still while it fills. */
function episodeDays({ run: { settings } }: LabState): number {
  if (!settings) return 1;
  return kindOf(settings).episodeDays(settings);
}

const Drawn = createContext<readonly PathRow[]>([]);
const marks = <PathMarks />;

function PathMarks() {
  const rows = useContext(Drawn);
  const plot = useLivePlot();
  if (!plot) return null;
  const steps = (value: (row: PathRow) => number | null, scale: (value: number) => number) =>
    stepPath(
      rows.map((row) => {
        const y = value(row);
        return { x: plot.x(row.at), y: y === null ? null : scale(y) };
      }),
    );
  const ground = plot.right(0);
  const units = rows.map((row) => ({ x: plot.x(row.at), from: ground, to: plot.right(row.units ?? 0) }));
  return (
    <>
      <path d={bandPath(units)} fill={chartColors.units} fillOpacity={0.35} />
      <g fill="none">
        <path d={steps((row) => row.inventory, plot.right)} stroke={chartColors.stock} strokeWidth={1.5} />
        <path
          d={steps((row) => row.competitorPrice, plot.y)}
          stroke={chartColors.rival}
          strokeWidth={1.5}
          strokeDasharray="5 3"
        />
        <path d={steps((row) => row.price, plot.y)} stroke={chartColors.price} strokeWidth={2} />
      </g>
      <HoverLayer rows={rows} xOf={placeOf} stepped titleOf={titleOf} linesOf={linesOf} />
    </>
  );
}

const placeOf = (row: PathRow) => row.at;
const titleOf = (row: PathRow) => `Day ${row.day}`;

function linesOf(row: PathRow): readonly TooltipLine[] {
  const lines: TooltipLine[] = [];
  const add = (label: string, color: string, value: number | null, format: (value: number) => string) => {
    if (value !== null) lines.push({ label, color, value: format(value) });
  };
  add('Our price', chartColors.price, row.price, formatMoney);
  add('Rival’s price', chartColors.rival, row.competitorPrice, formatMoney);
  add('Units sold', chartColors.units, row.units, formatSignificant);
  add('Stock', chartColors.stock, row.inventory, formatSignificant);
  return lines;
}
