// The two policies of an audit side by side: price and stock day by day, or the profit of two constant prices.

import { useMediaQuery } from '@mantine/hooks';
import { memo } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  Rectangle,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type BarShapeProps,
} from 'recharts';

import type { RewardAudit } from '../../../core/market/audited-reward.ts';
import { formatMoney, formatSignificant, formatTick } from '../../../core/text/format.ts';
import { chartColors } from '../../../drawings/chart-colors.ts';
import { ChartFigure, ChartLegend } from '../../ui/chart-figure.tsx';
import {
  axisStyle,
  centredXAxisLabel,
  gridStyle,
  lineStyle,
  tooltipStyle,
  yAxisLabel,
} from '../../../drawings/chart-style.ts';
import { auditCaption, auditDays, auditTable, type AuditDay } from './reward-audit-words.ts';
import classes from './reward-audit.module.css';

const rewardedName = 'paid most by this reward';
const profitableName = 'most profitable';
const rewardedColor = chartColors.blue;
const profitableColor = chartColors.green;
const drawingHeight = 176;

export const RewardAuditFigure = memo(function RewardAuditFigure({ audit }: { readonly audit: RewardAudit }) {
  const stacked = useMediaQuery('(max-width: 639px)') ?? false;
  const byDay = audit.by === 'dynamic programming';
  const days = auditDays(audit);
  const charts = byDay && audit.mostProfitable.stock.length > 0 ? 2 : 1;
  return (
    <ChartFigure
      title="Reward audit"
      variant="plain"
      headingLevel={2}
      height={stacked ? charts * drawingHeight : drawingHeight}
      aside={
        <ChartLegend
          entries={[
            { label: rewardedName, color: rewardedColor, mark: byDay ? 'line' : 'bar' },
            { label: profitableName, color: profitableColor, mark: byDay ? 'dash' : 'bar' },
          ]}
        />
      }
      sentence={auditCaption(audit)}
      data={() => auditTable(audit)}
    >
      <div className={classes.drawings}>
        {byDay ? (
          <Days
            rows={days}
            rewarded="rewardedPrice"
            profitable="profitablePrice"
            label="price (currency)"
            format={formatMoney}
          />
        ) : (
          <Profits audit={audit} />
        )}
        {charts === 2 ? (
          <Days
            rows={days}
            rewarded="rewardedStock"
            profitable="profitableStock"
            label="stock left (units)"
            format={formatSignificant}
          />
        ) : null}
      </div>
    </ChartFigure>
  );
});

function Days({
  rows,
  rewarded,
  profitable,
  label,
  format,
}: {
  readonly rows: readonly AuditDay[];
  readonly rewarded: keyof AuditDay;
  readonly profitable: keyof AuditDay;
  readonly label: string;
  readonly format: (value: number) => string;
}) {
  return (
    <div className={classes.drawing}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart
          aria-label="Reward and profit, point by point with the arrow keys"
          data={[...rows]}
          margin={{ top: 8, right: 12, bottom: 16, left: 4 }}
        >
          <CartesianGrid {...gridStyle} />
          <XAxis
            {...axisStyle}
            dataKey="day"
            type="number"
            domain={[1, 'dataMax']}
            label={centredXAxisLabel('day of the episode', -10)}
          />
          <YAxis
            {...axisStyle}
            width={74}
            tickFormatter={(value: number) => formatTick(value)}
            label={yAxisLabel(label)}
          />
          <Tooltip
            {...tooltipStyle}
            labelFormatter={(day) => `Day ${Number(day)}`}
            formatter={(value, name) => [format(Number(value)), name]}
          />
          <Line {...lineStyle} dataKey={rewarded} name={rewardedName} stroke={rewardedColor} />
          <Line
            {...lineStyle}
            dataKey={profitable}
            name={profitableName}
            stroke={profitableColor}
            strokeDasharray="6 4"
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

function Profits({ audit }: { readonly audit: RewardAudit }) {
  const rows = [
    { policy: rewardedName, profit: audit.bestUnderReward.profit },
    { policy: profitableName, profit: audit.mostProfitable.profit },
  ];
  return (
    <div className={classes.drawing}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          aria-label="Profit of each policy, point by point with the arrow keys"
          layout="vertical"
          data={rows}
          margin={{ top: 4, right: 20, bottom: 16, left: 0 }}
        >
          <CartesianGrid {...gridStyle} horizontal={false} vertical />
          <XAxis
            {...axisStyle}
            type="number"
            tickFormatter={(value: number) => formatTick(value)}
            label={centredXAxisLabel('profit an episode (currency)', -10)}
          />
          <YAxis {...axisStyle} type="category" dataKey="policy" width={92} interval={0} axisLine={false} />
          <Tooltip
            {...tooltipStyle}
            cursor={false}
            formatter={(value) => [formatMoney(Number(value)), 'profit']}
          />
          <Bar dataKey="profit" maxBarSize={34} isAnimationActive={false} shape={drawBar} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

function drawBar(props: BarShapeProps) {
  return <Rectangle {...props} fill={props.index === 0 ? rewardedColor : profitableColor} />;
}
