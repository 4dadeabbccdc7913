// The episode under way: the price charged day by day, the rival's beside it, and what it sold or left in stock.

import { createContext, useContext, useMemo } from 'react';

import { kindOf } from '../../core/market/kinds.ts';
import { pathRows, type PathRow } from '../../store/series.ts';
import type { LabState } from '../../store/lab-state.ts';
import { stepPeriod } from '../../store/step-period.ts';
import { useLab } from '../../store/use-lab.ts';
import type { Period } from '../../core/table/period-word.ts';
import { formatMoney, formatSignificant, upperFirst } from '../../core/text/format.ts';
import { chartColors } from '../../drawings/chart-colors.ts';
import { ChartFigure } from '../ui/chart-figure.tsx';
import { emptyWords, pathCaption } from './captions.ts';
import { pathTable } from './chart-tables.ts';
import { decimate } from '../../drawings/decimate.ts';
import { HoverLayer } from './hover-layer.tsx';
import { LiveDrawing } from './live-drawing.tsx';
import { LiveFrame, useLivePlot } from './live-frame.tsx';
import { bandPath, stepPath } from './live-paths.ts';
import { niceEnds, rangeOf } from '../../drawings/nice-axis.ts';
import { SeriesLegend, type SeriesEntry } from './series-legend.tsx';
import { shownSeries, useHiddenSeries } from './shown-series.ts';
import type { TooltipLine } from './tooltip-box.tsx';
import { useCalmEnds } from './use-calm-ends.ts';
import { usePaced } from './use-paced.ts';

const mostDays = 250;
const nothingYet: readonly PathRow[] = [];

/** The name of the figure and of what is kept of its legend. */
const title = 'Price path';

type SeriesId = 'price' | 'rival' | 'units' | 'stock';

export function PricePathChart({ height }: { readonly height: number }) {
  const path = usePaced(useLab((state) => state.run.path));
  const plannedDays = useLab(episodeDays);
  const period = useLab((state) =>
    state.run.settings ? stepPeriod(state, state.run.settings.market) : 'day',
  );
  const rows = useMemo(
    () => (path ? decimate(pathRows(path), mostDays, (row) => row.price ?? Number.NaN) : nothingYet),
    [path],
  );
  const firstDay = rows[0]?.at ?? 0;
  const lastDay = Math.max(firstDay + plannedDays, rows.at(-1)?.at ?? 0);
  const hidden = useHiddenSeries(title);
  const legend = useMemo(() => legendOf(rows), [rows]);
  const drawn = useMemo(() => {
    const ids = legend.map(({ id }) => id);
    return { rows, shown: shownSeries(ids, hidden), period };
  }, [rows, legend, hidden, period]);
  const shownOr = (id: SeriesId, value: (row: PathRow) => number | null) =>
    drawn.shown.has(id) ? [value] : [];
  const priceRange = rangeOf(rows, [
    ...shownOr('price', (row) => row.price),
    ...shownOr('rival', (row) => row.competitorPrice),
  ]);
  const prices = useCalmEnds(niceEnds(priceRange.min, priceRange.max));
  const amountRange = rangeOf(
    rows,
    [...shownOr('units', (row) => row.units), ...shownOr('stock', (row) => row.inventory)],
    [0],
  );
  const amounts = useCalmEnds(niceEnds(0, amountRange.max));
  const nothing = path?.length === 0;
  return (
    <ChartFigure
      title={title}
      height={height}
      aside={<SeriesLegend chart={title} entries={legend} />}
      sentence={path ? pathCaption(path, period) : ''}
      {...(nothing || !path ? {} : { data: () => pathTable(path, period) })}
    >
      <LiveDrawing emptyWords={nothing ? emptyWords.path : null}>
        {path ? (
          <Drawn.Provider value={drawn}>
            <LiveFrame
              xLow={firstDay}
              xHigh={lastDay}
              xLabel={`${period} of the episode`}
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

/** What there is to show, whether it is shown or not. */
function legendOf(rows: readonly PathRow[]): readonly (SeriesEntry & { readonly id: SeriesId })[] {
  const hasRival = rows.some((row) => row.competitorPrice !== null);
  const hasStock = rows.some((row) => row.inventory !== null);
  return [
    { id: 'price', label: 'Price', color: chartColors.price },
    ...(hasRival
      ? [{ id: 'rival' as const, label: 'Rival', color: chartColors.rival, mark: 'dash' as const }]
      : []),
    { id: 'units', label: 'Units', color: chartColors.units, mark: 'bar' },
    ...(hasStock ? [{ id: 'stock' as const, label: 'Stock', color: chartColors.stock }] : []),
  ];
}

/** Days an episode of the run may have, so that the axis stands still while it fills. */
function episodeDays({ run: { settings } }: LabState): number {
  if (!settings) return 1;
  return kindOf(settings).episodeDays(settings);
}

interface PathDrawing {
  readonly rows: readonly PathRow[];
  readonly shown: ReadonlySet<SeriesId>;
  /** What a step covers. */
  readonly period: Period;
}

const Drawn = createContext<PathDrawing>({ rows: [], shown: new Set(), period: 'day' });
const marks = <PathMarks />;

function PathMarks() {
  const { rows, shown, period } = useContext(Drawn);
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
      {shown.has('units') ? <path d={bandPath(units)} fill={chartColors.units} fillOpacity={0.35} /> : null}
      <g fill="none">
        {shown.has('stock') ? (
          <path d={steps((row) => row.inventory, plot.right)} stroke={chartColors.stock} strokeWidth={1.5} />
        ) : null}
        {shown.has('rival') ? (
          <path
            d={steps((row) => row.competitorPrice, plot.y)}
            stroke={chartColors.rival}
            strokeWidth={1.5}
            strokeDasharray="5 3"
          />
        ) : null}
        {shown.has('price') ? (
          <path d={steps((row) => row.price, plot.y)} stroke={chartColors.price} strokeWidth={2} />
        ) : null}
      </g>
      <HoverLayer
        rows={rows}
        xOf={placeOf}
        stepped
        titleOf={(row) => `${upperFirst(period)} ${row.day}`}
        linesOf={(row) => linesOf(row, shown)}
      />
    </>
  );
}

const placeOf = (row: PathRow) => row.at;

function linesOf(row: PathRow, shown: ReadonlySet<SeriesId>): readonly TooltipLine[] {
  const lines: TooltipLine[] = [];
  const add = (
    id: SeriesId,
    label: string,
    color: string,
    value: number | null,
    format: (value: number) => string,
  ) => {
    if (value !== null && shown.has(id)) lines.push({ label, color, value: format(value) });
  };
  add('price', 'Our price', chartColors.price, row.price, formatMoney);
  add('rival', 'Rival’s price', chartColors.rival, row.competitorPrice, formatMoney);
  add('units', 'Units sold', chartColors.units, row.units, formatSignificant);
  add('stock', 'Stock', chartColors.stock, row.inventory, formatSignificant);
  return lines;
}
