// You against the agent: everybody's price day by day, and the reward so far. Drawn as the live charts are, so that a
// day charged costs the page a few paths.

import { createContext, memo, useContext, useMemo } from 'react';

import type { PlayView } from '../../../store/features/play-feature.ts';
import { HoverLayer } from '../../charts/hover-layer.tsx';
import { LiveFrame, useLivePlot } from '../../charts/live-frame.tsx';
import { dotsPath, linePath } from '../../charts/live-paths.ts';
import { logEnds, niceEnds, rangeOf } from '../../../drawings/nice-axis.ts';
import type { TooltipLine } from '../../charts/tooltip-box.tsx';
import { useCalmEnds } from '../../charts/use-calm-ends.ts';
import { periodOfStep } from '../../../core/market/kinds.ts';
import type { Period } from '../../../core/table/period-word.ts';
import { formatMoney, upperFirst } from '../../../core/text/format.ts';
import { ChartFigure, ChartLegend } from '../../ui/chart-figure.tsx';
import classes from './play-panel.module.css';
import {
  gameRows,
  gameSentence,
  gameTable,
  formatReward,
  playerLooks,
  type GameRow,
  type PlayerName,
} from './play-words.ts';

type Table = Extract<PlayView, { readonly status: 'playing' }>;
type Quantity = 'prices' | 'rewards';

interface Drawing {
  readonly rows: readonly GameRow[];
  readonly names: readonly PlayerName[];
  readonly of: Quantity;
  /** What a step of the market covers. */
  readonly period: Period;
}

/** Prices further apart than this stand on a logarithmic axis. */
const wideRatio = 8;

export const PlayChart = memo(function PlayChart({
  table,
  ahead,
  stacked,
}: {
  readonly table: Table;
  readonly ahead: boolean;
  readonly stacked: boolean;
}) {
  const { game, moment } = table;
  const rows = useMemo(() => gameRows(table, ahead), [table, ahead]);
  const names = useMemo(() => ['you' as const, ...game.players.map(({ name }) => name)], [game]);
  const period = periodOfStep(game.setup);
  const lastDay = Math.max(moment?.lastDay ?? 0, rows.length, 2);
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
      sentence={gameSentence(table)}
      {...(rows.length === 0 ? {} : { data: () => gameTable(table, ahead) })}
    >
      <div className={classes.drawings} data-stacked={stacked || undefined}>
        <Lines rows={rows} names={names} of="prices" period={period} lastDay={lastDay} />
        <Lines rows={rows} names={names} of="rewards" period={period} lastDay={lastDay} />
      </div>
    </ChartFigure>
  );
});

function Lines({ rows, names, of, period, lastDay }: Drawing & { readonly lastDay: number }) {
  const range = rangeOf(
    rows,
    names.map((name) => (row: GameRow) => row[of][name] ?? null),
    of === 'rewards' ? [0] : [],
  );
  const logarithmic = of === 'prices' && range.max > wideRatio * range.min;
  const ends = useCalmEnds(
    logarithmic ? logEnds(range.min, range.max) : niceEnds(range.min, range.max),
    logarithmic,
  );
  const drawing = useMemo(() => ({ rows, names, of, period }), [rows, names, of, period]);
  const priceLabel = logarithmic ? 'price (currency, log scale)' : 'price (currency)';
  return (
    <div className={classes.drawing}>
      <Drawn.Provider value={drawing}>
        <LiveFrame
          xLow={1}
          xHigh={lastDay}
          xLabel={`${period} of the episode`}
          yLow={ends.low}
          yHigh={ends.high}
          yLabel={of === 'prices' ? priceLabel : 'reward so far'}
          logarithmic={logarithmic}
        >
          {marks}
        </LiveFrame>
      </Drawn.Provider>
    </div>
  );
}

const Drawn = createContext<Drawing>({ rows: [], names: [], of: 'prices', period: 'day' });
const marks = <Marks />;

function Marks() {
  const { rows, names, of, period } = useContext(Drawn);
  const plot = useLivePlot();
  if (!plot) return null;
  const line = (name: PlayerName) =>
    rows.flatMap((row) => {
      const value = row[of][name];
      return value === undefined ? [] : [{ x: plot.x(row.day), y: plot.y(value) }];
    });
  return (
    <>
      <g fill="none">
        {[...names].reverse().map((name) => {
          const { color, dash } = playerLooks[name];
          const points = line(name);
          const width = name === 'you' ? 2.5 : 1.75;
          return (
            <g key={name} stroke={color}>
              <path
                d={linePath(points)}
                strokeWidth={width}
                {...(dash === undefined ? {} : { strokeDasharray: dash })}
              />
              {/* One step is no line yet. */}
              {points.length === 1 ? (
                <path d={dotsPath(points)} strokeWidth={6} strokeLinecap="round" />
              ) : null}
            </g>
          );
        })}
      </g>
      <HoverLayer
        rows={rows}
        xOf={dayOf}
        titleOf={(row) => `${upperFirst(period)} ${row.day}`}
        linesOf={(row) => linesOf(row, names, of)}
      />
    </>
  );
}

const dayOf = (row: GameRow) => row.day;

function linesOf(row: GameRow, names: readonly PlayerName[], of: Quantity): readonly TooltipLine[] {
  return names.flatMap((name) => {
    const value = row[of][name];
    if (value === undefined) return [];
    const { label, color } = playerLooks[name];
    return [{ label, color, value: of === 'prices' ? formatMoney(value) : formatReward(value) }];
  });
}
