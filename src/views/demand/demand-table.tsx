// All products' demand in one table, filtered by words and verdict; a row chooses the product that is shown.

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';

import type { DemandSummary, DemandVerdict } from '../../core/demand/demand-summary.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount, formatCountOf, formatPercent, formatSignificant } from '../../core/text/format.ts';
import { ColumnChooser, useShownColumns } from '../ui/column-chooser.tsx';
import { DataTable, type DataTableColumn } from '../ui/data-table.tsx';
import { Mark } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProductName } from '../ui/product-name.tsx';
import { filteredDemand, noDemandFilter, verdictCounts, type DemandFilter } from './demand-filter.ts';
import { demandRows, type DemandRow } from './demand-row.ts';
import classes from './demand-section.module.css';
import { formatElasticity, verdictOrder, verdictWords } from './demand-words.ts';

const baseColumns: readonly DataTableColumn<DemandRow>[] = [
  {
    id: 'name',
    header: 'Product',
    width: 170,
    sortBy: ({ product }) => product.name.toLowerCase(),
    cell: ({ product }) => <ProductName name={product.name} />,
  },
  {
    id: 'verdict',
    header: 'Verdict',
    term: 'verdict',
    width: 206,
    sortBy: ({ summary }) => verdictOrder.indexOf(summary.verdict),
    cell: ({ summary }) => (
      <Mark tone={verdictWords[summary.verdict].tone}>{verdictWords[summary.verdict].word}</Mark>
    ),
  },
  {
    id: 'estimate',
    header: 'Elasticity',
    term: 'elasticity',
    note: 'file alone',
    isNumber: true,
    width: 110,
    sortBy: ({ summary }) => summary.estimate,
    cell: ({ summary }) => formatElasticity(summary.estimate),
  },
  {
    id: 'low',
    header: '95 % from',
    term: 'interval',
    note: 'file alone',
    isNumber: true,
    width: 118,
    sortBy: ({ summary }) => summary.interval?.[0],
    cell: ({ summary }) => formatElasticity(summary.interval?.[0] ?? null),
  },
  {
    id: 'high',
    header: 'to',
    fullName: '95 % to',
    note: 'file alone',
    isNumber: true,
    width: 92,
    sortBy: ({ summary }) => summary.interval?.[1],
    cell: ({ summary }) => formatElasticity(summary.interval?.[1] ?? null),
  },
  {
    id: 'used',
    header: 'Used',
    note: 'by the markets',
    isNumber: true,
    width: 110,
    sortBy: ({ summary }) => summary.marketElasticity,
    cell: ({ summary }) => formatElasticity(summary.marketElasticity),
  },
  {
    id: 'breaks',
    header: 'Quantity breaks',
    term: 'quantityBreaks',
    note: '% of selling days',
    isNumber: true,
    width: 150,
    sortBy: ({ summary }) => summary.quantityBreaks?.share,
    cell: ({ summary }) =>
      summary.quantityBreaks === null ? '–' : formatPercent(summary.quantityBreaks.share, 0),
  },
  {
    id: 'experiment',
    header: 'Days to settle',
    note: 'by experiment',
    isNumber: true,
    width: 150,
    sortBy: ({ summary }) => summary.experiment?.days,
    cell: ({ summary }) => (summary.experiment === null ? '–' : formatCount(summary.experiment.days)),
  },
  {
    id: 'days',
    header: 'Rows',
    note: 'usable',
    isNumber: true,
    width: 84,
    sortBy: ({ summary }) => summary.days,
    cell: ({ summary }) => formatCount(summary.days),
  },
  {
    id: 'prices',
    header: 'Prices',
    note: 'different',
    isNumber: true,
    width: 92,
    sortBy: ({ summary }) => summary.distinctPrices,
    cell: ({ summary }) => formatCount(summary.distinctPrices),
  },
  {
    id: 'dispersion',
    header: 'Dispersion',
    term: 'dispersion',
    note: '1 is Poisson',
    isNumber: true,
    width: 114,
    sortBy: ({ summary }) => summary.dispersion,
    cell: ({ summary }) => (summary.dispersion === null ? '–' : formatSignificant(summary.dispersion)),
  },
];

