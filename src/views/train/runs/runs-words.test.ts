import { expect, test } from 'vitest';

import { portfolioRun, smallRun } from '../../../core/export/run/run-fixture.ts';
import { settingsFrom } from '../../../core/run/run-settings.ts';
import { emptyRun } from '../../../store/run-view.ts';
import type { RunSummary } from '../../../worker/protocol/run-protocol.ts';
import {
  asItStands,
  comparedRuns,
  comparisonCaption,
  comparisonTable,
  differingRows,
  fixedLineName,
  gapWords,
  interruptedWords,
  resultRows,
  sameWords,
  scaleProblem,
  sharedBaselines,
  stateMark,
  stepWords,
} from './runs-words.ts';

function storedRun(changes: Partial<RunSummary> = {}): RunSummary {
  return {
    runId: 'a',
    name: 'SAC for tea, seed 1',
    named: false,
    createdAt: '2026-11-22T10:00:00.000Z',
    updatedAt: '2026-11-22T10:04:00.000Z',
    state: 'finished',
    problem: null,
    settings: settingsFrom({ market: 'demand', trainingSteps: 1000 }),
    productNames: ['tea'],
    data: { fileName: 'tea.csv', fingerprint: 'ab' },
    marketKey: 'm',
    backend: 'wasm',
    step: 1000,
    updates: 500,
    elapsedSeconds: 65,
    baselines: smallRun.baselines,
    best: smallRun.evaluations[0]!,
    hasCheckpoint: false,
    ...changes,
  };
}

const other = (changes: Partial<RunSummary> = {}) =>
  storedRun({
    runId: 'b',
    name: 'DDPG for tea, seed 2',
    settings: settingsFrom({ market: 'demand', trainingSteps: 1000, agent: 'ddpg', seed: 2 }),
    ...changes,
  });

const curves = (runId: string) => ({
  runId,
  keptAt: '',
  episodeSteps: Float64Array.of(30, 60),
  episodeReturns: Float64Array.of(4, 8),
  evaluations: smallRun.evaluations,
  times: [],
});

const compared = (...runs: RunSummary[]) =>
  comparedRuns(
    runs.map(({ runId }) => runId),
    runs,
    { a: curves('a'), b: curves('b') },
    null,
  );

test('comparedRuns: in the order chosen, as measured, those not read yet without points', () => {
  const runs = comparedRuns(['b', 'a', 'gone'], [storedRun(), other()], { a: curves('a') }, null);
  expect(runs.map(({ kept }) => kept.runId)).toEqual(['b', 'a']);
  expect(runs[0]).toMatchObject({ evaluations: [], episodes: [] });
  expect(runs[1]!.evaluations).toEqual([{ step: 60, value: 7 }]);
  expect(runs[1]!.episodes).toEqual([
    { step: 30, value: 4 },
    { step: 60, value: 8 },
  ]);
});

test('comparedRuns: the run of this tab is drawn as it stands', () => {
  const progress = { step: 120, updates: 60, elapsedSeconds: 9 } as never;
  const run = {
    ...emptyRun,
    runId: 'a',
    progress,
    evaluations: smallRun.evaluations,
    episodes: smallRun.episodes,
  };
  const [live] = comparedRuns(['a'], [storedRun({ state: 'live', step: 30, best: null })], {}, run);
  expect(live!.kept).toMatchObject({ step: 120, updates: 60, best: { meanReturn: 7 } });
  expect(live!.episodes.map(({ value }) => value)).toEqual([4.5, 6.25]);
  expect(asItStands(storedRun({ runId: 'z' }), run)).toMatchObject({ step: 1000 });
});

test('gapWords: of a portfolio the check of its median product, in the list and in the caption', () => {
  const { baselines, evaluations, portfolioCheck, productNames } = portfolioRun;
  const progress = { step: 1000, updates: 500, elapsedSeconds: 9 } as never;
  const run = { ...emptyRun, runId: 'a', progress, baselines, evaluations, portfolioCheck, productNames };
  const stands = asItStands(storedRun({ productNames, best: evaluations[0]! }), run);
  expect(gapWords(stands)).toBe('80 % (median)');
  expect(comparisonCaption(compared(stands))).toContain('7.00 (80 % of the gap of the median product)');
  expect(gapWords(storedRun())).toBe('2 %');
});

