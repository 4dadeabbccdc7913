// The learner's figures as small multiples in one figure: critic loss on a logarithmic axis, actor loss with mean Q
// (both in reward), temperature and entropy, as far as the agent has them. One axis each instead of five lines on two.

import { createContext, useContext, useMemo } from 'react';

import { usualChartView } from '../../store/features/chart-view-feature.ts';
import { lossRows, type LossName, type LossRow } from '../../store/series.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatSignificant } from '../../core/text/format.ts';
import { ChartFigure } from '../ui/chart-figure.tsx';
import { emptyWords, lossCaption, viewWords } from './captions.ts';
import { lossTable } from './chart-tables.ts';
import { decimate } from '../../drawings/decimate.ts';
import classes from './losses-chart.module.css';
import { HoverLayer } from './hover-layer.tsx';
import { LiveDrawing } from './live-drawing.tsx';
import { LiveFrame, useLivePlot } from './live-frame.tsx';
import { linePath, rawOpacity } from './live-paths.ts';
import { lossColors, metricNamed, panelsOf, type PanelOfLosses } from './loss-panels.ts';
import { PlotClip } from './plot-clip.tsx';
import { axisUnit, stepInWords, type RunAxis } from './run-axis.ts';
import { SeriesLegend } from './series-legend.tsx';
import { shownSeries, useHiddenSeries } from './shown-series.ts';
import type { TooltipLine } from './tooltip-box.tsx';
import { useCalmEnds } from './use-calm-ends.ts';
import { usePaced } from './use-paced.ts';
import { emptyAxis, usePacedRun, type PacedRun } from './use-paced-run.ts';
import { rowsWithin, useAxisZoom, type AxisZoom } from './use-axis-zoom.ts';
import { WholeRunButton } from './whole-run-button.tsx';
import { wantsLogarithmic, yAxisOf } from './y-axis.ts';

/** The panels are narrow: this many points fill them. */
const mostPoints = 150;
const ySteps = 2;

/** The name of the figure and of what is kept of its legends. */
const title = 'Losses';

export function LossesChart({ height }: { readonly height: number }) {
  const paced = usePacedRun();
  const losses = paced?.run.losses;
  const agent = useLab((state) => state.run.settings?.agent ?? state.settings.agent);
  const shown = panelsOf(agent);
  const zoom = useAxisZoom(paced?.axis ?? emptyAxis);
  const nothing = losses?.length === 0;
  return (
    <ChartFigure
      title={title}
      height={height}
      aside={<WholeRunButton zoom={zoom} title={title} />}
      sentence={nothing || !paced ? '' : `${lossCaption(paced.run.losses)}${viewWords(paced.view)}`}
      {...(nothing || !losses ? {} : { data: () => lossTable(losses) })}
    >
      <LiveDrawing emptyWords={nothing ? emptyWords.losses : null}>
        {paced ? (
          <div className={classes.panels} data-count={shown.length}>
            {shown.map((panel) => (
              <LossPanel key={panel.names[0]} panel={panel} latest={paced} zoom={zoom} />
            ))}
          </div>
        ) : null}
      </LiveDrawing>
    </ChartFigure>
  );
}

interface LossPanelProps {
  readonly panel: PanelOfLosses;
  readonly latest: PacedRun;
  /** All panels show the same part of the axis. */
  readonly zoom: AxisZoom;
}

