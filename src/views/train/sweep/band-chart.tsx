// Learning curves over seeds: the median as a line, from the lowest to the highest seed as a band.

import { createContext, memo, useContext, useMemo } from 'react';

import type { SweepMetric } from '../../../core/run/sweep-result.ts';
import { formatCount } from '../../../core/text/format.ts';
import { HoverLayer } from '../../charts/hover-layer.tsx';
import { LiveDrawing } from '../../charts/live-drawing.tsx';
import { LiveFrame, useLivePlot } from '../../charts/live-frame.tsx';
import { linePath } from '../../charts/live-paths.ts';
import { niceEnds, rangeOf } from '../../charts/nice-axis.ts';
import { useCalmEnds } from '../../charts/use-calm-ends.ts';
import { chartSeries } from '../../theme.ts';
import { ChartFigure, ChartLegend } from '../../ui/chart-figure.tsx';
import { bandTable, formatMetric, metricWords, spreadWords, type Band } from './sweep-words.ts';

interface Drawing {
  readonly bands: readonly Band[];
  readonly metric: SweepMetric;
}

export const BandChart = memo(function BandChart({ bands, metric }: Drawing) {
  const points = bands.flatMap((band) => band.points);
  const { min, max } = rangeOf(points, [(point) => point.low, (point) => point.high]);
  const ends = useCalmEnds(niceEnds(min, max));
  const drawing = useMemo(() => ({ bands, metric }), [bands, metric]);
  const lastStep = Math.max(1, ...points.map(({ step }) => step));
  return (
    <ChartFigure
      title="Learning over seeds"
      height={240}
      variant="plain"
      aside={
        bands.length > 1 ? (
          <ChartLegend entries={bands.map(({ name }, i) => ({ label: name, color: colorOf(i) }))} />
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

function colorOf(index: number): string {
  return chartSeries[index % chartSeries.length]!;
}

function bandSentence(bands: readonly Band[], metric: SweepMetric): string {
  const last = bands[0]?.points.at(-1);
  if (!last) return '';
  const which = bands.length > 1 ? `${bands[0]!.name}: ` : '';
  return `Line: the median seed; band: from the lowest to the highest. ${which}${spreadWords(metric, last, last.seeds)} after ${formatCount(last.step)} steps.`;
}

const Drawn = createContext<Drawing>({ bands: [], metric: 'evaluation' });
const marks = <BandMarks />;

function BandMarks() {
  const { bands, metric } = useContext(Drawn);
  const plot = useLivePlot();
  const rows = useMemo(() => hoverRows(bands, metric), [bands, metric]);
  if (!plot) return null;
  return (
    <>
      {bands.map(({ points }, index) => {
        const edge = [
          ...points.map(({ step, high }) => ({ x: plot.x(step), y: plot.y(high) })),
          ...points.toReversed().map(({ step, low }) => ({ x: plot.x(step), y: plot.y(low) })),
        ];
        const middle = points.map(({ step, median }) => ({ x: plot.x(step), y: plot.y(median) }));
        const color = colorOf(index);
        return (
          <g key={index}>
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

function hoverRows(bands: readonly Band[], metric: SweepMetric) {
  const steps = [...new Set(bands.flatMap(({ points }) => points.map(({ step }) => step)))].sort(
    (a, b) => a - b,
  );
  return steps.map((step) => ({
    step,
    lines: bands.flatMap(({ name, points }, index) => {
      const point = points.find((each) => each.step === step);
      if (!point) return [];
      const range = `${formatMetric(metric, point.low)} to ${formatMetric(metric, point.high)}`;
      return [
        { label: name, color: colorOf(index), value: `${formatMetric(metric, point.median)}, ${range}` },
      ];
    }),
  }));
}
