// A table of products, sortable by several columns, whose rows are drawn only where they are looked at; one row can be
// chosen, and many can be selected. On paper all rows stand.
//
// The rows are one stop of the Tab key. Inside, the arrow keys, Page Up and Down, Home and End move from row to row,
// and left and right between a row's box and its name; with Shift they take the rows on the way into the selection.

import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';

import type { GlossaryTerm } from '../../core/text/glossary.ts';
import { ColumnHead } from './column-head.tsx';
import classes from './data-table.module.css';
import { coverage, toggled, withKeys, type Selection } from './row-selection.ts';
import type { SortKey } from './sort-rows.ts';
import { sortedOrder, sortSentence, unsorted, type TableSort } from './table-sort.ts';
import { usePrinting } from './use-printing.ts';

export interface DataTableColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** What the header means, as a tooltip. */
  readonly term?: GlossaryTerm;
  /** Unit or a second word under the header. */
  readonly note?: string;
  /** Right-aligned with tabular figures. */
  readonly isNumber?: boolean;
  /** Least width in pixels; wider columns share what is left in proportion. */
  readonly width: number;
  /** Its weight in that share; absent: its width. */
  readonly share?: number;
  /** What the list of columns calls it where the header is too short to stand alone. */
  readonly fullName?: string;
  /** Shown only where a person has chosen it. */
  readonly isExtra?: boolean;
  /** What the column is sorted by; undefined, null and NaN always come last. */
  readonly sortBy: (row: Row) => SortKey;
  readonly cell: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  /** The accessible name. */
  readonly label: string;
  readonly rows: readonly Row[];
  /** Stable between renders. */
  readonly columns: readonly DataTableColumn<Row>[];
  /** Stable between renders. */
  readonly rowKey: (row: Row) => string;
  /** With it each row is a choice: its first cell becomes a button. */
  readonly onChoose?: (row: Row) => void;
  readonly isChosen?: (row: Row) => boolean;
  /** With it each row has a box at its left. */
  readonly selection?: RowSelection<Row>;
  /** Most height of the table in pixels before it scrolls. */
  readonly maxHeight?: number;
  readonly rowHeight?: number;
  /** Less room beside each cell. */
  readonly isDense?: boolean;
}

interface RowSelection<Row> {
  readonly keys: Selection;
  readonly onChange: (keys: Selection) => void;
  /** What the box of a row is called after `Select`. */
  readonly nameOf: (row: Row) => string;
}

/** The two things of a row that take the focus. */
type Control = 'box' | 'name';

/** On paper a table of up to so many rows is whole; a longer one shows what it shows on the screen. */
const mostPrintedRows = 2000;
const headHeight = 46;
const boxWidth = 44;

