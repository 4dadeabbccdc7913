// The first rows of a file as they stand, and as they would be read under the answers given so far.

import type { EffectRow, ReadEffect } from '../../../core/table/read-effect.ts';
import tableClasses from '../../ui/plain-table.module.css';
import classes from './mapping-dialog.module.css';

export interface EffectPreviewProps {
  readonly effect: ReadEffect | null;
  readonly headers: readonly string[];
  readonly sampleRows: readonly (readonly string[])[];
}

const shownRows = 5;
const figures = ['price', 'units', 'sales'] as const satisfies readonly (keyof EffectRow)[];
const figureWords = { price: 'Price', units: 'Units', sales: 'Sales' } as const;

export function EffectPreview({ effect, headers, sampleRows }: EffectPreviewProps) {
  const read = effect?.facts?.first ?? [];
  const shown = figures.filter((figure) => read.some((row) => row[figure] !== null));
  return (
    <div className={classes.rows}>
      <div className={tableClasses.scroller} tabIndex={0} role="region" aria-label="First rows, scrollable">
        <table className={tableClasses.table} aria-label="First rows of the file">
          <thead>
            <tr>
              {headers.map((header, column) => (
                <th key={column} scope="col">
                  {header === '' ? `Column ${column + 1}` : header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sampleRows.slice(0, shownRows).map((row, place) => (
              <tr key={place}>
                {headers.map((_, column) => (
                  <td key={column}>{row[column] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {/* Room for the rows whether they are there or not, so that nothing moves away from under a pointer. */}
      <div className={classes.asRead}>
        {read.length === 0 ? (
          <p className={classes.words}>
            How these rows are read is shown here once their date, price and sales are chosen below.
          </p>
        ) : (
          <table className={tableClasses.table} aria-label="As they would be read">
            <thead>
              <tr>
                <th scope="col">Read as: day</th>
                <th scope="col">Product</th>
                {shown.map((figure) => (
                  <th key={figure} scope="col" className={tableClasses.number}>
                    {figureWords[figure]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {read.map((row, place) => (
                <tr key={place}>
                  <td>{row.date}</td>
                  <td>{row.product}</td>
                  {shown.map((figure) => (
                    <td key={figure} className={tableClasses.number}>
                      {row[figure] === null ? 'unknown' : Number(row[figure].toFixed(2))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
