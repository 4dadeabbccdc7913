import { expect, test } from 'vitest';

import { inSlices } from './in-slices.ts';

function* counting(to: number): Generator<number, string> {
  for (let n = 1; n <= to; n++) yield n / to;
  return 'done';
}

/** A clock on which each look takes `ms`, and a count of breaths. */
function clock(ms: number) {
  let time = 0;
  const breaths = { count: 0 };
  const yieldToEventLoop = () => {
    breaths.count++;
    return Promise.resolve();
  };
  return { breaths, scheduling: { yieldToEventLoop, now: () => (time += ms) } };
}

test('inSlices: comes to what the steps come to, scheduling in between', async () => {
  const quick = clock(0);
  expect(await inSlices(counting(50), quick.scheduling, () => true)).toBe('done');
  expect(quick.breaths.count).toBe(0);
  const slow = clock(20);
  expect(await inSlices(counting(50), slow.scheduling, () => true)).toBe('done');
  expect(slow.breaths.count).toBe(50);
});

test('inSlices: ends at the breath after which nobody wants it', async () => {
  const { breaths, scheduling } = clock(20);
  expect(await inSlices(counting(50), scheduling, () => breaths.count < 3)).toBeNull();
  expect(breaths.count).toBe(3);
});

test('inSlices: reports now and then, not at every step', async () => {
  const shares: number[] = [];
  await inSlices(
    counting(100),
    clock(5).scheduling,
    () => true,
    (share) => shares.push(share),
  );
  expect(shares.length).toBeGreaterThan(5);
  expect(shares.length).toBeLessThan(40);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});
