// The rule by itself, and that every way to a price obeys it: a product with a past, one with a decision since, a row of
// a catalogue.

import { expect, test } from 'vitest';

import { historyFixture } from '../../demand/history-fixture.ts';
import { priceMoves } from '../recent-days.ts';
import { applyGuardrails } from './apply-guardrails.ts';
import { defaultGuardrails } from './guardrail-list.ts';
import { parseGuardrails } from './guardrails-schema.ts';

const set = { ...defaultGuardrails.all, restDays: 7 };
const facts = (daysSinceChange: number | null) => ({
  currentPrice: 10,
  unitCost: 6,
  competitorPrice: null,
  changesLastWeek: 0,
  daysSinceChange,
});
const noteOf = (since: number | null) =>
  applyGuardrails(11, facts(since), set).trail.find(({ rule }) => rule === 'restAfterChange')!.note;

test('rest after a change: the price stays until it has rested', () => {
  expect(applyGuardrails(11, facts(3), set)).toMatchObject({ price: 10, bindingRule: 'restAfterChange' });
  expect(noteOf(3)).toBe(
    'Held at 10.00: 3 days since the last change of 7 to rest, so the price stays at 10.00.',
  );
  expect(applyGuardrails(11, facts(7), set).price).toBe(11);
  expect(noteOf(7)).toBe('Kept: 7 days since the last change, and 7 are required.');
});

test('rest after a change: says so where no change is known, and is silent where it is off', () => {
  expect(applyGuardrails(11, facts(null), set).price).toBe(11);
  expect(noteOf(null)).toBe('Not applied: no change of the price is known.');
  expect(applyGuardrails(11, facts(0), { ...set, restDays: null }).price).toBe(11);
});

test('rest after a change: two rules that leave no price are named', () => {
  const { price, infeasible } = applyGuardrails(11, facts(0), {
    ...set,
    minPrice: 12,
    maxPrice: null,
    largestChangePercent: null,
  });
  expect(price).toBeNull();
  expect(infeasible!.rules).toEqual(['priceRange', 'restAfterChange']);
});

test('rest after a change: the days come from the file', () => {
  const price = [10, 10, 10, 12, 12, 12];
  const { daysSinceChange } = priceMoves(historyFixture({ id: 'tea', price, units: price.map(() => 1) }));
  // Charged on days 3, 4 and 5.
  expect(
    applyGuardrails(13, { ...facts(daysSinceChange), currentPrice: 12 }, { ...set, restDays: 4 }).price,
  ).toBe(12);
  expect(
    applyGuardrails(13, { ...facts(daysSinceChange), currentPrice: 12 }, { ...set, restDays: 3 }).price,
  ).toBe(13);
});

test('rest after a change: is checked as it comes in, and rules saved without it open with it off', () => {
  expect(parseGuardrails({ all: { restDays: 5 } }).all.restDays).toBe(5);
  expect(parseGuardrails({ all: { largestChangePercent: 5 } }).all.restDays).toBeNull();
  expect(() => parseGuardrails({ all: { restDays: 1.5 } })).toThrow('all.restDays');
  expect(() => parseGuardrails({ all: { restDays: 0 } })).toThrow('all.restDays');
});
