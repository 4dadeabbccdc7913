// What pays and what costs: the reward's parts by name, stacked over the episodes. Parts above zero stack upwards,
// parts below zero hang downwards. Steps instead of bars: one path a part instead of a hundred rectangles.

import { createContext, useContext, useMemo } from 'react';

import type { EpisodeRecord } from '../../core/run/events.ts';
import { binsWithWidth, rewardPartBins, stackRows, type StackRow } from '../../store/series.ts';
import { formatCount } from '../../core/text/format.ts';
import { chartColors, chartSeries } from '../../drawings/chart-colors.ts';
import { ChartFigure } from '../ui/chart-figure.tsx';
import { emptyWords, formatReturn, partsCaption } from './captions.ts';
import { partsTable } from './chart-tables.ts';
import { partLabel } from './part-labels.ts';
import { HoverLayer } from './hover-layer.tsx';
import { LiveDrawing } from './live-drawing.tsx';
import { LiveFrame, useLivePlot } from './live-frame.tsx';
import { bandPath } from './live-paths.ts';
import { niceEnds, rangeOf } from '../../drawings/nice-axis.ts';
import { axisUnit, type RunAxis } from './run-axis.ts';
import { SeriesLegend } from './series-legend.tsx';
import { shownSeries, useHiddenSeries } from './shown-series.ts';
import { useCalmEnds } from './use-calm-ends.ts';
import { emptyAxis, usePacedRun } from './use-paced-run.ts';

const mostBins = 100;

/** The name of the figure and of what is kept of its legend. */
const title = 'Reward parts';

export function RewardPartsChart({ height }: { readonly height: number }) {
  const paced = usePacedRun();
  const hidden = useHiddenSeries(title);
  const { run, axis } = paced ?? {};
  const episodes = run?.episodes;
  const names = run?.rewardPartNames;
  const bins = useMemo(() => rewardPartBins(episodes ?? [], names?.length ?? 0, mostBins), [episodes, names]);
  const rows = useMemo(() => {
    const placeAfter = placesAfter(axis, episodes ?? []);
    return stackRows(binsWithWidth(bins, placeAfter), placeAfter);
  }, [axis, bins, episodes]);
  const parts = useMemo(() => partsOf(names ?? [], rows), [names, rows]);
  const shown = useMemo(() => {
    const ids = shownSeries(
      parts.map(({ id }) => id),
      hidden,
    );
    return parts.filter(({ id }) => ids.has(id));
  }, [parts, hidden]);
  const drawn = useMemo(() => ({ rows, parts: shown }), [rows, shown]);
  const range = rangeOf(rows, [(row) => total(row.above, shown), (row) => total(row.below, shown)], [0]);
  const ends = useCalmEnds(niceEnds(range.min, range.max));
  const nothing = run !== undefined && bins.length === 0;
  const { name, end } = axis ?? emptyAxis;
  const unit = axisUnit({ name, end });
  return (
    <ChartFigure
      title={title}
      height={height}
      aside={
        <SeriesLegend chart={title} entries={parts.map((part) => ({ ...part, mark: 'bar' as const }))} />
      }
      sentence={nothing ? '' : partsCaption(bins, names ?? [])}
      {...(nothing || !names ? {} : { data: () => partsTable(bins, names) })}
    >
      <LiveDrawing emptyWords={nothing ? emptyWords.parts : null}>
        {run ? (
          <Drawn.Provider value={drawn}>
            <LiveFrame
              xLow={0}
              xHigh={end}
              xLabel={unit.label}
              xUnit={unit.unit}
              yLow={ends.low}
              yHigh={ends.high}
              yLabel="reward per episode"
              zeroLine
            >
              {marks}
            </LiveFrame>
          </Drawn.Provider>
        ) : null}
      </LiveDrawing>
    </ChartFigure>
  );
}

/** Where the axis stands after so many episodes. */
function placesAfter(axis: RunAxis | undefined, episodes: readonly EpisodeRecord[]) {
  return (count: number): number => {
    if (count === 0 || !axis || axis.name === 'episodes') return count;
    return axis.at(episodes[count - 1]!.step);
  };
}

interface Part {
  /** Its name in the reward. */
  readonly id: string;
  readonly index: number;
  readonly label: string;
  readonly color: string;
  readonly hasAbove: boolean;
  readonly hasBelow: boolean;
}

/** The parts that ever paid or cost something; all of them before any did. */
function partsOf(names: readonly string[], rows: readonly StackRow[]): readonly Part[] {
  const parts = names.map((name, index) => ({
    id: name,
    index,
    label: partLabel(name),
    color: partColor(name, index),
    hasAbove: rows.some((row) => row.above[index]! > 0),
    hasBelow: rows.some((row) => row.below[index]! < 0),
  }));
  const used = parts.filter((part) => part.hasAbove || part.hasBelow);
  return used.length > 0 ? used : parts;
}

const colors: Readonly<Record<string, string>> = {
  sales: chartColors.sales,
  price: chartColors.price,
  organicConversion: chartColors.sky,
  adConversion: chartColors.green,
  exploration: chartColors.purple,
  salesDrop: chartColors.vermillion,
  revenue: chartColors.sky,
  profit: chartColors.profit,
  units: chartColors.units,
  inventory: chartColors.blue,
  competitor: chartColors.rival,
  profitPerDay: chartColors.profit,
  revenuePerDay: chartColors.sky,
};

function partColor(name: string, index: number): string {
  return colors[name] ?? chartSeries[index % chartSeries.length]!;
}

/** The sum of some parts of a stack. */
function total(stack: readonly number[], parts: readonly Part[]): number {
  return parts.reduce((sum, { index }) => sum + stack[index]!, 0);
}

interface PartsDrawing {
  readonly rows: readonly StackRow[];
  readonly parts: readonly Part[];
}

const Drawn = createContext<PartsDrawing>({ rows: [], parts: [] });
const marks = <PartMarks />;

function PartMarks() {
  const { rows, parts } = useContext(Drawn);
  const plot = useLivePlot();
  if (!plot) return null;
  const area = (at: number, side: 'above' | 'below') =>
    bandPath(
      rows.map((row) => {
        const from = total(row[side], parts.slice(0, at));
        const to = total(row[side], parts.slice(0, at + 1));
        return { x: plot.x(row.x), from: plot.y(from), to: plot.y(to) };
      }),
    );
  return (
    <>
      {parts.map((part, at) => (
        <g key={part.index} fill={part.color}>
          {part.hasAbove ? <path d={area(at, 'above')} /> : null}
          {part.hasBelow ? <path d={area(at, 'below')} /> : null}
        </g>
      ))}
      <HoverLayer
        rows={rows}
        xOf={placeOf}
        stepped
        titleOf={titleOf}
        linesOf={(row) =>
          parts.map(({ index, label, color }) => ({
            label,
            color,
            value: formatReturn(row.above[index]! + row.below[index]!),
          }))
        }
      />
    </>
  );
}

const placeOf = (row: StackRow) => row.x;

function titleOf({ bin: { firstEpisode, lastEpisode } }: StackRow): string {
  return firstEpisode === lastEpisode
    ? `Episode ${formatCount(lastEpisode)}`
    : `Episodes ${formatCount(firstEpisode)} to ${formatCount(lastEpisode)}, mean`;
}
