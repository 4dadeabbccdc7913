// All products by what is recommended for them: filters with their counts, a table sorted by expected gain whose rows
// choose the product shown beside it, and decisions about the recommended or the selected ones.

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';

import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import type { DemandVerdict } from '../../../core/demand/demand-summary.ts';
import { labStore, useLab } from '../../../store/use-lab.ts';
import { verdictWords } from '../../demand/demand-words.ts';
import { formatCount, formatCountOf } from '../../../core/text/format.ts';
import { ColumnChooser, useShownColumns } from '../../ui/column-chooser.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { nothingSelected, type Selection } from '../../ui/row-selection.ts';
import { ActionFilters } from './action-filters.tsx';
import { byGain } from '../../../core/decisions/by-gain.ts';
import { BulkDecisions } from '../decisions/bulk-decisions.tsx';
import { productColumns } from './product-columns.tsx';
import {
  categoriesOf,
  decisionState,
  decisionStates,
  filtered,
  noFilter,
  searchTexts,
  type DecisionState,
  type ProductFilter,
} from './product-filter.ts';
import classes from './product-table.module.css';

export interface ProductTableProps {
  readonly suggestions: readonly Suggestion[];
  readonly shownId: string;
  readonly onShow: (productId: string) => void;
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

export function ProductTable({ suggestions, shownId, onShow }: ProductTableProps) {
  const [filter, setFilter] = useState(noFilter);
  const [selected, setSelected] = useState<Selection>(nothingSelected);
  const [withFilters, setWithFilters] = useState(false);
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const hasDecisions = useLab(({ book }) => hasAny(book.decisions));
  const all = useMemo(
    () =>
      productColumns(suggestions, { isPhone, hasDecisions }, (productId) => {
        const state = decisionState(labStore.getState().book.decisions, productId);
        return state === 'open' ? null : state;
      }),
    [suggestions, isPhone, hasDecisions],
  );
  const columns = useShownColumns('prices', all);
  const sorted = useMemo(() => byGain(suggestions), [suggestions]);
  const rows = useFilteredRows(sorted, filter);
  // Without the products that a new recalculation no longer has.
  const chosen = useMemo(
    () => (selected.size === 0 ? [] : sorted.filter(({ productId }) => selected.has(productId))),
    [sorted, selected],
  );
  return (
    <section aria-label="Recommendations" className={classes.panel}>
      <ActionFilters suggestions={suggestions} filter={filter} onFilter={setFilter} />
      <div className={classes.tools}>
        <Filters
          suggestions={suggestions}
          filter={filter}
          onFilter={setFilter}
          isFolded={isPhone && !withFilters}
        />
        {isPhone ? (
          <Button
            variant="default"
            size="xs"
            aria-expanded={withFilters}
            onClick={() => setWithFilters(!withFilters)}
          >
            Filters
          </Button>
        ) : null}
        <span className={classes.count} aria-live="polite">
          {rows.length === suggestions.length
            ? formatCountOf(rows.length, 'product')
            : `${formatCount(rows.length)} of ${formatCountOf(suggestions.length, 'product')}`}
        </span>
      </div>
      {rows.length === 0 ? (
        <p className={classes.none}>
          No product matches. Clear the filters to see all {formatCount(suggestions.length)}.
        </p>
      ) : (
        <div className={classes.table}>
          <DataTable
            label="Prices of all products"
            rows={rows}
            columns={columns}
            rowKey={keyOf}
            onChoose={(row) => onShow(row.productId)}
            isChosen={(row) => row.productId === shownId}
            selection={{ keys: selected, onChange: setSelected, nameOf }}
            maxHeight={isPhone ? 284 : 520}
            isDense
          />
        </div>
      )}
      <div className={classes.foot}>
        <BulkDecisions suggestions={sorted} selected={chosen} onDone={() => setSelected(nothingSelected)} />
        <ColumnChooser table="prices" columns={all} />
      </div>
    </section>
  );
}

function hasAny(record: object): boolean {
  for (const key in record) if (Object.hasOwn(record, key)) return true;
  return false;
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
  isFolded,
}: {
  readonly suggestions: readonly Suggestion[];
  readonly filter: ProductFilter;
  readonly onFilter: (filter: ProductFilter) => void;
  /** Only what is typed; on a phone the table would else begin below the first screen. */
  readonly isFolded: boolean;
}) {
  const categories = useMemo(() => categoriesOf(suggestions), [suggestions]);
  return (
    <>
      <TextInput
        aria-label="Filter products"
        placeholder="Find products"
        size="xs"
        leftSection={<IconSearch aria-hidden size={15} />}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        className={classes.search}
      />
      {isFolded ? null : <ChoiceFilters categories={categories} filter={filter} onFilter={onFilter} />}
    </>
  );
}

function ChoiceFilters({
  categories,
  filter,
  onFilter,
}: {
  readonly categories: readonly string[];
  readonly filter: ProductFilter;
  readonly onFilter: (filter: ProductFilter) => void;
}) {
  return (
    <>
      {categories.length > 1 ? (
        <NativeSelect
          aria-label="Category"
          size="xs"
          className={classes.select}
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
        aria-label="Data"
        size="xs"
        className={classes.select}
        value={filter.verdict ?? ''}
        onChange={(event) =>
          onFilter({
            ...filter,
            verdict: (event.currentTarget.value || null) as DemandVerdict | null,
          })
        }
        data={[
          { value: '', label: 'All data' },
          ...verdicts.map((verdict) => ({
            value: verdict,
            label: verdictWords[verdict].word,
          })),
        ]}
      />
      <NativeSelect
        aria-label="Decision"
        size="xs"
        className={classes.select}
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
