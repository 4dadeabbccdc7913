// Whether accepted prices brought what was promised, and whether the intervals still cover.

import { useMemo } from 'react';

import { coverageOf, promisesOf, type KeptPromise, type PromiseState } from '../../core/monitor/promises.ts';
import type { SalesWatch } from '../../core/monitor/watch.ts';
import { formatCountOf, formatMoney, formatQuantity, formatRough } from '../../core/text/format.ts';
import { useLab } from '../../store/use-lab.ts';
import { DataTable, type DataTableColumn } from '../ui/data-table.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProductName } from '../ui/product-name.tsx';
import classes from './monitor-section.module.css';

const stateWords: Readonly<Record<PromiseState, string>> = {
  kept: 'as promised',
  more: 'more than promised',
  less: 'less than promised',
  tooEarly: 'too early to tell',
  notCharged: 'not charged yet',
};

/** What asks for a look first. */
const stateOrder: readonly PromiseState[] = ['less', 'more', 'kept', 'tooEarly', 'notCharged'];
const placeOf = ({ state }: KeptPromise) => stateOrder.indexOf(state);

const columns: readonly DataTableColumn<KeptPromise>[] = [
  {
    id: 'product',
    header: 'Product',
    width: 190,
    share: 300,
    sortBy: ({ productName }) => productName.toLowerCase(),
    cell: ({ productName }) => <ProductName name={productName} />,
  },
  {
    id: 'price',
    header: 'Price',
    isNumber: true,
    width: 92,
    sortBy: ({ price }) => price,
    cell: ({ price }) => formatMoney(price),
  },
  {
    id: 'promised',
    header: 'Units promised',
    note: '95 % interval',
    isNumber: true,
    width: 190,
    sortBy: ({ promised }) => promised.units,
    cell: ({ promised: { units, interval } }) =>
      `${formatQuantity(units)} (${formatQuantity(interval[0])} to ${formatQuantity(interval[1])})`,
  },
  {
    id: 'sold',
    header: 'Units sold',
    note: 'rows at the price',
    isNumber: true,
    width: 140,
    sortBy: ({ seen }) => seen,
    cell: ({ seen, rows }) =>
      rows === 0 ? '–' : `${formatQuantity(seen)} over ${formatCountOf(rows, 'row')}`,
  },
  {
    id: 'gainPromised',
    header: 'Gain promised',
    isNumber: true,
    width: 126,
    sortBy: ({ gain }) => gain?.promised,
    cell: ({ gain }) => (gain === null ? '–' : formatRough(gain.promised)),
  },
  {
    id: 'gainSoFar',
    header: 'Gain so far',
    isNumber: true,
    width: 110,
    sortBy: ({ gain }) => gain?.seen,
    cell: ({ gain }) => (gain === null ? '–' : formatRough(gain.seen)),
  },
  { id: 'outcome', header: 'Outcome', width: 160, sortBy: placeOf, cell: ({ state }) => stateWords[state] },
];

export function PromisesPanel({ watch }: { readonly watch: SalesWatch }) {
  const decisions = useLab((state) => state.book.decisions);
  const suggestions = useLab((state) => state.suggestions);
  const coverage = useMemo(() => coverageOf(watch), [watch]);
  const { list, sentence } = useMemo(
    () => promisesOf(watch, decisions, suggestions),
    [watch, decisions, suggestions],
  );
  const rows = useMemo(() => [...list].sort((a, b) => placeOf(a) - placeOf(b)), [list]);
  return (
    <Panel title="Promises" caption={sentence}>
      {coverage === null ? null : <p className={classes.quiet}>{coverage.sentence}</p>}
      {list.length === 0 ? null : (
        <DataTable
          label="Accepted prices"
          rows={rows}
          columns={columns}
          rowKey={({ productId }) => productId}
        />
      )}
    </Panel>
  );
}