/** Each panel takes its own turn to draw, as every chart does. */
function LossPanel({ panel, latest, zoom }: LossPanelProps) {
  const hidden = useHiddenSeries(title);
  const first = panel.names[0]!;
  const { run, view = usualChartView, axis } = usePaced(latest) ?? {};
  const losses = run?.losses;
  const { smoothing, ignoresOutliers } = view;
  const drawn = useMemo(() => {
    const all = lossRows(losses ?? [], smoothing);
    const within = axis ? rowsWithin(all, ({ step }) => axis.at(step), zoom) : [];
    return {
      names: [...shownSeries(panel.names, hidden)],
      rows: decimate(within, mostPoints, (row) => row[first] ?? Number.NaN),
      axis: axis ?? null,
      zoom,
      isSmoothed: smoothing > 0,
      isClipped: zoom.isZoomed || ignoresOutliers,
    };
  }, [losses, smoothing, ignoresOutliers, axis, panel, first, hidden, zoom]);
  const { ends: wanted, logarithmic } = yAxisOf(
    drawn.rows,
    drawn.names.map((name) => (row: LossRow) => row[name]),
    {
      logarithmic: wantsLogarithmic(view, panel.names[0]!, panel.logarithmic),
      ignoresOutliers,
      steps: ySteps,
    },
  );
  const calm = useCalmEnds(wanted, logarithmic);
  const ends = zoom.isZoomed ? wanted : calm;
  const { unit } = metricNamed(first);
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <SeriesLegend
          chart={title}
          entries={panel.names.map((name) => ({
            id: name,
            label: metricNamed(name).label,
            color: lossColors[name],
          }))}
        />
        <span className={classes.unit}>
          {unit}
          {logarithmic ? ', log' : ''}
        </span>
      </div>
      <div className={classes.plot}>
        {run ? (
          <Drawn.Provider value={drawn}>
            <LiveFrame
              xLow={zoom.low}
              xHigh={zoom.high}
              xUnit={axisUnit({ name: axis?.name ?? 'steps', end: zoom.high }).unit}
              yLow={ends.low}
              yHigh={ends.high}
              logarithmic={logarithmic}
              ySteps={ySteps}
              xSteps={2}
            >
              {marks}
            </LiveFrame>
          </Drawn.Provider>
        ) : null}
      </div>
    </div>
  );
}

interface LossDrawing {
  readonly names: readonly LossName[];
  readonly rows: readonly LossRow[];
  /** null before there is a chart. */
  readonly axis: RunAxis | null;
  readonly zoom: AxisZoom | null;
  readonly isSmoothed: boolean;
  /** Whether marks may lie beyond the axes. */
  readonly isClipped: boolean;
}

const Drawn = createContext<LossDrawing>({
  names: [],
  rows: [],
  axis: null,
  zoom: null,
  isSmoothed: false,
  isClipped: false,
});
const marks = <LossMarks />;

function LossMarks() {
  const { names, rows, axis, zoom, isSmoothed, isClipped } = useContext(Drawn);
  const plot = useLivePlot();
  if (!plot || !zoom || !axis) return null;
  const path = (value: (row: LossRow) => number | null) =>
    linePath(
      rows.map((row) => {
        const y = value(row);
        return { x: plot.x(axis.at(row.step)), y: y === null ? null : plot.y(y) };
      }),
    );
  return (
    <>
      <PlotClip plot={plot} isClipped={isClipped}>
        <g fill="none" strokeWidth={1.5} strokeLinejoin="round">
          {names.map((name) => (
            <g key={name} stroke={lossColors[name]}>
              {isSmoothed ? <path d={path((row) => row[name])} strokeOpacity={rawOpacity} /> : null}
              <path d={path((row) => row.smoothed[name])} />
            </g>
          ))}
        </g>
      </PlotClip>
      <HoverLayer
        name={names.map((name) => metricNamed(name).label).join(' and ')}
        zoom={zoom}
        rows={rows}
        xOf={({ step }) => axis.at(step)}
        titleOf={({ step }) => stepInWords(axis, step)}
        linesOf={(row) => names.flatMap((name) => readingOf(row, name, isSmoothed))}
      />
    </>
  );
}

/** What is read at a step: as measured, and smoothed where lines are. */
function readingOf(row: LossRow, name: LossName, isSmoothed: boolean): readonly TooltipLine[] {
  const { label } = metricNamed(name);
  const line = (words: string, value: number | null) => ({
    label: words,
    color: lossColors[name],
    value: formatSignificant(value ?? Number.NaN),
  });
  return isSmoothed
    ? [line(label, row[name]), line(`${label}, smoothed`, row.smoothed[name])]
    : [line(label, row[name])];
}
