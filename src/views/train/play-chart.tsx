// You against the agent: everybody's price day by day, and the reward so far.

import { memo, useMemo } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

import { formatMoney, formatSignificant } from '../format.ts';
import { chartColors } from '../theme.ts';
import { ChartFigure, ChartLegend } from '../ui/chart-figure.tsx';
import { axisStyle, gridStyle, lineStyle, tooltipStyle, yAxisLabel } from '../ui/chart-style.ts';
import type { PlayView } from '../../store/slices/policy-state.ts';
import classes from './play-panel.module.css';
import { duelRows, duelSentence, duelTable, formatReward, playerLooks, type DuelRow } from './play-words.ts';

type Table = Extract<PlayView, { readonly status: 'playing' }>;

/** Few days need a dot each, or a first day would be invisible. */
const dottedDays = 2;
/** Prices further apart than this stand on a logarithmic axis. */
const wideRatio = 8;

function emptyRow(day: number): DuelRow {
  return { day, prices: {}, rewards: {} };
}

export const PlayChart = memo(function PlayChart({
  table,
  ahead,
  stacked,
}: {
  readonly table: Table;
  readonly ahead: boolean;
  readonly stacked: boolean;
}) {
  const rows = useMemo(() => duelRows(table, ahead), [table, ahead]);
  const names = ['you' as const, ...table.duel.players.map(({ name }) => name)];
  const lastDay = Math.max(table.moment?.lastDay ?? 0, rows.length, 2);
  // Days to come keep the axis as long as the episode.
  const days = [
    ...rows,
    ...Array.from({ length: Math.max(0, lastDay - rows.length) }, (_, i) => emptyRow(rows.length + i + 1)),
  ];
  const shared = { rows: days, names, lastDay, dotted: rows.length <= dottedDays };
  const prices = rows.flatMap((row) => Object.values(row.prices));
  const isWide = Math.max(...prices) > wideRatio * Math.min(...prices);
  return (
    <ChartFigure
      title="You against the agent"
      variant="plain"
      headingLevel={3}
      height={stacked ? 400 : 210}
      aside={
        <ChartLegend
          entries={names.map((name) => {
            const { label, color, dash } = playerLooks[name];
            return { label, color, mark: dash === undefined ? 'line' : 'dash' } as const;
          })}
        />
      }
      sentence={duelSentence(table)}
      {...(rows.length === 0 ? {} : { data: () => duelTable(table, ahead) })}
    >
      <div className={classes.drawings} data-stacked={stacked || undefined}>
        <Lines
          {...shared}
          of="prices"
          label={isWide ? 'price (currency, log scale)' : 'price (currency)'}
          logarithmic={isWide}
          format={formatMoney}
        />
        <Lines {...shared} of="rewards" label="reward so far" logarithmic={false} format={formatReward} />
      </div>
    </ChartFigure>
  );
});

function Lines({
  rows,
  names,
  lastDay,
  dotted,
  of,
  label,
  logarithmic,
  format,
}: {
  readonly rows: readonly DuelRow[];
  readonly names: readonly (keyof typeof playerLooks)[];
  readonly lastDay: number;
  readonly dotted: boolean;
  readonly logarithmic: boolean;
  readonly of: 'prices' | 'rewards';
  readonly label: string;
  readonly format: (value: number) => string;
}) {
  return (
    <div className={classes.drawing}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={[...rows]} margin={{ top: 6, right: 12, bottom: 16, left: 4 }}>
          <CartesianGrid {...gridStyle} />
          <XAxis
            {...axisStyle}
            dataKey="day"
            type="number"
            domain={[1, lastDay]}
            allowDecimals={false}
            label={{
              value: 'day of the episode',
              position: 'insideBottom',
              offset: -10,
              fill: chartColors.axis,
              fontSize: 11.5,
            }}
          />
          <YAxis
            {...axisStyle}
            width={58}
            scale={logarithmic ? 'log' : 'linear'}
            domain={['auto', 'auto']}
            tickFormatter={(value: number) => formatSignificant(value, 4)}
            label={yAxisLabel(label)}
          />
          <Tooltip
            {...tooltipStyle}
            labelFormatter={(day) => `Day ${Number(day)}`}
            formatter={(value, name) => [format(Number(value)), name]}
          />
          {[...names].reverse().map((name) => (
            <Line
              key={name}
              {...lineStyle}
              dataKey={(row: DuelRow) => row[of][name]}
              name={playerLooks[name].label}
              stroke={playerLooks[name].color}
              strokeWidth={name === 'you' ? 2.5 : 1.75}
              strokeDasharray={playerLooks[name].dash ?? ''}
              dot={dotted ? { r: 2.5, strokeDasharray: '' } : false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
