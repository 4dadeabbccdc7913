import { expect, test } from 'vitest';

import { inSlices } from './in-slices.ts';

function* counting(to: number): Generator<number, string> {
  for (let n = 1; n <= to; n++) yield n / to;
  return 'done';
}

/** A clock on which each look takes `ms`, and a count of yields. */
function clock(ms: number) {
  let time = 0;
  const yields = { count: 0 };
  const yieldToEventLoop = () => {
    yields.count++;
    return Promise.resolve();
  };
  return { yields, scheduling: { yieldToEventLoop, now: () => (time += ms) } };
}

test('inSlices: comes to what the steps come to, scheduling in between', async () => {
  const quick = clock(0);
  expect(await inSlices(counting(50), quick.scheduling, () => true)).toBe('done');
  expect(quick.yields.count).toBe(0);
  const slow = clock(20);
  expect(await inSlices(counting(50), slow.scheduling, () => true)).toBe('done');
  expect(slow.yields.count).toBe(50);
});

test('inSlices: ends where nobody wants it any more', async () => {
  const { yields, scheduling } = clock(20);
  await expect(inSlices(counting(50), scheduling, () => yields.count < 3)).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(yields.count).toBe(3);
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
