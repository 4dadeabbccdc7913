import { expect, test } from 'vitest';

import {
  defaultGuardrails,
  guardrailDefinitions,
  type GuardrailSet,
} from '../../core/decisions/guardrail-rules.ts';
import {
  changesTo,
  definitionOf,
  endingChoice,
  endingOf,
  figuresOf,
  numberOf,
  offChanges,
  ruleProblem,
  ruleState,
  ruleWords,
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
  minAdvertisedPrice: 2.5,
  ending: { kind: 'ending', cents: 99 },
};

test('figuresOf and changesTo: what goes out comes back, for every rule', () => {
  for (const definition of guardrailDefinitions) {
    if (definition.name === 'ending') continue;
    const changes = changesTo(definition.name, figuresOf(full, definition));
    expect(full).toMatchObject(changes);
    expect(Object.keys(changes)).not.toHaveLength(0);
  }
});

test('ruleState: on, off and unsaid', () => {
  expect(ruleState({}, 'priceRange')).toBe('unsaid');
  expect(ruleState({ minPrice: null, maxPrice: 3 }, 'priceRange')).toBe('on');
  expect(ruleState(offChanges('priceRange') as Partial<GuardrailSet>, 'priceRange')).toBe('off');
  expect(unsaidChanges('priceRange')).toEqual({ minPrice: undefined, maxPrice: undefined });
  expect(offChanges('ending')).toEqual({ ending: { kind: 'cent' } });
});

test('ruleProblem: says which field, what is expected and what was typed', () => {
  const change = definitionOf('largestChange');
  expect(ruleProblem(change, usualFigures(change))).toBeNull();
  expect(ruleProblem(change, { largestChangePercent: 120 })).toBe(
    "Largest change: expected a number from 0 to 100 (% of today's price), got 120.",
  );
  expect(ruleProblem(change, { largestChangePercent: '' })).toContain('type a number from 0 to 100');
  expect(ruleProblem(change, { largestChangePercent: '1x' })).toContain('got 1x');
  const week = definitionOf('changesPerWeek');
  expect(ruleProblem(week, { maxChangesPerWeek: 1.5 })).toContain('whole number');
});

test('ruleProblem: a price range needs one price, in order', () => {
  const range = definitionOf('priceRange');
  expect(ruleProblem(range, { minPrice: '', maxPrice: null })).toContain('at least one');
  expect(ruleProblem(range, { minPrice: 3, maxPrice: '' })).toBeNull();
  expect(ruleProblem(range, { minPrice: 10, maxPrice: 8 })).toContain('exchange them');
});

test('ruleWords: each rule in few words', () => {
  expect(guardrailDefinitions.map(({ name }) => ruleWords(full, name))).toEqual([
    '10 %',
    '5 %',
    '2.00 to 9.00',
    '-3 % to +4 %',
    '1',
    'from 2.50',
    '.99',
  ]);
  expect(ruleWords(defaultGuardrails.all, 'competitorBand')).toBe('off');
});

test('endingOf: every choice and back; steps are whole cents', () => {
  for (const choice of ['cent', '99', '95', '0', 'step'] as const)
    expect(endingChoice(endingOf(choice, 0.05))).toBe(choice);
  expect(stepProblem(0.05)).toBeNull();
  expect(stepProblem(0.005)).toContain('whole cents');
  expect(stepProblem('')).toContain('such as');
  expect(numberOf(' ')).toBeNull();
});
