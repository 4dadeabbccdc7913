// The learning curves of several runs on one pair of axes, with the simple policies that they share.

import { NativeSelect, SegmentedControl } from '@mantine/core';
import { createContext, memo, useContext, useMemo, useState } from 'react';

import { smoothingEpisodes } from '../../../store/series.ts';
import { BaselineLines, baselineMargin, type Baseline } from '../../charts/baseline-lines.tsx';
import { formatReturn } from '../../charts/captions.ts';
import { decimate } from '../../charts/decimate.ts';
import { HoverLayer } from '../../charts/hover-layer.tsx';
import { LiveDrawing } from '../../charts/live-drawing.tsx';
import { LiveFrame, useLivePlot } from '../../charts/live-frame.tsx';
import { linePath } from '../../charts/live-paths.ts';
import { niceEnds, rangeOf } from '../../charts/nice-axis.ts';
import { PlotClip } from '../../charts/plot-clip.tsx';
import { useCalmEnds } from '../../charts/use-calm-ends.ts';
import { rowsWithin, useStepZoom, type StepSpan, type StepZoom } from '../../charts/use-step-zoom.ts';
import { WholeRunButton } from '../../charts/whole-run-button.tsx';
import { formatCount } from '../../../core/text/format.ts';
import { chartColors } from '../../theme.ts';
import { ChartFigure } from '../../ui/chart-figure.tsx';
import classes from './runs.module.css';
import { seriesStyle, type SeriesStyle } from './runs-series.ts';
import {
  comparisonCaption,
  comparisonTable,
  curveKinds,
  fixedLineName,
  sharedBaselines,
  type ComparedRun,
  type CurveKind,
  type CurvePoint,
} from './runs-words.ts';

const mostPoints = 200;
/** More would run into one another. */
const mostMarkers = 14;

/** Episodes in the trailing mean that can be chosen; 1 smooths nothing. */
const windows = [1, 5, smoothingEpisodes, 50, 100] as const;

function kindLabel(kind: CurveKind, window: number): string {
  if (kind === 'episodes') return window === 1 ? 'Episodes' : `Episodes, mean of ${window}`;
  return kind === 'profits' ? 'Profit' : 'Evaluations';
}

interface Series {
  readonly name: string;
  readonly style: SeriesStyle;
  readonly points: readonly CurvePoint[];
}

interface Drawing {
  readonly series: readonly Series[];
  readonly baselines: readonly Baseline[];
  /** null before there is a chart. */
  readonly zoom: StepZoom | null;
}

export const RunsComparedChart = memo(function RunsComparedChart({
  runs,
  smoothing,
  onSmooth,
}: {
  readonly runs: readonly ComparedRun[];
  /** Episodes in the trailing mean. */
  readonly smoothing: number;
  readonly onSmooth: (window: number) => void;
}) {
  const [kind, setKind] = useState<CurveKind>('evaluations');
  const lastStep = Math.max(1, ...runs.map(({ kept }) => Math.max(kept.step, kept.best?.step ?? 0)));
  const zoom = useStepZoom(lastStep);
  const drawing = useMemo(
    () => ({
      series: seriesOf(runs, kind, zoom),
      baselines: kind === 'profits' ? [] : baselinesOf(runs),
      zoom,
    }),
    [runs, kind, zoom],
  );
  const points = drawing.series.flatMap((series) => series.points);
  const { min, max } = rangeOf(
    points,
    [(point) => point.value],
    zoom.isZoomed ? [] : drawing.baselines.map(({ value }) => value),
  );
  const wanted = niceEnds(min, max);
  const calm = useCalmEnds(wanted);
  const ends = zoom.isZoomed ? wanted : calm;
  return (
    <ChartFigure
      title="Runs compared"
      height={320}
      variant="plain"
      headingLevel={3}
      aside={
        <div className={classes.chartAside}>
          <div data-not-in-png>
            <SegmentedControl
              size="xs"
              aria-label="What is drawn"
              data={curveKinds(runs).map((value) => ({ value, label: kindLabel(value, smoothing) }))}
              value={kind}
              onChange={setKind}
            />
            {kind === 'episodes' ? (
              <NativeSelect
                size="xs"
                aria-label="Smoothing"
                value={smoothing}
                data={windows.map((window) => ({
                  value: String(window),
                  label: window === 1 ? 'not smoothed' : `mean of ${window}`,
                }))}
                onChange={(event) => onSmooth(Number(event.currentTarget.value))}
              />
            ) : null}
          </div>
          <RunsLegend runs={runs} />
          <WholeRunButton zoom={zoom} title="Runs compared" />
        </div>
      }
      sentence={comparisonCaption(runs)}
      data={() => comparisonTable(runs, kind, smoothing)}
    >
      <LiveDrawing emptyWords={points.length === 0 ? 'Nothing has been measured yet.' : null}>
        <Drawn.Provider value={drawing}>
          <LiveFrame
            xLow={zoom.low}
            xHigh={zoom.high}
            xLabel="market steps"
            yLow={ends.low}
            yHigh={ends.high}
            yLabel={kind === 'profits' ? 'currency an episode' : 'reward per episode'}
            marginRight={Math.max(14, baselineMargin(drawing.baselines))}
          >
            {marks}
          </LiveFrame>
        </Drawn.Provider>
      </LiveDrawing>
    </ChartFigure>
  );
});

