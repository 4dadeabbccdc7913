// Long work that stops for a moment between its steps, so that whoever does it can let others in.

/** Work done step by step; its result comes last. */
export type WorkSteps<Result> = Generator<undefined, Result>;

/** Work that is one step. */
export function* atOnce<Result>(work: () => Result): WorkSteps<Result> {
  yield;
  return work();
}
