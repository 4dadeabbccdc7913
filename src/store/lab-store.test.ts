// Calls and events in, state out; no React, no worker.

import { expect, test, vi } from 'vitest';

import type { ModelCard } from '../core/model/model-card.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { summarizeProductDemand } from '../core/demand/summarize-demand.ts';
import { defaultSettings } from '../core/run/settings.ts';
import { memorySource } from '../core/table/byte-source.ts';
import { buildDataset } from '../core/table/build-dataset.ts';
import type { Dataset, FilePreview } from '../core/table/dataset.ts';
import { inspect, readTable } from '../core/table/read-table.ts';
import { WorkerGone } from '../worker/client.ts';
import type { RunPlan } from '../worker/protocol/run-protocol.ts';
import { fakeServices } from './context-fixture.ts';
import { createLabStore } from './lab-store.ts';
import { modelFitsFile } from './suggest-request.ts';

const csv = [
  'Report Date,Product Price,Total Sales',
  ...Array.from({ length: 40 }, (_, i) => {
    const price = 9 + (i % 3);
    return (
      `2025-01-${String((i % 28) + 1).padStart(2, '0')}`.replace('-01-', i < 28 ? '-01-' : '-02-') +
      `,${price},${price * (20 - (i % 3) * 2)}`
    );
  }),
].join('\n');
const source = memorySource('tea.csv', new TextEncoder().encode(csv));

const fileOrder = Uint32Array.from({ length: 40 }, (_, row) => row);

async function teaFile(): Promise<{ preview: FilePreview; dataset: Dataset }> {
  return { preview: await inspect(source), dataset: buildDataset(await readTable(source)) };
}

function lab(fetchDemo: () => Promise<Blob> = () => Promise.resolve(new Blob([csv]))) {
  const kept = new Map<string, string>();
  const keepsake = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
  };
  const { services, lab: worker, reader, saved } = fakeServices({ fetchDemo, keepsake });
  const store = createLabStore(services, 'auto');
  return { store, worker, reader, saved, state: store.getState, actions: store.getState().actions };
}

/** Walks a file through the reader's answers. */
async function read({ reader }: ReturnType<typeof lab>): Promise<Dataset> {
  const { preview, dataset } = await teaFile();
  await reader.last().answer(preview);
  await reader.last().answer({ dataset, fileOrder });
  const summaries = dataset.histories.map((history) => summarizeProductDemand(history));
  await reader.last().answer({ summaries, holdOuts: [] });
  return dataset;
}

/** The id of what is on the page. */
function readingOf({ state }: ReturnType<typeof lab>): number {
  const { data } = state();
  return data.status === 'ready' ? data.reading : NaN;
}

/** The worker keeps a model that `runId` has made. */
function modelArrives({ store }: ReturnType<typeof lab>, runId: string, card: ModelCard): void {
  const id = `model of ${runId}`;
  const createdAt = '2026-11-22T10:00:00.000Z';
  const fresh = { id, name: 'SAC for tea', card, origin: 'run', runId, createdAt } as const;
  store.onLabEvent({ type: 'models', models: [...store.getState().models, fresh] });
  store.onLabEvent({ type: 'model', runId, id, card, suggestions: [] });
}

const file = () => new File([csv], 'tea.csv');

test('loadFile: a clear file is read without a question', async () => {
  const room = lab();
  room.actions.loadFile(file());
  expect(room.reader.names()).toEqual(['inspect']);
  const dataset = await read(room);
  expect(room.reader.names()).toEqual(['inspect', 'read', 'fitDemand']);
  expect(room.state().data).toMatchObject({ status: 'ready', dataset });
  expect(room.state().demand).toHaveLength(1);
});

test('loadFile: a question opens the dialog, and the answer reads', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const { preview } = await teaFile();
  const asking = {
    ...preview,
    questions: [{ kind: 'mapping' as const, message: 'Which column is the price?' }],
  };
  await room.reader.last().answer(asking);
  expect(room.state().data.status).toBe('asking');
  room.actions.answer({ mapping: preview.mapping });
  expect(room.reader.last()).toMatchObject({ name: 'read', args: { choices: { mapping: preview.mapping } } });
  expect(room.state().data.status).toBe('reading');
});

