// The head of a sortable column. A press sorts by it alone, with Shift also by it: then each head shows its place in the order.

import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';

import type { GlossaryTerm } from '../../core/text/glossary.ts';
import classes from './data-table.module.css';
import { Explained } from './explained.tsx';
import { nextSort, type TableSort } from './table-sort.ts';

interface HeadColumn {
  readonly id: string;
  readonly header: string;
  readonly term?: GlossaryTerm;
  readonly note?: string;
  readonly isNumber?: boolean;
}

interface HeadProps {
  readonly column: HeadColumn;
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
}

/** Of a table of `role`s. */
export function ColumnHead({ column, sort, onSort }: HeadProps) {
  return (
    <div
      role="columnheader"
      aria-sort={ariaSort(column, sort)}
      className={column.isNumber ? classes.number : classes.word}
    >
      <SortButton column={column} sort={sort} onSort={onSort} />
      <span className={classes.note}>{column.note}</span>
    </div>
  );
}

export function SortButton({ column, sort, onSort }: HeadProps) {
  const place = sort.findIndex(({ id }) => id === column.id);
  const sorted = sort[place];
  const Icon = !sorted ? IconArrowsSort : sorted.falling ? IconArrowDown : IconArrowUp;
  const press = (isAdded: boolean) => onSort(nextSort(sort, column, isAdded));
  const button = (
    <button
      type="button"
      className={classes.sort}
      aria-keyshortcuts="Shift+Enter"
      onClick={(event) => press(event.shiftKey)}
      onKeyDown={(event) => {
        // Not every browser tells of Shift in the click that a key makes.
        if (!event.shiftKey || (event.key !== 'Enter' && event.key !== ' ')) return;
        event.preventDefault();
        press(true);
      }}
      onMouseDown={(event) => {
        // Shift would mark words.
        if (event.shiftKey) event.preventDefault();
      }}
    >
      <span>{column.header}</span>
      <Icon aria-hidden size={13} stroke={2} data-active={sorted !== undefined} />
    </button>
  );
  return (
    <>
      {column.term ? <Explained term={column.term}>{button}</Explained> : button}
      {sorted && sort.length > 1 ? (
        <span className={classes.place}>
          <span className={classes.hidden}>number </span>
          {place + 1}
          <span className={classes.hidden}> of the order</span>
        </span>
      ) : null}
    </>
  );
}

export function ariaSort({ id }: HeadColumn, sort: TableSort): 'none' | 'ascending' | 'descending' {
  const sorted = sort.find((each) => each.id === id);
  return sorted === undefined ? 'none' : sorted.falling ? 'descending' : 'ascending';
}
