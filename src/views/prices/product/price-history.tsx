// The history of one product's price: charged, recommended, decided; over all visits with the same file.

import { formatChance } from '../../../core/text/format.ts';
import { Button } from '@mantine/core';
import { memo, useEffect, useMemo, useState, type ReactNode } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import { priceHistory, type ChargedPrices } from '../../../core/decisions/price-history.ts';
import type { ProductHistory } from '../../../core/table/dataset.ts';
import type { PriceEvent } from '../../../store/archive/decisions-view.ts';
import { useLab } from '../../../store/use-lab.ts';
import { TooltipBox } from '../../charts/tooltip-box.tsx';
import { formatCount, formatDayTick, formatMoment, formatMoney } from '../../../core/text/format.ts';
import { chartColors } from '../../../drawings/chart-colors.ts';
import { ChartFigure, ChartLegend } from '../../ui/chart-figure.tsx';
import { axisStyle, gridStyle, lineStyle, yAxisLabel } from '../../../drawings/chart-style.ts';
import { Panel } from '../../ui/panel.tsx';
import table from '../../ui/plain-table.module.css';
import {
  eventWords,
  historyData,
  historyRows,
  historySentence,
  type HistoryRow,
} from './price-history-rows.ts';
import classes from './price-history.module.css';

export interface PriceHistoryPanelProps {
  readonly productId: string;
  readonly productName: string;
  /** The product's past in the loaded file; null where that is not loaded. */
  readonly history: ProductHistory | null;
  /** Controls at the right of the title. */
  readonly aside?: ReactNode;
}

export function PriceHistoryPanel({ productId, productName, history, aside }: PriceHistoryPanelProps) {
  const events = usePriceEvents(productId);
  const known = events ?? noEvents;
  const charged = useMemo(() => history && priceHistory(history), [history]);
  return (
    <Panel
      title="Price history"
      caption={`${productName}: what was charged, recommended and decided, over all visits with this file.`}
      aside={aside}
      fold="Show the price history"
    >
      <ChartFigure
        title="Prices charged, recommended and decided"
        variant="plain"
        sentence={historySentence(charged, known)}
        aside={<ChartLegend entries={legend} />}
        data={() => historyData(charged, known)}
        empty={history === null && known.length === 0 ? 'Nothing charged, recommended or decided yet.' : null}
      >
        <HistoryChart charged={charged} events={known} />
      </ChartFigure>
      {known.length > 0 ? <EventTable events={known} /> : null}
    </Panel>
  );
}

const noEvents: readonly PriceEvent[] = [];

const legend = [
  { label: 'charged', color: chartColors.price },
  { label: 'recommended', color: chartColors.vermillion, mark: 'dot' },
  {
    label: 'decided (square: overridden)',
    color: chartColors.green,
    mark: 'dash',
  },
] as const;

/** Asks for the product's history whenever the log shown is another one; null until it is there. */
function usePriceEvents(productId: string): readonly PriceEvent[] | null {
  const loaded = useLab((state) => state.priceHistory);
  const hasLog = useLab((state) => state.auditHead !== null);
  const actions = useLab((state) => state.actions);
  const isThis = loaded?.productId === productId;
  useEffect(() => {
    if (hasLog && !isThis) actions.loadHistory(productId);
  }, [hasLog, isThis, productId, actions]);
  return isThis ? loaded.events : null;
}

