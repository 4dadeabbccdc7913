// The rows as they were read, drawn only where they are looked at: a million rows cost no more than thirty.

import { useMemo, useRef } from 'react';

import type { Dataset } from '../../../core/table/dataset.ts';
import { formatCount, formatCountOf } from '../../../core/text/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { useFixedRows } from '../../ui/use-fixed-rows.ts';
import { isForecastRow, lastHistoryDays, previewColumns, type PreviewColumn } from './preview-columns.ts';
import classes from './preview-table.module.css';

const rowHeight = 32;
/** Chromium clamps an element at 33.5 million pixels. */
const drawableRows = 1_040_000;

export interface PreviewProps {
  readonly dataset: Dataset;
  /** Places of the table's rows in the order of the file. [rows] */
  readonly fileOrder: Uint32Array;
}

export function PreviewPanel({ dataset, fileOrder }: PreviewProps) {
  const { rowCount } = dataset.table;
  const caption =
    rowCount > drawableRows
      ? `The first ${formatCount(drawableRows)} of ${formatCountOf(rowCount, 'row')}, as read; a dash is a blank or unreadable cell.`
      : `${formatCountOf(rowCount, 'row')} as read, in the file’s order; a dash is a blank or unreadable cell.`;
  return (
    <Panel title="The data" caption={caption} fold="Show the rows" flush>
      <PreviewTable dataset={dataset} fileOrder={fileOrder} />
    </Panel>
  );
}

function PreviewTable({ dataset, fileOrder }: PreviewProps) {
  const { table } = dataset;
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => previewColumns(dataset, fileOrder), [dataset, fileOrder]);
  const lastDays = useMemo(() => lastHistoryDays(dataset), [dataset]);
  const drawn = Math.min(table.rowCount, drawableRows);
  const { first, end } = useFixedRows(scroller, drawn, rowHeight);
  const rows = Array.from({ length: end - first }, (_, i) => first + i);
  const tracks = columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(' ');
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div ref={scroller} className={classes.scroller} tabIndex={0} role="region" aria-label="Rows of the file">
      <div
        role="table"
        aria-label="The data as read"
        aria-rowcount={table.rowCount + 1}
        aria-colcount={columns.length}
        style={{ minWidth: width }}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" aria-rowindex={1} className={classes.row} style={{ gridTemplateColumns: tracks }}>
            {columns.map((column) => (
              <div
                key={column.key}
                role="columnheader"
                className={column.isNumber ? classes.number : classes.word}
              >
                {column.header}
                <span className={classes.unit}>{column.unit}</span>
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: drawn * rowHeight }}>
          {rows.map((row) => (
            <div
              key={row}
              role="row"
              aria-rowindex={row + 2}
              className={classes.row}
              data-odd={row % 2 === 1}
              style={{
                gridTemplateColumns: tracks,
                position: 'absolute',
                top: row * rowHeight,
                height: rowHeight,
                width: '100%',
              }}
            >
              {columns.map((column) => (
                <Cell
                  key={column.key}
                  column={column}
                  row={fileOrder[row]!}
                  isForecast={column.key === 'day' && isForecastRow(table, lastDays, fileOrder[row]!)}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

interface CellProps {
  readonly column: PreviewColumn;
  readonly row: number;
  readonly isForecast: boolean;
}

function Cell({ column, row, isForecast }: CellProps) {
  const text = column.text(row);
  return (
    <div
      role="cell"
      className={column.isNumber ? classes.number : classes.word}
      title={column.isNumber ? undefined : text}
    >
      {text === '' ? <span className={classes.blank}>–</span> : text}
      {isForecast ? <span className={classes.forecast}>forecast</span> : null}
    </div>
  );
}
