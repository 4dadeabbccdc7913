import { expect, test } from 'vitest';

import { settingsFrom } from '../../../core/run/run-settings.ts';
import type { RunSummary } from '../../../worker/protocol/run-protocol.ts';
import { groupedRuns, usualListing } from './runs-list.ts';

function run(name: string, agent: 'sac' | 'ddpg', profit: number | null, sweep?: string): RunSummary {
  const best = profit === null ? null : { meanReturn: -profit, gapClosed: null, profit: { mean: profit } };
  return {
    name,
    settings: settingsFrom({ market: 'demand', agent, seed: 4 }),
    productNames: ['Tea'],
    data: { fileName: 'shop.csv', fingerprint: 'ab' },
    best,
    ...(sweep === undefined ? {} : { sweep: { id: sweep, title: '2 seeds', over: [], index: 0, of: 2 } }),
  } as unknown as RunSummary;
}

const runs = [run('c', 'sac', 5, 'abcdef'), run('a', 'ddpg', null), run('b', 'sac', 9, 'abcdef')];
const names = (listing: Partial<typeof usualListing>) =>
  groupedRuns(runs, { ...usualListing, ...listing }).map(({ title, runs: group }) => [
    title,
    group.map(({ name }) => name).join(''),
  ]);

test('groupedRuns: newest first, by name, by a figure; runs without the figure stand last', () => {
  expect(names({})).toEqual([[null, 'cab']]);
  expect(names({ order: 'name' })).toEqual([[null, 'abc']]);
  expect(names({ order: 'profit' })).toEqual([[null, 'bca']]);
  expect(names({ order: 'evaluation' })).toEqual([[null, 'cba']]);
});

test('groupedRuns: a run for revenue has no profit to be sorted by', () => {
  const forRevenue = { ...run('r', 'sac', 99), objective: 'revenue' } as RunSummary;
  const [group] = groupedRuns([forRevenue, ...runs], { ...usualListing, order: 'profit' });
  expect(group!.runs.map(({ name }) => name).join('')).toBe('bcra');
});

test('groupedRuns: groups in the order of their first run', () => {
  expect(names({ grouping: 'sweep' })).toEqual([
    ['Sweep abcd: 2 seeds', 'cb'],
    ['Single runs', 'a'],
  ]);
  expect(names({ grouping: 'agent', order: 'name' })).toEqual([
    ['DDPG', 'a'],
    ['SAC', 'bc'],
  ]);
});

test('groupedRuns: every word of the filter must be somewhere', () => {
  expect(names({ filter: 'SAC shop' })).toEqual([[null, 'cb']]);
  expect(names({ filter: 'tea seed 4' })).toEqual([[null, 'cab']]);
  expect(names({ filter: 'coffee' })).toEqual([]);
});