test('answer: remembered for the next file with the same header, said, and undone', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const { preview, dataset } = await teaFile();
  await room.reader.last().answer(preview);
  await room.reader.last().answer({ dataset, fileOrder });
  expect(room.state()).toMatchObject({ answers: {}, answersAreRemembered: false });
  room.actions.answerQuestion({ missingDays: 'zero' });
  await room.reader.last().answer({ dataset, fileOrder });
  expect(room.state()).toMatchObject({ answers: { missingDays: 'zero' }, answersAreRemembered: false });
  room.actions.saveAnswers();
  expect(room.saved).toEqual(['choices-tea.json']);

  room.actions.loadFile(file());
  await room.reader.last().answer(preview);
  expect(room.reader.last()).toMatchObject({ name: 'read', args: { choices: { missingDays: 'zero' } } });
  await room.reader.last().answer({ dataset, fileOrder });
  expect(room.state()).toMatchObject({ data: { status: 'ready' }, answersAreRemembered: true });
  room.actions.forgetAnswers();
  await room.reader.last().answer(preview);
  expect(room.reader.last()).toMatchObject({ name: 'read', args: { choices: {} } });
  await room.reader.last().answer({ dataset, fileOrder });
  expect(room.state()).toMatchObject({ answers: {}, answersAreRemembered: false });
});

test('answer: remembered answers that do not fit are left, and the file is read by itself', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const { preview, dataset } = await teaFile();
  await room.reader.last().answer(preview);
  await room.reader.last().answer({ dataset, fileOrder });
  room.actions.answerQuestion({ dateOrder: 'mdy' });
  await room.reader.last().answer({ dataset, fileOrder });
  room.actions.loadFile(file());
  await room.reader.last().answer(preview);
  await room.reader.last().refuse('No row of "tea.csv" could be read.');
  expect(room.reader.last().name).toBe('inspect');
  await room.reader.last().answer(preview);
  expect(room.reader.last()).toMatchObject({ name: 'read', args: { choices: {} } });
  expect(room.state().dataProblem).toBeNull();
});

test('tryAnswers: the effect follows, and closing the dialog drops it', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const { preview } = await teaFile();
  await room.reader.last().answer({ ...preview, questions: [{ kind: 'year', message: 'Which year?' }] });
  room.actions.tryAnswers({ year: 2024 });
  expect(room.reader.last()).toMatchObject({ name: 'effect', args: { choices: { year: 2024 } } });
  const effect = { preview: null, refusal: 'No.', facts: null };
  await room.reader.last().answer(effect);
  expect(room.state().effect).toEqual(effect);
  room.actions.cancelReading();
  expect(room.state().effect).toBeNull();
});

test('reading: a refusal is a sentence, and the file before it stays', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const dataset = await read(room);
  room.actions.loadFile(new File([''], 'empty.csv'));
  expect(room.state().data.status).toBe('inspecting');
  await room.reader.last().refuse('"empty.csv" is empty');
  expect(room.state().dataProblem).toBe('"empty.csv" is empty');
  expect(room.state().data).toMatchObject({ status: 'ready', dataset });
});

test('reading: cancel goes back, and the late answer changes nothing', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const { preview } = await teaFile();
  await room.reader.last().answer(preview);
  const reading = room.reader.last();
  reading.progress({ rows: 7, bytesRead: 70, bytesTotal: 100 });
  expect(room.state().data).toMatchObject({ status: 'reading', progress: { rows: 7 } });
  room.actions.cancelReading();
  expect(reading.isAborted()).toBe(true);
  expect(room.state().data).toEqual({ status: 'empty' });
  await reading.refuse('late');
  expect(room.state()).toMatchObject({ data: { status: 'empty' }, dataProblem: null });
});

test('reading: a reader that dies is a sentence, and the file before it stays', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const dataset = await read(room);
  room.actions.loadFile(new File(['x'], 'large.csv'));
  const inspecting = room.reader.last();
  room.store.onReaderDeath('out of memory');
  await inspecting.refuse(new WorkerGone('out of memory', false));
  expect(room.state().dataProblem).toBe('Reading stopped: out of memory');
  expect(room.state().data).toMatchObject({ status: 'ready', dataset });
});

