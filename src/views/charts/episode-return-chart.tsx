// The learning curve: every episode as a faint dot, their trailing mean, the evaluations, and what simple policies
// return.

import { createContext, useContext, useMemo } from 'react';

import type { Baselines } from '../../core/run/events.ts';
import { episodeRows, evaluationRows, mergeBySteps, smoothingEpisodes } from '../../store/series.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount } from '../../core/text/format.ts';
import { chartColors } from '../theme.ts';
import { ChartFigure, ChartLegend, type LegendEntry } from '../ui/chart-figure.tsx';
import { BaselineLines, baselineMargin, type Baseline } from './baseline-lines.tsx';
import { emptyWords, formatReturn, returnCaption } from './captions.ts';
import { returnTable } from './chart-tables.ts';
import { decimate } from './decimate.ts';
import { HoverLayer } from './hover-layer.tsx';
import { LiveDrawing } from './live-drawing.tsx';
import { LiveFrame, useLivePlot } from './live-frame.tsx';
import { dotsPath, linePath } from './live-paths.ts';
import { niceEnds, rangeOf } from './nice-axis.ts';
import { PlotClip } from './plot-clip.tsx';
import { byStep, returnsInWords, type StepReturns } from './return-rows.ts';
import { runSuperlatives } from './run-superlatives.ts';
import { stepDomain } from './step-axis.ts';
import type { TooltipLine } from './tooltip-box.tsx';
import { useCalmEnds } from './use-calm-ends.ts';
import { usePaced } from './use-paced.ts';
import { rowsWithin, useStepZoom, type StepZoom } from './use-step-zoom.ts';
import { WholeRunButton } from './whole-run-button.tsx';

const mostEpisodes = 250;
const mostEvaluations = 50;

const legend: readonly LegendEntry[] = [
  { label: 'Episode', color: chartColors.sky, mark: 'dot' },
  { label: `Mean of ${smoothingEpisodes}`, color: chartColors.blue },
  { label: 'Evaluation', color: chartColors.vermillion, mark: 'dot' },
];

export function EpisodeReturnChart({ height }: { readonly height: number }) {
  const run = usePaced(useLab((state) => state.run));
  const episodes = run?.episodes;
  const evaluations = run?.evaluations;
  const baselines = run?.baselines ?? null;
  const zoom = useStepZoom(run ? stepDomain(run)[1] : 1);
  const rows = useMemo(() => {
    const all = rowsWithin(episodeRows(episodes ?? []), ({ step }) => step, zoom);
    const evaluated = rowsWithin(evaluationRows(evaluations ?? []), ({ step }) => step, zoom);
    return byStep(
      mergeBySteps(
        decimate(all, mostEpisodes, (row) => row.episodeReturn ?? Number.NaN),
        decimate(evaluated, mostEvaluations, (row) => row.evaluation ?? Number.NaN),
      ),
    );
  }, [episodes, evaluations, zoom]);
  const words = runSuperlatives(run ?? { settings: null, marketCheck: null });
  const lines = useMemo(() => baselineLines(baselines, words.fixedLine), [baselines, words.fixedLine]);
  const drawn = useMemo(() => ({ rows, lines, zoom }), [rows, lines, zoom]);
  const range = rangeOf(
    rows,
    [(row) => row.returns[0] ?? null, (row) => row.returns.at(-1) ?? null, (row) => row.evaluation],
    zoom.isZoomed ? [] : lines.map((line) => line.value),
  );
  const wanted = niceEnds(range.min, range.max);
  const calm = useCalmEnds(wanted);
  const ends = zoom.isZoomed ? wanted : calm;
  const nothing = run !== undefined && rows.length === 0;
  return (
    <ChartFigure
      title="Episode return"
      height={height}
      aside={
        <>
          <ChartLegend entries={legend} />
          <WholeRunButton zoom={zoom} title="Episode return" />
        </>
      }
      sentence={nothing || !run ? '' : returnCaption(run.episodes, baselines)}
      {...(nothing || !run ? {} : { data: () => returnTable(run, words.fixedPrice) })}
    >
      <LiveDrawing emptyWords={nothing ? emptyWords.returns : null}>
        {run ? (
          <Drawn.Provider value={drawn}>
            <LiveFrame
              xLow={zoom.low}
              xHigh={zoom.high}
              xLabel="market steps"
              yLow={ends.low}
              yHigh={ends.high}
              yLabel="reward per episode"
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
  readonly zoom: StepZoom | null;
}

const Drawn = createContext<ReturnDrawing>({ rows: [], lines: [], zoom: null });
const marks = <ReturnMarks />;

function ReturnMarks() {
  const { rows, lines, zoom } = useContext(Drawn);
  const plot = useLivePlot();
  if (!plot || !zoom) return null;
  const path = (value: (row: StepReturns) => number | null) =>
    linePath(
      rows.map((row) => {
        const y = value(row);
        return { x: plot.x(row.step), y: y === null ? null : plot.y(y) };
      }),
    );
  return (
    <>
      <BaselineLines baselines={lines} plot={plot} />
      <PlotClip plot={plot} isClipped={zoom.isZoomed}>
        <g fill="none" strokeLinejoin="round">
          <path
            d={dotsPath(
              rows.flatMap((row) => row.returns.map((y) => ({ x: plot.x(row.step), y: plot.y(y) }))),
            )}
            stroke={chartColors.sky}
            strokeOpacity={0.55}
            strokeWidth={4}
            strokeLinecap="round"
          />
          <path d={path((row) => row.smoothed)} stroke={chartColors.blue} strokeWidth={2} />
          <path d={path((row) => row.evaluation)} stroke={chartColors.vermillion} strokeWidth={1.25} />
        </g>
        {rows.map((row, index) =>
          row.evaluation === null ? null : (
            <circle
              key={index}
              cx={plot.x(row.step)}
              cy={plot.y(row.evaluation)}
              r={2.5}
              fill={chartColors.vermillion}
            />
          ),
        )}
      </PlotClip>
      <HoverLayer
        rows={zoom.isZoomed ? rows.filter(({ step }) => step >= zoom.low && step <= zoom.high) : rows}
        xOf={stepOf}
        titleOf={titleOf}
        linesOf={linesOf}
        zoom={zoom}
      />
    </>
  );
}

const stepOf = (row: StepReturns) => row.step;
const titleOf = (row: StepReturns) => `Step ${formatCount(row.step)}`;

function linesOf(row: StepReturns): readonly TooltipLine[] {
  const lines: TooltipLine[] = [];
  const add = (label: string, color: string, value: number | null) => {
    if (value !== null) lines.push({ label, color, value: formatReturn(value) });
  };
  const episodes = returnsInWords(row.returns);
  if (episodes !== null)
    lines.push({
      label: row.returns.length > 1 ? `${row.returns.length} episodes` : 'Episode',
      color: chartColors.sky,
      value: episodes,
    });
  add(`Mean of ${smoothingEpisodes}`, chartColors.blue, row.smoothed);
  add('Evaluation', chartColors.vermillion, row.evaluation);
  return lines;
}
