// Whether a second thread pays, found out by trying: blocks of updates with one and with two threads in turn.
//
// The numbers of an update do not depend on the threads, so what is chosen, or when, changes no run.

import { median } from '../../../core/statistics/summary.ts';

/** Blocks that do not count: code is still being optimized. */
const warmUpBlocks = 4;
/** Blocks of each kind that count. */
const countedBlocks = 4;

export class ThreadChoice {
  private readonly updatesPerBlock: number;
  private readonly milliseconds: Record<1 | 2, number[]> = { 1: [], 2: [] };
  private updates = 0;
  private blockMs = 0;

  /** A block is as many updates as the program's kinds of updates repeat after. */
  constructor(updatesPerBlock: number) {
    this.updatesPerBlock = updatesPerBlock;
  }

  /** How many threads the next update is to be tried with. */
  get next(): 1 | 2 {
    return Math.floor(this.updates / this.updatesPerBlock) % 2 === 0 ? 2 : 1;
  }

  /** The faster number of threads by the medians of their blocks, once known. */
  measured(updateMs: number): 1 | 2 | null {
    const threads = this.next;
    this.blockMs += updateMs;
    this.updates++;
    if (this.updates % this.updatesPerBlock !== 0) return null;
    const blocks = this.updates / this.updatesPerBlock;
    if (blocks > warmUpBlocks) this.milliseconds[threads].push(this.blockMs);
    this.blockMs = 0;
    if (blocks < warmUpBlocks + 2 * countedBlocks) return null;
    return median(this.milliseconds[2]) < median(this.milliseconds[1]) ? 2 : 1;
  }
}
