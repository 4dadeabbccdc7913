// The head of a section: its one h1, a sentence that says what it is for, and its main action.

import type { ReactNode } from 'react';

import classes from './page-header.module.css';

export interface PageHeaderProps {
  readonly title: string;
  readonly sentence?: ReactNode;
  /** The main action of the section, at the right. */
  readonly actions?: ReactNode;
}

export function PageHeader({ title, sentence, actions }: PageHeaderProps) {
  return (
    <div className={classes.header}>
      <div className={classes.words}>
        <h1 className={classes.title}>{title}</h1>
        {sentence === undefined ? null : <p className={classes.sentence}>{sentence}</p>}
      </div>
      {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
    </div>
  );
}

/** Stacks the panels of a section with the page's spacing. */
export function SectionStack({ children }: { readonly children: ReactNode }) {
  return <div className={classes.stack}>{children}</div>;
}

/** Lays panels side by side where there is room: each at least `minWidth` pixels wide. */
export function PanelGrid({
  minWidth = 420,
  children,
}: {
  readonly minWidth?: number;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={classes.grid}
      style={{ gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${minWidth}px), 1fr))` }}
    >
      {children}
    </div>
  );
}
