// Events in, state and requests out; no React, no worker.

import { expect, test, vi } from 'vitest';

import type { ModelCard } from '../core/model/model-card.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { summarizeProductDemand } from '../core/demand/summarize-demand.ts';
import { defaultSettings } from '../core/run/settings.ts';
import { memorySource } from '../core/table/byte-source.ts';
import { buildDataset } from '../core/table/build-dataset.ts';
import type { Dataset, FilePreview } from '../core/table/dataset.ts';
import { inspect, readTable } from '../core/table/read-table.ts';
import type { LabRequest, ReaderRequest } from '../worker/protocol.ts';
import { createLabStore, modelFitsFile } from './lab-store.ts';

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
  const toReader: ReaderRequest[] = [];
  const toLab: LabRequest[] = [];
  const saved: string[] = [];
  let runs = 0;
  const store = createLabStore(
    {
      reader: { send: (message) => void toReader.push(message) },
      lab: { send: (message) => void toLab.push(message) },
      fetchDemo,
      saveFile: (fileName) => void saved.push(fileName),
      newRunId: () => `run-${++runs}`,
      now: () => '2026-11-22T10:00:00.000Z',
      openDecisions: () => new Promise(() => {}),
    },
    'auto',
  );
  return { store, toReader, toLab, saved, state: store.getState, actions: store.getState().actions };
}

/** Walks a file through the reader's answers. */
async function read({ store, toReader }: ReturnType<typeof lab>): Promise<Dataset> {
  const { preview, dataset } = await teaFile();
  store.onReaderEvent({ type: 'inspected', requestId: toReader.at(-1)!.requestId, preview });
  const requestId = toReader.at(-1)!.requestId;
  store.onReaderEvent({ type: 'read', requestId, dataset, fileOrder });
  const summaries = dataset.histories.map((history) => summarizeProductDemand(history));
  store.onReaderEvent({ type: 'demand', requestId, from: 0, total: summaries.length, summaries });
  return dataset;
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
  expect(room.toReader.map((message) => message.type)).toEqual(['inspect']);
  const dataset = await read(room);
  expect(room.toReader.map((message) => message.type)).toEqual(['inspect', 'read']);
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
  room.store.onReaderEvent({
    type: 'inspected',
    requestId: room.toReader.at(-1)!.requestId,
    preview: asking,
  });
  expect(room.state().data.status).toBe('asking');
  room.actions.answer({ mapping: preview.mapping });
  expect(room.toReader.at(-1)).toMatchObject({ type: 'read', choices: { mapping: preview.mapping } });
  expect(room.state().data.status).toBe('reading');
});

test('reading: a refusal is a sentence, and the file before it stays', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const dataset = await read(room);
  room.actions.loadFile(new File([''], 'empty.csv'));
  expect(room.state().data.status).toBe('inspecting');
  room.store.onReaderEvent({
    type: 'failed',
    requestId: room.toReader.at(-1)!.requestId,
    message: '"empty.csv" is empty',
  });
  expect(room.state().dataProblem).toBe('"empty.csv" is empty');
  expect(room.state().data).toMatchObject({ status: 'ready', dataset });
});

test('reading: cancel goes back, and the late answer changes nothing', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const { preview, dataset } = await teaFile();
  room.store.onReaderEvent({ type: 'inspected', requestId: room.toReader.at(-1)!.requestId, preview });
  const { requestId } = room.toReader.at(-1)!;
  room.actions.cancelReading();
  expect(room.toReader.at(-1)).toEqual({ type: 'cancel', requestId });
  expect(room.state().data).toEqual({ status: 'empty' });
  room.store.onReaderEvent({ type: 'read', requestId, dataset, fileOrder });
  expect(room.state().data).toEqual({ status: 'empty' });
});

test('startTraining: without a file the history market fails with a sentence and no worker is asked', () => {
  const room = lab();
  room.actions.startTraining();
  expect(room.state().run.state).toBe('failed');
  expect(room.state().run.problem).toMatch(/needs a sales file/);
  expect(room.toLab).toEqual([]);
});

