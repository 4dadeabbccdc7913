// Long work that stops for a moment between its steps, so that whoever does it can let others in.

/** Work done step by step; its result comes last. */
export type WorkSteps<Result> = Generator<undefined, Result>;

/** The result of steps, taken one after the other without a pause. */
export function runToEnd<Result>(steps: Iterator<unknown, Result>): Result {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
  }
}

/** Work that is one step. */
export function* atOnce<Result>(work: () => Result): WorkSteps<Result> {
  yield;
  return work();
}
