// The replay buffer in chunks of rows: a chunk that did not change since it was last written is not written again. The
// buffer overwrites its oldest rows in order, so what changed lies between where it stood then and where it stands now.

import { rowsOf, type ExperienceState, type ReplayState } from '../../core/run/checkpoint.ts';

export const chunkRows = 1024;

/** Where the buffer stood when it was last written. */
export interface WrittenReplay {
  readonly steps: number;
  readonly next: number;
  readonly size: number;
  /** Rows that waited for their n-step return or for the scale of observations, and came into the buffer later. */
  readonly waiting: number;
}

/** null for an experience without rows. */
export function writtenReplay(experience: ExperienceState): WrittenReplay | null {
  if (!('rows' in experience)) return null;
  const { steps, rows, nStep, observationScale } = experience;
  const sum = (total: number, rewards: Float32Array) => total + rewards.length;
  const unpaid = nStep.pending.map(({ rewards }) => rewards).reduce(sum, 0);
  const unscaled = (observationScale?.waiting ?? []).map(([, , rewards]) => rewards).reduce(sum, 0);
  return { steps, next: rows.next, size: rows.size, waiting: unpaid + unscaled };
}

export function chunkCount(size: number): number {
  return Math.ceil(size / chunkRows);
}

/** Indices of the chunks whose rows differ from those written last; all of them where nothing was. */
export function changedChunks(last: WrittenReplay | null, now: ExperienceState): readonly number[] {
  const rows = rowsOf(now);
  if (!rows) return [];
  const { capacity } = rows.shape;
  const all = Array.from({ length: chunkCount(rows.size) }, (_, i) => i);
  // Every step adds one row a market at most, besides those that waited.
  if (!last || now.steps - last.steps + last.waiting >= capacity) return all;
  const added = (rows.next - last.next + capacity) % capacity;
  const touched = new Set<number>();
  for (let row = 0; row < added; row++) touched.add(Math.floor(((last.next + row) % capacity) / chunkRows));
  return all.filter((chunk) => touched.has(chunk));
}

const columns = ['state', 'action', 'reward', 'nextState', 'discount'] as const;

/** Columns of a row, in the order in which a chunk holds them. */
function widths({ shape: { observationSize, actionSize } }: Pick<ReplayState, 'shape'>) {
  return {
    state: observationSize,
    action: actionSize,
    reward: 1,
    nextState: observationSize,
    discount: 1,
  } as const;
}

function rowsIn(chunk: number, size: number): number {
  return Math.min(chunkRows, size - chunk * chunkRows);
}

/** A chunk's columns one after another. */
export function packChunk(replay: ReplayState, chunk: number): Float32Array {
  const width = widths(replay);
  const rows = rowsIn(chunk, replay.size);
  const packed = new Float32Array(rows * columns.reduce((sum, name) => sum + width[name], 0));
  let at = 0;
  for (const name of columns) {
    const from = chunk * chunkRows * width[name];
    packed.set(replay[name].subarray(from, from + rows * width[name]), at);
    at += rows * width[name];
  }
  return packed;
}

/**
 * The buffer from its chunks, in order.
 *
 * @throws Error in a sentence where one is missing or has another length.
 */
export function replayFromChunks(
  frame: Pick<ReplayState, 'shape' | 'size' | 'next'>,
  chunks: readonly (Float32Array | undefined)[],
): ReplayState {
  const width = widths(frame);
  const column = (name: (typeof columns)[number]) => new Float32Array(frame.size * width[name]);
  const replay: ReplayState = {
    ...frame,
    state: column('state'),
    action: column('action'),
    reward: column('reward'),
    nextState: column('nextState'),
    discount: column('discount'),
  };
  const rowWidth = columns.reduce((sum, name) => sum + width[name], 0);
  for (let chunk = 0; chunk < chunkCount(frame.size); chunk++) {
    const packed = chunks[chunk];
    const rows = rowsIn(chunk, frame.size);
    if (!(packed instanceof Float32Array) || packed.length !== rows * rowWidth)
      throw new Error(`part ${chunk + 1} of its replay buffer is missing or cut short`);
    let at = 0;
    for (const name of columns) {
      replay[name].set(packed.subarray(at, at + rows * width[name]), chunk * chunkRows * width[name]);
      at += rows * width[name];
    }
  }
  return replay;
}
