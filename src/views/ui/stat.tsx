// One figure with its name: the facts of a file, the headline of a run.

import type { ReactNode } from 'react';

import type { GlossaryTerm } from '../../core/text/glossary.ts';
import { Term } from './explained.tsx';
import classes from './stat.module.css';

export interface StatProps {
  readonly label: string;
  /** What the label means, as a tooltip. */
  readonly term?: GlossaryTerm;
  readonly value: ReactNode;
  /** A quiet line under the value. */
  readonly note?: ReactNode;
  readonly size?: 'normal' | 'large';
}

/** One term and its value; stands inside a `StatList`. */
export function Stat({ label, term, value, note, size = 'normal' }: StatProps) {
  return (
    <div className={classes.stat}>
      <dt className={classes.label}>{term ? <Term term={term} label={label} /> : label}</dt>
      <dd className={size === 'large' ? `${classes.value} ${classes.large}` : classes.value}>
        {together(value)}
      </dd>
      {note === undefined ? null : <dd className={classes.note}>{note}</dd>}
    </div>
  );
}

/** A number stays with its percent sign. */
function together(value: ReactNode): ReactNode {
  return typeof value === 'string' ? value.replaceAll(' %', '\u00a0%') : value;
}

/** A row of figures that wraps. */
export function StatList({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.list}>{children}</dl>;
}
