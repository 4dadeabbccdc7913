// A small label whose meaning is carried by its words and its icon; the colour only repeats it.

import type { ReactNode } from 'react';

import classes from './mark.module.css';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet';

export interface MarkProps {
  readonly tone: Tone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

export function Mark({ tone, icon, children }: MarkProps) {
  return (
    <span className={classes.mark} data-tone={tone}>
      {icon === undefined ? null : (
        <span aria-hidden className={classes.icon}>
          {icon}
        </span>
      )}
      {children}
    </span>
  );
}
