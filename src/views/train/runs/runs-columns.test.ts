import { expect, test } from 'vitest';

import { defaultSettings } from '../../../core/run/settings.ts';
import type { RunSummary } from '../../../worker/protocol/run-protocol.ts';
import { runColumns, sortedRuns } from './runs-columns.ts';

const run = (name: string, seed: number, agent: 'sac' | 'ddpg', profit: number | null) =>
  ({
    name,
    settings: { ...defaultSettings, seed, agent },
    data: null,
    step: 100,
    updates: 50,
    elapsedSeconds: 4,
    productNames: ['Tea'],
    best: profit === null ? null : { profit: { mean: profit }, meanReturn: profit / 10, gapClosed: null },
  }) as unknown as RunSummary;

const runs = [
  run('c', 2, 'sac', 10),
  run('b', 1, 'ddpg', 30),
  run('a', 1, 'sac', null),
  run('d', 1, 'sac', 20),
];
const names = (sort: Parameters<typeof sortedRuns>[1]) => sortedRuns(runs, sort).map(({ name }) => name);

test('sortedRuns: by one column, by several, and as they come', () => {
  expect(sortedRuns(runs, [])).toBe(runs);
  expect(names([{ id: 'profit', falling: true }])).toEqual(['b', 'd', 'c', 'a']);
  expect(
    names([
      { id: 'seed', falling: false },
      { id: 'profit', falling: true },
    ]),
  ).toEqual(['b', 'd', 'a', 'c']);
});

test('runColumns: each says something of a run without an evaluation', () => {
  for (const { cell, header } of runColumns) expect(cell(runs[2]!), header).toMatch(/\S/);
});