test('reading: fits that were lost with a reader that had to be ended are asked for again', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const { preview, dataset } = await teaFile();
  await room.reader.last().answer(preview);
  await room.reader.last().answer({ dataset, fileOrder });
  expect(room.reader.last().name).toBe('fitDemand');
  await room.reader.last().refuse(new WorkerGone('ended', true));
  expect(room.reader.last().name).toBe('read');
});

test('startTraining: without a file the history market fails with a sentence and no worker is asked', () => {
  const room = lab();
  room.actions.startTraining();
  expect(room.state().run.state).toBe('failed');
  expect(room.state().run.problem).toMatch(/needs a sales file/);
  expect(room.worker.names()).toEqual([]);
});

test('a run: its reports are gathered, an earlier run’s change nothing, its model is priced', async () => {
  const room = lab();
  room.actions.loadFile(file());
  await read(room);
  room.actions.startTraining();
  expect(room.worker.last()).toMatchObject({
    name: 'startRun',
    args: { plan: { runId: 'run-1', productNames: ['tea'] } },
  });
  const progress = {
    step: 8,
    totalSteps: 100,
    updates: 4,
    elapsedSeconds: 1,
    updatesPerSecond: 4,
    stepsPerSecond: 8,
    secondsLeft: 10,
    updateShare: 0.8,
  };
  const episode = { step: 8, episodeReturn: 1, parts: [1], days: 30, product: 0 };
  const report = { progress, episodes: [episode], losses: [], evaluations: [], path: [] };
  room.store.onLabEvent({ type: 'report', runId: 'run-0', report });
  expect(room.state().run.episodes).toEqual([]);
  room.store.onLabEvent({ type: 'report', runId: 'run-1', report });
  room.store.onLabEvent({ type: 'report', runId: 'run-1', report });
  expect(room.state().run.episodes).toHaveLength(2);

  const card = { products: [{ id: 'tea' }] } as unknown as ModelCard;
  modelArrives(room, 'run-1', card);
  expect(room.worker.last().name).toBe('suggest');
  const suggestions = [{ productId: 'tea', price: 9.99 }] as unknown as Suggestion[];
  expect(room.state()).toMatchObject({ suggestions: [], suggesting: true });
  await room.worker.last().answer(suggestions);
  expect(room.state()).toMatchObject({ suggestions, suggesting: false });
});

test('a failed run becomes a sentence, and the next one starts', async () => {
  const room = lab();
  room.actions.loadFile(file());
  await read(room);
  room.actions.startTraining();
  room.store.onLabEvent({ type: 'failed', runId: 'run-1', message: 'Training diverged' });
  expect(room.state().run).toMatchObject({ state: 'failed', problem: 'Training diverged' });
  room.actions.startTraining();
  expect(room.state().run).toMatchObject({ runId: 'run-2', state: 'training', problem: null });
});

test('a dying worker fails the active run and says so', async () => {
  const room = lab();
  room.actions.loadFile(file());
  await read(room);
  room.actions.startTraining();
  room.store.onLabDeath('The worker ran out of memory');
  expect(room.state().run.state).toBe('failed');
  expect(room.state().backendProblem).toBe('The worker ran out of memory');
});

test('the guided demo: reads, trains a small preset, ends at Prices', async () => {
  const room = lab();
  room.actions.loadDemo('marketplace', { tour: true });
  await new Promise((resolve) => setTimeout(resolve, 0));
  await read(room);
  expect(room.state()).toMatchObject({ section: 'train', touring: true, run: { state: 'training' } });
  expect(room.state().run.settings?.hiddenUnits).toBe(64);
  expect(room.state().settings).toEqual(defaultSettings);
  const card = { products: [{ id: 'tea' }] } as unknown as ModelCard;
  modelArrives(room, 'run-1', card);
  await room.worker.last().answer([]);
  expect(room.state()).toMatchObject({ section: 'prices', touring: false });
});

