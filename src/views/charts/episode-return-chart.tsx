// The learning curve: every episode faintly, their trailing mean, the evaluations, and what simple policies return.

import { memo, useMemo } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from 'recharts';

import type { Baselines } from '../../core/run/events.ts';
import {
  episodeRows,
  evaluationRows,
  mergeBySteps,
  smoothingEpisodes,
  type ReturnRow,
} from '../../store/series.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount } from '../format.ts';
import { chartColors } from '../theme.ts';
import { axisStyle, gridStyle, lineStyle, tooltipStyle, xAxisLabel, yAxisLabel } from '../ui/chart-style.ts';
import { ChartFigure, ChartLegend, type LegendEntry } from '../ui/chart-figure.tsx';
import { BaselineLabels, baselineMargin, type Baseline } from './baseline-labels.tsx';
import { emptyWords, formatReturn, returnCaption } from './captions.ts';
import { decimate } from './decimate.ts';
import { formatSteps, formatTick, stepDomain } from './step-axis.ts';
import { TooltipBox, type TooltipLine } from './tooltip-box.tsx';
import { usePaced } from './use-paced.ts';

const mostEpisodes = 250;
const mostEvaluations = 50;

const legend: readonly LegendEntry[] = [
  { label: 'Episode', color: chartColors.sky },
  { label: `Mean of ${smoothingEpisodes}`, color: chartColors.blue },
  { label: 'Evaluation', color: chartColors.vermillion, mark: 'dot' },
];

export function EpisodeReturnChart({ height }: { readonly height: number }) {
  const run = usePaced(useLab((state) => state.run));
  const episodes = run?.episodes;
  const evaluations = run?.evaluations;
  const baselines = run?.baselines ?? null;
  const rows = useMemo(
    () =>
      mergeBySteps(
        decimate(episodeRows(episodes ?? []), mostEpisodes, (row) => row.episodeReturn ?? Number.NaN),
        decimate(evaluationRows(evaluations ?? []), mostEvaluations, (row) => row.evaluation ?? Number.NaN),
      ),
    [episodes, evaluations],
  );
  const lines = useMemo(() => baselineLines(baselines), [baselines]);
  const lastStep = run ? stepDomain(run)[1] : 1;
  const nothing = run !== undefined && rows.length === 0;
  return (
    <ChartFigure
      title="Episode return"
      height={height}
      aside={<ChartLegend entries={legend} />}
      sentence={nothing || !run ? '' : returnCaption(run.episodes, run.evaluations, baselines)}
      empty={nothing ? emptyWords.returns : null}
    >
      {run ? <Plot rows={rows} lines={lines} lastStep={lastStep} /> : null}
    </ChartFigure>
  );
}

/** The horizontal lines, from the simplest policy up. */
function baselineLines(baselines: Baselines | null): readonly Baseline[] {
  if (!baselines) return [];
  const { keepPrice, bestFixedPrice, optimum } = baselines;
  const lines: Baseline[] = [{ label: 'keep price', value: keepPrice, color: chartColors.axis }];
  if (bestFixedPrice)
    lines.push({ label: 'best fixed', value: bestFixedPrice.meanReturn, color: chartColors.purple });
  if (optimum !== null) lines.push({ label: 'optimum', value: optimum, color: chartColors.green });
  return lines;
}

interface PlotProps {
  readonly rows: readonly ReturnRow[];
  readonly lines: readonly Baseline[];
  readonly lastStep: number;
}

const Plot = memo(function Plot({ rows, lines, lastStep }: PlotProps) {
  return (
    <ResponsiveContainer>
      <ComposedChart
        data={rows}
        margin={{ top: 6, right: lines.length > 0 ? baselineMargin : 8, bottom: 14, left: 0 }}
      >
        <CartesianGrid {...gridStyle} />
        <XAxis
          {...axisStyle}
          dataKey="step"
          type="number"
          domain={[0, lastStep]}
          tickFormatter={formatSteps}
          minTickGap={28}
          label={xAxisLabel('market steps')}
        />
        <YAxis
          {...axisStyle}
          width={52}
          tickFormatter={formatTick}
          label={yAxisLabel('reward per episode')}
        />
        {lines.map((line) => (
          <ReferenceLine
            key={line.label}
            y={line.value}
            stroke={line.color}
            strokeDasharray="5 4"
            ifOverflow="extendDomain"
          />
        ))}
        <Line
          {...lineStyle}
          dataKey="episodeReturn"
          stroke={chartColors.sky}
          strokeWidth={1}
          strokeOpacity={0.5}
          connectNulls
        />
        <Line {...lineStyle} dataKey="smoothed" stroke={chartColors.blue} connectNulls />
        <Line
          {...lineStyle}
          dataKey="evaluation"
          stroke={chartColors.vermillion}
          strokeWidth={1.25}
          dot={evaluationDot}
          connectNulls
        />
        <BaselineLabels baselines={lines} />
        <Tooltip {...tooltipStyle} content={ReturnTooltip} />
      </ComposedChart>
    </ResponsiveContainer>
  );
});

const evaluationDot = { r: 2.5, fill: chartColors.vermillion, strokeWidth: 0 };

function ReturnTooltip({ active, payload }: TooltipContentProps) {
  const row = payload[0]?.payload as ReturnRow | undefined;
  if (!active || !row) return null;
  const lines: TooltipLine[] = [];
  const add = (label: string, color: string, value: number | null) => {
    if (value !== null) lines.push({ label, color, value: formatReturn(value) });
  };
  add('Episode', chartColors.sky, row.episodeReturn);
  add(`Mean of ${smoothingEpisodes}`, chartColors.blue, row.smoothed);
  add('Evaluation', chartColors.vermillion, row.evaluation);
  return <TooltipBox title={`Step ${formatCount(row.step)}`} lines={lines} />;
}
