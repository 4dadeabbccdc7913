import { expect, test } from 'vitest';

import { smallRun } from './run-fixture.ts';
import { readRunLog, runLog } from './run-log.ts';

test('runLog: what the run was, then everything it reported in the order of its steps', () => {
  const lines = runLog(smallRun)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ type, step }) => [type, step])).toEqual([
    ['run', undefined],
    ['baselines', undefined],
    ['episode', 30],
    ['loss', 50],
    ['episode', 60],
    ['evaluation', 60],
  ]);
  expect(lines[0]).toMatchObject({
    seed: 7,
    data: { fileName: 'sales.csv', fingerprint: 'ab'.repeat(32) },
    settings: { agent: 'ddpg', trainingSteps: 1000 },
    backend: 'wasm',
  });
  expect(lines[3], 'figures DDPG does not have').toMatchObject({ temperature: null, criticLoss: 0.5 });
});

test('readRunLog: gives back the very run, NaN included', () => {
  expect(readRunLog(runLog(smallRun))).toEqual(smallRun);
});

test.each([
  ['', 'line 1 is not JSON'],
  ['{"type":"run"}\n', 'line 1 at format: invalid input'],
  [`${runLog(smallRun)}{"type":"episode","step":90}\n`, 'line 7 at episodeReturn: invalid input'],
  [`${runLog(smallRun)}{"type":"song"}\n`, 'line 7 has the type "song", which this lab does not know'],
  [runLog({ ...smallRun, settings: { ...smallRun.settings, seed: -1 } }), 'Setting "seed"'],
])('readRunLog: a damaged log is refused with its line (%#)', (text, reason) => {
  expect(() => readRunLog(text)).toThrow(reason);
});
