// Newer sales and retraining through the store: events in, state and requests out.

import { expect, test } from 'vitest';

import type { ModelCard } from '../../core/model/model-card.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { ReaderRequest, WatchAnswer } from '../../worker/protocol.ts';
import type { LabState, LabStore } from '../lab-state.ts';
import { monitorSlice, noMonitor } from './monitor-slice.ts';

const answer = {
  watch: { products: [] },
  joined: {
    source: { name: 'tea with newer sales.csv', content: new Blob() },
    choices: { salesMeaning: 'money' },
  },
  simulated: null,
} as unknown as WatchAnswer;

const product = (id: string) => ({ id, name: id, category: null });

function room(changes: Partial<LabState> = {}) {
  const sent: ReaderRequest[] = [];
  const read: string[] = [];
  const overridden: (readonly [string, number, string])[] = [];
  let requestId = 0;
  let trained = 0;
  let state = {
    ...noMonitor,
    data: {
      status: 'ready',
      reading: 7,
      dataset: { histories: [{ product: product('tea') }, { product: product('mug') }] },
    },
    settings: defaultSettings,
    trainFor: 'all',
    shownProduct: 0,
    model: null,
    models: [],
    suggestions: [],
    book: { decisions: {}, done: [], undone: [] },
    run: { runId: 'run-2' },
    actions: {
      startTraining: () => void trained++,
      override: (id: string, price: number, reason: string) => void overridden.push([id, price, reason]),
    },
    ...changes,
  } as unknown as LabStore;
  const slice = monitorSlice({
    get: () => state,
    set: (more) => (state = { ...state, ...more }),
    send: (message) => void sent.push(message),
    nextReaderRequest: () => ++requestId,
    readFile: (source) => void read.push(source.name),
  });
  return { slice, sent, read, overridden, trained: () => trained, state: () => state };
}

const file = new File(['x'], 'newer.csv');

test('newer sales: asked of the file on the page, answered once, a late answer changes nothing', () => {
  const { slice, sent, state } = room();
  slice.actions.watchNewerSales(file);
  expect(sent).toMatchObject([{ type: 'watch', requestId: 1, reading: 7, source: { name: 'newer.csv' } }]);
  expect(state().watching).toBe('newer.csv');
  slice.onWatched({ type: 'watched', requestId: 0, answer: { problem: 'late' } });
  expect(state().watchProblem).toBeNull();
  slice.onWatched({ type: 'watched', requestId: 1, answer });
  expect(state()).toMatchObject({ watching: null, watched: answer, watchProblem: null });
});

test('newer sales: a problem is a sentence, what was watched before stays; cancelling drops the answer', () => {
  const { slice, sent, state } = room({ watched: answer });
  slice.actions.watchSimulatedSales();
  expect(sent.at(-1)).toMatchObject({ source: null });
  slice.onWatched({ type: 'watched', requestId: 1, answer: { problem: 'No newer day.' } });
  expect(state()).toMatchObject({ watched: answer, watchProblem: 'No newer day.', watching: null });
  slice.actions.watchNewerSales(file);
  slice.actions.cancelWatching();
  expect(sent.at(-1)).toEqual({ type: 'cancel', requestId: 2 });
  slice.onWatched({ type: 'watched', requestId: 2, answer: { problem: 'late' } });
  expect(state().watching).toBeNull();
  expect(state().watchProblem).toBeNull();
});

test('setMonitorSetting: a value out of range changes nothing', () => {
  const { slice, state } = room();
  slice.actions.setMonitorSetting('minMarginPercent', 20);
  slice.actions.setMonitorSetting('minMarginPercent', 200);
  expect(state().monitorSettings.minMarginPercent).toBe(20);
});

test('retraining: reads the joined file, trains with the settings of the model, takes overrides along', () => {
  const older = Object.fromEntries(
    Object.entries(defaultSettings).filter(([name]) => name !== 'finalLearningRate'),
  );
  const card = {
    products: [{ id: 'mug', name: 'mug' }],
    settings: { ...older, trainingSteps: 4321, ofAnotherVersion: 1 },
  } as unknown as ModelCard;
  const { slice, read, overridden, trained, state } = room({
    watched: answer,
    model: { id: 'model-1', card } as LabState['model'],
    models: [{ id: 'model-1', runId: 'run-1', card }] as unknown as LabState['models'],
    book: {
      decisions: {
        mug: { productId: 'mug', action: 'override', price: 5, reason: 'Clearance' },
        tea: { productId: 'tea', action: 'accept', price: 4, reason: '' },
      },
    } as unknown as LabState['book'],
  });
  slice.actions.retrainOnNewerSales();
  expect(read).toEqual(['tea with newer sales.csv']);
  slice.onRead('tea with newer sales.csv');
  expect(state().watched).toBe(answer);
  slice.onAllFitted();
  expect(trained()).toBe(1);
  expect(state()).toMatchObject({
    trainFor: 'shown',
    shownProduct: 1,
    retraining: { stage: 'training', runId: 'run-2' },
  });
  expect(state().settings).toMatchObject({ trainingSteps: 4321, finalLearningRate: 1 });
  expect('ofAnotherVersion' in state().settings).toBe(false);

  const priced = [{ productId: 'mug', price: 6 }] as unknown as LabState['suggestions'];
  slice.onSuggestions(priced); // still the old model's
  expect(overridden).toEqual([]);
  const made = { id: 'model-2', runId: 'run-2', card };
  Object.assign(state(), { model: { id: 'model-2', card }, models: [...state().models, made] });
  slice.onSuggestions(priced);
  slice.onSuggestions(priced);
  expect(overridden).toEqual([['mug', 5, 'Clearance']]);
  expect(state().retraining).toMatchObject({ overridesTaken: 1, overrides: null, after: priced });
});

test('another file on the page ends what was watched, and a joined file that cannot be read ends the retraining', () => {
  const { slice, state } = room({ watched: answer });
  slice.actions.retrainOnNewerSales();
  slice.onReadFailed();
  expect(state().retraining).toBeNull();
  expect(state().watched).toBe(answer);
  slice.onRead('soap.csv');
  expect(state().watched).toBeNull();
});