function seriesOf(runs: readonly ComparedRun[], kind: CurveKind, span: StepSpan): readonly Series[] {
  return runs.map((run, index) => ({
    name: run.kept.name,
    style: seriesStyle(index),
    points: decimate(
      rowsWithin(run[kind], ({ step }) => step, span),
      mostPoints,
      ({ value }) => value,
    ),
  }));
}

function baselinesOf(runs: readonly ComparedRun[]): readonly Baseline[] {
  const { keepPrice, bestFixed, optimum } = sharedBaselines(runs);
  const lines: Baseline[] = [];
  if (keepPrice !== undefined) lines.push({ label: 'keep price', value: keepPrice, color: chartColors.axis });
  if (bestFixed !== undefined)
    lines.push({ label: fixedLineName(runs), value: bestFixed, color: chartColors.axis });
  if (optimum !== undefined) lines.push({ label: 'optimum', value: optimum, color: chartColors.axis });
  return lines;
}

/** A legend whose samples carry colour, dash and marker. */
function RunsLegend({ runs }: { readonly runs: readonly ComparedRun[] }) {
  return (
    <ul className={classes.legend}>
      {runs.map(({ kept }, index) => (
        <li key={kept.runId}>
          <RunSample index={index} />
          {kept.name}
        </li>
      ))}
    </ul>
  );
}

/** A piece of a run's line with its marker. */
export function RunSample({ index }: { readonly index: number }) {
  const { color, dash, marker } = seriesStyle(index);
  return (
    <svg aria-hidden width="34" height="12" viewBox="0 0 34 12" className={classes.sample}>
      <path d="M0 6H34" fill="none" stroke={color} strokeWidth={2} strokeDasharray={dash} />
      <path d={marker} transform="translate(17 6)" fill={color} />
    </svg>
  );
}

const Drawn = createContext<Drawing>({ series: [], baselines: [], zoom: null });
const marks = <ComparisonMarks />;

function ComparisonMarks() {
  const { series, baselines, zoom } = useContext(Drawn);
  const plot = useLivePlot();
  const rows = useMemo(
    () => hoverRows(series).filter(({ step }) => !zoom || (step >= zoom.low && step <= zoom.high)),
    [series, zoom],
  );
  if (!plot || !zoom) return null;
  return (
    <>
      <BaselineLines baselines={baselines} plot={plot} />
      <PlotClip plot={plot} isClipped={zoom.isZoomed}>
        {series.map(({ style, points }, index) => (
          <g key={index}>
            <path
              d={linePath(points.map(({ step, value }) => ({ x: plot.x(step), y: plot.y(value) })))}
              fill="none"
              stroke={style.color}
              strokeWidth={2}
              strokeLinejoin="round"
              strokeDasharray={style.dash}
            />
            {markedPoints(points, index).map(({ step, value }) => (
              <path
                key={step}
                d={style.marker}
                transform={`translate(${plot.x(step)} ${plot.y(value)})`}
                fill={style.color}
              />
            ))}
          </g>
        ))}
      </PlotClip>
      <HoverLayer
        zoom={zoom}
        rows={rows}
        xOf={(row) => row.step}
        titleOf={(row) => `Step ${formatCount(row.step)}`}
        linesOf={(row) => row.lines}
      />
    </>
  );
}

/** So many points that the marker is seen everywhere, shifted from run to run. */
function markedPoints(points: readonly CurvePoint[], shift: number): readonly CurvePoint[] {
  const every = Math.max(1, Math.ceil(points.length / mostMarkers));
  return points.filter((_, i) => i % every === shift % every);
}

interface HoverRow {
  readonly step: number;
  readonly lines: readonly { readonly label: string; readonly color: string; readonly value: string }[];
}

/** At every step at which some run has a point, the last value of each run that has come so far, the highest first. */
function hoverRows(series: readonly Series[]): readonly HoverRow[] {
  const steps = [...new Set(series.flatMap(({ points }) => points.map(({ step }) => step)))];
  return steps
    .sort((a, b) => a - b)
    .map((step) => ({
      step,
      lines: series.flatMap(({ name, style, points }) => {
        const last = points.at(-1);
        const point = last && last.step >= step ? points.findLast((each) => each.step <= step) : undefined;
        return point ? [{ name, color: style.color, value: point.value }] : [];
      }),
    }))
    .map(({ step, lines }) => ({
      step,
      lines: lines
        .toSorted((a, b) => b.value - a.value)
        .map(({ name, color, value }) => ({ label: name, color, value: formatReturn(value) })),
    }));
}
