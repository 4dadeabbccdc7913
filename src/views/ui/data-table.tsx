// A sortable table of products whose rows are drawn only where they are looked at; one row can be chosen.

import {
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { useMemo, useRef, type ReactNode } from 'react';

import classes from './data-table.module.css';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

export interface DataTableColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** Unit or a second word under the header. */
  readonly note?: string;
  /** Right-aligned with tabular figures. */
  readonly isNumber?: boolean;
  /** Least width in pixels; wider columns share what is left in proportion. */
  readonly width: number;
  /** What the column is sorted by; undefined, null and NaN always come last. */
  readonly sortBy: (row: Row) => number | string | null | undefined;
  readonly cell: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  /** The accessible name. */
  readonly label: string;
  readonly rows: readonly Row[];
  /** Stable between renders. */
  readonly columns: readonly DataTableColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  /** With it each row is a choice: its first cell becomes a button. */
  readonly onChoose?: (row: Row) => void;
  readonly isChosen?: (row: Row) => boolean;
  /** Most height of the table in pixels before it scrolls. */
  readonly maxHeight?: number;
  readonly rowHeight?: number;
}

export function DataTable<Row extends object>({
  label,
  rows,
  columns,
  rowKey,
  onChoose,
  isChosen,
  maxHeight = 420,
  rowHeight = 38,
}: DataTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, Row> => ({
        id: column.id,
        accessorFn: (row) => {
          const value = column.sortBy(row);
          return value === null || (typeof value === 'number' && Number.isNaN(value)) ? undefined : value;
        },
        sortFn: sortFn_basic,
        sortUndefined: 'last',
        sortDescFirst: column.isNumber === true,
      })),
    [columns],
  );
  const table = useTable({ features, columns: definitions, data: rows, getRowId: rowKey });
  const sorted = table.getRowModel().rows;
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions stay in this component; nothing memoized takes them
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const tracks = columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(' ');
  const minWidth = columns.reduce((sum, { width }) => sum + width, 0);
  const headHeight = 46;
  const height = Math.min(maxHeight, headHeight + sorted.length * rowHeight + 2);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      style={{ height }}
      tabIndex={0}
      role="region"
      aria-label={`${label}, scrollable`}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        aria-colcount={columns.length}
        style={{ minWidth }}
      >
        <div role="rowgroup" className={classes.head} style={{ height: headHeight }}>
          <div
            role="row"
            aria-rowindex={1}
            className={classes.row}
            style={{ gridTemplateColumns: tracks, height: headHeight }}
          >
            {columns.map((column) => {
              const sort = table.getColumn(column.id);
              const direction = sort?.getIsSorted() ?? false;
              const Icon =
                direction === 'asc' ? IconArrowUp : direction === 'desc' ? IconArrowDown : IconArrowsSort;
              return (
                <div
                  key={column.id}
                  role="columnheader"
                  aria-sort={direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : 'none'}
                  className={column.isNumber ? classes.number : classes.word}
                >
                  <button type="button" className={classes.sort} onClick={() => sort?.toggleSorting()}>
                    <span>{column.header}</span>
                    <Icon aria-hidden size={13} stroke={2} data-active={direction !== false} />
                  </button>
                  <span className={classes.note}>{column.note}</span>
                </div>
              );
            })}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const { id, original: row } = sorted[item.index]!;
            const chosen = isChosen?.(row) ?? false;
            return (
              <div
                key={id}
                role="row"
                aria-rowindex={item.index + 2}
                className={classes.row}
                data-chosen={chosen}
                data-clickable={onChoose !== undefined}
                onClick={() => onChoose?.(row)}
                style={{
                  gridTemplateColumns: tracks,
                  height: rowHeight,
                  position: 'absolute',
                  top: 0,
                  width: '100%',
                  transform: `translateY(${item.start}px)`,
                }}
              >
                {columns.map((column, index) => (
                  <div
                    key={column.id}
                    role="cell"
                    className={column.isNumber ? classes.number : classes.word}
                  >
                    {index === 0 && onChoose !== undefined ? (
                      <button
                        type="button"
                        className={classes.choose}
                        aria-pressed={chosen}
                        onClick={(event) => {
                          event.stopPropagation();
                          onChoose(row);
                        }}
                      >
                        {column.cell(row)}
                      </button>
                    ) : (
                      column.cell(row)
                    )}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
