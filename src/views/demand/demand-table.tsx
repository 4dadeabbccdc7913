// All products' demand in one table; a row chooses the product that is shown.

import { useMemo } from 'react';

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount } from '../format.ts';
import { DataTable, type DataTableColumn } from '../ui/data-table.tsx';
import { Mark } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { formatElasticity, verdictWords } from './demand-words.ts';

interface DemandRow {
  readonly index: number;
  readonly name: string;
  readonly category: string | null;
  readonly summary: DemandSummary;
}

const baseColumns: readonly DataTableColumn<DemandRow>[] = [
  {
    id: 'name',
    header: 'Product',
    width: 170,
    sortBy: (row) => row.name.toLowerCase(),
    cell: (row) => row.name,
  },
  {
    id: 'verdict',
    header: 'Verdict',
    width: 150,
    sortBy: (row) => verdictWords[row.summary.verdict].word,
    cell: ({ summary }) => (
      <Mark tone={verdictWords[summary.verdict].tone}>{verdictWords[summary.verdict].word}</Mark>
    ),
  },
  {
    id: 'estimate',
    header: 'Elasticity',
    note: 'file alone',
    isNumber: true,
    width: 110,
    sortBy: ({ summary }) => summary.estimate,
    cell: ({ summary }) => formatElasticity(summary.estimate),
  },
  {
    id: 'error',
    header: 'Std. error',
    note: 'file alone',
    isNumber: true,
    width: 110,
    sortBy: ({ summary }) => summary.standardError,
    cell: ({ summary }) => formatElasticity(summary.standardError),
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
    note: '1 is Poisson',
    isNumber: true,
    width: 114,
    sortBy: ({ summary }) => summary.dispersion,
    cell: ({ summary }) => summary.dispersion?.toFixed(2) ?? '–',
  },
];

const categoryColumn: DataTableColumn<DemandRow> = {
  id: 'category',
  header: 'Category',
  width: 150,
  sortBy: (row) => row.category?.toLowerCase(),
  cell: (row) => row.category ?? '–',
};

export interface DemandTableProps {
  readonly dataset: Dataset;
  readonly demand: readonly DemandSummary[];
}

export function DemandTable({ dataset, demand }: DemandTableProps) {
  const shown = useLab((state) => state.shownProduct);
  const actions = useLab((state) => state.actions);
  const rows = useMemo(
    () =>
      demand.flatMap((summary, index): DemandRow[] => {
        const product = dataset.histories[index]?.product;
        return product === undefined
          ? []
          : [{ index, name: product.name, category: product.category, summary }];
      }),
    [dataset, demand],
  );
  const columns = useMemo(() => {
    const hasCategory = dataset.histories.some(({ product }) => product.category !== null);
    return hasCategory ? [...baseColumns.slice(0, 1), categoryColumn, ...baseColumns.slice(1)] : baseColumns;
  }, [dataset]);
  const answering = demand.filter(({ verdict }) => verdict === 'answers' || verdict === 'leans').length;
  return (
    <Panel
      title="All products"
      caption={`For ${formatCount(answering)} of ${formatCount(demand.length)} products the file shows that demand falls as the price rises. Choose a row to see its curve.`}
      flush
    >
      <DataTable
        label="Demand of all products"
        rows={rows}
        columns={columns}
        rowKey={(row) => String(row.index)}
        onChoose={(row) => actions.showProduct(row.index)}
        isChosen={(row) => row.index === shown}
      />
    </Panel>
  );
}