test('differingRows: only what differs; a setting unknown to an older run is a dash', () => {
  const older = Object.fromEntries(
    Object.entries(storedRun().settings).filter(([name]) => name !== 'hiddenUnits'),
  );
  const rows = differingRows(compared(storedRun(), other()));
  expect(rows).toEqual([
    { label: 'Agent', values: ['SAC', 'DDPG'] },
    { label: 'Seed', values: ['1', '2'] },
    { label: 'Hidden units', values: ['64', '128'] },
    { label: 'Evaluate every', values: ['250', '500'] },
    { label: 'Actor learning rate', values: ['0.001', '0.0003'] },
    { label: 'Target rate τ', values: ['0.02', '0.005'] },
    { label: 'Replay buffer', values: ['4,000', '100,000'] },
  ]);
  const withOlder = differingRows(compared(storedRun(), storedRun({ runId: 'b', settings: older as never })));
  expect(withOlder).toEqual([{ label: 'Hidden units', values: ['64', '–'] }]);
  expect(differingRows(compared(storedRun(), storedRun({ runId: 'b', data: null })))).toEqual([
    { label: 'File', values: ['tea.csv', 'none'] },
    { label: 'Data', values: ['ab', 'none'] },
  ]);
});

test('resultRows: figures of each run, a dash where there are none', () => {
  const interval = { ...smallRun.evaluations[0]!, gapClosed: 0.5, gapInterval: [0.4, 0.61] as const };
  const rows = resultRows(
    compared(storedRun({ best: interval }), other({ best: null, step: 400, backend: null })),
  );
  expect(Object.fromEntries(rows.map(({ label, values }) => [label, values]))).toEqual({
    'Profit an episode': ['–', '–'],
    'Highest score': ['7.00', '–'],
    'Gap closed': ['50 %', '–'],
    'Its 95 % interval': ['40 % to 61 %', '–'],
    'Reached after': ['60 steps', '–'],
    Steps: ['1,000', '400 of 1,000'],
    Updates: ['500', '500'],
    Time: ['1 min 5 s', '1 min 5 s'],
    'Computed by': ['WASM', '–'],
  });
});

test('sharedBaselines: a line is drawn where it is the same for all', () => {
  expect(sharedBaselines(compared(storedRun(), other()))).toEqual({
    keepPrice: 6.8,
    bestFixed: 13.98,
    optimum: 15.51,
  });
  const onOtherStates = { ...smallRun.baselines!, keepPrice: 6.9 };
  expect(sharedBaselines(compared(storedRun(), other({ baselines: onOtherStates })))).toEqual({
    bestFixed: 13.98,
    optimum: 15.51,
  });
  expect(sharedBaselines(compared(storedRun(), other({ baselines: null })))).toEqual({});
});

test('fixedLineName: no fixed price is called best as soon as one of the runs is of a history market', () => {
  expect(fixedLineName(compared(storedRun(), other()))).toBe('best single');
  const history = other({ settings: settingsFrom({ market: 'history' }) });
  expect(fixedLineName(compared(storedRun(), history))).toBe('top single');
});

test('scaleProblem: returns of different markets are not compared unawares', () => {
  expect(scaleProblem(compared(storedRun(), other()))).toBeNull();
  expect(scaleProblem(compared(storedRun(), other({ marketKey: 'n' })))).toMatch(
    /^Their markets differ in products, values or reward, /,
  );
  expect(scaleProblem(compared(storedRun(), other({ marketKey: 'n', data: null })))).toMatch(
    /^They learned from different data, /,
  );
  const history = settingsFrom({ market: 'history' });
  expect(scaleProblem(compared(storedRun(), other({ marketKey: 'n', settings: history })))).toMatch(
    /^They learned in different markets, /,
  );
});

