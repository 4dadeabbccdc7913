// Breaks of demand's level: a listing lost or won, a new competitor, a moved shelf.
//
// A level that wanders by small steps spreads such a jump over the days around it, and a price that is changed after it takes the rest for
// its own effect. So a step that is far beyond the others is let go free: the level may jump there as far as the days say, and the others are
// then as small as they are (Harvey and Koopman, Journal of Business and Economic Statistics 10(4), 1992, look for breaks the same
// way). One step at a time, since a jump that is not yet known makes all steps look large.
//
// One product's largest step is always somewhat odd. Only a file whose products break oftener than chance is searched, and then down to
// smaller steps, since jumps come in all sizes.

import type { BreakHabits } from './break-habits.ts';
import { type LevelFit, type LevelInput, type LevelResult, fitLocalLevel } from './local-level.ts';

/** How a file's levels are searched. */
export interface LevelBreaks {
  /** Steps beyond this many of their standard deviations are jumps. */
  readonly leastOdd: number;
  /** What the file's breaks are like, over which fits are averaged (break-averaging.ts); absent: they are not. */
  readonly habits?: BreakHabits;
}

/** A step so odd is no chance: of products whose level wanders by normal steps about one in a hundred has it. */
const certainlyOdd = 4;
/** A file breaks where at least this share of the products asked, and so many of them, have such a step. */
const leastShare = 0.15;
const fewestProducts = 3;
/** Where a file breaks. */
const searched: LevelBreaks = { leastOdd: 2.2 };
/** No jump is told from fewer rows than this on either side, and no more jumps than one in so many rows. */
const fewestRows = 4;
/** A step back of this share of a step, so near, undoes it. */
const spikeShare = 0.5;
const rowsABreak = 12;
const mostBreaks = 20;

/** A fit of `input` with the breaks that it shows. */
export interface BrokenLevel {
  /** With the breaks found. */
  readonly input: LevelInput;
  readonly result: LevelResult;
}

/** Fits with as many breaks as the rows show; `breaks` null: with none. Never throws. */
export function fitWithBreaks(input: LevelInput, breaks: LevelBreaks | null): BrokenLevel {
  if (breaks === null) return { input, result: fitLocalLevel(input) };
  let broken: LevelInput = { ...input, breaks: [] };
  let result = fitLocalLevel(broken);
  const most = Math.min(mostBreaks, Math.floor(input.y.length / rowsABreak));
  for (let found: readonly number[] = []; found.length < most && 'fit' in result;) {
    const next = oddestStep(result.fit, found);
    if (next === null || next.odd <= breaks.leastOdd) break;
    found = [...found, next.row];
    const wider = { ...input, breaks: found };
    const tried = fitLocalLevel(wider);
    if (!('fit' in tried)) break;
    broken = wider;
    result = tried;
  }
  return { input: broken, result };
}

/** How odd the oddest step of a fit without breaks is, in standard deviations; 0 where none can be told. */
export function oddestOf(input: LevelInput): number {
  const result = fitLocalLevel({ ...input, breaks: [] });
  return 'fit' in result ? (oddestStep(result.fit, [])?.odd ?? 0) : 0;
}

/** How a file is searched whose products' oddest steps are these; null where they are as chance makes them. */
export function fileBreaks(oddest: readonly number[]): LevelBreaks | null {
  const broken = oddest.filter((odd) => odd > certainlyOdd).length;
  return broken >= Math.max(fewestProducts, leastShare * oddest.length) ? searched : null;
}

/** The breaks of a fit, oldest first: the history's row behind each, and its step in log units. */
export function jumpsOf(
  { breaks = [] }: Pick<LevelInput, 'breaks'>,
  { rows }: { readonly rows: readonly number[] },
  { level }: Pick<LevelFit, 'level'>,
): { row: number; step: number }[] {
  return [...breaks]
    .sort((a, b) => a - b)
    .map((t) => ({ row: rows[t + 1]!, step: level[t + 1]! - level[t]! }));
}

/** The row from which to the next the level steps most oddly, apart from the breaks already known. */
function oddestStep({ oddSteps }: LevelFit, breaks: readonly number[]): { row: number; odd: number } | null {
  if (oddSteps === null) return null;
  let row: number | null = null;
  let odd = 0;
  for (let t = fewestRows - 1; t <= oddSteps.length - fewestRows; t++) {
    const here = Math.abs(oddSteps[t]!);
    if (!(here > odd) || breaks.some((other) => Math.abs(other - t) < fewestRows)) continue;
    if (isSpike(oddSteps, t)) continue;
    odd = here;
    row = t;
  }
  return row === null ? null : { row, odd };
}

/** Whether what rises at `t` falls again within a few rows, or the other way round: an odd day, and no other level. */
function isSpike(oddSteps: Float64Array, t: number): boolean {
  const back = -Math.sign(oddSteps[t]!) * spikeShare * Math.abs(oddSteps[t]!);
  for (let k = Math.max(0, t - fewestRows + 1); k < Math.min(oddSteps.length, t + fewestRows); k++)
    if (back < 0 ? oddSteps[k]! < back : oddSteps[k]! > back) return true;
  return false;
}
