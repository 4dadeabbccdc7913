// How long a run had trained when a step was done: a list of marks, one a report, that turns steps into seconds.
//
// TensorBoard keeps a wall time with every value; here episodes, losses and evaluations share the marks of their run. Pauses
// do not count, as in `RunProgress.elapsedSeconds`. A run from before times were recorded has no marks.

export interface TimeMark {
  /** Market steps done. */
  readonly step: number;
  /** Of training until then, pauses left out. */
  readonly seconds: number;
}

/** More are halved: between two marks of a thousand a straight line is as good. */
export const mostTimeMarks = 2_000;

/**
 * The marks with one more, ascending in step. A step that was marked already keeps its first time (an evaluation holds the
 * step still), as does all before it where a run goes back to a checkpoint.
 */
export function withTimeMark(marks: readonly TimeMark[], { step, seconds }: TimeMark): readonly TimeMark[] {
  const last = marks.at(-1);
  if (!Number.isFinite(seconds) || step <= (last?.step ?? 0)) return marks;
  const kept = marks.length < mostTimeMarks ? marks : marks.filter((_, i) => i % 2 === 1);
  return [...kept, { step, seconds: Math.max(seconds, last?.seconds ?? 0) }];
}

/**
 * Seconds of training at a step: on a straight line between its neighbouring marks, from 0 at step 0; after the last mark
 * as that one says. NaN without marks.
 */
export function secondsAt(marks: readonly TimeMark[], step: number): number {
  if (marks.length === 0) return Number.NaN;
  const at = firstFrom(marks, step);
  const after = marks[at];
  if (after === undefined) return marks.at(-1)!.seconds;
  const before = marks[at - 1] ?? { step: 0, seconds: 0 };
  const share = (step - before.step) / (after.step - before.step);
  return before.seconds + Math.max(0, share) * (after.seconds - before.seconds);
}

/** The place of the first mark at `step` or later; their count where there is none. */
function firstFrom(marks: readonly TimeMark[], step: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.step < step) low = middle + 1;
    else high = middle;
  }
  return low;
}
