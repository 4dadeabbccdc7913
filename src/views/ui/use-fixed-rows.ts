// Which rows of a long list are in sight, where every row is equally high: two numbers from the scroll position.
//
// A virtualiser that measures keeps a record per row, which for a million rows is a long task of its own.

import { useEffect, useState, type RefObject } from 'react';

const overscan = 10;
/** Before the list is measured. */
const firstRows = 24;

export interface RowSpan {
  readonly first: number;
  /** One past the last row. */
  readonly end: number;
}

/** The rows to draw of `count` rows of `rowHeight` pixels in `scroller`, some more on both sides. */
export function useFixedRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowSpan {
  const [span, setSpan] = useState<RowSpan>({ first: 0, end: firstRows });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      // Whole steps of the overscan, so that a scroll by a pixel draws nothing.
      const first = Math.floor(element.scrollTop / rowHeight / overscan) * overscan - overscan;
      const seen = Math.ceil(element.clientHeight / rowHeight) + 3 * overscan;
      setSpan((before) =>
        before.first === first && before.end === first + seen ? before : { first, end: first + seen },
      );
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [scroller, rowHeight]);
  return { first: Math.max(0, Math.min(span.first, count)), end: Math.max(0, Math.min(span.end, count)) };
}
