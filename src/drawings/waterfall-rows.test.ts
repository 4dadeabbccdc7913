import { expect, test } from 'vitest';

import { switchedOff } from '../core/decisions/guardrails/guardrail.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import type { TrailStep } from '../core/decisions/guardrails/trail.ts';
import { waterfallRows } from '../core/export/charts/waterfall-data.ts';
import { waterfallEnds, waterfallSentence } from './waterfall-rows.ts';

const step = (rule: TrailStep['rule'], label: string, before: number, after: number) => ({
  rule,
  label,
  before,
  after,
  note: '',
});
const suggestion = {
  currentPrice: 20,
  askedPrice: 26,
  price: 22.99,
  bindingRule: 'largestChange',
  trail: [
    step('largestChange', 'Largest change', 26, 23),
    step('marginFloor', 'Margin floor', 23, 23),
    step('ending', 'Ending', 23, 22.99),
  ],
} as unknown as Suggestion;

test('waterfallRows: from the policy through each rule to the suggestion', () => {
  const rows = waterfallRows(suggestion);
  expect(rows.map(({ key, span, change, binding }) => [key, ...span, change, binding])).toEqual([
    ['policy', 26, 26, '', false],
    ['largestChange', 23, 26, '-3.00', true],
    ['marginFloor', 23, 23, '', false],
    ['ending', 22.99, 23, '-0.01', false],
    ['final', 22.99, 22.99, '', false],
  ]);
});

test('waterfallRows: without a price there is no last row', () => {
  expect(waterfallRows({ ...suggestion, price: null }).at(-1)?.key).toBe('ending');
});

test('waterfallRows: a rule that is off is left out', () => {
  const trail = [{ ...suggestion.trail[1]!, note: switchedOff }];
  expect(waterfallRows({ ...suggestion, trail }).map(({ kind }) => kind)).toEqual(['policy', 'final']);
});

test('less than half a cent is the rounding, not a rule that moved the price', () => {
  const rounded = {
    ...suggestion,
    askedPrice: 22.9872,
    price: 22.99,
    bindingRule: null,
    trail: [step('ending', 'Ending', 22.9872, 22.99)],
  };
  expect(waterfallRows(rounded).map(({ change }) => change)).toEqual(['', '', '']);
  expect(waterfallSentence(rounded)).toContain('It already keeps every rule: 22.99 is recommended.');
});

test('waterfallEnds: holds every price and today, and is never narrower than a tenth of it', () => {
  const { low, high } = waterfallEnds(waterfallRows(suggestion), 20);
  expect(low).toBeLessThan(20);
  expect(high).toBeGreaterThan(26);
  const still = waterfallEnds([], 20);
  expect(still.high - still.low).toBeGreaterThanOrEqual(2);
});

test('waterfallSentence: names what moved the price and the binding rule', () => {
  expect(waterfallSentence(suggestion)).toBe(
    'Before the rules the price is 26.00; today’s is 20.00. 2 rules moved it: largest change -3.00, ending -0.01. ' +
      '22.99 is recommended. The binding rule is largest change.',
  );
  expect(waterfallSentence({ ...suggestion, price: null })).toContain('no price satisfies them');
  expect(waterfallSentence({ ...suggestion, trail: [], bindingRule: null, price: 26 })).toContain(
    'It already keeps every rule',
  );
});