export function DataTable<Row extends object>({
  label,
  rows,
  columns,
  rowKey,
  onChoose,
  isChosen,
  selection,
  maxHeight = 420,
  rowHeight = 38,
  isDense = false,
}: DataTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState(unsorted);
  const order = useMemo(() => sortedOrder(rows, columns, sort), [rows, columns, sort]);
  const rowAt = (position: number): Row => rows[order?.[position] ?? position]!;
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions stay in this component; nothing memoized takes them
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: headHeight,
  });
  const isWhole = usePrinting() && rows.length <= mostPrintedRows;
  const drawn = isWhole ? everyRow(rows.length, rowHeight) : virtualizer.getVirtualItems();
  const walk = useRowWalk({
    scroller,
    count: rows.length,
    first: drawn.find((item) => item.end > (virtualizer.scrollOffset ?? 0))?.index ?? 0,
    isDrawn: (position) => drawn.some((item) => item.index === position),
    reveal: (position) => virtualizer.scrollToIndex(position),
    pageRows: Math.max(1, Math.floor((maxHeight - headHeight) / rowHeight) - 1),
    controls: [...(selection ? ['box' as const] : []), ...(onChoose ? ['name' as const] : [])],
  });
  const gestures = useGestures({ rows, rowAt, rowKey, onChoose, selection, walk });

  const tracks = [
    ...(selection ? [`${boxWidth}px`] : []),
    ...columns.map(({ width, share = width }) => `minmax(${width}px, ${share}fr)`),
  ].join(' ');
  const minWidth = columns.reduce((sum, { width }) => sum + width, selection ? boxWidth : 0);
  // One pixel more than the rows, so that the last line is seen.
  const height = Math.min(maxHeight, headHeight + rows.length * rowHeight + 2);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      data-dense={isDense || undefined}
      data-whole={isWhole || undefined}
      style={isWhole ? undefined : { height }}
      // Straight to the element: a redraw a scroll would be a long task.
      onScroll={({ currentTarget }) =>
        currentTarget.toggleAttribute('data-scrolled', currentTarget.scrollLeft > 0)
      }
      tabIndex={0}
      role="region"
      aria-label={`${label}, scrollable`}
    >
      <span role="status" className={classes.hidden}>
        {sortSentence(columns, sort)}
      </span>
      <div
        role="table"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + (selection ? 1 : 0)}
        className={selection ? classes.selectable : undefined}
        style={{ minWidth }}
      >
        <TableHead columns={columns} tracks={tracks} sort={sort} onSort={setSort}>
          {selection ? <SelectAll rows={rows} rowKey={rowKey} selection={selection} /> : null}
        </TableHead>
        <div
          role="rowgroup"
          className={classes.body}
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={gestures.onKeyDown}
        >
          {drawn.map((item) => {
            const row = rowAt(item.index);
            const key = rowKey(row);
            return (
              <TableRow
                key={key}
                row={row}
                position={item.index}
                top={item.start}
                height={rowHeight}
                tracks={tracks}
                columns={columns}
                chosen={isChosen?.(row) ?? false}
                isChoice={onChoose !== undefined}
                box={selection ? { name: selection.nameOf(row), isTicked: selection.keys.has(key) } : null}
                walk={walk}
                gestures={gestures}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Where each of `count` rows stands, pixels below the head. */
function everyRow(count: number, rowHeight: number) {
  return Array.from({ length: count }, (_, index) => ({
    index,
    start: index * rowHeight,
    end: (index + 1) * rowHeight,
  }));
}

interface Gestures {
  /** Everything between where the last range began and this row comes into the selection. */
  readonly selectTo: (position: number) => void;
  readonly toggle: (position: number) => void;
  readonly onRowClick: (event: MouseEvent, position: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** What a click or a key on the rows does to the choice and the selection. */
function useGestures<Row>({
  rows,
  rowAt,
  rowKey,
  onChoose,
  selection,
  walk,
}: Pick<DataTableProps<Row>, 'rows' | 'rowKey'> & {
  readonly rowAt: (position: number) => Row;
  readonly onChoose: ((row: Row) => void) | undefined;
  readonly selection: RowSelection<Row> | undefined;
  readonly walk: RowWalk;
}): Gestures {
  /** Where a range of the selection starts. */
  const anchor = useRef(0);
  const keyAt = (position: number) => rowKey(rowAt(position));
  const selectTo = (position: number) => {
    if (!selection) return;
    const [from, to] = [Math.min(anchor.current, position), Math.max(anchor.current, position)];
    const keys = Array.from({ length: to - from + 1 }, (_, i) => keyAt(from + i));
    selection.onChange(withKeys(selection.keys, keys, true));
  };
  const toggle = (position: number) => {
    anchor.current = position;
    selection?.onChange(toggled(selection.keys, keyAt(position)));
  };
  const onRowClick = (event: MouseEvent, position: number) => {
    walk.setActive(position);
    if (selection && event.shiftKey) return selectTo(position);
    if (selection && (event.ctrlKey || event.metaKey)) return toggle(position);
    anchor.current = position;
    onChoose?.(rowAt(position));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (selection && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      return selection.onChange(withKeys(selection.keys, rows.map(rowKey), true));
    }
    const to = walk.onKeyDown(event);
    if (to === null) return;
    if (event.shiftKey) selectTo(to);
    else anchor.current = to;
  };
  return { selectTo, toggle, onRowClick, onKeyDown };
}

function TableRow<Row>({
  row,
  position,
  top,
  height,
  tracks,
  columns,
  chosen,
  isChoice,
  box,
  walk,
  gestures,
}: {
  readonly row: Row;
  /** Among the rows as they are sorted. */
  readonly position: number;
  /** Pixels below the head. */
  readonly top: number;
  readonly height: number;
  readonly tracks: string;
  readonly columns: readonly DataTableColumn<Row>[];
  readonly chosen: boolean;
  readonly isChoice: boolean;
  readonly box: { readonly name: string; readonly isTicked: boolean } | null;
  readonly walk: RowWalk;
  readonly gestures: Gestures;
}) {
  return (
    <div
      role="row"
      aria-rowindex={position + 2}
      className={classes.row}
      data-position={position}
      data-chosen={chosen}
      data-selected={box?.isTicked || undefined}
      data-clickable={isChoice}
      onMouseDown={(event) => {
        // A range is meant, not the words between.
        if (event.shiftKey) event.preventDefault();
      }}
      onClick={(event) => gestures.onRowClick(event, position)}
      style={{
        gridTemplateColumns: tracks,
        height,
        position: 'absolute',
        top: 0,
        width: '100%',
        transform: `translateY(${top}px)`,
      }}
    >
      {box ? (
        <div role="cell" className={classes.box} onClick={(event) => event.stopPropagation()}>
          <input
            type="checkbox"
            aria-label={`Select ${box.name}`}
            data-control="box"
            tabIndex={walk.tabIndexOf(position, 'box')}
            checked={box.isTicked}
            onFocus={() => walk.setActive(position, 'box')}
            onClick={(event) => {
              if (event.shiftKey) gestures.selectTo(position);
              else gestures.toggle(position);
            }}
            // The click above has done it; React wants to see that the box is steered.
            onChange={() => undefined}
          />
        </div>
      ) : null}
      {columns.map((column, index) => (
        <div key={column.id} role="cell" className={column.isNumber ? classes.number : classes.word}>
          {index === 0 && isChoice ? (
            <button
              type="button"
              className={classes.choose}
              data-control="name"
              tabIndex={walk.tabIndexOf(position, 'name')}
              aria-pressed={chosen}
              onFocus={() => walk.setActive(position, 'name')}
              onClick={(event) => {
                event.stopPropagation();
                gestures.onRowClick(event, position);
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
}

function TableHead<Row>({
  columns,
  tracks,
  sort,
  onSort,
  children,
}: {
  readonly columns: readonly DataTableColumn<Row>[];
  readonly tracks: string;
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
  /** What stands before the heads of the columns. */
  readonly children: ReactNode;
}) {
  return (
    <div role="rowgroup" className={classes.head} style={{ height: headHeight }}>
      <div
        role="row"
        aria-rowindex={1}
        className={classes.row}
        style={{ gridTemplateColumns: tracks, height: headHeight }}
      >
        {children}
        {columns.map((column) => (
          <ColumnHead key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  );
}

function SelectAll<Row>({
  rows,
  rowKey,
  selection,
}: {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly selection: RowSelection<Row>;
}) {
  const keys = useMemo(() => rows.map(rowKey), [rows, rowKey]);
  const covered = useMemo(() => coverage(selection.keys, keys), [selection.keys, keys]);
  return (
    <div role="columnheader" className={classes.box}>
      <input
        type="checkbox"
        aria-label="Select all listed"
        checked={covered === 'all'}
        ref={(box) => {
          if (box) box.indeterminate = covered === 'some';
        }}
        onChange={() => selection.onChange(withKeys(selection.keys, keys, covered !== 'all'))}
      />
    </div>
  );
}

type RowWalk = ReturnType<typeof useRowWalk>;

/** The one row that the Tab key reaches, and the way of the focus from row to row. */
function useRowWalk({
  scroller,
  count,
  first,
  isDrawn,
  reveal,
  pageRows,
  controls,
}: {
  readonly scroller: { readonly current: HTMLElement | null };
  readonly count: number;
  /** The first row in sight. */
  readonly first: number;
  readonly isDrawn: (position: number) => boolean;
  readonly reveal: (position: number) => void;
  readonly pageRows: number;
  readonly controls: readonly Control[];
}) {
  const [active, setActive] = useState<{ readonly position: number; readonly control: Control }>({
    position: 0,
    control: controls.at(-1) ?? 'name',
  });
  /** A row that takes the focus as soon as it is drawn. */
  const wanted = useRef<{ position: number; control: Control } | null>(null);
  useEffect(() => {
    const goal = wanted.current;
    if (goal === null) return;
    const control = scroller.current?.querySelector<HTMLElement>(
      `[data-position="${goal.position}"] [data-control="${goal.control}"]`,
    );
    if (!control) return;
    wanted.current = null;
    control.focus({ preventScroll: true });
  });
  const stop = active.position < count && isDrawn(active.position) ? active.position : first;
  return {
    setActive: (position: number, control: Control = active.control) =>
      setActive((before) =>
        before.position === position && before.control === control ? before : { position, control },
      ),
    tabIndexOf: (position: number, control: Control) =>
      position === stop && (control === active.control || controls.length === 1) ? 0 : -1,
    /** Moves the focus where the key leads; the row it moved to, or null. */
    onKeyDown: (event: KeyboardEvent): number | null => {
      const { position, control } = active;
      const to: Partial<Record<string, number>> = {
        ArrowDown: position + 1,
        ArrowUp: position - 1,
        PageDown: position + pageRows,
        PageUp: position - pageRows,
        Home: 0,
        End: count - 1,
      };
      const sideways = event.key === 'ArrowLeft' ? 'box' : event.key === 'ArrowRight' ? 'name' : null;
      if (sideways !== null && controls.includes(sideways)) {
        event.preventDefault();
        wanted.current = { position, control: sideways };
        setActive({ position, control: sideways });
        return null;
      }
      const target = to[event.key];
      if (target === undefined || count === 0) return null;
      event.preventDefault();
      const next = Math.max(0, Math.min(count - 1, target));
      wanted.current = { position: next, control };
      setActive({ position: next, control });
      reveal(next);
      return next;
    },
  };
}
