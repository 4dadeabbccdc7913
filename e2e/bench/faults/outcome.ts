// What came of giving the lab something broken, and the counts of a whole campaign.

/** `accepted`: read and used; `refused`: in a sentence of ours; `raw`: refused in somebody else's words, or a crash; `wrong`: used, and what came of it is no number. */
export type Outcome = 'accepted' | 'refused' | 'raw' | 'wrong';

/** Words of an engine, a parser or a library, which no person should read. */
const rawWords =
  /cannot read propert|is not a function|is not iterable|undefined is|unexpected (token|end|non-whitespace)|in JSON at|expected uint8array|maximum call stack|invalid (array|string|typed array) length|uri malformed|out of bounds|matrix is|internal:|\[object /i;

export class Tally {
  readonly counts: Record<Outcome, number> = { accepted: 0, refused: 0, raw: 0, wrong: 0 };
  slowestMs = 0;
  /** The first of each kind of failure, to be looked at. */
  readonly failures: string[] = [];

  /** Does `give` with one broken thing; what it throws must begin with `lead` and be a sentence of ours. */
  async try(what: string, lead: RegExp, give: () => unknown): Promise<void> {
    const started = performance.now();
    let outcome: Outcome = 'accepted';
    let said = '';
    try {
      const problem = await give();
      if (typeof problem === 'string') [outcome, said] = ['wrong', problem];
    } catch (error) {
      said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      const isOurs =
        error instanceof Error &&
        error.name === 'Error' &&
        lead.test(error.message) &&
        !rawWords.test(error.message);
      outcome = isOurs ? 'refused' : 'raw';
    }
    this.slowestMs = Math.max(this.slowestMs, performance.now() - started);
    this.counts[outcome]++;
    if ((outcome === 'raw' || outcome === 'wrong') && this.failures.length < 5)
      this.failures.push(`${what}: ${said}`);
  }

  get tried(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** As a row of the table; failures are printed beside it. */
  row(what: string) {
    for (const failure of this.failures) console.error(`    ${what}: ${failure.slice(0, 300)}`);
    const { accepted, refused, raw, wrong } = this.counts;
    return {
      what,
      value: String(this.tried),
      unit: 'tried',
      spread: `${accepted} used, ${refused} refused in a sentence, ${raw} in raw words or crashed, ${wrong} with a figure that is none; slowest ${(this.slowestMs / 1000).toFixed(1)} s`,
    };
  }
}

/** The path to a number that is not finite, anywhere in plain data; null where all are.. */
export function notFinite(value: unknown, path = 'it'): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = notFinite(inner, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
