// Every watched product in one table; a row chooses the one that is drawn.

import { useMemo } from 'react';

import type { Decision } from '../../core/decisions/decision.ts';
import type { Alert } from '../../core/monitor/alerts.ts';
import type { ProductWatch, SalesWatch } from '../../core/monitor/watch.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatMoney, formatPercent, formatQuantity, formatRough } from '../../core/text/format.ts';
import { DecisionMark } from '../prices/decisions/decision-mark.tsx';
import { DataTable, type DataTableColumn } from '../ui/data-table.tsx';
import { Mark } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProductName } from '../ui/product-name.tsx';
import { differenceText, urgencyWords } from './monitor-words.ts';

interface WatchRow {
  readonly watch: ProductWatch;
  /** The most urgent one. */
  readonly alert: Alert | null;
  /** Its place among the alerts. */
  readonly place: number;
  readonly decision: Decision | null;
}

const columns: readonly DataTableColumn<WatchRow>[] = [
  {
    id: 'name',
    header: 'Product',
    width: 170,
    sortBy: ({ watch }) => watch.product.name.toLowerCase(),
    cell: ({ watch }) => <ProductName name={watch.product.name} />,
  },
  {
    id: 'alert',
    header: 'Alert',
    width: 148,
    sortBy: ({ place }) => place,
    cell: ({ alert }) =>
      alert ? (
        <Mark tone={urgencyWords[alert.urgency].tone}>{urgencyWords[alert.urgency].word}</Mark>
      ) : (
        'none'
      ),
  },
  {
    id: 'sold',
    header: 'Sold',
    note: 'units',
    isNumber: true,
    width: 88,
    sortBy: ({ watch }) => watch.totals?.units,
    cell: ({ watch }) => (watch.totals ? formatQuantity(watch.totals.units) : '–'),
  },
  {
    id: 'expected',
    header: 'Expected',
    note: 'units',
    isNumber: true,
    width: 114,
    sortBy: ({ watch }) => watch.totals?.expected,
    cell: ({ watch }) => (watch.totals ? formatQuantity(watch.totals.expected) : '–'),
  },
  {
    id: 'difference',
    header: 'Difference',
    isNumber: true,
    width: 122,
    sortBy: ({ watch }) => (watch.totals ? watch.totals.units / watch.totals.expected : NaN),
    cell: ({ watch }) => differenceText(watch.totals),
  },
  {
    id: 'margin',
    header: 'Margin',
    note: 'of sales',
    isNumber: true,
    width: 92,
    sortBy: ({ watch }) => watch.margin.now,
    cell: ({ watch }) => (watch.margin.now === null ? '–' : formatPercent(watch.margin.now)),
  },
  {
    id: 'profit',
    header: 'Profit',
    note: 'a day',
    isNumber: true,
    width: 96,
    sortBy: ({ watch }) => watch.profitPerDay,
    cell: ({ watch }) => (watch.profitPerDay === null ? '–' : formatRough(watch.profitPerDay)),
  },
  {
    id: 'price',
    header: 'Price',
    note: 'mean charged',
    isNumber: true,
    width: 100,
    sortBy: ({ watch }) => watch.meanPrice,
    cell: ({ watch }) => formatMoney(watch.meanPrice),
  },
  {
    id: 'decision',
    header: 'Decision',
    note: 'overrides win',
    width: 132,
    sortBy: ({ decision }) => decision?.action,
    cell: ({ decision }) => (decision ? <DecisionMark decision={decision} /> : '–'),
  },
];

export interface WatchTableProps {
  readonly watch: SalesWatch;
  readonly alerts: readonly Alert[];
  readonly shownId: string;
  readonly onShow: (productId: string) => void;
}

export function WatchTable({ watch, alerts, shownId, onShow }: WatchTableProps) {
  const decisions = useLab((state) => state.book.decisions);
  const rows = useMemo(
    () =>
      watch.products.map((product): WatchRow => {
        const { id } = product.product;
        const place = alerts.findIndex(({ productId }) => productId === id);
        return {
          watch: product,
          alert: alerts[place] ?? null,
          place: place < 0 ? alerts.length : place,
          decision: Object.hasOwn(decisions, id) ? decisions[id]! : null,
        };
      }),
    [watch, alerts, decisions],
  );
  // Most urgent first until the person sorts otherwise.
  const sorted = useMemo(() => [...rows].sort((a, b) => a.place - b.place), [rows]);
  return (
    <Panel
      title="Watched products"
      caption="Newer days against what was expected at the prices charged, most urgent first. Choose a row to see its days."
      fold="Show all products"
      flush
    >
      <DataTable
        label="Watched products"
        rows={sorted}
        columns={columns}
        rowKey={({ watch: row }) => row.product.id}
        onChoose={({ watch: row }) => onShow(row.product.id)}
        isChosen={({ watch: row }) => row.product.id === shownId}
      />
    </Panel>
  );
}
