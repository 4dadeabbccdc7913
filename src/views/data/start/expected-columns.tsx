// What a file should hold, from the one list of columns; folded until somebody asks.

import { useState } from 'react';

import { columns } from '../../../core/table/columns.ts';
import { Mark } from '../../ui/mark.tsx';
import tableClasses from '../../ui/plain-table.module.css';
import classes from './expected-columns.module.css';
import { needOfRole } from '../mapping/mapping-form.ts';

export function ExpectedColumns() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className={classes.details}
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className={classes.summary}>Which columns a file should have</summary>
      <p className={classes.words}>
        Only date, price and sales (or units) are required. Case, spacing and punctuation in headers do not
        matter; you can assign unrecognised columns yourself. Comma, semicolon, tab or pipe; UTF-8, UTF-16 or
        Windows-1252; decimal point or comma.
      </p>
      {isOpen ? <ColumnTable /> : null}
    </details>
  );
}

function ColumnTable() {
  return (
    <div className={tableClasses.scroller} tabIndex={0} role="region" aria-label="Expected columns">
      <table className={tableClasses.table}>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Needed</th>
            <th scope="col">Unit</th>
            <th scope="col">Meaning</th>
            <th scope="col">Also recognised as</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.role}>
              <th scope="row">{column.header}</th>
              <td>
                <Mark tone={needOfRole(column.role) === 'optional' ? 'quiet' : 'info'}>
                  {needOfRole(column.role)}
                </Mark>
              </td>
              <td>{column.unit === '' ? 'text' : column.unit}</td>
              <td>{column.meaning}</td>
              <td className={tableClasses.quiet}>{column.synonyms.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
