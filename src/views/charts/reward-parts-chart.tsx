// What pays and what costs: the reward's parts by name, stacked over the episodes. Parts above zero stack upwards,
// parts below zero hang downwards. Steps instead of bars: one path a part instead of a hundred rectangles.

import { createContext, useContext, useMemo } from 'react';

import { rewardPartBins, stackRows, type StackRow } from '../../store/series.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount } from '../../core/text/format.ts';
import { chartColors, chartSeries } from '../theme.ts';
import { ChartFigure, ChartLegend } from '../ui/chart-figure.tsx';
import { emptyWords, formatReturn, partsCaption } from './captions.ts';
import { partsTable } from './chart-tables.ts';
import { partLabel } from './part-labels.ts';
import { HoverLayer } from './hover-layer.tsx';
import { LiveDrawing } from './live-drawing.tsx';
import { LiveFrame, useLivePlot } from './live-frame.tsx';
import { bandPath } from './live-paths.ts';
import { niceEnds, rangeOf, roundedUp } from './nice-axis.ts';
import { useCalmEnds } from './use-calm-ends.ts';
import { usePaced } from './use-paced.ts';

const mostBins = 100;

export function RewardPartsChart({ height }: { readonly height: number }) {
  const run = usePaced(useLab((state) => state.run));
  const episodes = run?.episodes;
  const names = run?.rewardPartNames;
  const bins = useMemo(() => rewardPartBins(episodes ?? [], names?.length ?? 0, mostBins), [episodes, names]);
  const rows = useMemo(() => stackRows(bins), [bins]);
  const parts = useMemo(() => partsOf(names ?? [], rows), [names, rows]);
  const drawn = useMemo(() => ({ rows, parts }), [rows, parts]);
  const range = rangeOf(rows, [(row) => sum(row.above), (row) => sum(row.below)], [0]);
  const ends = useCalmEnds(niceEnds(range.min, range.max));
  const nothing = run !== undefined && bins.length === 0;
  return (
    <ChartFigure
      title="Reward parts"
      height={height}
      aside={<ChartLegend entries={parts.map((part) => ({ ...part, mark: 'bar' as const }))} />}
      sentence={nothing ? '' : partsCaption(bins, names ?? [])}
      {...(nothing || !names ? {} : { data: () => partsTable(bins, names) })}
    >
      <LiveDrawing emptyWords={nothing ? emptyWords.parts : null}>
        {run ? (
          <Drawn.Provider value={drawn}>
            <LiveFrame
              xLow={1}
              xHigh={roundedUp(rows.at(-1)?.episode ?? 2)}
              xLabel="episodes"
              xSteps={5}
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

interface Part {
  readonly index: number;
  readonly label: string;
  readonly color: string;
  readonly hasAbove: boolean;
  readonly hasBelow: boolean;
}

/** The parts that ever paid or cost something; all of them before any did. */
function partsOf(names: readonly string[], rows: readonly StackRow[]): readonly Part[] {
  const parts = names.map((name, index) => ({
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
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
  const area = ({ index }: Part, side: 'above' | 'below') =>
    bandPath(
      rows.map((row) => {
        const from = sum(row[side].slice(0, index));
        return { x: plot.x(row.episode), from: plot.y(from), to: plot.y(from + row[side][index]!) };
      }),
    );
  return (
    <>
      {parts.map((part) => (
        <g key={part.index} fill={part.color}>
          {part.hasAbove ? <path d={area(part, 'above')} /> : null}
          {part.hasBelow ? <path d={area(part, 'below')} /> : null}
        </g>
      ))}
      <HoverLayer
        rows={rows}
        xOf={episodeOf}
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

const episodeOf = (row: StackRow) => row.episode;

function titleOf({ bin: { firstEpisode, lastEpisode } }: StackRow): string {
  return firstEpisode === lastEpisode
    ? `Episode ${formatCount(lastEpisode)}`
    : `Episodes ${formatCount(firstEpisode)} to ${formatCount(lastEpisode)}, mean`;
}
