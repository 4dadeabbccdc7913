// The learner's figures as small multiples in one figure: critic loss on a logarithmic axis, actor loss with mean Q
// (both in reward), temperature and entropy, as far as the agent has them. One axis each instead of five lines on two.

import { createContext, useContext, useMemo } from 'react';

import { agentNamed, type AgentName } from '../../core/agents/agents.ts';
import type { LossRecord } from '../../core/run/events.ts';
import { metricDefinitions, type MetricName } from '../../core/run/metrics.ts';
import { lossRows, type LossRow } from '../../store/series.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount, formatSignificant } from '../../core/text/format.ts';
import { chartColors } from '../theme.ts';
import { ChartFigure, ChartLegend } from '../ui/chart-figure.tsx';
import { emptyWords, lossCaption } from './captions.ts';
import { lossTable } from './chart-tables.ts';
import { decimate } from './decimate.ts';
import classes from './losses-chart.module.css';
import { HoverLayer } from './hover-layer.tsx';
import { LiveDrawing } from './live-drawing.tsx';
import { LiveFrame, useLivePlot } from './live-frame.tsx';
import { linePath } from './live-paths.ts';
import { logEnds, niceEnds, rangeOf } from './nice-axis.ts';
import { PlotClip } from './plot-clip.tsx';
import { stepDomain } from './step-axis.ts';
import { useCalmEnds } from './use-calm-ends.ts';
import { usePaced } from './use-paced.ts';
import { rowsWithin, useStepZoom, type StepZoom } from './use-step-zoom.ts';
import { WholeRunButton } from './whole-run-button.tsx';

/** The panels are narrow: this many points fill them. */
const mostPoints = 150;
const ySteps = 2;

type LossName = Exclude<keyof LossRow, 'step'>;

const colors: Readonly<Record<LossName, string>> = {
  criticLoss: chartColors.vermillion,
  actorLoss: chartColors.orange,
  meanQ: chartColors.blue,
  temperature: chartColors.purple,
  entropy: chartColors.green,
};

interface PanelOfLosses {
  readonly names: readonly LossName[];
  readonly logarithmic?: true;
}

/** Each is drawn for an agent that has one of its figures. */
const panels: readonly PanelOfLosses[] = [
  { names: ['criticLoss'], logarithmic: true },
  { names: ['meanQ', 'actorLoss'] },
  { names: ['temperature'] },
  { names: ['entropy'] },
];

function panelsOf(agent: AgentName): readonly PanelOfLosses[] {
  const { losses } = agentNamed(agent);
  return panels.flatMap((panel) => {
    const names = panel.names.filter((name) => losses.includes(name));
    if (names.length === panel.names.length) return [panel];
    return names.length === 0 ? [] : [{ ...panel, names }];
  });
}

export function LossesChart({ height }: { readonly height: number }) {
  const run = usePaced(useLab((state) => state.run));
  const losses = run?.losses;
  const agent = useLab((state) => state.run.settings?.agent ?? state.settings.agent);
  const shown = panelsOf(agent);
  const zoom = useStepZoom(run ? stepDomain(run)[1] : 1);
  const nothing = losses?.length === 0;
  return (
    <ChartFigure
      title="Losses"
      height={height}
      aside={<WholeRunButton zoom={zoom} title="Losses" />}
      sentence={nothing ? '' : lossCaption(losses ?? [])}
      {...(nothing || !losses ? {} : { data: () => lossTable(losses) })}
    >
      <LiveDrawing emptyWords={nothing ? emptyWords.losses : null}>
        {losses ? (
          <div className={classes.panels} data-count={shown.length}>
            {shown.map((panel) => (
              <LossPanel key={panel.names[0]} panel={panel} losses={losses} zoom={zoom} />
            ))}
          </div>
        ) : null}
      </LiveDrawing>
    </ChartFigure>
  );
}

function metric(name: MetricName) {
  return metricDefinitions.find((definition) => definition.name === name)!;
}

interface LossPanelProps {
  readonly panel: PanelOfLosses;
  readonly losses: readonly LossRecord[];
  /** All panels show the same steps. */
  readonly zoom: StepZoom;
}

/** Each panel takes its own turn to draw, as every chart does. */
function LossPanel({ panel, losses, zoom }: LossPanelProps) {
  const first = panel.names[0]!;
  const paced = usePaced(losses);
  const drawn = useMemo(
    () => ({
      names: panel.names,
      rows: decimate(
        rowsWithin(lossRows(paced ?? []), stepOf, zoom),
        mostPoints,
        (row) => row[first] ?? Number.NaN,
      ),
      zoom,
    }),
    [paced, panel, first, zoom],
  );
  const range = rangeOf(
    drawn.rows,
    panel.names.map((name) => (row: LossRow) => row[name]),
  );
  const logarithmic = panel.logarithmic ?? false;
  const wanted = logarithmic ? logEnds(range.min, range.max) : niceEnds(range.min, range.max, ySteps);
  const calm = useCalmEnds(wanted, logarithmic);
  const ends = zoom.isZoomed ? wanted : calm;
  const unit = metric(first).unit;
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <ChartLegend
          entries={panel.names.map((name) => ({ label: metric(name).label, color: colors[name] }))}
        />
        <span className={classes.unit}>
          {unit}
          {logarithmic ? ', log' : ''}
        </span>
      </div>
      <div className={classes.plot}>
        {paced ? (
          <Drawn.Provider value={drawn}>
            <LiveFrame
              xLow={zoom.low}
              xHigh={zoom.high}
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
  readonly zoom: StepZoom | null;
}

const Drawn = createContext<LossDrawing>({ names: [], rows: [], zoom: null });
const marks = <LossMarks />;

function LossMarks() {
  const { names, rows, zoom } = useContext(Drawn);
  const plot = useLivePlot();
  if (!plot || !zoom) return null;
  return (
    <>
      <PlotClip plot={plot} isClipped={zoom.isZoomed}>
        <g fill="none" strokeWidth={1.5} strokeLinejoin="round">
          {names.map((name) => (
            <path
              key={name}
              stroke={colors[name]}
              d={linePath(
                rows.map((row) => {
                  const value = row[name];
                  return { x: plot.x(row.step), y: value === null ? null : plot.y(value) };
                }),
              )}
            />
          ))}
        </g>
      </PlotClip>
      <HoverLayer
        zoom={zoom}
        rows={rows}
        xOf={stepOf}
        titleOf={titleOf}
        linesOf={(row) =>
          names.map((name) => ({
            label: metric(name).label,
            color: colors[name],
            value: formatSignificant(row[name] ?? Number.NaN),
          }))
        }
      />
    </>
  );
}

const stepOf = (row: LossRow) => row.step;
const titleOf = (row: LossRow) => `Step ${formatCount(row.step)}`;
