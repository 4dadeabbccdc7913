// A word of the field with its meaning as a tooltip, from the glossary. Hovering, focusing or tapping opens it.

import { Tooltip } from '@mantine/core';
import { pageWords } from '../../core/text/page-words.ts';
import type { ReactElement } from 'react';

import { glossary, type GlossaryTerm } from '../../core/text/glossary.ts';
import classes from './explained.module.css';

/** `children` is what opens the tooltip and can have the focus. */
export function Explained({
  term,
  children,
}: {
  readonly term: GlossaryTerm;
  readonly children: ReactElement;
}) {
  return (
    <Tooltip
      label={pageWords(glossary[term].meaning)}
      multiline
      w={290}
      openDelay={300}
      events={{ hover: true, focus: true, touch: true }}
    >
      {children}
    </Tooltip>
  );
}

/** The word itself, which nothing else can be done with. */
export function Term({ term, label }: { readonly term: GlossaryTerm; readonly label: string }) {
  return (
    <Explained term={term}>
      <button type="button" className={classes.term}>
        {label}
      </button>
    </Explained>
  );
}
