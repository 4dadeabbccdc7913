// The learning curve: every episode as a faint dot, their mean, the evaluations, and what simple policies return.

import { createContext, useContext, useMemo } from 'react';

import type { Baselines } from '../../core/run/events.ts';
import { usualChartView } from '../../store/features/chart-view-feature.ts';
import {
  episodeRows,
  evaluationRows,
  mergeBySteps,
  smoothingEpisodes,
  type ReturnRow,
} from '../../store/series.ts';
import { chartColors } from '../../drawings/chart-colors.ts';
import { ChartFigure } from '../ui/chart-figure.tsx';
import { BaselineLines, baselineMargin, type Baseline } from './baseline-lines.tsx';
import { emptyWords, formatReturn, returnCaption, viewWords } from './captions.ts';
import { returnTable } from './chart-tables.ts';
import { decimate } from '../../drawings/decimate.ts';
import { HoverLayer } from './hover-layer.tsx';
import { LiveDrawing } from './live-drawing.tsx';
import { LiveFrame, useLivePlot, type LivePlot } from './live-frame.tsx';
import { dotsPath, linePath, rawOpacity } from './live-paths.ts';
import { PlotClip } from './plot-clip.tsx';
import { byStep, returnsInWords, type StepReturns } from './return-rows.ts';
import { axisUnit, stepInWords, type RunAxis } from './run-axis.ts';
import { runSuperlatives } from './run-superlatives.ts';
import { SeriesLegend, type SeriesEntry } from './series-legend.tsx';
import { shownSeries, useHiddenSeries } from './shown-series.ts';
import type { TooltipLine } from './tooltip-box.tsx';
import { useCalmEnds } from './use-calm-ends.ts';
import { emptyAxis, usePacedRun } from './use-paced-run.ts';
import { rowsWithin, useAxisZoom, type AxisZoom } from './use-axis-zoom.ts';
import { WholeRunButton } from './whole-run-button.tsx';
import { wantsLogarithmic, yAxisOf } from './y-axis.ts';

const mostEpisodes = 250;
const mostEvaluations = 50;

/** What is shown or hidden, by its id. */
const seriesIds = ['episode', 'mean', 'evaluation'] as const;
type SeriesId = (typeof seriesIds)[number];

function legendOf(smoothing: number): readonly SeriesEntry[] {
  return [
    { id: 'episode', label: 'Episode', color: chartColors.sky, mark: 'dot' },
    { id: 'mean', label: meanLabel(smoothing), color: chartColors.blue },
    { id: 'evaluation', label: 'Evaluation', color: chartColors.vermillion, mark: 'dot' },
  ];
}

function meanLabel(smoothing: number): string {
  return smoothing > 0 ? `Smoothed ${smoothing.toFixed(2)}` : `Mean of ${smoothingEpisodes}`;
}

/** The name of the figure, of its scale and of what is kept of its legend. */
const title = 'Episode return';

