// Long work in slices, so that the worker's other messages go on beside it.

/** At most so much work between two breaths, so that a message waits less than 100 ms. */
export const breatheEveryMs = 12;
const reportEveryMs = 100;

export interface Breathing {
  /** Lets the worker's other messages in. */
  readonly breathe: () => Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
}

/** What `steps` come to; null once nobody wants it any more. Tells `report` its progress, ten times a second at most. */
export async function inSlices<T>(
  steps: Generator<number, T>,
  { breathe, now }: Breathing,
  isWanted: () => boolean,
  report: (share: number) => void = () => undefined,
): Promise<T | null> {
  let lastBreath = now();
  let lastReport = now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (now() - lastReport >= reportEveryMs) {
      report(step.value);
      lastReport = now();
    }
    if (now() - lastBreath < breatheEveryMs) continue;
    await breathe();
    if (!isWanted()) return null;
    lastBreath = now();
  }
}