test('a run: its reports are gathered, an earlier run’s change nothing, its model is priced', async () => {
  const room = lab();
  room.actions.loadFile(file());
  await read(room);
  room.actions.startTraining();
  expect(room.toLab.at(-1)).toMatchObject({ type: 'start', plan: { runId: 'run-1', productNames: ['tea'] } });
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
  expect(room.toLab.at(-1)).toMatchObject({ type: 'suggest' });
  const { requestId } = room.toLab.at(-1) as { requestId: number };
  const suggestions = [{ productId: 'tea', price: 9.99 }] as unknown as Suggestion[];
  room.store.onLabEvent({ type: 'suggestions', requestId: requestId - 1, suggestions });
  expect(room.state().suggestions).toEqual([]);
  room.store.onLabEvent({ type: 'suggestions', requestId, suggestions });
  expect(room.state().suggestions).toEqual(suggestions);
});

test('a failed run becomes a sentence, and the next one starts', async () => {
  const room = lab();
  room.actions.loadFile(file());
  await read(room);
  room.actions.startTraining();
  room.store.onLabEvent({ type: 'failed', runId: 'run-1', requestId: null, message: 'Training diverged' });
  expect(room.state().run).toMatchObject({ state: 'failed', problem: 'Training diverged' });
  room.actions.startTraining();
  expect(room.state().run).toMatchObject({ runId: 'run-2', state: 'training', problem: null });
});

test('a dying worker fails the active run and says so', async () => {
  const room = lab();
  room.actions.loadFile(file());
  await read(room);
  room.actions.startTraining();
  room.store.onLabEvent({
    type: 'failed',
    runId: null,
    requestId: null,
    message: 'The worker ran out of memory',
  });
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
  const { requestId } = room.toLab.at(-1) as { requestId: number };
  room.store.onLabEvent({ type: 'suggestions', requestId, suggestions: [] });
  expect(room.state()).toMatchObject({ section: 'prices', touring: false });
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
  expect(room.toReader.map((message) => message.type === 'inspect' && message.source.name)).toEqual([
    'tea.csv',
  ]);
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

test('exportModel: the zip is saved under its name', () => {
  const room = lab();
  room.actions.exportModel();
  expect(room.toLab.at(-1)).toMatchObject({ type: 'exportModel', format: 'zip', id: null });
  const { requestId } = room.toLab.at(-1) as { requestId: number };
  room.store.onLabEvent({ type: 'exported', requestId, fileName: 'tea-sac.zip', bytes: new Uint8Array(1) });
  expect(room.saved).toEqual(['tea-sac.zip']);
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
  expect(room.toLab.some((message) => message.type === 'suggest')).toBe(false);
});

test('a model trained on the file stops fitting it once the file is read another way', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const dataset = await read(room);
  room.actions.startTraining();
  const card = { products: [{ id: 'tea' }] } as unknown as ModelCard;
  modelArrives(room, 'run-1', card);
  expect(modelFitsFile(room.state())).toBe(true);
  const reading = room.toReader.at(-1)!.requestId;
  room.actions.overruleSalesMeaning('units');
  expect(room.toReader.at(-1)).toMatchObject({
    type: 'read',
    reuse: reading,
    choices: { salesMeaning: 'units' },
  });
  room.store.onReaderEvent({ type: 'read', requestId: room.toReader.at(-1)!.requestId, dataset, fileOrder });
  expect(modelFitsFile(room.state())).toBe(false);
});

test('the person’s word on money or units outlives another look at the columns', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const dataset = await read(room);
  room.actions.overruleSalesMeaning('units');
  room.store.onReaderEvent({ type: 'read', requestId: room.toReader.at(-1)!.requestId, dataset, fileOrder });
  room.actions.changeColumns();
  expect(room.toReader.at(-1)).toMatchObject({ type: 'inspect', choices: { salesMeaning: 'units' } });
  room.actions.answer({ mapping: dataset.mapping });
  expect(room.toReader.at(-1)).toMatchObject({
    choices: { salesMeaning: 'units', mapping: dataset.mapping },
  });
});

test('fits that arrive while the columns are looked at still belong to the file', async () => {
  const room = lab();
  room.actions.loadFile(file());
  const { preview, dataset } = await teaFile();
  room.store.onReaderEvent({ type: 'inspected', requestId: room.toReader.at(-1)!.requestId, preview });
  const reading = room.toReader.at(-1)!.requestId;
  room.store.onReaderEvent({ type: 'read', requestId: reading, dataset, fileOrder });
  room.actions.changeColumns();
  const summaries = dataset.histories.map((history) => summarizeProductDemand(history));
  room.store.onReaderEvent({ type: 'demand', requestId: reading, from: 0, total: 1, summaries });
  room.actions.cancelReading();
  expect(room.state().data.status).toBe('ready');
  expect(room.state().demand).toHaveLength(1);
});

