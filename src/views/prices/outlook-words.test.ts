import { expect, test } from 'vitest';

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import {
  confidenceSentence,
  formatInterval,
  formatProbability,
  formatUnits,
  likelihoodWord,
  signedMoney,
} from './outlook-words.ts';

test('likelihoodWord: a word for every probability', () => {
  expect([1, 0.95, 0.8, 0.6, 0.5, 0.3, 0.1].map(likelihoodWord)).toEqual([
    'very likely',
    'very likely',
    'likely',
    'more likely than not',
    'a toss-up',
    'not likely',
    'unlikely',
  ]);
});

test('formatProbability: draws are never certain', () => {
  expect(formatProbability(1)).toBe('over 99 %');
  expect(formatProbability(0)).toBe('under 1 %');
  expect(formatProbability(0.874)).toBe('87 %');
});

test('confidenceSentence: in profit or revenue, and nothing for a price that stays', () => {
  const suggestion = { confidence: 0.87, confidenceIn: 'profit', price: 11, currentPrice: 10 } as Suggestion;
  expect(confidenceSentence(suggestion, 'day')).toBe(
    'Likely: in 87 % of the draws of the demand curve, profit a day is higher at the suggested price.',
  );
  expect(confidenceSentence({ ...suggestion, price: 10 }, 'day')).toContain('The price stays');
  expect(confidenceSentence({ ...suggestion, price: null, confidence: null }, 'day')).toBeNull();
});

test('formatInterval, formatUnits, signedMoney: figures that align', () => {
  expect(formatInterval({ value: 12, interval: [10.04, 149.6] }, formatUnits)).toBe('10.0 to 150');
  expect(formatUnits(1.234)).toBe('1.23');
  expect(signedMoney(2)).toBe('+2.00');
  expect(signedMoney(-2)).toBe('-2.00');
  expect(signedMoney(null)).toBe('–');
});
