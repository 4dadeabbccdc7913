import { expect, test } from 'vitest';

import { recommendationFixture } from '../../core/decisions/recommendation-fixture.ts';
import {
  candidateNote,
  certaintyOf,
  certaintyWords,
  heldNote,
  rowSumWords,
  totalWords,
} from './advice-words.ts';

const total = {
  objective: 'profit',
  gainPerDay: { value: 1806.2, interval: [1753.1, 1861.6] },
  gainPerYear: { value: 659_263, interval: [639_881, 679_484] },
  changed: 34,
  tests: 6,
  kept: 20,
  infeasible: 0,
} as const;

test('totalWords: the gain with its interval, and what happens to the rest', () => {
  expect(totalWords(total)).toEqual({
    headline: 'Change 34 of 60 prices: +1,806 profit a day (1,753 to 1,862), +659,000 a year.',
    rest: 'Test 6 first. Keep 20.',
  });
  expect(totalWords({ ...total, changed: 0, tests: 0, infeasible: 2 })).toEqual({
    headline: 'Change no price: none reaches your level of certainty.',
    rest: 'Keep 20. 2 without a price: your rules contradict each other.',
  });
  expect(totalWords({ ...total, objective: null }).headline).toBe('Change 34 of 60 prices.');
});

test('candidateNote: each candidate says why it is or is not recommended', () => {
  const recommendation = recommendationFixture();
  const notes = recommendation.candidates.map((each) => candidateNote(each, recommendation, 20));
  expect(notes).toEqual(['a change gains more', 'recommended', 'loses profit']);
  const kept = recommendationFixture({ action: 'keep', candidate: 'keep', level: 0.8 });
  expect(kept.candidates.map((each) => candidateNote(each, kept, 20))).toEqual([
    'recommended',
    'below your 80 %', // 0.75
    'loses profit',
  ]);
  const [, optimum] = recommendation.candidates;
  const note = (changes: object) =>
    candidateNote({ ...optimum!, name: 'typed', ...changes }, recommendation, 20);
  expect(note({})).toBe('same price');
  expect(note({ price: 20 })).toBe('same as today’s');
  expect(heldNote({ ...optimum!, name: 'typed', wish: 25 })).toBe('adjusted by your rules from 25.00');
  expect(heldNote({ ...optimum!, name: 'typed', wish: 21.5 })).toBeNull();
  expect(heldNote(optimum!)).toBeNull();
  expect(note({ price: 21, gainPerDay: { value: 3, interval: [0, 6] } })).toBe('gains less');
  const forcedBy = { rule: 'marginFloor', label: 'Margin floor', limit: 'the cost needs more' } as const;
  const forced = recommendationFixture({ isForced: true, forcedBy });
  expect(candidateNote(forced.candidates[0]!, forced, 20)).toBe('not allowed by your rule “margin floor”');
});

test('certaintyOf: a price that stays has none, however likely its best change', () => {
  expect(certaintyOf({ recommendation: recommendationFixture(), price: 21.5 })).toBe(0.75);
  expect(certaintyOf({ recommendation: recommendationFixture(), price: null })).toBeNull();
  const kept = recommendationFixture({ action: 'keep', candidate: 'keep' });
  expect(certaintyOf({ recommendation: kept, price: 20 })).toBeNull();
  expect(certaintyWords(0.999)).toBe('over 99 % chance of gain');
});

test('rowSumWords: says why the rows of a category do not add up to the total, and nothing where they do', () => {
  const joint = {
    group: 'Tea',
    changed: 2,
    gainPerDay: { value: 15, interval: [10, 20] },
    probability: 0.9,
  } as const;
  const row = (value: number) => ({
    price: 21,
    recommendation: recommendationFixture({
      action: 'change',
      joint,
      gainPerDay: { value, interval: [value - 1, value + 1] },
    }),
  });
  const of = (value: number) => ({ ...total, gainPerDay: { value, interval: [10, 20] } as const });
  expect(rowSumWords([row(10), row(8)], of(15))).toBe(
    'The gains of the rows add up to +18.00: each has its category’s other prices changed as well, and the total counts what they bring together once.',
  );
  expect(rowSumWords([row(10), row(5.1)], of(15))).toBe('');
});
