// All products: filters, a table whose rows choose the product that is shown, and decisions about the selected ones.

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowUp, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import type { DemandVerdict } from '../../core/demand/demand-summary.ts';
import { labStore, useLab } from '../../store/use-lab.ts';
import { verdictWords } from '../demand/demand-words.ts';
import { formatCount, formatCountOf } from '../format.ts';
import { DataTable } from '../ui/data-table.tsx';
import { Panel } from '../ui/panel.tsx';
import { nothingSelected, type Selection } from '../ui/row-selection.ts';
import { BulkDecisions } from './bulk-decisions.tsx';
import { DownloadPrices } from './download-prices.tsx';
import { movesSentence } from './price-words.ts';
import { productColumns } from './product-columns.tsx';
import {
  categoriesOf,
  decisionState,
  decisionStates,
  filtered,
  isFiltering,
  noFilter,
  searchTexts,
  type DecisionState,
  type ProductFilter,
} from './product-filter.ts';
import classes from './product-table.module.css';

export interface ProductTableProps {
  readonly suggestions: readonly Suggestion[];
  readonly filter: ProductFilter;
  readonly onFilter: (filter: ProductFilter) => void;
  readonly shownId: string;
  readonly onShow: (productId: string) => void;
  /** Goes to the shown product's price and reasons, which may be out of sight. */
  readonly onReasons: () => void;
  /** Why one policy prices them all. */
  readonly sentence: string;
}

const keyOf = (row: Suggestion) => row.productId;
const nameOf = (row: Suggestion) => row.productName;
const decisionWords: Readonly<Record<DecisionState, string>> = {
  open: 'Open',
  accepted: 'Accepted',
  rejected: 'Rejected',
  overridden: 'Overridden',
};
const verdicts = Object.keys(verdictWords) as DemandVerdict[];

export function ProductTable({
  suggestions,
  filter,
  onFilter,
  shownId,
  onShow,
  onReasons,
  sentence,
}: ProductTableProps) {
  const [selected, setSelected] = useState<Selection>(nothingSelected);
  const isPhone = useMediaQuery('(max-width: 48em)');
  const columns = useMemo(
    () =>
      productColumns(suggestions, isPhone ?? false, (productId) => {
        const state = decisionState(labStore.getState().book.decisions, productId);
        return state === 'open' ? null : state;
      }),
    [suggestions, isPhone],
  );
  const rows = useFilteredRows(suggestions, filter);
  // Without the products that a new recalculation no longer has.
  const chosen = useMemo(
    () => (selected.size === 0 ? [] : suggestions.filter(({ productId }) => selected.has(productId))),
    [suggestions, selected],
  );
  const shownName = suggestions.find((each) => each.productId === shownId)?.productName;
  return (
    <Panel title="All products" caption={`${movesSentence(suggestions)}. ${sentence}`} flush>
      <div className={classes.tools}>
        <Filters suggestions={suggestions} filter={filter} onFilter={onFilter} />
        <span className={classes.count} aria-live="polite">
          {rows.length === suggestions.length
            ? formatCountOf(rows.length, 'product')
            : `${formatCount(rows.length)} of ${formatCountOf(suggestions.length, 'product')}`}
        </span>
        {isFiltering(filter) ? (
          <Button variant="subtle" size="compact-sm" onClick={() => onFilter(noFilter)}>
            Clear filters
          </Button>
        ) : null}
      </div>
      <div className={classes.tools}>
        <BulkDecisions suggestions={chosen} onDone={() => setSelected(nothingSelected)} />
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowUp aria-hidden size={15} />}
          onClick={onReasons}
        >
          See the reasons for {shownName}
        </Button>
        <DownloadPrices suggestions={suggestions} />
      </div>
      {rows.length === 0 ? (
        <p className={classes.none}>
          No product matches. Clear the filters to see all {formatCount(suggestions.length)}.
        </p>
      ) : (
        <DataTable
          label="Prices of all products"
          rows={rows}
          columns={columns}
          rowKey={keyOf}
          onChoose={(row) => onShow(row.productId)}
          isChosen={(row) => row.productId === shownId}
          selection={{ keys: selected, onChange: setSelected, nameOf }}
          maxHeight={520}
        />
      )}
    </Panel>
  );
}

/** Typing stays quick: the rows follow a moment later where they are many. */
function useFilteredRows(suggestions: readonly Suggestion[], filter: ProductFilter): readonly Suggestion[] {
  const decisions = useLab((state) => state.book.decisions);
  const texts = useMemo(() => searchTexts(suggestions), [suggestions]);
  const deferred = useDeferredValue(filter);
  // A decision changes which rows are listed only where they are filtered by it.
  const relevant = deferred.decision === null ? null : decisions;
  return useMemo(
    () => filtered(suggestions, texts, relevant ?? {}, deferred),
    [suggestions, texts, relevant, deferred],
  );
}

function Filters({
  suggestions,
  filter,
  onFilter,
}: Pick<ProductTableProps, 'suggestions' | 'filter' | 'onFilter'>) {
  const categories = useMemo(() => categoriesOf(suggestions), [suggestions]);
  return (
    <>
      <TextInput
        aria-label="Filter products"
        placeholder="Name, id or category"
        leftSection={<IconSearch aria-hidden size={16} />}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        className={classes.search}
      />
      {categories.length > 1 ? (
        <NativeSelect
          aria-label="Category"
          value={filter.category ?? ''}
          onChange={(event) => onFilter({ ...filter, category: event.currentTarget.value || null })}
          data={[
            { value: '', label: 'All categories' },
            ...categories.map((category) => ({
              value: category,
              label: category,
            })),
          ]}
        />
      ) : null}
      <NativeSelect
        aria-label="Verdict"
        value={filter.verdict ?? ''}
        onChange={(event) =>
          onFilter({
            ...filter,
            verdict: (event.currentTarget.value || null) as DemandVerdict | null,
          })
        }
        data={[
          { value: '', label: 'All verdicts' },
          ...verdicts.map((verdict) => ({
            value: verdict,
            label: verdictWords[verdict].word,
          })),
        ]}
      />
      <NativeSelect
        aria-label="Decision"
        value={filter.decision ?? ''}
        onChange={(event) =>
          onFilter({
            ...filter,
            decision: (event.currentTarget.value || null) as DecisionState | null,
          })
        }
        data={[
          { value: '', label: 'All decisions' },
          ...decisionStates.map((state) => ({
            value: state,
            label: decisionWords[state],
          })),
        ]}
      />
    </>
  );
}
