import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { startThread, threadCode } from './own-thread.ts';

const jobThread = new URL('./jobs/job-thread.ts', import.meta.url);

test('startThread: a module of TypeScript with its data, loaded as JavaScript, takes messages and answers', async () => {
  const thread = await startThread(jobThread, { checkpointEveryMs: null });
  try {
    thread.postMessage({ type: 'run', kind: 'weather', piece: {} });
    const [answer] = (await once(thread, 'message')) as [{ readonly message: string }];
    expect(answer.message).toBe('There is no job "weather"; this program knows catalogue, exam, training.');
  } finally {
    await thread.terminate();
  }
});

test('threadCode: the same code lies in the same place, and no module of it asks where it lies itself', async () => {
  const code = await threadCode(jobThread);
  expect(code?.pathname).toMatch(
    /\/node_modules\/\.cache\/pricing-lab\/threads\/[0-9a-f]{20}\/job-thread\.mjs$/,
  );
  expect(await threadCode(jobThread)).toBe(code);
  expect(await readFile(code!, 'utf8')).not.toContain('import.meta');
});

test('threadCode: null where there is nothing to make it of, so that the thread itself says what is missing', async () => {
  const missing = new URL('./no-such-thread.ts', import.meta.url);
  expect(await threadCode(missing)).toBeNull();
  const thread = await startThread(missing);
  const [error] = (await once(thread, 'error')) as [Error];
  expect(error.message).toContain('no-such-thread.ts');
});
