import { expect, test } from 'vitest';

import { usualAdvice } from '../../core/decisions/scenario.ts';
import { contextOf } from '../context-fixture.ts';
import { adviceChoices, typedPriceOf } from './advice-feature.ts';
import { pricesFeature } from './prices-feature.ts';

/** A model that needs no file, so that its prices can always be asked for. */
const model = { id: 'a', card: { data: null, products: [] }, origin: 'run', reading: null } as never;

function lab() {
  const { context, lab: worker, state } = contextOf({ model });
  const feature = pricesFeature(context);
  return {
    feature,
    actions: feature.actions,
    asked: worker.names,
    last: worker.last,
    state,
    advice: () => state().advice,
  };
}

test('pricesFeature: level and objective change one by one, and the recommendations follow each', () => {
  const { actions, asked, advice } = lab();
  actions.setAdvice({ level: 0.9 });
  actions.setAdvice({ objective: 'revenue' });
  expect(adviceChoices(advice(), { objective: 'profit' })).toEqual({
    level: 0.9,
    objective: 'revenue',
    typedPrices: {},
  });
  expect(asked()).toEqual(['suggest', 'suggest']);
});

test('pricesFeature: prices asked for anew abort those under way; a refusal is a sentence', async () => {
  const { feature, last, state } = lab();
  feature.ask();
  const first = last();
  feature.ask();
  expect(first.isAborted()).toBe(true);
  await first.answer([{ productId: 'late' }]);
  expect(state()).toMatchObject({ suggesting: true, suggestions: [] });
  await last().refuse('There is no model yet.');
  expect(state()).toMatchObject({ suggesting: false, modelProblem: 'There is no model yet.' });
});

test('pricesFeature: a typed price is kept by product, whatever its name, and taken back', () => {
  const { actions, advice } = lab();
  actions.valuePrice('__proto__', 3);
  actions.valuePrice('tea', 4);
  actions.valuePrice('tea', 5);
  expect(typedPriceOf(advice(), '__proto__')).toBe(3);
  expect(typedPriceOf(advice(), 'tea')).toBe(5);
  expect(typedPriceOf(advice(), 'constructor')).toBeNull();
  actions.valuePrice('tea', null);
  expect(typedPriceOf(advice(), 'tea')).toBeNull();
  expect(typedPriceOf(advice(), '__proto__')).toBe(3);
});

test('adviceChoices: an objective left open is that of the run, and own weights name none', () => {
  const of = (objective: 'auto' | 'profit' | 'revenue' | 'weights') =>
    adviceChoices(usualAdvice, { objective }).objective;
  expect((['auto', 'profit', 'revenue', 'weights'] as const).map(of)).toEqual([
    'auto',
    'profit',
    'revenue',
    'auto',
  ]);
});
