// The learner's figures as small multiples in one figure: critic loss on a logarithmic axis, actor loss with mean Q
// (both in reward), and for SAC temperature and entropy. One axis each instead of five lines on two.

import { memo, useMemo } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from 'recharts';

import { metricDefinitions, type MetricName } from '../../core/run/metrics.ts';
import { lossRows, type LossRow } from '../../store/series.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount, formatSignificant } from '../format.ts';
import { chartColors } from '../theme.ts';
import { ChartFigure, ChartLegend } from '../ui/chart-figure.tsx';
import { axisStyle, gridStyle, lineStyle, tooltipStyle } from '../ui/chart-style.ts';
import { emptyWords, lossCaption } from './captions.ts';
import { decimate } from './decimate.ts';
import classes from './losses-chart.module.css';
import { formatSteps, formatTick, stepDomain } from './step-axis.ts';
import { TooltipBox } from './tooltip-box.tsx';
import { usePaced } from './use-paced.ts';

/** The panels are narrow: this many points fill them. */
const mostPoints = 150;

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

const panels: readonly PanelOfLosses[] = [
  { names: ['criticLoss'], logarithmic: true },
  { names: ['meanQ', 'actorLoss'] },
  { names: ['temperature'] },
  { names: ['entropy'] },
];

export function LossesChart({ height }: { readonly height: number }) {
  const run = usePaced(useLab((state) => state.run));
  const losses = run?.losses;
  const rows = useMemo(() => lossRows(losses ?? []), [losses]);
  const shown = useMemo(
    () => panels.filter((panel) => panel.names.some((name) => rows.some((row) => row[name] !== null))),
    [rows],
  );
  const lastStep = run ? stepDomain(run)[1] : 1;
  const nothing = run !== undefined && rows.length === 0;
  return (
    <ChartFigure
      title="Losses"
      height={height}
      sentence={nothing ? '' : lossCaption(losses ?? [])}
      empty={nothing ? emptyWords.losses : null}
    >
      {shown.length > 0 ? (
        <div className={classes.panels} data-count={shown.length}>
          {shown.map((panel) => (
            <LossPanel key={panel.names[0]} panel={panel} rows={rows} lastStep={lastStep} />
          ))}
        </div>
      ) : null}
    </ChartFigure>
  );
}

function metric(name: MetricName) {
  return metricDefinitions.find((definition) => definition.name === name)!;
}

interface LossPanelProps {
  readonly panel: PanelOfLosses;
  readonly rows: readonly LossRow[];
  readonly lastStep: number;
}

const LossPanel = memo(function LossPanel({ panel, rows, lastStep }: LossPanelProps) {
  const first = panel.names[0]!;
  const points = useMemo(() => decimate(rows, mostPoints, (row) => row[first] ?? Number.NaN), [rows, first]);
  const unit = metric(first).unit;
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <ChartLegend
          entries={panel.names.map((name) => ({ label: metric(name).label, color: colors[name] }))}
        />
        <span className={classes.unit}>
          {unit}
          {panel.logarithmic ? ', log' : ''}
        </span>
      </div>
      <div className={classes.plot}>
        <ResponsiveContainer>
          <LineChart data={points} margin={{ top: 4, right: 10, bottom: 0, left: 0 }}>
            <CartesianGrid {...gridStyle} />
            <XAxis
              {...axisStyle}
              dataKey="step"
              type="number"
              domain={[0, lastStep]}
              tickFormatter={formatSteps}
              minTickGap={24}
              height={20}
            />
            <YAxis
              {...axisStyle}
              width={44}
              tickCount={4}
              tickFormatter={formatTick}
              scale={panel.logarithmic ? 'log' : 'auto'}
              domain={['auto', 'auto']}
              allowDataOverflow={false}
            />
            {panel.names.map((name) => (
              <Line
                {...lineStyle}
                key={name}
                dataKey={name}
                stroke={colors[name]}
                strokeWidth={1.5}
                connectNulls
              />
            ))}
            <Tooltip {...tooltipStyle} content={<LossTooltip names={panel.names} />} />
          </LineChart>
        </ResponsiveContainer>
      </div>
    </div>
  );
});

function LossTooltip({
  names,
  active,
  payload,
}: Partial<TooltipContentProps> & { readonly names: readonly LossName[] }) {
  const row = payload?.[0]?.payload as LossRow | undefined;
  if (!active || !row) return null;
  return (
    <TooltipBox
      title={`Step ${formatCount(row.step)}`}
      lines={names.map((name) => ({
        label: metric(name).label,
        color: colors[name],
        value: formatSignificant(row[name] ?? Number.NaN),
      }))}
    />
  );
}
