// The distribution of the gap closed: every product a dot, stacked where several lie together, with the line at 90 %.

import { memo } from 'react';
import {
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
  type ScatterShapeProps,
} from 'recharts';

import { formatPercent } from '../../../core/text/format.ts';
import { chartColors } from '../../../drawings/chart-colors.ts';
import { ChartFigure, ChartLegend } from '../../ui/chart-figure.tsx';
import { axisStyle, centredXAxisLabel } from '../../../drawings/chart-style.ts';
import {
  gapAxis,
  gapDots,
  goal,
  portfolioSentence,
  portfolioTable,
  type GapDot,
  type PortfolioView,
} from './portfolio-view.ts';
import classes from './portfolio-panel.module.css';

const height = 190;
/** Of the dot of the product shown, however small the others are. */
const shownRadius = 5;
const reachedColor = chartColors.green;
const belowColor = chartColors.orange;
const ticks = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, goal, 1];

const legend = [
  { label: `${formatPercent(goal, 0)} or more`, color: reachedColor, mark: 'dot' },
  { label: 'less', color: belowColor, mark: 'dot' },
] as const;

export const PortfolioFigure = memo(function PortfolioFigure({
  view,
  shown,
}: {
  readonly view: PortfolioView;
  /** The name of the product that the page shows, whose dot is ringed. */
  readonly shown: string | null;
}) {
  const dots = gapDots(view.rows);
  const tallest = Math.max(8, ...dots.map(({ y }) => y));
  const radius = Math.max(1.5, Math.min(5, (height - 60) / tallest / 2));
  return (
    <ChartFigure
      title="Gap closed by product"
      variant="plain"
      headingLevel={3}
      height={height}
      aside={<ChartLegend entries={legend} />}
      sentence={portfolioSentence(view)}
      data={() => portfolioTable(view.rows)}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ScatterChart
          aria-label="Gap closed by product, point by point with the arrow keys"
          margin={{ top: 18, right: 16, bottom: 18, left: 16 }}
        >
          <XAxis
            {...axisStyle}
            type="number"
            dataKey="x"
            domain={[gapAxis.low, gapAxis.high]}
            ticks={ticks}
            tickFormatter={tickWords}
            label={centredXAxisLabel('gap closed, %')}
          />
          <YAxis type="number" dataKey="y" domain={[0, tallest + 0.5]} hide />
          <Tooltip cursor={false} isAnimationActive={false} content={<DotWords />} />
          <ReferenceLine
            x={goal}
            stroke={chartColors.axis}
            strokeDasharray="4 4"
            label={{
              value: formatPercent(goal, 0),
              position: 'top',
              fill: chartColors.axis,
              fontSize: 11.5,
            }}
          />
          <Scatter
            data={dots.map((dot) => ({ ...dot }))}
            isAnimationActive={false}
            shape={({ cx = 0, cy = 0, payload }: ScatterShapeProps) => {
              const { gap, name } = (payload as GapDot).row;
              const isShown = name === shown;
              return (
                <circle
                  cx={cx}
                  cy={cy}
                  r={isShown ? Math.max(radius, shownRadius) : radius}
                  fill={(gap ?? 0) >= goal ? reachedColor : belowColor}
                  {...(isShown ? { stroke: 'var(--lab-text)', strokeWidth: 2 } : {})}
                />
              );
            }}
          />
        </ScatterChart>
      </ResponsiveContainer>
    </ChartFigure>
  );
});

function tickWords(share: number): string {
  return share <= gapAxis.low ? '≤ 0' : String(Math.round(share * 100));
}

/** What a dot is, beside the pointer. */
function DotWords({ payload }: { readonly payload?: readonly { readonly payload?: GapDot }[] }) {
  const dot = payload?.[0]?.payload;
  if (!dot) return null;
  return (
    <div className={classes.dotWords} role="status" aria-live="assertive">
      <b>{dot.row.name}</b>
      <div>{formatPercent(dot.row.gap ?? Number.NaN)} of the gap closed</div>
      {dot.row.standsOut === '–' ? null : <div>{dot.row.standsOut}</div>}
    </div>
  );
}
