import Papa from 'papaparse';
import { expect, test } from 'vitest';

import { pricesCsv } from './prices-csv.ts';
import type { Suggestion } from './suggestion.ts';
import { recommendationFixture } from './recommendation-fixture.ts';

const suggestion: Suggestion = {
  productId: '00123',
  productName: '=HYPERLINK("http://evil")',
  category: null,
  currentPrice: 20,
  policyPrice: 23.456789,
  recommendation: recommendationFixture(),
  askedPrice: 23.456789,
  price: 21.5,
  trail: [],
  bindingRule: 'largestChange',
  infeasible: null,
  unitCost: null,
  assumedCost: null,
  expectedAtCurrent: { price: 20, units: 10, sales: 200, profit: -12.5 },
  expectedAtSuggested: { price: 21.5, units: 9, sales: 193.5, profit: null },
  expectedFrom: 'demandFit',
  supportDays: 12,
  outlookAtCurrent: {
    units: { value: 10, interval: [8, 12] },
    revenue: { value: 200, interval: [160, 240] },
    profit: { value: -12.5, interval: [-15, -10] },
  },
  outlookAtSuggested: {
    units: { value: 9, interval: [7, 11] },
    revenue: { value: 193.5, interval: [150.5, 236.5] },
    profit: null,
  },
  confidence: 0.75,
  confidenceIn: 'profit',
  verdict: 'leans',
  verdictSentence: 'Demand falls as price rises, but how much is open.',
  experiment: null,
  reasons: ['Sales hold, "so far".'],
  warnings: [],
};

test('pricesCsv: a reader gets back what went in', () => {
  const [row] = Papa.parse<Record<string, string>>(pricesCsv([suggestion], {}), {
    header: true,
    skipEmptyLines: true,
  }).data;
  expect(row).toMatchObject({
    product_id: '00123',
    product_name: '\'=HYPERLINK("http://evil")',
    category: '',
    current_price: '20',
    recommended_price: '21.5',
    action: 'change',
    change_percent: '7.5', // 21.5 / 20 - 1
    objective: 'profit',
    gain_per_day: '4',
    gain_per_year: '1460',
    probability_of_gain: '0.75',
    agent_price: '23',
    agent_price_before_rules: '23.4568',
    agent_gain_per_day: '-2',
    agent_probability_of_gain: '0.3',
    expected_profit_at_current: '-12.5',
    expected_profit_at_recommended: '',
    reasons: 'Sales hold, "so far".',
  });
});

test('pricesCsv: what splits a product has columns of its own, beside the key the file knows', () => {
  const split = { key: 'T1', series: { Store: 'North', Category: 'organic' } };
  const rows = Papa.parse<Record<string, string>>(pricesCsv([{ ...suggestion, split }, suggestion], {}), {
    header: true,
    skipEmptyLines: true,
  }).data;
  expect(Object.keys(rows[0]!).slice(0, 6)).toEqual([
    'product_id',
    'product_name',
    'product_key',
    'Store',
    'Category (series)',
    'category',
  ]);
  expect(rows[0]).toMatchObject({ product_key: 'T1', Store: 'North', 'Category (series)': 'organic' });
  expect(rows[1]).toMatchObject({ product_key: suggestion.productId, Store: '' });
  expect(pricesCsv([suggestion], {})).not.toContain('product_key');
});

test('pricesCsv: without a price its cells are empty and the contradiction is named', () => {
  const line = pricesCsv(
    [
      {
        ...suggestion,
        price: null,
        expectedAtSuggested: null,
        infeasible: {
          rules: ['largestChange', 'marginFloor'],
          sentence: 'The margin floor lies above the largest change.',
        },
      },
    ],
    {},
  );
  const [row] = Papa.parse<Record<string, string>>(line, { header: true, skipEmptyLines: true }).data;
  expect(row).toMatchObject({
    recommended_price: '',
    change_percent: '',
    expected_units_at_recommended: '',
    infeasible: 'The margin floor lies above the largest change.',
  });
});

test('pricesCsv: what was decided stands beside what was suggested, an override marked as one', () => {
  const decided = (action: 'accept' | 'override', price: number, reason: string, suggestedPrice: number) => ({
    '00123': { productId: '00123', action, price, suggestedPrice, currentPrice: 20, reason },
  });
  const read = (decisions: Parameters<typeof pricesCsv>[1]) =>
    Papa.parse<Record<string, string>>(pricesCsv([suggestion], decisions), { header: true }).data[0];
  expect(read(decided('override', 24.5, '=our rival, "again"', 21.5))).toMatchObject({
    recommended_price: '21.5',
    decision: 'override',
    decided_price: '24.5',
    decision_reason: '\'=our rival, "again"',
    recommendation_changed_since: 'no',
  });
  expect(read(decided('accept', 21, '', 21))).toMatchObject({
    decision: 'accept',
    decided_price: '21',
    decision_reason: '',
    recommendation_changed_since: 'yes',
  });
  expect(read({})).toMatchObject({ decision: '', decided_price: '', recommendation_changed_since: '' });
});
