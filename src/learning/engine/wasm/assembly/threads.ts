// Two threads in step: a barrier after the entries that others read from, and a door where a helper waits for work.
//
// They spin for a while first, since a step takes microseconds; then they sleep, so that a busy machine loses little.
// Words of the control block: arrivals at the barrier, its generation, the work's number, table, entries, threads.

/** A few tens of microseconds. */
const spins: i32 = 4000;

const generationAt: usize = 4;
const workAt: usize = 8;
const tableAt: usize = 12;
const countAt: usize = 16;
const threadsAt: usize = 20;

/** Waits while the word at `at` is still `old`. */
function waitWhile(at: usize, old: i32): void {
  for (let i: i32 = 0; i < spins; i++) if (atomic.load<i32>(at) !== old) return;
  while (atomic.load<i32>(at) === old) atomic.wait<i32>(at, old, -1);
}

/** Returns when `threads` threads have come. */
export function meet(control: usize, threads: i32): void {
  const generation = atomic.load<i32>(control + generationAt);
  if (atomic.add<i32>(control, 1) === threads - 1) {
    atomic.store<i32>(control, 0);
    atomic.add<i32>(control + generationAt, 1);
    atomic.notify(control + generationAt, threads);
  } else waitWhile(control + generationAt, generation);
}

/** Calls the helpers to the table's first `count` entries. */
export function callHelpers(control: usize, table: usize, count: i32, threads: i32): void {
  store<u32>(control + tableAt, <u32>table);
  store<i32>(control + countAt, count);
  store<i32>(control + threadsAt, threads);
  atomic.add<i32>(control + workAt, 1);
  atomic.notify(control + workAt, threads);
}

/** Waits for work after number `done`; returns the number of what came. */
export function awaitWork(control: usize, done: i32): i32 {
  waitWhile(control + workAt, done);
  return atomic.load<i32>(control + workAt);
}

export function workTable(control: usize): usize {
  return <usize>load<u32>(control + tableAt);
}

export function workCount(control: usize): i32 {
  return load<i32>(control + countAt);
}

export function workThreads(control: usize): i32 {
  return load<i32>(control + threadsAt);
}
