import { expect, test } from 'vitest';

import { mostScenarios } from '../../core/decisions/scenario.ts';
import { recommendationFixture } from '../../core/decisions/recommendation-fixture.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { fakeServices } from '../context-fixture.ts';
import { createLabStore } from '../lab-store.ts';

const tea = {
  productId: 'tea',
  productName: 'Tea',
  currentPrice: 20,
  price: 21.5,
  recommendation: recommendationFixture(),
} as unknown as Suggestion;

function lab(suggestions: readonly Suggestion[] = [tea]) {
  let seconds = 0;
  const { services } = fakeServices({ now: () => new Date((seconds += 10) * 1000).toISOString() });
  const store = createLabStore(services, 'auto');
  store.setState({ suggestions });
  return { state: () => store.getState(), actions: store.getState().actions };
}

test('a scenario keeps rules, goal, certainty and typed prices, and brings them back; undo takes that back', () => {
  const { state, actions } = lab();
  actions.setAdvice({ level: 0.9, mostChanges: 5 });
  actions.valuePrice('tea', 23);
  actions.setGuardrails({ kind: 'all' }, { largestChangePercent: 5 });
  actions.keepScenario('  Careful ');
  const [careful] = state().scenarios;
  expect(careful).toMatchObject({
    name: 'Careful',
    advice: { level: 0.9, mostChanges: 5, typedPrices: { tea: 23 } },
    guardrails: { all: { largestChangePercent: 5 } },
    result: { total: { changed: 1 }, prices: [{ productId: 'tea', price: 21.5, gainPerDay: 4 }] },
  });
  actions.setGuardrails({ kind: 'all' }, { largestChangePercent: 30 });
  actions.setAdvice({ level: 0.6, mostChanges: null, typedPrices: {} });
  const bold = { guardrails: state().guardrails, advice: state().advice };
  actions.applyScenario('Careful');
  expect(state().guardrails).toEqual(careful!.guardrails);
  expect(state().advice).toEqual(careful!.advice);
  actions.undoLast();
  expect({ guardrails: state().guardrails, advice: state().advice }).toEqual(bold);
  actions.redoLast();
  expect(state().advice.level).toBe(0.9);
  actions.settleGuardrails();
});

test('names are numbered and unlike each other; a deleted scenario comes back by undo; there is a most', () => {
  const { state, actions } = lab();
  for (const name of ['', 'Bold', 'Bold', ' ']) actions.keepScenario(name);
  const names = () => state().scenarios.map(({ name }) => name);
  expect(names()).toEqual(['Scenario 1', 'Bold', 'Bold (2)', 'Scenario 2']);
  actions.forgetScenario('Bold');
  expect(names()).toEqual(['Scenario 1', 'Bold (2)', 'Scenario 2']);
  actions.undoLast();
  expect(names()).toContain('Bold');
  for (let i = 0; i < 20; i++) actions.keepScenario('');
  expect(state().scenarios).toHaveLength(mostScenarios);
  // Without prices there is nothing to keep.
  const empty = lab([]);
  empty.actions.keepScenario('Bold');
  expect(empty.state().scenarios).toEqual([]);
});