test('guardrails: what is typed digit by digit asks for the prices once', async () => {
  const room = lab();
  room.actions.loadFile(file());
  await read(room);
  room.actions.startTraining();
  const card = { products: [{ id: 'tea' }] } as unknown as ModelCard;
  modelArrives(room, 'run-1', card);
  const asked = () => room.toLab.filter(({ type }) => type === 'suggest').length;
  const before = asked();
  vi.useFakeTimers();
  room.actions.setGuardrails({ kind: 'all' }, { largestChangePercent: 2 });
  room.actions.setGuardrails({ kind: 'all' }, { largestChangePercent: 20 });
  room.actions.setGuardrails({ kind: 'product', id: 'tea' }, { minPrice: 3 });
  expect(asked()).toBe(before);
  vi.runAllTimers();
  vi.useRealTimers();
  expect(asked()).toBe(before + 1);
  expect(room.toLab.at(-1)).toMatchObject({
    request: { guardrails: { all: { largestChangePercent: 20 }, products: { tea: { minPrice: 3 } } } },
  });
});

test('kept models: the earlier one is returned to with its prices, a forgotten one is gone', async () => {
  const room = lab();
  room.actions.loadFile(file());
  await read(room);
  const card = { products: [{ id: 'tea' }] } as unknown as ModelCard;
  room.actions.startTraining();
  modelArrives(room, 'run-1', card);
  const reading = room.toReader.at(-1)!.requestId;
  room.actions.startTraining();
  modelArrives(room, 'run-2', card);
  expect(room.state().models.map(({ id, reading: of }) => [id, of])).toEqual([
    ['model of run-1', reading],
    ['model of run-2', reading],
  ]);
  expect(room.state().model?.id).toBe('model of run-2');

  room.actions.useModel('model of run-1');
  expect(room.toLab.at(-1)).toMatchObject({ type: 'useModel', id: 'model of run-1' });
  room.store.onLabEvent({ type: 'model', runId: null, id: 'model of run-1', card, suggestions: [] });
  expect(room.state().model).toEqual({ id: 'model of run-1', card, origin: 'run', reading });
  expect(room.toLab.at(-1)).toMatchObject({ type: 'suggest' });

  room.actions.renameModel('model of run-1', 'Spring');
  expect(room.toLab.at(-1)).toMatchObject({ type: 'renameModel', id: 'model of run-1', name: 'Spring' });
  room.actions.forgetModel('model of run-1');
  expect(room.toLab.at(-1)).toMatchObject({ type: 'forgetModel', id: 'model of run-1' });
  room.store.onLabEvent({ type: 'models', models: room.state().models.slice(1) });
  expect(room.state()).toMatchObject({ model: null, suggestions: [] });
  expect(room.state().models.map(({ id }) => id)).toEqual(['model of run-2']);
});

test('auditReward: the market is that of a run, and another price of the form forgets the result', () => {
  const room = lab();
  room.actions.applySettings({ market: 'demand' });
  room.actions.auditReward();
  const asked = room.toLab.at(-1)!;
  room.actions.startTraining();
  const started = room.toLab.at(-1)!;
  if (asked.type !== 'audit' || started.type !== 'start') throw new Error('unreachable');
  expect(asked.setup).toEqual(started.plan.setup);
  room.store.onLabEvent({ type: 'auditProgress', requestId: asked.requestId, share: 0.5 });
  expect(room.state().rewardAudit).toMatchObject({ status: 'running', share: 0.5 });
  room.store.onLabEvent({ type: 'failed', runId: null, requestId: asked.requestId, message: 'Not known.' });
  expect(room.state().rewardAudit).toEqual({ status: 'failed', problem: 'Not known.' });
  expect(room.state().modelProblem).toBeNull();
  room.actions.setSetting('agent', 'ddpg');
  expect(room.state().rewardAudit.status).toBe('failed');
  room.actions.setSetting('unitCost', 11);
  expect(room.state().rewardAudit.status).toBe('idle');
});