test('trainForPrices: the prices open when the run has made them, unless the person went elsewhere', async () => {
  const card = { products: [{ id: 'tea' }] } as unknown as ModelCard;
  const sectionAfter = async (meanwhile: (room: ReturnType<typeof lab>) => void) => {
    const room = lab();
    room.actions.loadFile(file());
    await read(room);
    room.actions.goTo('prices');
    room.actions.trainForPrices();
    expect(room.state()).toMatchObject({ section: 'train', run: { state: 'training' } });
    meanwhile(room);
    modelArrives(room, 'run-1', card);
    await room.worker.last().answer([]);
    return room.state().section;
  };
  expect(await sectionAfter(() => undefined)).toBe('prices');
  expect(await sectionAfter((room) => room.actions.goTo('demand'))).toBe('demand');
});

test('the guided demo: going elsewhere ends the tour', async () => {
  const room = lab();
  room.actions.loadDemo('marketplace', { tour: true });
  await new Promise((resolve) => setTimeout(resolve, 0));
  room.actions.goTo('demand');
  await read(room);
  expect(room.state()).toMatchObject({ section: 'demand', touring: false, run: { state: 'idle' } });
});

test('loadDemo: a file chosen while the demo is still on its way wins', async () => {
  const room = lab();
  room.actions.loadDemo('marketplace', { tour: true });
  room.actions.loadFile(file());
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(room.reader.calls.map(({ args }) => args)).toMatchObject([{ source: { name: 'tea.csv' } }]);
  expect(room.state().touring).toBe(false);
});

test('loadDemo: a demo that cannot be fetched is a sentence', async () => {
  const room = lab(() => Promise.reject(new Error('the server answered 404')));
  room.actions.loadDemo('grocery', { tour: false });
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(room.state().dataProblem).toBe(
    'The demo file grocery-weekly.csv could not be loaded: the server answered 404',
  );
  expect(room.state().data).toEqual({ status: 'empty' });
});

test('exportModel: the zip is saved under its name; a refusal is a sentence', async () => {
  const room = lab();
  room.actions.exportModel();
  expect(room.worker.last()).toMatchObject({ name: 'exportModel', args: { format: 'zip', id: null } });
  await room.worker.last().answer({ fileName: 'tea-sac.zip', bytes: new Uint8Array(1) });
  expect(room.saved).toEqual(['tea-sac.zip']);
  room.actions.exportModel();
  await room.worker.last().refuse('There is no model yet.');
  expect(room.state().modelProblem).toBe('There is no model yet.');
});

test('a model of a run that is no longer shown changes nothing', async () => {
  const room = lab();
  room.actions.loadFile(file());
  await read(room);
  room.actions.startTraining();
  room.actions.resetRun();
  const card = { products: [{ id: 'tea' }] } as unknown as ModelCard;
  modelArrives(room, 'run-1', card);
  expect(room.state().model).toBeNull();
  expect(room.worker.names()).not.toContain('suggest');
});

test('a model trained on the file stops fitting it once the file is read another way', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const dataset = await read(room);
  room.actions.startTraining();
  const card = { products: [{ id: 'tea' }] } as unknown as ModelCard;
  modelArrives(room, 'run-1', card);
  expect(modelFitsFile(room.state())).toBe(true);
  const reading = readingOf(room);
  room.actions.overruleSalesMeaning('units');
  expect(room.reader.last()).toMatchObject({
    name: 'read',
    args: { reuse: reading, choices: { salesMeaning: 'units' } },
  });
  await room.reader.last().answer({ dataset, fileOrder });
  expect(modelFitsFile(room.state())).toBe(false);
});

test('the person’s word on money or units outlives another look at the columns', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const dataset = await read(room);
  room.actions.overruleSalesMeaning('units');
  await room.reader.last().answer({ dataset, fileOrder });
  room.actions.changeColumns();
  expect(room.reader.last()).toMatchObject({
    name: 'inspect',
    args: { choices: { salesMeaning: 'units' } },
  });
  room.actions.answer({ mapping: dataset.mapping });
  expect(room.reader.last()).toMatchObject({
    name: 'read',
    args: { choices: { salesMeaning: 'units', mapping: dataset.mapping } },
  });
});

