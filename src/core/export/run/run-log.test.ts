import { expect, test } from 'vitest';

import type { MarketCheck } from '../../market/market-check.ts';

import { lookedAt, portfolioRun, smallRun } from './run-fixture.ts';
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

test('readRunLog: an evaluation keeps what the second look found of its policy', () => {
  const run = { ...smallRun, evaluations: [{ ...smallRun.evaluations[0]!, secondLook: lookedAt }] };
  expect(readRunLog(runLog(run))).toEqual(run);
});

test('readRunLog: a portfolio keeps its products and its check', () => {
  expect(readRunLog(runLog(portfolioRun))).toEqual(portfolioRun);
});

const error = { meanAbsolute: 3, gain: 0.2, gainInterval: [0.1, 0.3] as const };
test.each<MarketCheck>([
  { kind: 'none', problem: 'It was not checked.' },
  {
    kind: 'product',
    holdOut: {
      trainingRows: 80,
      rows: 20,
      daysPerRow: 1,
      salesMeaning: 'units',
      priceMoved: true,
      sevenDayMean: 4,
      noChange: 5,
      carried: error,
      asTheyAre: { ...error, gain: null, gainInterval: null },
    },
    error,
  },
  {
    kind: 'products',
    products: 60,
    checked: 58,
    beating: 40,
    shareInterval: [0.56, 0.8],
    ofSevenDayMean: 0.9,
    ofNoChange: NaN,
    daysPerRow: 7,
  },
])('readRunLog: a history run keeps how well its market predicts ($kind)', (marketCheck) => {
  expect(readRunLog(runLog({ ...smallRun, marketCheck }))).toEqual({ ...smallRun, marketCheck });
});

test('readRunLog: a log from before there were checks opens without them', () => {
  const lines = runLog(smallRun).split('\n');
  const head = JSON.parse(lines[0]!) as Record<string, unknown>;
  const olderHead = JSON.stringify({ ...head, marketCheck: undefined, portfolioCheck: undefined });
  const older = [olderHead, ...lines.slice(1)].join('\n');
  expect(readRunLog(older)).toEqual(smallRun);
});

test('readRunLog: settings that a run did not know are what it did, not what runs begin with today', () => {
  const lines = runLog(smallRun).split('\n');
  const head = JSON.parse(lines[0]!) as { settings: Record<string, unknown> };
  const settings = { ...head.settings, finalLearningRate: undefined, targetEntropy: undefined };
  const older = [JSON.stringify({ ...head, settings }), ...lines.slice(1)].join('\n');
  expect(readRunLog(older).settings).toEqual({
    ...smallRun.settings,
    finalLearningRate: 1,
    targetEntropy: -1,
  });
});

test.each([
  ['', 'it is empty; a run has one thing it reported per line'],
  ['{\n', 'line 1 is not JSON'],
  ['{"type":"run"}\n', 'line 1 at format: expected "pricing-lab-run"'],
  [
    `${runLog(smallRun)}{"type":"episode","step":90}\n`,
    'line 7 at episodeReturn: expected a number, which is missing',
  ],
  [`${runLog(smallRun)}{"type":"song"}\n`, 'line 7 has type "song", which this lab does not know'],
  [runLog({ ...smallRun, settings: { ...smallRun.settings, seed: -1 } }), 'Setting "seed"'],
])('readRunLog: a damaged log is refused with its line (%#)', (text, reason) => {
  expect(() => readRunLog(text)).toThrow(reason);
});
