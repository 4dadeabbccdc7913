/** The result of steps, taken one after the other without a pause; whoever lets others in between takes them alone. */
export function runToEnd<Result>(steps: Iterator<unknown, Result>): Result {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
  }
}
