// The drawing of a live chart with words over it while there is nothing to draw. The frame stands beneath from the
// start, so that the first figures of a run find it ready: making one takes longer than any redraw.

import type { ReactNode } from 'react';

import classes from './live-drawing.module.css';

export interface LiveDrawingProps {
  /** What will appear here; null once there is something. */
  readonly emptyWords: string | null;
  readonly children: ReactNode;
}

export function LiveDrawing({ emptyWords, children }: LiveDrawingProps) {
  const isEmpty = emptyWords !== null;
  return (
    <>
      <div className={classes.drawing} data-empty={isEmpty || undefined}>
        {children}
      </div>
      {isEmpty ? <div className={classes.words}>{emptyWords}</div> : null}
    </>
  );
}
