// A live value for a chart, renewed at the pace of the redraw queue instead of at every message of the worker.

import { useEffect, useRef, useState } from 'react';

import { createRedrawQueue, type Redraw } from './redraw-queue.ts';

const queue = createRedrawQueue({
  now: () => performance.now(),
  isHidden: () => document.hidden,
  atFrame: (callback) => void requestAnimationFrame(callback),
  after: (ms, callback) => void setTimeout(callback, ms),
});
document.addEventListener('visibilitychange', () => queue.wake());

/**
 * The latest `value` as of this chart's last turn to draw; undefined before its first turn, so that several charts
 * that enter the page together are drawn one after the other too. A value that did not change asks for no turn.
 */
export function usePaced<T>(value: T): T | undefined {
  const [shown, setShown] = useState<{ readonly value: T } | null>(null);
  const latest = useRef(value);
  const redraw = useRef<Redraw | null>(null);

  useEffect(() => {
    latest.current = value;
    redraw.current ??= {
      draw: () =>
        setShown((before) =>
          before && Object.is(before.value, latest.current) ? before : { value: latest.current },
        ),
    };
    queue.request(redraw.current);
  }, [value]);
  useEffect(
    () => () => {
      if (redraw.current) queue.forget(redraw.current);
    },
    [],
  );
  return shown?.value;
}
