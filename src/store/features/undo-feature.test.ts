import { expect, test } from 'vitest';

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import { contextOf, fakeServices } from '../context-fixture.ts';
import { createLabStore } from '../lab-store.ts';
import { undoFeature, withBook, type UndoStep } from './undo-feature.ts';

function lab() {
  let seconds = 0;
  const { services } = fakeServices({ now: () => new Date((seconds += 10) * 1000).toISOString() });
  const store = createLabStore(services, 'auto');
  return { store, state: () => store.getState(), actions: store.getState().actions };
}

test('settings, rules, certainty and seeds are undone in the order they were changed, and done again', () => {
  const { state, actions } = lab();
  actions.setSetting('seed', 9);
  actions.setGuardrails({ kind: 'all' }, { largestChangePercent: 5 });
  actions.setAdvice({ level: 0.9 });
  actions.setSeeds(4);
  expect(state().undoable.map(({ label }) => label)).toEqual([
    'Seed',
    'Guardrails',
    'Level of certainty',
    'Seeds and sweep',
  ]);
  actions.undoLast();
  actions.undoLast();
  expect(state().sweepForm.seeds).toBe(1);
  expect(state().advice.level).toBe(0.7);
  expect(state().undoNote!.words).toBe('Undone: Level of certainty');
  actions.undoLast();
  actions.undoLast();
  expect(state().guardrails).toEqual(defaultGuardrails);
  expect(state().settings).toEqual(defaultSettings);
  actions.undoLast(); // nothing is left
  actions.redoLast();
  actions.redoLast();
  expect(state().settings.seed).toBe(9);
  expect(state().guardrails.all.largestChangePercent).toBe(5);
  actions.settleGuardrails();
  // Another change forgets what was undone.
  actions.setSetting('seed', 3);
  expect(state().redoable).toEqual([]);
});

test('another agent comes back with all that it had changed', () => {
  const { state, actions } = lab();
  actions.setSetting('agent', 'ddpg');
  expect(state().undoable[0]!.label).toBe('Agent');
  actions.undoLast();
  expect(state().settings).toEqual(defaultSettings);
});

test('what is typed digit by digit is one step', () => {
  let ms = 0;
  const { services } = fakeServices({ now: () => new Date((ms += 200)).toISOString() });
  const store = createLabStore(services, 'auto');
  const { actions } = store.getState();
  for (const steps of [300, 3000, 30000]) actions.setSetting('trainingSteps', steps);
  expect(store.getState().undoable).toHaveLength(1);
  actions.undoLast();
  expect(store.getState().settings.trainingSteps).toBe(defaultSettings.trainingSteps);
});

test('decisions keep their place, whoever turns the pages of their book', () => {
  const seed: UndoStep = { kind: 'choices', label: 'Seed', before: {}, after: {}, at: 0 };
  const step = (entry: number) => ({ entry, changes: [{}, {}] }) as never;
  const decided = withBook({ undoable: [seed], redoable: [] }, { done: [step(1), step(2)], undone: [] })!;
  expect(decided.undoable.map(({ label }) => label)).toEqual(['Seed', '2 decisions', '2 decisions']);
  const undone = withBook(decided, { done: [step(1)], undone: [step(2)] })!;
  expect([undone.undoable.length, undone.redoable.length]).toEqual([2, 1]);
  const again = withBook(undone, { done: [step(1), step(2)], undone: [] })!;
  expect(again).toEqual(decided);
  expect(withBook(again, { done: [step(1), step(2)], undone: [] })).toBeNull();
  // Another file has another book.
  expect(withBook(again, { done: [], undone: [] })).toEqual({ undoable: [seed], redoable: [] });
});

test('how a file is read is undone by reading it once more; another file begins anew', () => {
  const { services, reader } = fakeServices();
  const steps = { undoable: [], redoable: [] };
  const context = contextOf(steps, services);
  const asked: string[] = [];
  const feature = undoFeature({ ...context.context, services });
  const nothing = () => undefined;
  const actions = feature.recorded({ answerQuestion: nothing, putAnswers: nothing } as never);
  context.become({
    actions: { ...actions, putAnswers: (to: object) => asked.push(JSON.stringify(to)) },
  } as never);
  const read = (fingerprint: string, answers: object) => {
    context.become({ answers });
    feature.onRead!({ fingerprint } as never);
  };
  read('file', {});
  actions.answerQuestion({ salesMeaning: 'units' } as never);
  read('file', { salesMeaning: 'units' });
  expect(context.state().undoable.map(({ label }) => label)).toEqual(['How the file is read']);
  feature.actions.undoLast();
  read('file', {}); // what was put back is no step of its own
  feature.actions.redoLast();
  expect(asked).toEqual(['{}', '{"salesMeaning":"units"}']);
  read('other file', {});
  expect(context.state().undoable).toEqual([]);
  expect(reader.calls).toEqual([]);
});
