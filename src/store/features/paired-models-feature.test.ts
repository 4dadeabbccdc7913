import { expect, test } from 'vitest';

import type { ComparedPolicies } from '../../core/policy/compared-policies.ts';
import { contextOf } from '../context-fixture.ts';
import { pairedModelsFeature } from './paired-models-feature.ts';

const compared = { episodes: 256, better: 'first' } as ComparedPolicies;

test('pairModels: both play in the worker, with progress; a known pair is not played again', async () => {
  const { context, lab, state } = contextOf();
  const { actions } = pairedModelsFeature(context);
  actions.pairModels(['a', 'b']);
  const asked = lab.last();
  expect(asked).toMatchObject({
    name: 'compareModels',
    args: { models: [{ id: 'a', products: [] }, { id: 'b' }], episodes: 256 },
  });
  asked.progress(0.4);
  expect(state().pairedModels).toEqual({ models: ['a', 'b'], status: 'playing', share: 0.4 });
  await asked.answer(compared);
  expect(state().pairedModels).toEqual({ models: ['a', 'b'], status: 'done', compared });
  actions.unpairModels();
  actions.pairModels(['a', 'b']);
  expect(lab.calls).toHaveLength(1);
  actions.pairModels(['b', 'a']);
  expect(lab.calls).toHaveLength(2);
});

test('pairModels: another pair gives up the one before; a refusal is a sentence', async () => {
  const { context, lab, state } = contextOf();
  const { actions } = pairedModelsFeature(context);
  actions.pairModels(['a', 'b']);
  const first = lab.last();
  actions.pairModels(['a', 'c']);
  expect(first.isAborted()).toBe(true);
  await first.answer(compared);
  expect(state().pairedModels).toMatchObject({ models: ['a', 'c'], status: 'playing' });
  await lab.last().refuse('These two were trained in different markets.');
  expect(state().pairedModels).toEqual({
    models: ['a', 'c'],
    status: 'failed',
    problem: 'These two were trained in different markets.',
  });
  actions.pairModels(['a', 'd']);
  actions.unpairModels();
  expect(state().pairedModels).toBeNull();
  expect(lab.last().isAborted()).toBe(true);
});
