// The episode under way: the price charged day by day, the rival's beside it, and what it sold or left in stock.

import { memo, useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from 'recharts';

import { pathRows, type PathRow } from '../../store/series.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatMoney, formatSignificant } from '../format.ts';
import { chartColors } from '../theme.ts';
import { ChartFigure, ChartLegend, type LegendEntry } from '../ui/chart-figure.tsx';
import { axisStyle, gridStyle, lineStyle, tooltipStyle, xAxisLabel, yAxisLabel } from '../ui/chart-style.ts';
import { emptyWords, pathCaption } from './captions.ts';
import { decimate } from './decimate.ts';
import { formatTick } from './step-axis.ts';
import { TooltipBox, type TooltipLine } from './tooltip-box.tsx';
import { usePaced } from './use-paced.ts';

const mostDays = 200;
const nothingYet: readonly PathRow[] = [];

export function PricePathChart({ height }: { readonly height: number }) {
  const path = usePaced(useLab((state) => state.run.path));
  const rows = useMemo(
    () => (path ? decimate(pathRows(path), mostDays, (row) => row.price ?? Number.NaN) : nothingYet),
    [path],
  );
  const shows = useMemo(() => whatIsThere(rows), [rows]);
  const legend: readonly LegendEntry[] = [
    { label: 'Our price', color: chartColors.price },
    ...(shows.rival ? [{ label: "Rival's price", color: chartColors.rival, mark: 'dash' as const }] : []),
    { label: 'Units sold', color: chartColors.units, mark: 'bar' },
    ...(shows.stock ? [{ label: 'Stock', color: chartColors.stock }] : []),
  ];
  const nothing = path?.length === 0;
  return (
    <ChartFigure
      title="Price path"
      height={height}
      aside={<ChartLegend entries={legend} />}
      sentence={path ? pathCaption(path) : ''}
      empty={nothing ? emptyWords.path : null}
    >
      {path ? <Plot rows={rows} shows={shows} /> : null}
    </ChartFigure>
  );
}

interface Shows {
  readonly rival: boolean;
  readonly stock: boolean;
}

function whatIsThere(rows: readonly PathRow[]): Shows {
  return {
    rival: rows.some((row) => row.competitorPrice !== null),
    stock: rows.some((row) => row.inventory !== null),
  };
}

const Plot = memo(function Plot({
  rows,
  shows,
}: {
  readonly rows: readonly PathRow[];
  readonly shows: Shows;
}) {
  return (
    <ResponsiveContainer>
      <ComposedChart data={rows} margin={{ top: 6, right: 0, bottom: 14, left: 0 }}>
        <CartesianGrid {...gridStyle} />
        <XAxis
          {...axisStyle}
          dataKey="day"
          type="number"
          domain={['dataMin', 'dataMax']}
          allowDecimals={false}
          label={xAxisLabel('day of the episode')}
        />
        <YAxis
          {...axisStyle}
          yAxisId="price"
          width={52}
          domain={['auto', 'auto']}
          tickFormatter={formatTick}
          label={yAxisLabel('price (currency)')}
        />
        <YAxis
          {...axisStyle}
          yAxisId="units"
          orientation="right"
          width={52}
          tickFormatter={formatTick}
          label={yAxisLabel('units', 'right')}
        />
        <Area
          yAxisId="units"
          type="stepAfter"
          dataKey="units"
          stroke="none"
          fill={chartColors.units}
          fillOpacity={0.35}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        {shows.stock ? (
          <Line
            {...lineStyle}
            yAxisId="units"
            type="stepAfter"
            dataKey="inventory"
            stroke={chartColors.stock}
            strokeWidth={1.5}
          />
        ) : null}
        {shows.rival ? (
          <Line
            {...lineStyle}
            yAxisId="price"
            type="stepAfter"
            dataKey="competitorPrice"
            stroke={chartColors.rival}
            strokeDasharray="5 3"
            strokeWidth={1.5}
          />
        ) : null}
        <Line {...lineStyle} yAxisId="price" type="stepAfter" dataKey="price" stroke={chartColors.price} />
        <Tooltip {...tooltipStyle} content={PathTooltip} />
      </ComposedChart>
    </ResponsiveContainer>
  );
});

function PathTooltip({ active, payload }: TooltipContentProps) {
  const row = payload[0]?.payload as PathRow | undefined;
  if (!active || !row) return null;
  const lines: TooltipLine[] = [];
  const add = (label: string, color: string, value: string | null) => {
    if (value !== null) lines.push({ label, color, value });
  };
  add('Our price', chartColors.price, row.price === null ? null : formatMoney(row.price));
  add(
    "Rival's price",
    chartColors.rival,
    row.competitorPrice === null ? null : formatMoney(row.competitorPrice),
  );
  add('Units sold', chartColors.units, row.units === null ? null : formatSignificant(row.units));
  add('Stock', chartColors.stock, row.inventory === null ? null : formatSignificant(row.inventory));
  return <TooltipBox title={`Day ${row.day}`} lines={lines} />;
}
