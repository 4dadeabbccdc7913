import { expect, test } from 'vitest';

import type { ProductHistory } from '../../../core/table/dataset.ts';
import { priceSentence, salesSentence } from './history-words.ts';

function history(
  prices: readonly number[],
  sales: readonly number[],
  more: Partial<ProductHistory> = {},
): ProductHistory {
  const zeros = new Float64Array(prices.length);
  return {
    product: { id: 'soap', name: 'Soap', category: null },
    days: Int32Array.from(prices, (_, day) => day),
    price: Float64Array.from(prices),
    sales: Float64Array.from(sales),
    units: Float64Array.from(sales),
    organicConversion: zeros,
    adConversion: zeros,
    profit: zeros,
    predictedSales: zeros,
    salesMeaning: 'money',
    priceKnown: new Uint8Array(prices.length).fill(1),
    unitCost: null,
    cost: null,
    inventory: null,
    competitorPrice: null,
    has: { organicConversion: false, adConversion: false, profit: false },
    daysPerRow: 1,
    report: {} as ProductHistory['report'],
    ...more,
  };
}

test('priceSentence: range, changes and different prices', () => {
  expect(priceSentence(history([10, 10, 12, 10], [1, 1, 1, 1]))).toBe(
    'Price moved between 10.00 and 12.00: it changed on 2 of 4 days, with 2 different prices.',
  );
});

test('priceSentence: a price that never moved says so, and filled days are counted', () => {
  expect(priceSentence(history([10, 10, 10], [1, 1, 1], { priceKnown: Uint8Array.of(1, 0, 1) }))).toBe(
    'The price stayed at 10.00 on all 3 days, so demand cannot be estimated. 1 day without a price took the price of the day before.',
  );
});

test('salesSentence: mean, best, days without a sale and the trend', () => {
  // halves 1 + 1 and 2 + 0: the same; mean 1
  expect(salesSentence(history([1, 1, 1, 1], [1, 1, 2, 0]))).toBe(
    'On average 1.00 a day, at most 2.00, 1 day without a sale. Both halves sold about the same.',
  );
  expect(salesSentence(history([1, 1, 1, 1], [1, 1, 2, 2], { salesMeaning: 'units', daysPerRow: 7 }))).toBe(
    'On average 2 units a week, at most 2 units, no week without a sale. The second half sold 100 % more than the first.',
  );
});
