// The learning curves of several runs on one pair of axes, with the simple policies that they share.

import { SegmentedControl } from '@mantine/core';
import { createContext, memo, useContext, useMemo, useState } from 'react';

import { usualChartView, type CurveAxis } from '../../../store/features/chart-view-feature.ts';
import { smoothingEpisodes } from '../../../store/series.ts';
import { useLab } from '../../../store/use-lab.ts';
import { BaselineLines, baselineMargin, type Baseline } from '../../charts/baseline-lines.tsx';
import { viewWords } from '../../charts/captions.ts';
import { ChartControls } from '../../charts/chart-controls.tsx';
import { decimate } from '../../../drawings/decimate.ts';
import { HoverLayer } from '../../charts/hover-layer.tsx';
import { LiveDrawing } from '../../charts/live-drawing.tsx';
import { LiveFrame, useLivePlot } from '../../charts/live-frame.tsx';
import { linePath, rawOpacity } from '../../charts/live-paths.ts';
import { rangeOf } from '../../../drawings/nice-axis.ts';
import { PlotClip } from '../../charts/plot-clip.tsx';
import { axisUnit } from '../../charts/run-axis.ts';
import { SeriesLegend, type SeriesEntry } from '../../charts/series-legend.tsx';
import { shownSeries, useHiddenSeries } from '../../charts/shown-series.ts';
import { useCalmEnds } from '../../charts/use-calm-ends.ts';
import { usePaced } from '../../charts/use-paced.ts';
import { rowsWithin, useAxisZoom, type AxisSpan, type AxisZoom } from '../../charts/use-axis-zoom.ts';
import { WholeRunButton } from '../../charts/whole-run-button.tsx';
import { logProblem, wantsLogarithmic, yAxisOf } from '../../charts/y-axis.ts';
import { chartColors } from '../../../drawings/chart-colors.ts';
import { ChartFigure } from '../../ui/chart-figure.tsx';
import classes from './runs.module.css';
import {
  comparedCurves,
  comparedReadings,
  timesProblem,
  untimedWords,
  type ComparedCurve,
  type PlacedPoint,
} from './runs-curves.ts';
import { seriesStyle } from './runs-series.ts';
import {
  comparisonCaption,
  comparisonTable,
  curveKinds,
  fixedLineName,
  sharedBaselines,
  type ComparedRun,
  type CurveKind,
} from './runs-words.ts';

const mostPoints = 200;
/** More would run into one another. */
const mostMarkers = 14;

function kindLabel(kind: CurveKind, smoothing: number): string {
  if (kind === 'episodes') return smoothing > 0 ? 'Episodes' : `Episodes, mean of ${smoothingEpisodes}`;
  return kind === 'profits' ? 'Profit' : 'Evaluations';
}

/** The name of the figure, of its scale and of what is kept of its legend. */
const title = 'Runs compared';

interface Drawing {
  readonly curves: readonly ComparedCurve[];
  readonly axis: CurveAxis;
  readonly baselines: readonly Baseline[];
  /** null before there is a chart. */
  readonly zoom: AxisZoom | null;
  readonly isSmoothed: boolean;
  /** Whether marks may lie beyond the axes. */
  readonly isClipped: boolean;
}

export const RunsComparedChart = memo(function RunsComparedChart({
  runs,
}: {
  readonly runs: readonly ComparedRun[];
}) {
  const [kind, setKind] = useState<CurveKind>('evaluations');
  const view = usePaced(useLab((state) => state.chartView)) ?? usualChartView;
  const hidden = useHiddenSeries(title);
  const all = useMemo(() => comparedCurves(runs, kind, view), [runs, kind, view]);
  const zoom = useAxisZoom({ name: all.axis, end: all.end });
  const drawing = useMemo(
    () => ({
      curves: curvesWithin(all.curves, hidden, zoom),
      axis: all.axis,
      baselines: kind === 'profits' ? [] : baselinesOf(runs),
      zoom,
      isSmoothed: view.smoothing > 0,
      isClipped: zoom.isZoomed || view.ignoresOutliers,
    }),
    [runs, all, hidden, kind, view, zoom],
  );
  const points = drawing.curves.flatMap((curve) => curve.points);
  const { ends: wanted, logarithmic } = yAxisOf(
    points,
    drawing.isSmoothed ? [valueOf, smoothedOf] : [smoothedOf],
    {
      logarithmic: wantsLogarithmic(view, title),
      ignoresOutliers: view.ignoresOutliers,
      more: zoom.isZoomed ? [] : drawing.baselines.map(({ value }) => value),
    },
  );
  const calm = useCalmEnds(wanted, logarithmic);
  const ends = zoom.isZoomed ? wanted : calm;
  const unit = axisUnit({ name: all.axis, end: zoom.high });
  const scales = () => {
    const { min, max } = rangeOf(
      all.curves.flatMap((curve) => curve.points),
      [valueOf],
    );
    return [{ drawing: title, label: title, usual: false, problem: logProblem(min, max) }];
  };
  return (
    <>
      <ChartControls timeProblem={timesProblem(runs)} scales={scales} />
      <ChartFigure
        title={title}
        height={320}
        variant="plain"
        headingLevel={3}
        aside={
          <div className={classes.chartAside}>
            <div data-not-in-image>
              <SegmentedControl
                size="xs"
                aria-label="What is drawn"
                data={curveKinds(runs).map((value) => ({ value, label: kindLabel(value, view.smoothing) }))}
                value={kind}
                onChange={setKind}
              />
            </div>
            <SeriesLegend chart={title} entries={runs.map(({ kept }, index) => legendEntry(kept, index))} />
            <WholeRunButton zoom={zoom} title={title} />
          </div>
        }
        sentence={`${comparisonCaption(runs)}${viewWords(view)}${untimedWords(runs, all.axis)}`}
        data={() => comparisonTable(runs, kind)}
      >
        <LiveDrawing emptyWords={points.length === 0 ? 'Nothing has been measured yet.' : null}>
          <Drawn.Provider value={drawing}>
            <LiveFrame
              xLow={zoom.low}
              xHigh={zoom.high}
              xLabel={unit.label}
              xUnit={unit.unit}
              yLow={ends.low}
              yHigh={ends.high}
              yLabel={`${kind === 'profits' ? 'currency an episode' : 'reward per episode'}${logarithmic ? ', log' : ''}`}
              logarithmic={logarithmic}
              marginRight={Math.max(14, baselineMargin(drawing.baselines))}
            >
              {marks}
            </LiveFrame>
          </Drawn.Provider>
        </LiveDrawing>
      </ChartFigure>
    </>
  );
});

