import { expect, test } from 'vitest';

import { historyFixture } from '../../core/demand/history-fixture.ts';
import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { holdOut } from '../../core/market/hold-out.ts';
import type { ModelCard } from '../../core/model/model-card.ts';
import type { SuggestRequest } from '../../worker/protocol/models-protocol.ts';
import { fakeServices, settled } from '../context-fixture.ts';
import type { LabState } from '../lab-state.ts';
import { createLabStore } from '../lab-store.ts';
import { emptyRun } from '../run-view.ts';

const days = Array.from({ length: 60 }, (_, t) => t);
const tea = historyFixture({
  price: days.map((t) => 10 + (t % 5)),
  units: days.map((t) => 40 - 2 * (t % 5) + (t % 3)),
  unitCost: 6,
});
const demand = summarizeDemand([tea]);
const suggestions = [{ productId: 'tea', price: 11 }] as unknown as LabState['suggestions'];

/** A file that is read; `fit` brings its demand fits, `list` what this browser keeps. */
function readFile() {
  const fake = fakeServices();
  const store = createLabStore(fake.services, 'auto');
  const state = () => store.getState();
  const dataset = { fileName: 'tea.csv', fingerprint: 'ab', histories: [tea], table: {} };
  store.setState({ data: { status: 'ready', dataset, reading: 1 } as unknown as LabState['data'] });
  const asked = () => fake.lab.calls.filter(({ name }) => name === 'suggest');
  return {
    store,
    state,
    actions: state().actions,
    asked,
    fit: () => store.setState({ demand, holdOuts: [holdOut(tea, -1)] }),
    list: (cards: readonly ModelCard[] = []) =>
      store.onLabEvent({
        type: 'models',
        models: cards.map((card, i) => ({
          id: `model-${i}`,
          name: 'SAC',
          card,
          origin: 'run',
          runId: null,
          createdAt: '2026-11-22T10:00:00.000Z',
        })),
      }),
  };
}

const cardFor = (fingerprint: string) =>
  ({ data: { fileName: 'tea.csv', fingerprint }, products: [{ id: 'tea' }] }) as unknown as ModelCard;

test('opening Prices asks for those without an agent once the file is fitted and no model is kept for it', async () => {
  const room = readFile();
  room.actions.goTo('prices');
  room.list();
  await settled();
  expect(room.asked()).toHaveLength(0);
  room.fit();
  await settled();
  expect(room.asked()).toHaveLength(1);
  const request = room.asked()[0]!.args as SuggestRequest;
  expect(request.untrainedIn?.products).toHaveLength(1);
  expect(room.state().untrained).toEqual({ reading: 1, file: { fileName: 'tea.csv', fingerprint: 'ab' } });
  await room.asked()[0]!.answer(suggestions);
  expect(room.state()).toMatchObject({ suggestions, suggesting: false });
  room.actions.setAdvice({ level: 0.9 });
  expect(room.asked()).toHaveLength(2);
});

test('a model kept for the file leaves the choice to the person; one of another file does not', async () => {
  const room = readFile();
  room.fit();
  room.list([cardFor('ab')]);
  room.actions.goTo('prices');
  await settled();
  expect(room.asked()).toHaveLength(0);
  room.actions.showPrices();
  expect(room.asked()).toHaveLength(1);

  const other = readFile();
  other.fit();
  other.list([cardFor('cd')]);
  other.actions.goTo('prices');
  await settled();
  expect(other.asked()).toHaveLength(1);
});

test('a run ends them, and what was still asked for does not come back', async () => {
  const room = readFile();
  room.fit();
  room.list();
  room.actions.showPrices();
  const [first] = room.asked();
  room.store.setState({ run: { ...emptyRun, runId: 'run-1', state: 'training' } });
  expect(room.state()).toMatchObject({ untrained: null, suggestions: [], suggesting: false });
  expect(first!.isAborted()).toBe(true);
  await first!.answer(suggestions);
  expect(room.state().suggestions).toEqual([]);
});

test('a model that comes into use takes over, with the prices it brings', async () => {
  const room = readFile();
  room.fit();
  room.list();
  room.actions.showPrices();
  await room.asked()[0]!.answer(suggestions);
  room.list([cardFor('ab')]);
  room.store.onLabEvent({
    type: 'model',
    runId: null,
    id: 'model-0',
    card: cardFor('ab'),
    suggestions: [],
  });
  expect(room.state().untrained).toBeNull();
  expect(room.state().model?.id).toBe('model-0');
  expect((room.asked().at(-1)!.args as SuggestRequest).untrainedIn).toBeUndefined();
});

test('showPrices: the prices of a model for another file give way', async () => {
  const room = readFile();
  room.fit();
  room.list([cardFor('cd')]);
  room.store.onLabEvent({
    type: 'model',
    runId: null,
    id: 'model-0',
    card: cardFor('cd'),
    suggestions,
  });
  expect(room.state().suggestions).toEqual(suggestions);
  room.actions.showPrices();
  expect(room.state()).toMatchObject({ section: 'prices', model: null, suggestions: [] });
  expect(room.state().untrained?.file.fingerprint).toBe('ab');
  await settled();
});

test('a refused request is a sentence, and is not repeated by itself', async () => {
  const room = readFile();
  room.fit();
  room.list();
  room.actions.goTo('prices');
  await settled();
  await room.asked()[0]!.refuse('The rules contradict each other.');
  await settled();
  expect(room.state()).toMatchObject({
    modelProblem: 'The rules contradict each other.',
    suggestions: [],
    suggesting: false,
  });
  expect(room.asked()).toHaveLength(1);
  room.actions.showPrices();
  expect(room.asked()).toHaveLength(2);
});

test('another file ends them', () => {
  const room = readFile();
  room.fit();
  room.list();
  room.actions.showPrices();
  room.store.setState({ data: { status: 'inspecting', fileName: 'soap.csv' } });
  expect(room.state()).toMatchObject({ untrained: null, suggestions: [] });
});