test('comparisonCaption: the figures, and what one seed can say', () => {
  expect(comparisonCaption(compared(storedRun(), other()))).toBe(
    'Highest scores – SAC for tea, seed 1: 7.00 (2 % of the gap); DDPG for tea, seed 2: 7.00 (2 % of the gap). ' +
      'One seed each: a small difference may be chance.',
  );
  const again = storedRun({ runId: 'b', settings: { ...storedRun().settings, seed: 5 } });
  expect(comparisonCaption(compared(storedRun(), again))).toMatch(/They differ only in their seeds/);
  expect(comparisonCaption(compared(storedRun({ best: null })))).toBe(
    'None of these runs has been evaluated yet.',
  );
});

test('comparisonCaption: the spread is called luck only where nothing but the seeds differs', () => {
  const seeded = (seed: number, changes: Partial<RunSummary> = {}) =>
    storedRun({ runId: 'b', settings: { ...storedRun().settings, seed }, ...changes });
  const luck = (run: RunSummary) =>
    comparisonCaption(compared(storedRun(), run)).includes('luck in training');
  expect(luck(seeded(5))).toBe(true);
  expect(luck(seeded(1)), 'the same seed twice').toBe(false);
  expect(luck(seeded(5, { marketKey: 'n' })), 'another market').toBe(false);
  expect(luck(seeded(5, { backend: 'webgpu' })), 'another backend').toBe(false);
  expect(luck(seeded(5, { productNames: ['tea', 'kettle'] })), 'other products').toBe(false);
  expect(luck(seeded(5, { data: { fileName: 'tea.csv', fingerprint: 'cd' } })), 'other data').toBe(false);
  expect(luck(seeded(5, { step: 400 })), 'stopped early').toBe(false);
});

test('differingRows: products and the content of files count, not their names alone', () => {
  const many = (last: string) => ['tea', 'kettle', last];
  const other = storedRun({
    runId: 'b',
    productNames: many('mug'),
    data: { fileName: 'tea.csv', fingerprint: 'cd'.repeat(32) },
  });
  expect(differingRows(compared(storedRun({ productNames: many('cup') }), other))).toEqual([
    { label: 'Data', values: ['ab', 'cdcdcdcdcdcd'] },
    { label: 'Products', values: ['tea, kettle, cup', 'tea, kettle, mug'] },
  ]);
  const four = storedRun({ runId: 'b', productNames: [...many('mug'), 'cup'] });
  expect(differingRows(compared(storedRun(), four))[0]!.values).toEqual(['tea', 'tea and 3 more']);
  expect(sameWords(compared(storedRun(), storedRun({ runId: 'b' })))).toBe(
    'None: the same settings and the same data.',
  );
  expect(sameWords(compared(storedRun(), storedRun({ runId: 'b', marketKey: 'n' })))).toBe(
    'None, but the same data was read in another way.',
  );
});

test('comparisonTable: every point of every run as measured, the mean of episodes beside it', () => {
  expect(comparisonTable(compared(storedRun(), other()), 'episodes')).toEqual({
    columns: ['run', 'market steps', 'episode return (reward)', 'mean of 20 (reward)'],
    rows: [
      ['SAC for tea, seed 1', 30, 4, 4],
      ['SAC for tea, seed 1', 60, 8, 6], // (4 + 8) / 2
      ['DDPG for tea, seed 2', 30, 4, 4],
      ['DDPG for tea, seed 2', 60, 8, 6],
    ],
  });
});

test('the words of a line: how far, in which state, and how an unfinished one goes on', () => {
  expect(stepWords(storedRun())).toBe('1,000');
  expect(stateMark(storedRun())).toBeNull();
  expect(stateMark(storedRun({ step: 400 }))?.words).toBe('stopped early');
  expect(stateMark(storedRun({ state: 'elsewhere' }))?.words).toBe('in another tab');
  const left = storedRun({ state: 'interrupted', step: 400, hasCheckpoint: true });
  expect(stepWords(left)).toBe('400 of 1,000');
  expect(interruptedWords(left)).toMatch(
    /^400 of 1,000 steps \(40 %\), left 22 Nov 2026, \d\d:\d\d; Demand market, tea\.csv\.$/,
  );
  expect(interruptedWords(storedRun({ state: 'interrupted', hasCheckpoint: false, data: null }))).toMatch(
    /^It stopped before its first checkpoint, so it starts again with the same numbers; left .*values of the form\.$/,
  );
});
