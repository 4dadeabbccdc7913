// A card with a title, a caption and room for a control at the right: the building block of every section.

import { useId, type ReactNode } from 'react';

import { pageContent } from '../../core/text/page-words.ts';
import { FoldOnPhone, useIsPhone } from './fold-on-phone.tsx';
import classes from './panel.module.css';

export interface PanelProps {
  readonly title: string;
  /** One quiet line under the title. */
  readonly caption?: ReactNode;
  /** Controls at the right of the title; on a phone that folds the content, above it. */
  readonly aside?: ReactNode;
  /** 2 directly under the section's h1; 3 inside another panel's group. */
  readonly headingLevel?: 2 | 3;
  /** Without padding around the content, for tables that reach the edge. */
  readonly flush?: boolean;
  /** The line that opens the content on a phone, which folds it: `Show the rows`. */
  readonly fold?: string;
  readonly children?: ReactNode;
}

/** A region named by its title. */
export function Panel({
  title,
  caption,
  aside,
  headingLevel = 2,
  flush = false,
  fold,
  children,
}: PanelProps) {
  const id = useId();
  const isFolded = useIsPhone() && fold !== undefined;
  const controls = aside === undefined ? null : <div className={classes.aside}>{aside}</div>;
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.header}>
        <div className={classes.words}>
          <Heading id={id} className={classes.title}>
            {title}
          </Heading>
          {caption === undefined ? null : <p className={classes.caption}>{pageContent(caption)}</p>}
        </div>
        {isFolded && children !== undefined ? null : controls}
      </header>
      {children === undefined ? null : (
        <div className={flush && !isFolded ? classes.flush : classes.body}>
          {/* Always there, so that a panel which begins to fold keeps what stands in it. */}
          <FoldOnPhone summary={fold}>
            {isFolded ? controls : null}
            {children}
          </FoldOnPhone>
        </div>
      )}
    </section>
  );
}
