import { expect, test } from 'vitest';

import { changesPerWeek } from '../../../core/decisions/guardrails/changes-per-week.ts';
import { competitorBand } from '../../../core/decisions/guardrails/competitor-band.ts';
import {
  boundRules,
  defaultGuardrails,
  scopedRules,
  type GuardrailSet,
} from '../../../core/decisions/guardrails/guardrail-list.ts';
import { largestChange } from '../../../core/decisions/guardrails/largest-change.ts';
import { priceRange } from '../../../core/decisions/guardrails/price-range.ts';
import {
  changesTo,
  endingChoice,
  endingOf,
  numberOf,
  ruleProblem,
  ruleState,
  stepProblem,
  unsaidChanges,
  usualFigures,
} from './guardrail-form.ts';

const full: GuardrailSet = {
  largestChangePercent: 10,
  minMarginPercent: 5,
  minPrice: 2,
  maxPrice: 9,
  competitorBand: { belowPercent: 3, abovePercent: 4 },
  maxChangesPerWeek: 1,
  restDays: 7,
  minAdvertisedPrice: 2.5,
  ending: { kind: 'ending', cents: 99 },
};

test('figuresOf and changesTo: what goes out comes back, for every rule', () => {
  expect(boundRules).not.toHaveLength(0);
  for (const rule of boundRules) {
    const changes = changesTo(rule, rule.figuresOf(full));
    expect(full).toMatchObject(changes);
    expect(Object.keys(changes)).toEqual(Object.keys(rule.usual));
  }
});

test('ruleState: on, off and unsaid', () => {
  expect(ruleState({}, priceRange)).toBe('unsaid');
  expect(ruleState({ minPrice: null, maxPrice: 3 }, priceRange)).toBe('on');
  expect(ruleState(priceRange.off, priceRange)).toBe('off');
  expect(unsaidChanges(priceRange)).toEqual({ minPrice: undefined, maxPrice: undefined });
});

test('ruleProblem: says which field, what is expected and what was typed', () => {
  expect(ruleProblem(largestChange, usualFigures(largestChange))).toBeNull();
  expect(ruleProblem(largestChange, { largestChangePercent: 120 })).toBe(
    "Largest change: expected a number from 0 to 100 (% of today's price), got 120.",
  );
  expect(ruleProblem(largestChange, { largestChangePercent: '' })).toContain('type a number from 0 to 100');
  expect(ruleProblem(largestChange, { largestChangePercent: '1x' })).toContain('got 1x');
  expect(ruleProblem(changesPerWeek, { maxChangesPerWeek: 1.5 })).toContain('whole number');
});

test('ruleProblem: a price range needs one price, in order', () => {
  expect(ruleProblem(priceRange, { minPrice: '', maxPrice: null })).toContain('at least one');
  expect(ruleProblem(priceRange, { minPrice: 3, maxPrice: '' })).toBeNull();
  expect(ruleProblem(priceRange, { minPrice: 10, maxPrice: 8 })).toBe(
    'Price range: the lowest price 10.00 is above the highest 8.00; swap them.',
  );
});

test('words: each rule in few', () => {
  expect(scopedRules.map((rule) => rule.words(full))).toEqual([
    '10 %',
    '5 %',
    '2.00 to 9.00',
    '-3 % to +4 %',
    '1',
    '7 days',
    'from 2.50',
    '.99',
  ]);
  expect(competitorBand.words(defaultGuardrails.all)).toBe('off');
});

test('endingOf: every choice and back; steps are whole cents', () => {
  for (const choice of ['cent', '99', '95', '0', 'step'] as const)
    expect(endingChoice(endingOf(choice, 0.05))).toBe(choice);
  expect(stepProblem(0.05)).toBeNull();
  expect(stepProblem(0.005)).toContain('whole cents');
  expect(stepProblem('')).toContain('such as');
  expect(numberOf(' ')).toBeNull();
});
