// Heavy parts of the page, such as charts, drawn one after the other: a frame between two of them, so that the page
// answers in between and none of its tasks is long.

import { useEffect, useRef, useState, type ReactNode } from 'react';

/** Those that wait, the first in line first. */
const waiting: (() => void)[] = [];
/** Whether one is being drawn or the next is about to be called. */
let isServing = false;

/** Frames do not come while the page is hidden. */
const longestFrameMs = 200;
/** One that does not come to be drawn, because something in it is still loading, does not hold up the others. */
const longestTurnMs = 1000;
let overdue: ReturnType<typeof setTimeout> | undefined;

function callNextAfterFrame(): void {
  isServing = true;
  clearTimeout(overdue);
  const go = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    setTimeout(callNext);
  };
  const frame = requestAnimationFrame(go);
  const timer = setTimeout(go, longestFrameMs);
}

function callNext(): void {
  const next = waiting.shift();
  isServing = next !== undefined;
  if (!next) return;
  overdue = setTimeout(callNextAfterFrame, longestTurnMs);
  next();
}

/** False until it is this component's turn to draw what is heavy in it, then true. */
function useTurn(): boolean {
  const [isMine, setMine] = useState(false);
  const isCalled = useRef(false);
  useEffect(() => {
    const take = () => {
      isCalled.current = true;
      setMine(true);
    };
    waiting.push(take);
    if (!isServing) callNextAfterFrame();
    return () => {
      const place = waiting.indexOf(take);
      if (place >= 0) waiting.splice(place, 1);
      // Called and gone before it drew: the next must not wait for it.
      if (isCalled.current) callNextAfterFrame();
    };
  }, []);
  useEffect(() => {
    if (!isMine) return;
    isCalled.current = false;
    callNextAfterFrame();
  }, [isMine]);
  return isMine;
}

/** Draws its children when their turn comes, and until then what keeps their place. */
export function InTurn({
  meanwhile = null,
  children,
}: {
  readonly meanwhile?: ReactNode;
  readonly children: ReactNode;
}) {
  return useTurn() ? children : meanwhile;
}
