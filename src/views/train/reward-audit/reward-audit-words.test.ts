import { expect, test } from 'vitest';

import type { RewardAudit } from '../../../core/market/audited-reward.ts';
import { auditCaption, auditDays, auditInShort, auditSentence, auditTable } from './reward-audit-words.ts';

const programme: RewardAudit = {
  by: 'dynamic programming',
  auditedProducts: ['Preset market'],
  ofProducts: 1,
  bestUnderReward: { reward: 15.5, profit: 25806, units: 1000, prices: [11, 15.5], stock: [762.2, 0] },
  mostProfitable: { reward: 14, profit: 31522, units: 996, prices: [30, 42.75, 42.5], stock: [947, 916, 9] },
  profitGivenUp: 0.1813,
};
const constant: RewardAudit = {
  by: 'constant prices',
  auditedProducts: ['Tea'],
  ofProducts: 1,
  bestUnderReward: { reward: 9, profit: 80, units: 40, prices: [8, 8], stock: [] },
  mostProfitable: { reward: 7, profit: 100, units: 25, prices: [10, 10], stock: [] },
  profitGivenUp: 0.2,
};

test('auditSentence: what both policies earn and what the reward gives up', () => {
  expect(auditSentence(programme)).toBe(
    'The best policy under this reward earns 25,800 profit an episode, the most profitable one 31,500: this reward gives up 18 % of the profit.',
  );
  expect(auditInShort(programme)).toBe('This reward gives up 18 % of the profit.');
});

test('auditSentence: constant prices are named', () => {
  expect(auditSentence(constant)).toBe(
    'The constant price that this reward pays most, 8.00, earns 80.00 profit an episode; the most profitable one, 10.00, earns 100: this reward gives up 20 % of the profit.',
  );
});

test('auditSentence: of a catalogue it says how many were audited', () => {
  const auditedProducts = ['Tea', 'Mugs'];
  expect(auditSentence({ ...programme, auditedProducts, ofProducts: 60 })).toBe(
    'Audited 2 of 60 products: the best policies under this reward earn 25,800 profit an episode, the most profitable ones 31,500: this reward gives up 18 % of the profit.',
  );
  expect(auditSentence({ ...constant, auditedProducts, ofProducts: 60 })).toBe(
    'Audited 2 of 60 products: the constant prices that this reward pays most (8.00 for Tea) earn 80.00 profit an episode, the most profitable ones (10.00) 100: this reward gives up 20 % of the profit.',
  );
  // One product with a known cost among several that have none.
  expect(auditSentence({ ...constant, ofProducts: 3 })).toContain('Audited 1 of 3 products: ');
});

test('auditInShort: nothing, everything and no profit at all have words of their own', () => {
  expect(auditInShort({ ...programme, profitGivenUp: 0.004 })).toBe(
    'This reward gives up none of the profit.',
  );
  expect(auditInShort({ ...programme, profitGivenUp: 1.3 })).toBe(
    'This reward gives up the whole profit and loses money.',
  );
  expect(auditInShort({ ...programme, profitGivenUp: null })).toBe(
    'No policy earns a profit here, so there is none to give up.',
  );
});

test('auditCaption: the first day tells the two policies apart', () => {
  expect(auditCaption(programme)).toContain(
    'On its first day the best policy under this reward charges 11.00 and has 762 units left after it; the most profitable one charges 30.00 and has 947 units left after it.',
  );
  expect(auditCaption(constant)).toContain('Profit an episode at either constant price');
  expect(auditCaption({ ...programme, auditedProducts: ['Tea', 'Mugs'] })).toContain(
    'Price and stock of Tea day by day',
  );
});

test('auditDays, auditTable: a policy that has sold out leaves its cells empty', () => {
  expect(auditDays(programme).at(-1)).toEqual({
    day: 3,
    rewardedPrice: null,
    profitablePrice: 42.5,
    rewardedStock: null,
    profitableStock: 9,
  });
  const table = auditTable(programme);
  expect(table.rows[0]).toEqual([1, 11, 30, 762.2, 947]);
  expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true);
  expect(auditTable(constant).rows).toEqual([
    ['paid most by this reward', 8, 80],
    ['most profitable', 10, 100],
  ]);
});
