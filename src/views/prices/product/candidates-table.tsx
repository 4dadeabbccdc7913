// Every price that was weighed for a product: what it gains a day, how likely, and why it is recommended or is not.

import { formatChance, formatSignedRough, roughInterval } from '../../../core/text/format.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { formatMoney } from '../../../core/text/format.ts';
import table from '../../ui/plain-table.module.css';
import { candidateNote, candidateWords, heldNote } from '../advice-words.ts';
import classes from './candidates-table.module.css';

export function CandidatesTable({ suggestion }: { readonly suggestion: Suggestion }) {
  const { recommendation, currentPrice } = suggestion;
  const { candidates, candidate: chosen } = recommendation;
  return (
    <table className={`${table.table} ${classes.table}`} aria-label="Candidate prices">
      <thead>
        <tr>
          <th scope="col">Candidate</th>
          <th scope="col" className={table.number}>
            Price
          </th>
          <th scope="col" className={table.number}>
            Gain a day
          </th>
          <th scope="col" className={table.number}>
            Chance
          </th>
        </tr>
      </thead>
      <tbody>
        {candidates.map((candidate) => {
          const { name, price, gainPerDay, probability, isSchedule } = candidate;
          const isKeep = name === 'keep';
          const held = heldNote(candidate);
          return (
            <tr key={name} data-chosen={name === chosen || undefined}>
              <th scope="row">
                {candidateWords[name]}
                <span className={classes.note}>
                  {isSchedule ? 'day by day; ' : ''}
                  {candidateNote(candidate, recommendation, currentPrice)}
                  {held === null ? '' : `; ${held}`}
                </span>
              </th>
              <td className={table.number}>{formatMoney(price)}</td>
              <td className={table.number}>
                {isKeep ? '–' : formatSignedRough(gainPerDay.value)}
                {isKeep ? null : <span className={classes.note}>{roughInterval(gainPerDay)}</span>}
              </td>
              <td className={table.number}>{isKeep ? '–' : formatChance(probability)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
