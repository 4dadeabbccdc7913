import { expect, test, vi } from 'vitest';

import { adviceActions } from './advice-slice.ts';
import { adviceChoices, typedPriceOf, usualAdvice, type AdviceState } from './advice-state.ts';

function room() {
  let state: AdviceState = usualAdvice;
  const changed = vi.fn();
  const actions = adviceActions({ get: () => state, set: (next) => (state = next), changed });
  return { actions, changed, advice: () => state.advice };
}

test('adviceActions: level and objective change one by one, and the recommendations follow each', () => {
  const { actions, changed, advice } = room();
  actions.setAdvice({ level: 0.9 });
  actions.setAdvice({ objective: 'revenue' });
  expect(adviceChoices(advice(), { objective: 'profit' })).toEqual({
    level: 0.9,
    objective: 'revenue',
    typedPrices: {},
  });
  expect(changed).toHaveBeenCalledTimes(2);
});

test('adviceActions: a typed price is kept by product, whatever its name, and taken back', () => {
  const { actions, advice } = room();
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
    adviceChoices(usualAdvice.advice, { objective }).objective;
  expect((['auto', 'profit', 'revenue', 'weights'] as const).map(of)).toEqual([
    'auto',
    'profit',
    'revenue',
    'auto',
  ]);
});
