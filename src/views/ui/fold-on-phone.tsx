// What a phone keeps folded until it is asked for, so that a page is no longer than a few screens; on anything wider it
// simply stands there, and so it does on paper, which is as narrow but cannot be pressed.

import { useMediaQuery } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';

import classes from './fold-on-phone.module.css';

/** Whether the page is on a screen as narrow as a phone's. */
export function useIsPhone(): boolean {
  return useMediaQuery('screen and (max-width: 48em)', false, { getInitialValueInEffect: false });
}

/** `summary` is the line that opens it, undefined for what is never folded; nothing of the rest is drawn before. */
export function FoldOnPhone({
  summary,
  children,
}: {
  readonly summary: string | undefined;
  readonly children: ReactNode;
}) {
  const isPhone = useIsPhone();
  const [isOpen, setOpen] = useState(false);
  if (!isPhone || summary === undefined) return children;
  return (
    <details className={classes.fold} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen ? <div className={classes.inside}>{children}</div> : null}
    </details>
  );
}
