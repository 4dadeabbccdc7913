// The suggestions for many products: a line that sums them up, a filter, and a table whose rows choose the product
// that is shown.

import { Anchor, Button, NativeSelect, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';

import { guardrailLabels } from '../../core/decisions/guardrail-rules.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { pricesCsv } from '../../core/decisions/prices-csv.ts';
import { formatCount, formatMoney } from '../format.ts';
import { DataTable, type DataTableColumn } from '../ui/data-table.tsx';
import { Mark } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import {
  changeShare,
  directionOf,
  directions,
  formatChange,
  movesSentence,
  type Direction,
} from './price-words.ts';
import { saveText } from './save-text.ts';
import classes from './suggestion-table.module.css';

const salesChange = (row: Suggestion) =>
  changeShare(row.expectedAtCurrent.sales, row.expectedAtSuggested?.sales);

const profitChange = (row: Suggestion) => {
  const { profit: before } = row.expectedAtCurrent;
  const after = row.expectedAtSuggested?.profit ?? null;
  return before === null || after === null ? null : after - before;
};
/** Without a price, or without a history, there is nothing to count. */
const supportOf = (row: Suggestion) =>
  row.price === null || row.expectedFrom === 'demandMarket' ? null : row.supportDays;

const baseColumns: readonly DataTableColumn<Suggestion>[] = [
  {
    id: 'product',
    header: 'Product',
    width: 160,
    sortBy: (row) => row.productName.toLowerCase(),
    cell: (row) => row.productName,
  },
  {
    id: 'current',
    header: 'Current',
    note: 'currency',
    isNumber: true,
    width: 96,
    sortBy: (row) => row.currentPrice,
    cell: (row) => formatMoney(row.currentPrice),
  },
  {
    id: 'suggested',
    header: 'Suggested',
    note: 'currency',
    isNumber: true,
    width: 110,
    sortBy: (row) => row.price,
    cell: (row) => (row.price === null ? <Mark tone="warn">infeasible</Mark> : formatMoney(row.price)),
  },
  {
    id: 'change',
    header: 'Change',
    isNumber: true,
    width: 96,
    sortBy: (row) => changeShare(row.currentPrice, row.price),
    cell: (row) => formatChange(changeShare(row.currentPrice, row.price)),
  },
  {
    id: 'rule',
    header: 'Binding rule',
    width: 122,
    sortBy: (row) => (row.bindingRule === null ? null : guardrailLabels[row.bindingRule]),
    cell: (row) =>
      row.bindingRule === null ? (row.price === null ? '–' : 'none') : guardrailLabels[row.bindingRule],
  },
  {
    id: 'sales',
    header: 'Sales',
    note: 'expected change',
    isNumber: true,
    width: 116,
    sortBy: salesChange,
    cell: (row) => formatChange(salesChange(row)),
  },
  {
    id: 'profit',
    header: 'Profit',
    note: 'expected, currency',
    isNumber: true,
    width: 124,
    sortBy: profitChange,
    cell: (row) => signedMoney(profitChange(row)),
  },
  {
    id: 'support',
    header: 'Support',
    note: 'past rows',
    isNumber: true,
    width: 92,
    sortBy: supportOf,
    cell: (row) => formatCount(supportOf(row) ?? Number.NaN),
  },
  {
    id: 'warnings',
    header: 'Warnings',
    isNumber: true,
    width: 100,
    sortBy: (row) => row.warnings.length,
    cell: (row) => (row.warnings.length === 0 ? '–' : <Mark tone="warn">{row.warnings.length}</Mark>),
  },
];

const categoryColumn: DataTableColumn<Suggestion> = {
  id: 'category',
  header: 'Category',
  width: 118,
  sortBy: (row) => row.category?.toLowerCase(),
  cell: (row) => row.category ?? '–',
};

/** On a phone the suggested price stands beside the name; the rest is a swipe away. */
function answerFirst(
  columns: readonly DataTableColumn<Suggestion>[],
): readonly DataTableColumn<Suggestion>[] {
  const first = ['product', 'suggested', 'change'];
  const named = first.flatMap((id) => columns.filter((column) => column.id === id));
  return [...named, ...columns.filter((column) => !first.includes(column.id))];
}

type Shown = Direction | 'all' | 'warnings';

const shownWords: Readonly<Record<Shown, string>> = {
  all: 'All',
  up: 'Price up',
  down: 'Price down',
  unchanged: 'Unchanged',
  infeasible: 'Infeasible',
  warnings: 'With warnings',
};

export interface SuggestionTableProps {
  readonly suggestions: readonly Suggestion[];
  readonly shownId: string;
  readonly onShow: (productId: string) => void;
  /** Goes to the shown product's price and reasons, which may be out of sight. */
  readonly onReasons: () => void;
  /** Why one policy prices them all. */
  readonly sentence: string;
}

export function SuggestionTable({ suggestions, shownId, onShow, onReasons, sentence }: SuggestionTableProps) {
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const isPhone = useMediaQuery('(max-width: 48em)');
  const columns = useMemo(() => {
    const hasCategory = suggestions.some((suggestion) => suggestion.category !== null);
    const hasProfit = suggestions.some((suggestion) => suggestion.expectedAtCurrent.profit !== null);
    const [product, ...others] = baseColumns;
    const all = [product!, ...(hasCategory ? [categoryColumn] : []), ...others].filter(
      (column) => hasProfit || column.id !== 'profit',
    );
    return isPhone ? answerFirst(all) : all;
  }, [suggestions, isPhone]);
  const rows = useMemo(() => {
    const words = search.trim().toLowerCase().split(/\s+/);
    return suggestions.filter((suggestion) => {
      const text =
        `${suggestion.productName} ${suggestion.productId} ${suggestion.category ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word)) && matches(suggestion, shown);
    });
  }, [suggestions, search, shown]);
  return (
    <Panel title="All products" caption={`${movesSentence(suggestions)}. ${sentence}`} flush>
      <div className={classes.tools}>
        <TextInput
          aria-label="Filter products"
          placeholder="Name, id or category"
          leftSection={<IconSearch aria-hidden size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          className={classes.search}
        />
        <NativeSelect
          aria-label="Show products"
          value={shown}
          onChange={(event) => setShown(event.currentTarget.value as Shown)}
          data={(['all', ...directions, 'warnings'] as const).map((value) => ({
            value,
            label: shownWords[value],
          }))}
        />
        <span className={classes.count} aria-live="polite">
          {rows.length === suggestions.length
            ? `${formatCount(rows.length)} products`
            : `${formatCount(rows.length)} of ${formatCount(suggestions.length)} products`}
        </span>
        <Anchor component="button" type="button" size="sm" onClick={onReasons}>
          See the reasons for {suggestions.find((each) => each.productId === shownId)?.productName}
        </Anchor>
        <DownloadPrices suggestions={suggestions} />
      </div>
      {rows.length === 0 ? (
        <p className={classes.none}>No product matches. Clear the filter to see all {suggestions.length}.</p>
      ) : (
        <DataTable
          label="Prices of all products"
          rows={rows}
          columns={columns}
          rowKey={(row) => row.productId}
          onChoose={(row) => onShow(row.productId)}
          isChosen={(row) => row.productId === shownId}
          maxHeight={460}
        />
      )}
    </Panel>
  );
}

/** `+12.30`, `-4.00`, or a dash. */
function signedMoney(value: number | null): string {
  if (value === null) return '–';
  return value > 0 ? `+${formatMoney(value)}` : formatMoney(value);
}

function matches(suggestion: Suggestion, shown: Shown): boolean {
  if (shown === 'all') return true;
  return shown === 'warnings' ? suggestion.warnings.length > 0 : directionOf(suggestion) === shown;
}

export function DownloadPrices({ suggestions }: { readonly suggestions: readonly Suggestion[] }) {
  return (
    <Button
      variant="default"
      size="sm"
      leftSection={<IconDownload aria-hidden size={16} />}
      onClick={() => saveText('suggested-prices.csv', pricesCsv(suggestions), 'text/csv;charset=utf-8')}
    >
      Download prices (CSV)
    </Button>
  );
}