export function EpisodeReturnChart({ height }: { readonly height: number }) {
  const paced = usePacedRun();
  const hidden = useHiddenSeries(title);
  const { run, view = usualChartView, axis } = paced ?? {};
  const { episodes, evaluations } = run ?? {};
  const baselines = run?.baselines ?? null;
  const { smoothing } = view;
  const zoom = useAxisZoom(axis ?? emptyAxis);
  const rows = useMemo(() => {
    if (!axis) return [];
    const placeOf = ({ step }: ReturnRow) => axis.at(step);
    const all = rowsWithin(episodeRows(episodes ?? [], smoothing), placeOf, zoom);
    const evaluated = rowsWithin(evaluationRows(evaluations ?? [], smoothing), placeOf, zoom);
    return byStep(
      mergeBySteps(
        decimate(all, mostEpisodes, (row) => row.episodeReturn ?? Number.NaN),
        decimate(evaluated, mostEvaluations, (row) => row.evaluation ?? Number.NaN),
      ),
    );
  }, [episodes, evaluations, axis, smoothing, zoom]);
  const words = runSuperlatives(run ?? { settings: null, marketCheck: null });
  const lines = useMemo(() => baselineLines(baselines, words.fixedLine), [baselines, words.fixedLine]);
  const shown = useMemo(() => shownSeries(seriesIds, hidden), [hidden]);
  const drawn = useMemo(() => {
    const isClipped = zoom.isZoomed || view.ignoresOutliers;
    return { rows, lines, zoom, axis: axis ?? null, shown, smoothing, isClipped };
  }, [rows, lines, zoom, axis, shown, smoothing, view]);
  const { ends: wanted, logarithmic } = yAxisOf(rows, columnsOf(shown), {
    logarithmic: wantsLogarithmic(view, title),
    ignoresOutliers: view.ignoresOutliers,
    more: zoom.isZoomed ? [] : lines.map((line) => line.value),
  });
  const calm = useCalmEnds(wanted, logarithmic);
  const ends = zoom.isZoomed ? wanted : calm;
  const nothing = run !== undefined && rows.length === 0;
  const unit = axisUnit({ name: axis?.name ?? 'steps', end: zoom.high });
  return (
    <ChartFigure
      title={title}
      height={height}
      aside={
        <>
          <SeriesLegend chart={title} entries={legendOf(smoothing)} />
          <WholeRunButton zoom={zoom} title={title} />
        </>
      }
      sentence={nothing || !run ? '' : `${returnCaption(run.episodes, baselines)}${viewWords(view)}`}
      {...(nothing || !run ? {} : { data: () => returnTable(run, words.fixedPrice) })}
    >
      <LiveDrawing emptyWords={nothing ? emptyWords.returns : null}>
        {run ? (
          <Drawn.Provider value={drawn}>
            <LiveFrame
              xLow={zoom.low}
              xHigh={zoom.high}
              xLabel={unit.label}
              xUnit={unit.unit}
              yLow={ends.low}
              yHigh={ends.high}
              yLabel={`reward per episode${logarithmic ? ', log' : ''}`}
              logarithmic={logarithmic}
              marginRight={baselineMargin(lines)}
            >
              {marks}
            </LiveFrame>
          </Drawn.Provider>
        ) : null}
      </LiveDrawing>
    </ChartFigure>
  );
}

/** What the vertical axis has to hold of the series that are shown. */
function columnsOf(shown: ReadonlySet<SeriesId>): readonly ((row: StepReturns) => number | null)[] {
  return [
    ...(shown.has('episode')
      ? [(row: StepReturns) => row.returns[0] ?? null, (row: StepReturns) => row.returns.at(-1) ?? null]
      : []),
    ...(shown.has('mean') ? [(row: StepReturns) => row.smoothed] : []),
    ...(shown.has('evaluation') ? [(row: StepReturns) => row.evaluation] : []),
  ];
}

/** The horizontal lines, from the simplest policy up. */
function baselineLines(baselines: Baselines | null, fixedLabel: string): readonly Baseline[] {
  if (!baselines) return [];
  const { keepPrice, myopicPrice, bestFixedPrice, optimum } = baselines;
  const lines: Baseline[] = [{ label: 'keep price', value: keepPrice, color: chartColors.axis }];
  if (myopicPrice !== null) lines.push({ label: 'myopic', value: myopicPrice, color: chartColors.orange });
  if (bestFixedPrice)
    lines.push({ label: fixedLabel, value: bestFixedPrice.meanReturn, color: chartColors.purple });
  if (optimum !== null) lines.push({ label: 'optimum', value: optimum, color: chartColors.green });
  return lines;
}

interface ReturnDrawing {
  readonly rows: readonly StepReturns[];
  readonly lines: readonly Baseline[];
  /** null before there is a chart. */
  readonly axis: RunAxis | null;
  readonly zoom: AxisZoom | null;
  readonly shown: ReadonlySet<SeriesId>;
  readonly smoothing: number;
  /** Whether marks may lie beyond the axes. */
  readonly isClipped: boolean;
}

