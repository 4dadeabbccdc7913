// How many updates go into one submit.
//
// A submit cannot be interrupted: the page's own frames wait for it. So a submit should take no longer than half a
// frame of 60 a second. A GPU's pace is not known before it is tried: the first submits hold one update each, and the
// time until the device reports them done tells how many the next ones may hold. Results do not depend on it.

/** Milliseconds of the GPU that a submit may take. */
const longestSubmitMs = 8;

export class SubmitPace {
  readonly most: number;
  private readonly fixed: number | null;
  private current = 1;

  /** Between 1 and `most`; always `fixed` where that is given. */
  constructor(most: number, fixed: number | null) {
    this.most = most;
    this.fixed = fixed;
  }

  get updates(): number {
    return this.fixed ?? this.current;
  }

  /** A block of `updates` took `ms` until the device was done with it. */
  measured(updates: number, ms: number): void {
    const affordable = Math.floor((longestSubmitMs * updates) / Math.max(ms, 1e-3));
    this.current = Math.min(this.most, Math.max(1, affordable));
  }
}