const HistoryChart = memo(function HistoryChart({
  charged,
  events,
}: {
  readonly charged: ChargedPrices | null;
  readonly events: readonly PriceEvent[];
}) {
  const { rows, border, end, ticks } = useMemo(() => historyRows(charged, events), [charged, events]);
  const first = rows[0]?.x ?? 0;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        aria-label="Prices charged, recommended and decided, point by point with the arrow keys"
        data={rows}
        margin={{ top: 18, right: 12, bottom: 0, left: 4 }}
      >
        <CartesianGrid {...gridStyle} />
        {border === null ? null : (
          <ReferenceArea
            x1={border}
            x2={end}
            fill={chartColors.band}
            stroke="none"
            label={{
              value: 'since then',
              // The part may be narrower than its name, which then begins before it.
              position: 'insideTopRight',
              offset: 0,
              fill: chartColors.axis,
              fontSize: 11.5,
              dy: -16,
            }}
          />
        )}
        <XAxis
          {...axisStyle}
          dataKey="x"
          type="number"
          domain={[first, end]}
          ticks={ticks}
          interval="preserveStart"
          minTickGap={12}
          tickFormatter={(day: number) => formatDayTick(day, (border ?? end) - first)}
        />
        <YAxis
          {...axisStyle}
          width={62}
          domain={['auto', 'auto']}
          tickFormatter={(price: number) => formatMoney(price)}
          label={yAxisLabel('price, currency')}
        />
        <Tooltip isAnimationActive={false} content={HistoryTooltip} />
        <Line
          {...lineStyle}
          dataKey="charged"
          type="stepAfter"
          stroke={chartColors.price}
          strokeWidth={1.8}
        />
        <Line
          {...lineStyle}
          dataKey="decided"
          type="stepAfter"
          stroke={chartColors.green}
          strokeDasharray="5 3"
          dot={drawDecision}
        />
        <Line
          {...lineStyle}
          dataKey="suggested"
          stroke="none"
          dot={{ r: 3.5, fill: chartColors.vermillion, stroke: 'none' }}
        />
      </LineChart>
    </ResponsiveContainer>
  );
});

interface Dot {
  readonly cx?: number;
  readonly cy?: number | null;
  readonly payload?: HistoryRow;
}

/** A decision is a square where the person set the price, else a ring; between decisions there is only the line. */
function drawDecision({ cx, cy, payload }: Dot) {
  const key = payload?.x;
  if (cx === undefined || cy == null || !payload || payload.event === null || payload.suggested !== null)
    return <g key={key} />;
  return payload.isOverride ? (
    <rect key={key} x={cx - 4.5} y={cy - 4.5} width={9} height={9} fill={chartColors.green} />
  ) : (
    <circle
      key={key}
      cx={cx}
      cy={cy}
      r={4}
      fill="var(--lab-card)"
      stroke={chartColors.green}
      strokeWidth={2}
    />
  );
}

function HistoryTooltip({
  active,
  payload,
}: {
  active?: boolean;
  payload?: readonly { payload?: unknown }[];
}) {
  const row = payload?.[0]?.payload as HistoryRow | undefined;
  if (!active || !row) return null;
  const line = (label: string, color: string, price: number | null) =>
    price === null ? [] : [{ label, color, value: formatMoney(price) }];
  return (
    <div role="status" aria-live="assertive">
      <TooltipBox
        title={row.event === null ? row.when : `${row.when}: ${row.event}`}
        lines={[
          ...line('charged', chartColors.price, row.charged),
          ...line('recommended', chartColors.vermillion, row.suggested),
          ...line('decided', chartColors.green, row.decided),
        ]}
      />
    </div>
  );
}

/** Lines shown until more is asked for. */
const fewLines = 6;

function EventTable({ events }: { readonly events: readonly PriceEvent[] }) {
  const [isWhole, setWhole] = useState(false);
  const newestFirst = events.toReversed();
  const shown = isWhole ? newestFirst : newestFirst.slice(0, fewLines);
  return (
    <div className={classes.events}>
      <table className={`${table.table} ${table.stacked}`}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Why</th>
            <th scope="col" className={table.number}>
              Log entry
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((event) => (
            <tr key={`${event.entry} ${event.type}`}>
              <td>{formatMoment(event.at)}</td>
              <td>{eventWords(event)}</td>
              <td className={table.quiet}>{whyWords(event)}</td>
              <td data-label="Log entry" className={table.number}>
                {formatCount(event.entry)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {events.length > fewLines ? (
        <Button size="compact-sm" variant="subtle" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show the latest only' : `Show all ${formatCount(events.length)}`}
        </Button>
      ) : null}
    </div>
  );
}

function whyWords(event: PriceEvent): string {
  if (event.type === 'decision') return event.reason;
  const { policyPrice, confidence } = event;
  const sure = confidence === null ? '' : `, ${formatChance(confidence)} chance of gain`;
  return policyPrice === null
    ? `from the demand fit alone${sure}`
    : `policy asked for ${formatMoney(policyPrice)}${sure}`;
}