const Drawn = createContext<ReturnDrawing>({
  rows: [],
  lines: [],
  axis: null,
  zoom: null,
  shown: new Set(),
  smoothing: 0,
  isClipped: false,
});
const marks = <ReturnMarks />;

function ReturnMarks() {
  const { rows, lines, axis, zoom, shown, smoothing, isClipped } = useContext(Drawn);
  const plot = useLivePlot();
  if (!plot || !zoom || !axis) return null;
  const xOf = ({ step }: StepReturns) => axis.at(step);
  return (
    <>
      <BaselineLines baselines={lines} plot={plot} />
      <PlotClip plot={plot} isClipped={isClipped}>
        <ReturnLines plot={plot} />
      </PlotClip>
      <HoverLayer
        rows={zoom.isZoomed ? rows.filter((row) => xOf(row) >= zoom.low && xOf(row) <= zoom.high) : rows}
        xOf={xOf}
        titleOf={({ step }) => stepInWords(axis, step)}
        linesOf={(row) => readingOf(row, shown, smoothing)}
        zoom={zoom}
      />
    </>
  );
}

/** Dots of the episodes, the line through them, and the evaluations with theirs. */
function ReturnLines({ plot }: { readonly plot: LivePlot }) {
  const { rows, axis, shown, smoothing } = useContext(Drawn);
  const x = ({ step }: StepReturns) => plot.x(axis!.at(step));
  const path = (value: (row: StepReturns) => number | null) =>
    linePath(
      rows.map((row) => {
        const y = value(row);
        return { x: x(row), y: y === null ? null : plot.y(y) };
      }),
    );
  const { sky, blue, vermillion } = chartColors;
  const evaluated = rows.flatMap((row) =>
    row.evaluation === null ? [] : [{ x: x(row), y: plot.y(row.evaluation) }],
  );
  const isSmoothed = smoothing > 0;
  return (
    <g fill="none" strokeLinejoin="round">
      {shown.has('episode') ? (
        <path
          d={dotsPath(rows.flatMap((row) => row.returns.map((y) => ({ x: x(row), y: plot.y(y) }))))}
          stroke={sky}
          strokeOpacity={0.55}
          strokeWidth={4}
          strokeLinecap="round"
        />
      ) : null}
      {shown.has('mean') ? <path d={path((row) => row.smoothed)} stroke={blue} strokeWidth={2} /> : null}
      {shown.has('evaluation') ? (
        <g stroke={vermillion}>
          {isSmoothed ? <path d={path((row) => row.smoothedEvaluation)} strokeWidth={2} /> : null}
          <g strokeOpacity={isSmoothed ? rawOpacity : 1}>
            <path d={path((row) => row.evaluation)} strokeWidth={1.25} />
            <path d={dotsPath(evaluated)} strokeWidth={5} strokeLinecap="round" />
          </g>
        </g>
      ) : null}
    </g>
  );
}

/** What is read at a step: as measured, and smoothed where lines are. */
function readingOf(
  row: StepReturns,
  shown: ReadonlySet<SeriesId>,
  smoothing: number,
): readonly TooltipLine[] {
  const lines: TooltipLine[] = [];
  const add = (id: SeriesId, label: string, color: string, value: string | null) => {
    if (value !== null && shown.has(id)) lines.push({ label, color, value });
  };
  const figure = (value: number | null) => (value === null ? null : formatReturn(value));
  const { returns } = row;
  add(
    'episode',
    returns.length > 1 ? `${returns.length} episodes` : 'Episode',
    chartColors.sky,
    returnsInWords(returns),
  );
  add('mean', meanLabel(smoothing), chartColors.blue, figure(row.smoothed));
  add('evaluation', 'Evaluation', chartColors.vermillion, figure(row.evaluation));
  if (smoothing > 0)
    add('evaluation', 'Evaluation, smoothed', chartColors.vermillion, figure(row.smoothedEvaluation));
  return lines;
}
