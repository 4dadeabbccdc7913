import { expect, test } from 'vitest';

import type { ExperienceState, ReplayState } from '../../core/run/checkpoint.ts';
import { ReplayBuffer } from '../../learning/experience/replay-buffer.ts';
import { changedChunks, chunkRows, packChunk, replayFromChunks, writtenReplay } from './replay-chunks.ts';

/** A buffer of two-number observations, filled with `count` transitions numbered from 1. */
function filled(capacity: number, count: number): ReplayBuffer {
  const buffer = new ReplayBuffer({ capacity, observationSize: 2, actionSize: 1 });
  for (let i = 1; i <= count; i++)
    buffer.add(
      Float32Array.of(i, -i),
      Float32Array.of(i / 2),
      Float32Array.of(i * 10),
      Float32Array.of(i + 1, -i - 1),
      Float32Array.of(0.99),
    );
  return buffer;
}

/** The parts of a checkpoint that matter here. */
function checkpoint(steps: number, rows: ReplayState, waiting = 0): ExperienceState {
  const pending = [
    { states: new Float32Array(), actions: new Float32Array(), rewards: new Float32Array(waiting) },
  ];
  return {
    kind: 'replay',
    steps,
    rows,
    nStep: { pending },
    observationScale: null,
  } as unknown as ExperienceState;
}

const chunksOf = (replay: ReplayState) =>
  Array.from({ length: Math.ceil(replay.size / chunkRows) }, (_, i) => packChunk(replay, i));

test.each([0, 1, chunkRows, chunkRows + 1, 2 * chunkRows + 500])(
  'packChunk: a buffer of %i rows comes back from its chunks',
  (rows) => {
    const replay = filled(4 * chunkRows, rows).state();
    expect(replayFromChunks(replay, chunksOf(replay))).toEqual(replay);
  },
);

test('replayFromChunks: a missing or shortened chunk is named', () => {
  const replay = filled(4 * chunkRows, chunkRows + 5).state();
  const [first, second] = chunksOf(replay);
  expect(() => replayFromChunks(replay, [first, undefined])).toThrow(
    'part 2 of its replay buffer is missing or cut short',
  );
  expect(() => replayFromChunks(replay, [first!.slice(1), second])).toThrow('part 1 of its replay buffer');
});

test('changedChunks: only what was added is written, the half-full chunk among it', () => {
  const before = writtenReplay(checkpoint(1500, filled(10 * chunkRows, 1500).state()));
  // Rows 1,500 to 2,099 lie in chunks 1 (from 1,024) and 2 (from 2,048).
  expect(changedChunks(before, checkpoint(2100, filled(10 * chunkRows, 2100).state()))).toEqual([1, 2]);
  expect(changedChunks(before, checkpoint(1500, filled(10 * chunkRows, 1500).state()))).toEqual([]);
  expect(changedChunks(null, checkpoint(2100, filled(10 * chunkRows, 2100).state()))).toEqual([0, 1, 2]);
});

test('changedChunks: a full buffer begins again at its first row; after a whole round all of it is new', () => {
  const capacity = 3 * chunkRows;
  const at = (count: number) => checkpoint(count, filled(capacity, count).state());
  const before = writtenReplay(at(capacity - 10));
  expect(changedChunks(before, at(capacity + 10))).toEqual([0, 2]);
  expect(changedChunks(writtenReplay(at(capacity)), at(2 * capacity))).toEqual([0, 1, 2]);
});

test('changedChunks: rows that waited count as added', () => {
  const capacity = chunkRows;
  const before = writtenReplay(checkpoint(2000, filled(capacity, 2000).state(), 24));
  // 1,000 steps and 24 rows that waited are a whole round of 1,024.
  expect(changedChunks(before, checkpoint(3000, filled(capacity, 3024).state()))).toEqual([0]);
});
