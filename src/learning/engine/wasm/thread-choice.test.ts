import { expect, test } from 'vitest';

import { ThreadChoice } from './thread-choice.ts';

/** Runs a trial whose updates take what `time` says; how many it took and what was chosen. */
function tried(updatesPerBlock: number, time: (threads: 1 | 2, update: number) => number) {
  const choice = new ThreadChoice(updatesPerBlock);
  for (let update = 0; update < 1000; update++) {
    const chosen = choice.measured(time(choice.next, update));
    if (chosen !== null) return { updates: update + 1, chosen };
  }
  throw new Error('the trial never ends');
}

test('ThreadChoice: takes the faster number of threads after four blocks of each, and four before', () => {
  expect(tried(1, (threads) => 10 / threads)).toEqual({ updates: 12, chosen: 2 });
  expect(tried(1, (threads) => 10 * threads)).toEqual({ updates: 12, chosen: 1 });
});

test('ThreadChoice: what the first blocks take does not count', () => {
  const slowAtFirst = (threads: 1 | 2, update: number) => (threads === 2 && update < 4 ? 1000 : 10 / threads);
  expect(tried(1, slowAtFirst).chosen).toBe(2);
});

test('ThreadChoice: a block holds every kind of update, so that a dear one does not stand against a cheap one', () => {
  // Every second update is dear, as with a policy delay of 2: 9 + 1 with two threads, 10 + 2 with one.
  const delayed = (threads: 1 | 2, update: number) => (update % 2 === 0 ? 9 : 1) + (threads === 1 ? 1 : 0);
  expect(tried(2, delayed)).toEqual({ updates: 24, chosen: 2 });
});
