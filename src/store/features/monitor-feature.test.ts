// Newer sales and retraining through the store: calls and effects in, state and calls out.

import { expect, test } from 'vitest';

import type { ModelCard } from '../../core/model/model-card.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import { WorkerGone } from '../../worker/client.ts';
import type { WatchAnswer } from '../../worker/protocol/reader-protocol.ts';
import { contextOf, settled } from '../context-fixture.ts';
import type { LabState } from '../lab-state.ts';
import { emptyRun } from '../run-view.ts';
import { monitorFeature } from './monitor-feature.ts';

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
  const read: string[] = [];
  const refusals: ((error: Error) => void)[] = [];
  const overridden: (readonly [string, number, string])[] = [];
  let trained = 0;
  const { context, reader, state, become } = contextOf({
    data: {
      status: 'ready',
      reading: 7,
      dataset: { histories: [{ product: product('tea') }, { product: product('mug') }] },
    } as never,
    run: { ...emptyRun, runId: 'run-2' },
    ...changes,
  });
  Object.assign(state(), {
    actions: {
      startTraining: () => void trained++,
      override: (id: string, price: number, reason: string) => void overridden.push([id, price, reason]),
    },
  });
  const feature = monitorFeature(context, {
    actions: {} as never,
    shown: () => null,
    read: ({ name }) => {
      read.push(name);
      return new Promise((_, reject) => refusals.push(reject));
    },
  });
  const refuse = (message: string) => {
    refusals.at(-1)!(new Error(message));
    return settled();
  };
  return {
    feature,
    actions: feature.actions,
    reader,
    read,
    refuse,
    overridden,
    trained: () => trained,
    state,
    become,
  };
}

const file = new File(['x'], 'newer.csv');
const named = (fileName: string) => ({ fileName }) as Dataset;

test('newer sales: asked of the file on the page, answered once', async () => {
  const { actions, reader, state } = room();
  actions.watchNewerSales(file);
  expect(reader.calls).toMatchObject([
    { name: 'watch', args: { reading: 7, source: { name: 'newer.csv' } } },
  ]);
  expect(state().watching).toBe('newer.csv');
  await reader.last().answer(answer);
  expect(state()).toMatchObject({ watching: null, watched: answer, watchProblem: null });
});

test('newer sales: a problem is a sentence, what was watched before stays; cancelling drops the answer', async () => {
  const { actions, reader, state } = room({ watched: answer });
  actions.watchSimulatedSales();
  expect(reader.last().args).toMatchObject({ source: null });
  await reader.last().refuse('No newer day.');
  expect(state()).toMatchObject({ watched: answer, watchProblem: 'No newer day.', watching: null });
  actions.watchNewerSales(file);
  actions.cancelWatching();
  expect(reader.last().isAborted()).toBe(true);
  await reader.last().refuse('late');
  expect(state()).toMatchObject({ watching: null, watchProblem: null });
  actions.watchNewerSales(file);
  await reader.last().refuse(new WorkerGone('out of memory', false));
  expect(state()).toMatchObject({ watching: null, watchProblem: 'Comparing stopped: out of memory' });
});

test('setMonitorSetting: a value out of range changes nothing', () => {
  const { actions, state } = room();
  actions.setMonitorSetting('minMarginPercent', 20);
  actions.setMonitorSetting('minMarginPercent', 200);
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
  const { feature, actions, read, overridden, trained, state, become } = room({
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
  actions.retrainOnNewerSales();
  expect(read).toEqual(['tea with newer sales.csv']);
  feature.onRead!(named('tea with newer sales.csv'));
  expect(state().watched).toBe(answer);
  feature.onAllFitted!();
  expect(trained()).toBe(1);
  expect(state()).toMatchObject({
    trainFor: 'shown',
    shownProduct: 1,
    retraining: { stage: 'training', runId: 'run-2' },
  });
  expect(state().settings).toMatchObject({ trainingSteps: 4321, finalLearningRate: 1 });
  expect('ofAnotherVersion' in state().settings).toBe(false);

  const priced = [{ productId: 'mug', price: 6 }] as unknown as LabState['suggestions'];
  feature.onPriced!(priced); // still the old model's
  expect(overridden).toEqual([]);
  const made = { id: 'model-2', runId: 'run-2', card };
  become({ model: { id: 'model-2', card } as LabState['model'], models: [...state().models, made as never] });
  feature.onPriced!(priced);
  feature.onPriced!(priced);
  expect(overridden).toEqual([['mug', 5, 'Clearance']]);
  expect(state().retraining).toMatchObject({ overridesTaken: 1, overrides: null, after: priced });
});

test('another file on the page ends what was watched, and a joined file that cannot be read ends the retraining', async () => {
  const { feature, actions, refuse, state } = room({ watched: answer });
  actions.retrainOnNewerSales();
  expect(state().retraining?.stage).toBe('reading');
  await refuse('No price column.');
  expect(state().retraining).toBeNull();
  expect(state().watched).toBe(answer);
  feature.onRead!(named('soap.csv'));
  expect(state().watched).toBeNull();
});
