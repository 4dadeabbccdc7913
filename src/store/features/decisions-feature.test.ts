// Which data the page's decisions are about, and what reaches the service that keeps them.

import { expect, test } from 'vitest';

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import type { DecisionService } from '../archive/decision-service.ts';
import { contextOf } from '../context-fixture.ts';
import type { LabState } from '../lab-state.ts';
import { noDecisionsYet } from '../archive/decisions-view.ts';
import { decisionsFeature, decisionSubject } from './decisions-feature.ts';

const ready = (fingerprint: string) =>
  ({
    status: 'ready',
    reading: 1,
    dataset: { fingerprint, fileName: `${fingerprint}.csv` },
  }) as LabState['data'];
const model = (data: { fingerprint: string; fileName: string } | null) =>
  ({ origin: 'run', card: { agent: 'sac', market: 'history', seed: 7, data } }) as LabState['model'];
const tea = { productId: 'tea', price: 11, currentPrice: 10 } as LabState['suggestions'][number];
const start = {
  ...noDecisionsYet,
  data: { status: 'empty' },
  model: null,
  suggestions: [],
  guardrails: defaultGuardrails,
} as unknown as LabState;

function page(openDecisions?: () => Promise<DecisionService>) {
  const calls: unknown[][] = [];
  const recorder = new Proxy({} as DecisionService, {
    // A promise would ask it for `then`.
    get: (_, name) =>
      name === 'then' ? undefined : (...args: unknown[]) => void calls.push([name, ...args]),
  });
  const { context, state, become, follow } = contextOf(start, {
    openDecisions: openDecisions ?? (() => Promise.resolve(recorder)),
  });
  const slice = decisionsFeature(context);
  follow(slice);
  return {
    slice,
    calls,
    become: async (changes: Partial<LabState>) => {
      become(changes);
      await Promise.resolve();
    },
    state,
  };
}

test('decisionSubject: the file the prices are for, then the file that is loaded', () => {
  expect(decisionSubject(start)).toBeNull();
  const loaded = { ...start, data: ready('f1') };
  expect(decisionSubject(loaded)).toEqual({ dataKey: 'f1', fileName: 'f1.csv' });
  const priced = { ...loaded, suggestions: [tea], model: model({ fingerprint: 'f0', fileName: 'f0.csv' }) };
  expect(decisionSubject(priced)).toEqual({ dataKey: 'f0', fileName: 'f0.csv' });
  expect(decisionSubject({ ...priced, model: model(null) })).toEqual({ dataKey: 'no file', fileName: null });
});

test('follow: opens each file’s log once, and hands over suggestions once, after it', async () => {
  const { calls, become } = page();
  await become({});
  expect(calls).toEqual([]);
  await become({ data: ready('f1') });
  await become({ section: 'demand' });
  const suggestions = [tea];
  await become({ suggestions, model: model({ fingerprint: 'f1', fileName: 'f1.csv' }) });
  await become({ section: 'prices' });
  expect(calls).toEqual([
    ['open', { dataKey: 'f1', fileName: 'f1.csv' }],
    [
      'suggested',
      suggestions,
      { agent: 'sac', market: 'history', seed: 7, origin: 'run' },
      defaultGuardrails,
    ],
  ]);
  await become({ data: ready('f2'), model: null, suggestions: [] });
  expect(calls.at(-1)).toEqual(['open', { dataKey: 'f2', fileName: 'f2.csv' }]);
  // A model that comes in with its prices changes both at once.
  await become({ suggestions: [tea], model: model({ fingerprint: 'f3', fileName: 'f3.csv' }) });
  expect(calls.slice(-2).map(([name]) => name)).toEqual(['open', 'suggested']);
});

test('actions: a decision is about the suggestions that were seen', async () => {
  const { slice, calls, become } = page();
  const suggestions = [tea];
  await become({ data: ready('f1'), suggestions, model: model({ fingerprint: 'f1', fileName: 'f1.csv' }) });
  slice.actions.accept(['tea']);
  await become({ suggestions: [] });
  slice.actions.override('tea', 12, 'rival');
  await Promise.resolve();
  expect(calls.filter(([name]) => name === 'decide')).toEqual([
    ['decide', { action: 'accept', productIds: ['tea'] }, suggestions],
    ['decide', { action: 'override', prices: [{ productId: 'tea', price: 12 }], reason: 'rival' }, []],
  ]);
});

test('a service that cannot be loaded is a sentence, whatever is asked of it', async () => {
  const { slice, become, state } = page(() => Promise.reject(new Error('offline')));
  await become({ data: ready('f1') });
  await expect.poll(() => state().archiveProblem).toMatch(/could not be loaded, so none are stored/);
  slice.actions.dismissArchiveProblem();
  slice.actions.undo();
  await expect.poll(() => state().archiveProblem).not.toBeNull();
});
