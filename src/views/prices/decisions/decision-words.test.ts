import { expect, test } from 'vitest';

import type { Decision } from '../../../core/decisions/decision.ts';
import { decisionSentence } from './decision-words.ts';

const decision = (action: Decision['action'], price: number | null, reason = '') =>
  ({ productId: 'a', action, price, suggestedPrice: 11, currentPrice: 10, reason }) satisfies Decision;

test('decisionSentence: what goes into the price list, and an override with its reason', () => {
  expect(decisionSentence(decision('accept', 11))).toBe('Accepted: 11.00 goes into the price list.');
  expect(decisionSentence(decision('reject', 10))).toBe('Rejected: today’s 10.00 stays in the price list.');
  expect(decisionSentence(decision('override', 12.5, 'Agreed with the buyer'))).toBe(
    '12.50 goes into the price list, set by hand: Agreed with the buyer. It applies until it is taken back.',
  );
  expect(decisionSentence(decision('override', 12.5, 'Sale!'))).toContain('Sale! It applies');
  expect(decisionSentence({ ...decision('accept', 11), from: '2027-01-04' })).toBe(
    'Accepted: 11.00 goes into the price list from 2027-01-04 on.',
  );
});
