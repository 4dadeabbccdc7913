// What pays and what costs: the reward's parts by name, stacked over the episodes. Parts above zero stack upwards,
// parts below zero hang downwards. Steps instead of bars: one path a part instead of a hundred rectangles.

import { memo, useMemo } from 'react';
import {
  Area,
  AreaChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from 'recharts';

import { rewardPartBins, stackRows, type StackRow } from '../../store/series.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount } from '../format.ts';
import { chartColors, chartSeries } from '../theme.ts';
import { ChartFigure, ChartLegend } from '../ui/chart-figure.tsx';
import { axisStyle, gridStyle, tooltipStyle, xAxisLabel, yAxisLabel } from '../ui/chart-style.ts';
import { emptyWords, formatReturn, partsCaption } from './captions.ts';
import { partLabel } from './part-labels.ts';
import { formatTick } from './step-axis.ts';
import { TooltipBox } from './tooltip-box.tsx';
import { usePaced } from './use-paced.ts';

const mostBins = 100;

export function RewardPartsChart({ height }: { readonly height: number }) {
  const run = usePaced(useLab((state) => state.run));
  const episodes = run?.episodes;
  const names = run?.rewardPartNames;
  const bins = useMemo(() => rewardPartBins(episodes ?? [], names?.length ?? 0, mostBins), [episodes, names]);
  const rows = useMemo(() => stackRows(bins), [bins]);
  const parts = useMemo(() => partsOf(names ?? [], rows), [names, rows]);
  const nothing = run !== undefined && bins.length === 0;
  return (
    <ChartFigure
      title="Reward parts"
      height={height}
      aside={<ChartLegend entries={parts.map((part) => ({ ...part, mark: 'bar' as const }))} />}
      sentence={nothing ? '' : partsCaption(bins, names ?? [])}
      empty={nothing ? emptyWords.parts : null}
    >
      {run ? <Plot rows={rows} parts={parts} /> : null}
    </ChartFigure>
  );
}

interface Part {
  readonly index: number;
  readonly label: string;
  readonly color: string;
  readonly hasAbove: boolean;
  readonly hasBelow: boolean;
}

/** The parts that ever paid or cost something; all of them before any did. */
function partsOf(names: readonly string[], rows: readonly StackRow[]): readonly Part[] {
  const parts = names.map((name, index) => ({
    index,
    label: partLabel(name),
    color: partColor(name, index),
    hasAbove: rows.some((row) => row.above[index]! > 0),
    hasBelow: rows.some((row) => row.below[index]! < 0),
  }));
  const used = parts.filter((part) => part.hasAbove || part.hasBelow);
  return used.length > 0 ? used : parts;
}

const colors: Readonly<Record<string, string>> = {
  sales: chartColors.sales,
  price: chartColors.price,
  organicConversion: chartColors.sky,
  adConversion: chartColors.green,
  exploration: chartColors.purple,
  salesDrop: chartColors.vermillion,
  revenue: chartColors.sky,
  profit: chartColors.profit,
  units: chartColors.units,
  inventory: chartColors.blue,
  competitor: chartColors.rival,
  profitPerDay: chartColors.profit,
  revenuePerDay: chartColors.sky,
};

function partColor(name: string, index: number): string {
  return colors[name] ?? chartSeries[index % chartSeries.length]!;
}

const Plot = memo(function Plot({
  rows,
  parts,
}: {
  readonly rows: readonly StackRow[];
  readonly parts: readonly Part[];
}) {
  const last = rows.at(-1)?.episode ?? 2;
  return (
    <ResponsiveContainer>
      <AreaChart data={rows} margin={{ top: 6, right: 8, bottom: 14, left: 0 }}>
        <CartesianGrid {...gridStyle} />
        <XAxis
          {...axisStyle}
          dataKey="episode"
          type="number"
          domain={[1, last]}
          allowDecimals={false}
          tickFormatter={formatCount}
          minTickGap={28}
          label={xAxisLabel('episodes')}
        />
        <YAxis
          {...axisStyle}
          width={52}
          tickFormatter={formatTick}
          label={yAxisLabel('reward per episode')}
        />
        {parts.flatMap((part) => [
          ...(part.hasAbove ? [areaOf(part, 'above')] : []),
          ...(part.hasBelow ? [areaOf(part, 'below')] : []),
        ])}
        <ReferenceLine y={0} stroke={chartColors.axis} />
        <Tooltip {...tooltipStyle} content={<PartsTooltip parts={parts} />} />
      </AreaChart>
    </ResponsiveContainer>
  );
});

function areaOf({ index, color }: Part, side: 'above' | 'below') {
  return (
    <Area
      key={`${side}-${index}`}
      type="stepAfter"
      dataKey={`${side}[${index}]`}
      stackId={side}
      stroke="none"
      fill={color}
      fillOpacity={0.9}
      dot={false}
      activeDot={false}
      isAnimationActive={false}
    />
  );
}

function PartsTooltip({
  parts,
  active,
  payload,
}: Partial<TooltipContentProps> & { readonly parts: readonly Part[] }) {
  const row = payload?.[0]?.payload as StackRow | undefined;
  if (!active || !row) return null;
  return (
    <TooltipBox
      title={`From episode ${formatCount(row.episode)}`}
      lines={parts.map(({ index, label, color }) => ({
        label,
        color,
        value: formatReturn(row.above[index]! + row.below[index]!),
      }))}
    />
  );
}
