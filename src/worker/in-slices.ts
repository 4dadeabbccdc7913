// Long work in slices, so that the worker's other messages go on beside it.

import { abortError } from './calls.ts';

/** At most so much work without letting other messages in, so that one waits less than 100 ms. */
export const sliceMs = 12;
const reportEveryMs = 100;

export interface Scheduling {
  /** Lets the worker's other messages in. */
  readonly yieldToEventLoop: () => Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * The result of `steps`. Tells `report` its progress, ten times a second at most.
 *
 * @throws An AbortError once it is no longer wanted.
 */
export async function inSlices<T>(
  steps: Generator<number, T>,
  { yieldToEventLoop, now }: Scheduling,
  isWanted: () => boolean,
  report: (share: number) => void = () => undefined,
): Promise<T> {
  let lastYield = now();
  let lastReport = now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (now() - lastReport >= reportEveryMs) {
      report(step.value);
      lastReport = now();
    }
    if (now() - lastYield < sliceMs) continue;
    await yieldToEventLoop();
    if (!isWanted()) throw abortError();
    lastYield = now();
  }
}
