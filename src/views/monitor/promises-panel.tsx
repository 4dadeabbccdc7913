// Whether accepted prices brought what was promised, and whether the intervals still cover.

import { useMemo } from 'react';

import { coverageOf, promisesOf, type PromiseState } from '../../core/monitor/promises.ts';
import type { SalesWatch } from '../../core/monitor/watch.ts';
import { formatCountOf, formatMoney, formatQuantity, formatRough } from '../../core/text/format.ts';
import { useLab } from '../../store/use-lab.ts';
import { Panel } from '../ui/panel.tsx';
import tableClasses from '../ui/plain-table.module.css';
import classes from './monitor-section.module.css';

const stateWords: Readonly<Record<PromiseState, string>> = {
  kept: 'as promised',
  more: 'more than promised',
  less: 'less than promised',
  tooEarly: 'too early to tell',
  notCharged: 'not charged yet',
};

export function PromisesPanel({ watch }: { readonly watch: SalesWatch }) {
  const decisions = useLab((state) => state.book.decisions);
  const suggestions = useLab((state) => state.suggestions);
  const coverage = useMemo(() => coverageOf(watch), [watch]);
  const { list, sentence } = useMemo(
    () => promisesOf(watch, decisions, suggestions),
    [watch, decisions, suggestions],
  );
  return (
    <Panel title="Promises" caption={sentence}>
      {coverage === null ? null : <p className={classes.quiet}>{coverage.sentence}</p>}
      {list.length === 0 ? null : (
        <div className={tableClasses.scroller} tabIndex={0} role="region" aria-label="Accepted prices">
          <table className={tableClasses.table}>
            <thead>
              <tr>
                <th scope="col">Product</th>
                <th scope="col" className={tableClasses.number}>
                  Price
                </th>
                <th scope="col" className={tableClasses.number}>
                  Units promised
                </th>
                <th scope="col" className={tableClasses.number}>
                  Units sold
                </th>
                <th scope="col" className={tableClasses.number}>
                  Gain promised
                </th>
                <th scope="col" className={tableClasses.number}>
                  Gain so far
                </th>
                <th scope="col">Outcome</th>
              </tr>
            </thead>
            <tbody>
              {list.map(({ productId, productName, price, promised, seen, rows, gain, state }) => (
                <tr key={productId}>
                  <th scope="row">{productName}</th>
                  <td className={tableClasses.number}>{formatMoney(price)}</td>
                  <td className={tableClasses.number}>
                    {formatQuantity(promised.units)} ({formatQuantity(promised.interval[0])} to{' '}
                    {formatQuantity(promised.interval[1])})
                  </td>
                  <td className={tableClasses.number}>
                    {rows === 0 ? '–' : `${formatQuantity(seen)} over ${formatCountOf(rows, 'row')}`}
                  </td>
                  <td className={tableClasses.number}>{gain === null ? '–' : formatRough(gain.promised)}</td>
                  <td className={tableClasses.number}>{gain === null ? '–' : formatRough(gain.seen)}</td>
                  <td>{stateWords[state]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
