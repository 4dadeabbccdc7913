// Two kept models side by side: what they are, how they were made, and where they differ.

import { comparedFacts, returnsCompare } from '../../core/model/compare-cards.ts';
import type { ModelEntryView } from '../../store/features/models-feature.ts';
import { Panel } from '../ui/panel.tsx';
import table from '../ui/plain-table.module.css';
import classes from './model-comparison.module.css';
import { PairedDifference } from './paired-difference.tsx';

export function ModelComparison({ models }: { readonly models: readonly ModelEntryView[] }) {
  const cards = models.map(({ card }) => card);
  const facts = comparedFacts(cards);
  const [first, second] = models;
  const canPlay = returnsCompare(cards);
  return (
    <Panel
      title="Compared"
      caption={
        canPlay
          ? 'Both were evaluated in the same market on the same data: their returns can be compared.'
          : 'They were evaluated in different markets or on different data: compare the gap closed, not the returns.'
      }
      flush
    >
      {canPlay && first && second ? <PairedDifference first={first} second={second} /> : null}
      <div className={table.scroller} tabIndex={0} role="group" aria-label="Comparison of two models">
        <table className={`${table.table} ${classes.table}`}>
          <thead>
            <tr>
              <th scope="col">
                <span className={classes.hidden}>Fact</span>
              </th>
              {models.map(({ id, name }) => (
                <th key={id} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {facts.map(({ label, values, differs }) => (
              <tr key={label} data-differs={differs || undefined} className={classes.fact}>
                <th scope="row">{label}</th>
                {models.map(({ id }, i) => (
                  <td key={id}>{values[i]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