const categoryColumn: DataTableColumn<DemandRow> = {
  id: 'category',
  header: 'Category',
  width: 150,
  sortBy: ({ product }) => product.category?.toLowerCase(),
  cell: ({ product }) => product.category ?? '–',
};

export interface DemandTableProps {
  readonly dataset: Dataset;
  readonly demand: readonly DemandSummary[];
}

const keyOf = (row: DemandRow) => String(row.index);

export function DemandTable({ dataset, demand }: DemandTableProps) {
  const shown = useLab((state) => state.shownProduct);
  const actions = useLab((state) => state.actions);
  const [filter, setFilter] = useState<DemandFilter>(noDemandFilter);
  const deferred = useDeferredValue(filter);
  const all = useMemo(
    () =>
      demandRows(
        dataset.histories.map(({ product }) => product),
        demand,
      ),
    [dataset, demand],
  );
  const rows = useMemo(() => filteredDemand(all, deferred), [all, deferred]);
  const choosable = useMemo(() => columnsFor(all), [all]);
  const columns = useShownColumns('demand', choosable);
  const answering = demand.filter(({ verdict }) => verdict === 'answers' || verdict === 'leans').length;
  return (
    <Panel
      title="All products"
      caption={`For ${formatCount(answering)} of ${formatCount(demand.length)} products the file shows that demand falls as the price rises. Choose a row to see its curve.`}
      flush
    >
      <div className={classes.tools}>
        <Filters rows={all} filter={filter} onFilter={setFilter} />
        <span className={classes.count} aria-live="polite">
          {rows.length === all.length
            ? formatCountOf(rows.length, 'product')
            : `${formatCount(rows.length)} of ${formatCountOf(all.length, 'product')}`}
        </span>
        <ColumnChooser table="demand" columns={choosable} />
      </div>
      {rows.length === 0 ? (
        <p className={classes.none}>
          No product matches. Clear the filters to see all {formatCount(all.length)}.
        </p>
      ) : (
        <DataTable
          label="Demand of all products"
          rows={rows}
          columns={columns}
          rowKey={keyOf}
          onChoose={(row) => actions.showProduct(row.index)}
          isChosen={(row) => row.index === shown}
          maxHeight={480}
        />
      )}
    </Panel>
  );
}

/** Columns that would be empty for every product stay away. */
function columnsFor(rows: readonly DemandRow[]): readonly DataTableColumn<DemandRow>[] {
  const hasBreaks = rows.some(({ summary }) => summary.quantityBreaks !== null);
  const hasCategory = rows.some(({ product }) => product.category !== null);
  const columns = baseColumns.filter(({ id }) => id !== 'breaks' || hasBreaks);
  return hasCategory ? [...columns.slice(0, 1), categoryColumn, ...columns.slice(1)] : columns;
}

function Filters({
  rows,
  filter,
  onFilter,
}: {
  readonly rows: readonly DemandRow[];
  readonly filter: DemandFilter;
  readonly onFilter: (filter: DemandFilter) => void;
}) {
  const counts = useMemo(() => verdictCounts(rows), [rows]);
  return (
    <>
      <TextInput
        aria-label="Filter products"
        placeholder="Find products"
        leftSection={<IconSearch aria-hidden size={16} />}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        className={classes.search}
      />
      <NativeSelect
        aria-label="Verdict"
        value={filter.verdict ?? ''}
        onChange={(event) =>
          onFilter({ ...filter, verdict: (event.currentTarget.value || null) as DemandVerdict | null })
        }
        data={[
          { value: '', label: 'All verdicts' },
          ...counts.map(({ verdict, count }) => ({
            value: verdict,
            label: `${verdictWords[verdict].word} (${formatCount(count)})`,
          })),
        ]}
      />
      {filter.text.trim() === '' && filter.verdict === null ? null : (
        <Button variant="subtle" size="compact-sm" onClick={() => onFilter(noDemandFilter)}>
          Clear filters
        </Button>
      )}
    </>
  );
}