const valueOf = ({ value }: PlacedPoint) => value;
const smoothedOf = ({ smoothed }: PlacedPoint) => smoothed;
const placeOf = ({ place }: PlacedPoint) => place;

/** What is drawn of the curves that are shown. */
function curvesWithin(
  curves: readonly ComparedCurve[],
  hidden: readonly string[],
  span: AxisSpan,
): readonly ComparedCurve[] {
  const shown = shownSeries(
    curves.map(({ runId }) => runId),
    hidden,
  );
  return curves
    .filter(({ runId }) => shown.has(runId))
    .map((curve) => ({
      ...curve,
      points: decimate(rowsWithin(curve.points, placeOf, span), mostPoints, smoothedOf),
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

/** Its sample carries colour, dash and marker. */
function legendEntry({ runId, name }: ComparedRun['kept'], index: number): SeriesEntry {
  return { id: runId, label: name, color: seriesStyle(index).color, sample: <RunSample index={index} /> };
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

const Drawn = createContext<Drawing>({
  curves: [],
  axis: 'steps',
  baselines: [],
  zoom: null,
  isSmoothed: false,
  isClipped: false,
});
const marks = <ComparisonMarks />;

function ComparisonMarks() {
  const { curves, axis, baselines, zoom, isSmoothed, isClipped } = useContext(Drawn);
  const plot = useLivePlot();
  const rows = useMemo(
    () =>
      comparedReadings(curves, axis, isSmoothed).filter(
        ({ place }) => !zoom || (place >= zoom.low && place <= zoom.high),
      ),
    [curves, axis, isSmoothed, zoom],
  );
  if (!plot || !zoom) return null;
  const pathOf = (points: readonly PlacedPoint[], y: (point: PlacedPoint) => number) =>
    linePath(points.map((point) => ({ x: plot.x(point.place), y: plot.y(y(point)) })));
  return (
    <>
      <BaselineLines baselines={baselines} plot={plot} />
      <PlotClip plot={plot} isClipped={isClipped}>
        {curves.map(({ runId, style, points }, index) => (
          <g key={runId}>
            <g fill="none" stroke={style.color} strokeLinejoin="round">
              {isSmoothed ? (
                <path d={pathOf(points, valueOf)} strokeOpacity={rawOpacity} strokeWidth={1.25} />
              ) : null}
              <path d={pathOf(points, smoothedOf)} strokeWidth={2} strokeDasharray={style.dash} />
            </g>
            {markedPoints(points, index)
              .map(({ place, smoothed }) => ({ x: plot.x(place), y: plot.y(smoothed) }))
              .filter(({ y }) => Number.isFinite(y))
              .map(({ x, y }) => (
                <path key={x} d={style.marker} transform={`translate(${x} ${y})`} fill={style.color} />
              ))}
          </g>
        ))}
      </PlotClip>
      <HoverLayer
        zoom={zoom}
        rows={rows}
        xOf={(row) => row.place}
        titleOf={(row) => row.title}
        linesOf={(row) => row.lines}
      />
    </>
  );
}

/** So many points that the marker is seen everywhere, shifted from run to run. */
function markedPoints(points: readonly PlacedPoint[], shift: number): readonly PlacedPoint[] {
  const every = Math.max(1, Math.ceil(points.length / mostMarkers));
  return points.filter((_, i) => i % every === shift % every);
}
