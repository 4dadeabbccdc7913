import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { replayUpdates } from './replay-golden.ts';
import { startTestBackend } from './test-backend.ts';

function readGolden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8'));
}

describe.each(['cpu', 'wasm'] as const)('replayUpdates on %s', (backend) => {
  test.each([
    ['ddpg', 6],
    ['td3', 6],
    ['sac-plain', 5],
    ['sac-stable', 5],
    ['sac-two-actions', 4],
  ])('%s agrees with the reference to 2e-4 in every loss, target and weight', async (name, updates) => {
    expect((await startTestBackend(backend)).name).toBe(backend);
    const result = await replayUpdates(readGolden(name));
    expect(result.updates).toBe(updates);
    expect(result.maxRelativeError, result.worst).toBeLessThan(2e-4);
    expect(result.maxRelativeError).toBeGreaterThan(0); // it did compare
  });
});

test('replayUpdates: a changed reference is noticed', async () => {
  await startTestBackend('cpu');
  const changed = readGolden('sac-plain') as { updates: { after: { target2: { q: { bias: number[] } } } }[] };
  changed.updates[2]!.after.target2.q.bias[0]! += 0.001;
  const result = await replayUpdates(changed);
  expect(result.worst).toBe('update 2: target2.q.bias[0]');
  expect(result.maxRelativeError).toBeGreaterThan(0.05);
});

test('replayUpdates: a file of something else is refused with the place', async () => {
  await startTestBackend('cpu');
  await expect(replayUpdates({ config: { algorithm: 'sac' } })).rejects.toThrow(
    /^Not a file of reference updates: at config\.stateDim: /,
  );
});
