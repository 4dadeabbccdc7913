import { expect, test } from 'vitest';

import { defaultGuardrails, guardrailsFor } from '../../core/decisions/guardrails/guardrail-list.ts';
import { saidBy, withChanges } from './guardrails-feature.ts';

const tea = { kind: 'category', name: 'Tea' } as const;
const green = { kind: 'product', id: 'G1' } as const;
const product = { id: 'G1', category: 'Tea' };

test('withChanges: the narrower scope overrules, rule by rule', () => {
  let guardrails = withChanges(defaultGuardrails, tea, { largestChangePercent: 5, minMarginPercent: null });
  guardrails = withChanges(guardrails, green, { largestChangePercent: 8 });
  expect(guardrailsFor(guardrails, product)).toMatchObject({
    largestChangePercent: 8,
    minMarginPercent: null,
  });
  expect(guardrailsFor(guardrails, { id: 'other', category: null })).toEqual(defaultGuardrails.all);
});

test('withChanges: what is taken back is said by the wider scope again, and an empty scope is forgotten', () => {
  let guardrails = withChanges(defaultGuardrails, tea, { largestChangePercent: 5, minPrice: 2 });
  guardrails = withChanges(guardrails, tea, { largestChangePercent: undefined });
  expect(saidBy(guardrails, tea)).toEqual({ minPrice: 2 });
  guardrails = withChanges(guardrails, tea, { minPrice: undefined });
  expect(guardrails.categories).toEqual({});
});

test('withChanges: for all, nothing can be taken back, only changed', () => {
  const guardrails = withChanges(
    defaultGuardrails,
    { kind: 'all' },
    {
      minPrice: 3,
      largestChangePercent: undefined,
    },
  );
  expect(guardrails.all).toEqual({ ...defaultGuardrails.all, minPrice: 3 });
});

test('withChanges: a category called __proto__ is one like any other', () => {
  const odd = { kind: 'category', name: '__proto__' } as const;
  const guardrails = withChanges(defaultGuardrails, odd, { minPrice: 3 });
  expect(saidBy(guardrails, odd)).toEqual({ minPrice: 3 });
  expect(saidBy(defaultGuardrails, odd)).toEqual({});
  expect(({} as Record<string, unknown>)['minPrice']).toBeUndefined();
});

test('saidBy: a scope that says nothing gives the same object each time, as selectors need', () => {
  expect(saidBy(defaultGuardrails, tea)).toBe(saidBy(defaultGuardrails, tea));
});
