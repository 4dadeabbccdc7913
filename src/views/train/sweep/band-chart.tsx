// Learning curves over seeds: the median as a line, from the lowest to the highest seed as a band.

import { createContext, memo, useContext, useMemo } from 'react';

import type { SweepMetric } from '../../../core/run/sweep-result.ts';
import { formatCount } from '../../../core/text/format.ts';
import { HoverLayer } from '../../charts/hover-layer.tsx';
import { LiveDrawing } from '../../charts/live-drawing.tsx';
import { LiveFrame, useLivePlot } from '../../charts/live-frame.tsx';
import { linePath } from '../../charts/live-paths.ts';
import { niceEnds, rangeOf } from '../../../drawings/nice-axis.ts';
import { SeriesLegend } from '../../charts/series-legend.tsx';
import { shownSeries, useHiddenSeries } from '../../charts/shown-series.ts';
import { useCalmEnds } from '../../charts/use-calm-ends.ts';
import { chartSeries } from '../../../drawings/chart-colors.ts';
import { ChartFigure } from '../../ui/chart-figure.tsx';
import { bandTable, formatMetric, metricWords, spreadWords, type Band } from './sweep-words.ts';

/** A band with the colour it has among all of them. */
interface ShownBand {
  readonly band: Band;
  readonly color: string;
}

interface Drawing {
  readonly shown: readonly ShownBand[];
  readonly metric: SweepMetric;
}

/** The name of the figure and of what is kept of its legend. */
const title = 'Learning over seeds';

export const BandChart = memo(function BandChart({
  bands,
  metric,
}: {
  readonly bands: readonly Band[];
  readonly metric: SweepMetric;
}) {
  const hidden = useHiddenSeries(title);
  const shown = useMemo(() => shownBands(bands, hidden), [bands, hidden]);
  const points = shown.flatMap(({ band }) => band.points);
  const { min, max } = rangeOf(points, [(point) => point.low, (point) => point.high]);
  const ends = useCalmEnds(niceEnds(min, max));
  const drawing = useMemo(() => ({ shown, metric }), [shown, metric]);
  const lastStep = Math.max(1, ...points.map(({ step }) => step));
  return (
    <ChartFigure
      title={title}
      height={240}
      variant="plain"
      aside={
        bands.length > 1 ? (
          <SeriesLegend
            chart={title}
            entries={bands.map(({ name }, i) => ({ id: name, label: name, color: colorOf(i) }))}
          />
        ) : undefined
      }
      sentence={bandSentence(bands, metric)}
      data={() => bandTable(bands, metric)}
    >
      <LiveDrawing emptyWords={points.length === 0 ? 'Nothing has been evaluated yet.' : null}>
        <Drawn.Provider value={drawing}>
          <LiveFrame
            xLow={0}
            xHigh={lastStep}
            xLabel="market steps"
            yLow={ends.low}
            yHigh={ends.high}
            yLabel={metricWords[metric].unit}
          >
            {marks}
          </LiveFrame>
        </Drawn.Provider>
      </LiveDrawing>
    </ChartFigure>
  );
});

function shownBands(bands: readonly Band[], hidden: readonly string[]): readonly ShownBand[] {
  const names = shownSeries(
    bands.map(({ name }) => name),
    hidden,
  );
  return bands
    .map((band, index) => ({ band, color: colorOf(index) }))
    .filter(({ band }) => names.has(band.name));
}

function colorOf(index: number): string {
  return chartSeries[index % chartSeries.length]!;
}

function bandSentence(bands: readonly Band[], metric: SweepMetric): string {
  const last = bands[0]?.points.at(-1);
  if (!last) return '';
  const which = bands.length > 1 ? `${bands[0]!.name}: ` : '';
  return `Line: the median seed; band: from the lowest to the highest. ${which}${spreadWords(metric, last, last.seeds)} after ${formatCount(last.step)} steps.`;
}

const Drawn = createContext<Drawing>({ shown: [], metric: 'evaluation' });
const marks = <BandMarks />;

function BandMarks() {
  const { shown, metric } = useContext(Drawn);
  const plot = useLivePlot();
  const rows = useMemo(() => hoverRows(shown, metric), [shown, metric]);
  if (!plot) return null;
  return (
    <>
      {shown.map(({ band: { name, points }, color }) => {
        const edge = [
          ...points.map(({ step, high }) => ({ x: plot.x(step), y: plot.y(high) })),
          ...points.toReversed().map(({ step, low }) => ({ x: plot.x(step), y: plot.y(low) })),
        ];
        const middle = points.map(({ step, median }) => ({ x: plot.x(step), y: plot.y(median) }));
        return (
          <g key={name}>
            {edge.length > 2 ? <path d={`${linePath(edge)}Z`} fill={color} fillOpacity={0.2} /> : null}
            <path d={linePath(middle)} fill="none" stroke={color} strokeWidth={2} strokeLinejoin="round" />
            {middle.map(({ x, y }) => (
              <circle key={x} cx={x} cy={y} r={2.5} fill={color} />
            ))}
          </g>
        );
      })}
      <HoverLayer
        rows={rows}
        xOf={(row) => row.step}
        titleOf={(row) => `Step ${formatCount(row.step)}`}
        linesOf={(row) => row.lines}
      />
    </>
  );
}

function hoverRows(shown: readonly ShownBand[], metric: SweepMetric) {
  const steps = [...new Set(shown.flatMap(({ band: { points } }) => points.map(({ step }) => step)))].sort(
    (a, b) => a - b,
  );
  return steps.map((step) => ({
    step,
    lines: shown.flatMap(({ band: { name, points }, color }) => {
      const point = points.find((each) => each.step === step);
      if (!point) return [];
      const range = `${formatMetric(metric, point.low)} to ${formatMetric(metric, point.high)}`;
      return [{ label: name, color, value: `${formatMetric(metric, point.median)}, ${range}` }];
    }),
  }));
}
