import { expect, test } from 'vitest';

import { ReplayBuffer } from './replay-buffer.ts';

function filled(count: number, capacity: number): ReplayBuffer {
  const replay = new ReplayBuffer({ capacity, observationSize: 2, actionSize: 1 });
  for (let i = 0; i < count; i++)
    replay.add(
      Float32Array.of(i, i + 0.25),
      Float32Array.of(-i),
      Float32Array.of(i * 10),
      Float32Array.of(i + 0.5, i + 0.75),
      Float32Array.of(i % 2),
    );
  return replay;
}

test('ReplayBuffer: a sampled transition keeps its parts together', () => {
  const batch = filled(5, 10).sample(100, 1, 0);
  for (let n = 0; n < 100; n++) {
    const i = batch.state[2 * n]!;
    expect([batch.state[2 * n + 1], batch.action[n], batch.reward[n]]).toEqual([i + 0.25, -i, i * 10]);
    expect([batch.nextState[2 * n], batch.nextState[2 * n + 1], batch.discount[n]]).toEqual([
      i + 0.5,
      i + 0.75,
      i % 2,
    ]);
  }
  expect(new Set(batch.reward).size).toBe(5);
});

test('ReplayBuffer: the oldest transitions fall out', () => {
  const replay = filled(25, 10);
  expect(replay.size).toBe(10);
  const rewards = new Set(replay.sample(500, 1, 0).reward);
  expect([...rewards].sort((a, b) => a - b)).toEqual([150, 160, 170, 180, 190, 200, 210, 220, 230, 240]);
});

test('ReplayBuffer: several markets add at once', () => {
  const replay = new ReplayBuffer({ capacity: 10, observationSize: 1, actionSize: 1 });
  replay.add(
    Float32Array.of(1, 2, 3),
    Float32Array.of(4, 5, 6),
    Float32Array.of(7, 8, 9),
    Float32Array.of(10, 11, 12),
    Float32Array.of(0, 1, 0),
  );
  expect(replay.size).toBe(3);
  expect([...replay.state().nextState]).toEqual([10, 11, 12]);
  expect([...replay.state().discount]).toEqual([0, 1, 0]);
});

test('ReplayBuffer: a restored buffer goes on as the first would have', () => {
  const replay = filled(13, 10);
  const restored = ReplayBuffer.fromState(structuredClone(replay.state()));
  for (const buffer of [replay, restored])
    buffer.add(
      Float32Array.of(1, 2),
      Float32Array.of(3),
      Float32Array.of(4),
      Float32Array.of(5, 6),
      Float32Array.of(1),
    );
  expect(restored.state()).toEqual(replay.state());
  expect(restored.sample(20, 5, 7)).toEqual(replay.sample(20, 5, 7));
});

test('ReplayBuffer: an empty one says what to do', () => {
  expect(() => filled(0, 10).sample(1, 1, 0)).toThrow(
    'ReplayBuffer.sample: the buffer is empty, add transitions first',
  );
});
