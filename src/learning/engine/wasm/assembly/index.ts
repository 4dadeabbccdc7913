// The kernels of the WebAssembly engine: one call plays a whole table of fused steps.
//
// Written in AssemblyScript and compiled by compile-kernels.ts. Nothing here allocates: the host plans the memory.
// The table's first words are the control block's address, where the packed operands of each thread go, and how many
// bytes of that each thread has; then comes one entry after another: bytes of the entry, kind, whether all threads
// meet behind it, claims on its units (`nextUnit`), and the words that its kernel reads (encode.ts).

import { actionBackward, sample, tanhAction, values } from './heads';
import { backRows, dense, inputGradient, norm, weightGradient } from './layer-assembly';
import { policyLoss, targets } from './losses';
import { adam, gradientNorm, gradientNormTotal, setAlpha, temperature } from './optimizer';
import { packColumns } from './product-assembly';
import { columnSum, totals, weightedSum } from './sums';
import { awaitWork, callHelpers, meet, workCount, workTable, workThreads } from './threads';
import { beginEntry, beginThread, Kind } from './words';

const headerBytes: usize = 12;
const entryHeadBytes: usize = 16;

export { packColumns, setAlpha };

/** Plays the table's first `count` entries; with `threads` > 1 together with the helpers. */
export function run(table: usize, count: i32, threads: i32): void {
  if (ASC_FEATURE_THREADS) {
    if (threads > 1) callHelpers(<usize>load<u32>(table), table, count, threads);
  }
  play(table, count, 0, threads);
}

/** A helper's life: it plays its part of every table that `run` calls it to, and never returns. */
export function serve(control: usize, thread: i32): void {
  if (ASC_FEATURE_THREADS) {
    let done: i32 = 0;
    while (true) {
      done = awaitWork(control, done);
      play(workTable(control), workCount(control), thread, workThreads(control));
    }
  }
}

function play(table: usize, count: i32, thread: i32, threads: i32): void {
  const control = <usize>load<u32>(table);
  beginThread(thread, threads, <usize>load<u32>(table, 4) + thread * load<i32>(table, 8));
  let entry = table + headerBytes;
  for (let i: i32 = 0; i < count; i++) {
    beginEntry(entry + entryHeadBytes, entry + 12);
    playEntry(load<i32>(entry, 4));
    if (ASC_FEATURE_THREADS) {
      if (threads > 1 && load<i32>(entry, 8)) meet(control, threads);
    }
    entry += load<i32>(entry);
  }
}

function playEntry(kind: i32): void {
  switch (kind) {
    case Kind.norm:
      return norm();
    case Kind.dense:
      return dense();
    case Kind.values:
      return values();
    case Kind.sample:
      return sample();
    case Kind.tanhAction:
      return tanhAction();
    case Kind.targets:
      return targets();
    case Kind.policyLoss:
      return policyLoss();
    case Kind.backRows:
      return backRows();
    case Kind.inputGradient:
      return inputGradient();
    case Kind.weightGradient:
      return weightGradient();
    case Kind.columnSum:
      return columnSum();
    case Kind.weightedSum:
      return weightedSum();
    case Kind.totals:
      return totals();
    case Kind.actionBackward:
      return actionBackward();
    case Kind.gradientNorm:
      return gradientNorm();
    case Kind.gradientNormTotal:
      return gradientNormTotal();
    case Kind.adam:
      return adam();
    case Kind.temperature:
      return temperature();
  }
}
