// The table of an update program is a row of 32-bit words; each kernel reads its own from the front.
//
// What a kernel expects, and in which order, is what `encode.ts` writes for its step: the two are read side by side.

/** Kinds of entries; `entryKinds` in encode.ts is the same list. */
export const enum Kind {
  norm,
  dense,
  values,
  sample,
  tanhAction,
  targets,
  policyLoss,
  backRows,
  inputGradient,
  weightGradient,
  columnSum,
  weightedSum,
  totals,
  actionBackward,
  gradientNorm,
  gradientNormTotal,
  adam,
  temperature,
}

let at: usize = 0;
/** Where the present entry counts its claims, and how many of its units this thread has taken. */
let claims: usize = 0;
let taken: i32 = 0;

/** Where this thread may keep packed operands. */
export let scratch: usize = 0;
/** Which thread this is, and of how many. */
export let thread: i32 = 0;
export let threads: i32 = 1;

export function beginEntry(words: usize, claimsAt: usize): void {
  at = words;
  claims = claimsAt;
  taken = 0;
}

export function beginThread(index: i32, count: i32, memory: usize): void {
  thread = index;
  threads = count;
  scratch = memory;
}

export function integer(): i32 {
  const value = load<i32>(at);
  at += 4;
  return value;
}

export function address(): usize {
  return <usize>integer();
}

export function float(): f32 {
  const value = load<f32>(at);
  at += 4;
  return value;
}

/** The first of this thread's share of `units`; its end is the next thread's first. */
export function firstOf(units: i32, index: i32): i32 {
  return <i32>((<i64>units * index) / threads);
}

/**
 * The next of `units` for this thread, -1 when all are taken: the first thread takes them from the front, the second
 * one from the back, so that each packs few kernels and the faster one does more.
 *
 * A play claims `units` and once more for each thread that finds nothing left, so the count never needs a reset.
 */
export function nextUnit(units: i32): i32 {
  if (ASC_FEATURE_THREADS) {
    if (threads > 1) {
      if (atomic.add<u32>(claims, 1) % <u32>(units + threads) >= <u32>units) return -1;
      taken++;
      return thread === 0 ? taken - 1 : units - taken;
    }
  }
  return taken < units ? taken++ : -1;
}