test('fits that arrive while the columns are looked at still belong to the file', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const { preview, dataset } = await teaFile();
  await room.reader.last().answer(preview);
  await room.reader.last().answer({ dataset, fileOrder });
  const fits = room.reader.last();
  room.actions.changeColumns();
  const summaries = dataset.histories.map((history) => summarizeProductDemand(history));
  fits.progress({ from: 0, summaries });
  room.actions.cancelReading();
  expect(room.state().data.status).toBe('ready');
  expect(room.state().demand).toHaveLength(1);
  expect(fits.isAborted()).toBe(false);
});

test('guardrails: what is typed digit by digit asks for the prices once', async () => {
  const room = lab();
  room.actions.loadFile(file());
  await read(room);
  room.actions.startTraining();
  const card = { products: [{ id: 'tea' }] } as unknown as ModelCard;
  modelArrives(room, 'run-1', card);
  const asked = () => room.worker.names().filter((name) => name === 'suggest').length;
  const before = asked();
  vi.useFakeTimers();
  room.actions.setGuardrails({ kind: 'all' }, { largestChangePercent: 2 });
  room.actions.setGuardrails({ kind: 'all' }, { largestChangePercent: 20 });
  room.actions.setGuardrails({ kind: 'product', id: 'tea' }, { minPrice: 3 });
  expect(asked()).toBe(before);
  vi.runAllTimers();
  vi.useRealTimers();
  expect(asked()).toBe(before + 1);
  expect(room.worker.last().args).toMatchObject({
    guardrails: { all: { largestChangePercent: 20 }, products: { tea: { minPrice: 3 } } },
  });
});

test('kept models: the earlier one is returned to with its prices, a forgotten one is gone', async () => {
  const room = lab();
  room.actions.loadFile(file());
  await read(room);
  const card = { products: [{ id: 'tea' }] } as unknown as ModelCard;
  room.actions.startTraining();
  modelArrives(room, 'run-1', card);
  const reading = readingOf(room);
  room.actions.startTraining();
  modelArrives(room, 'run-2', card);
  expect(room.state().models.map(({ id, reading: of }) => [id, of])).toEqual([
    ['model of run-1', reading],
    ['model of run-2', reading],
  ]);
  expect(room.state().model?.id).toBe('model of run-2');

  room.actions.useModel('model of run-1');
  expect(room.worker.last()).toMatchObject({ name: 'useModel', args: { id: 'model of run-1' } });
  room.store.onLabEvent({ type: 'model', runId: null, id: 'model of run-1', card, suggestions: [] });
  expect(room.state().model).toEqual({ id: 'model of run-1', card, origin: 'run', reading });
  expect(room.worker.last().name).toBe('suggest');

  room.actions.renameModel('model of run-1', 'Spring');
  expect(room.worker.last()).toMatchObject({
    name: 'renameModel',
    args: { id: 'model of run-1', name: 'Spring' },
  });
  room.actions.forgetModel('model of run-1');
  expect(room.worker.last()).toMatchObject({ name: 'forgetModel', args: { id: 'model of run-1' } });
  room.store.onLabEvent({ type: 'models', models: room.state().models.slice(1) });
  expect(room.state()).toMatchObject({ model: null, suggestions: [] });
  expect(room.state().models.map(({ id }) => id)).toEqual(['model of run-2']);
});

test('auditReward: the market is that of a run, and another price of the form forgets the result', async () => {
  const room = lab();
  room.actions.applySettings({ market: 'demand' });
  room.actions.auditReward();
  const asked = room.worker.last();
  room.actions.startTraining();
  const { plan } = room.worker.last().args as { readonly plan: RunPlan };
  expect(asked.args).toEqual({ setup: plan.setup });
  asked.progress(0.5);
  expect(room.state().rewardAudit).toMatchObject({ status: 'running', share: 0.5 });
  await asked.refuse('Not known.');
  expect(room.state().rewardAudit).toEqual({ status: 'failed', problem: 'Not known.' });
  expect(room.state().modelProblem).toBeNull();
  room.actions.setSetting('agent', 'ddpg');
  expect(room.state().rewardAudit.status).toBe('failed');
  room.actions.setSetting('unitCost', 11);
  expect(room.state().rewardAudit.status).toBe('idle');
});
