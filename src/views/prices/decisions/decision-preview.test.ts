import { expect, test } from 'vitest';

import type { Decision } from '../../../core/decisions/decision.ts';
import { recommendationFixture } from '../../../core/decisions/recommendation-fixture.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import {
  isSafe,
  overridePrice,
  overridePrices,
  overrideProblem,
  previewOf,
  reasonProblem,
} from './decision-preview.ts';

const product = (id: string, current: number, price: number | null, changes: object = {}) =>
  ({
    productId: id,
    productName: id,
    currentPrice: current,
    price,
    unitCost: 6,
    recommendation: recommendationFixture(changes),
  }) as unknown as Suggestion;

const some = [
  product('up', 10, 11),
  product('down', 10, 9.5),
  product('none', 10, null),
  product('kept', 10, 10, { action: 'keep', candidate: 'keep' }),
];
const productIds = some.map((each) => each.productId);

test('previewOf accept: old and new, what has no price stays, and what each gains', () => {
  const preview = previewOf({}, some, { action: 'accept', productIds });
  expect(preview.planned.map(({ oldPrice, newPrice }) => [oldPrice, newPrice])).toEqual([
    [10, 11],
    [10, 9.5],
    [10, 10],
  ]);
  expect(preview).toMatchObject({ up: 1, down: 1, unchanged: 1, belowCost: 0 });
  expect(preview.left).toContain('without a recommended price');
  expect(preview.planned.map(({ recommendation }) => recommendation?.gainPerDay.value)).toEqual([4, 4, 4]);
});

test('previewOf reject: the current price stays, also where there was none to accept', () => {
  const preview = previewOf({}, some, { action: 'reject', productIds });
  expect(preview).toMatchObject({ left: null, up: 0, down: 0, unchanged: 4 });
  expect(preview.planned.every(({ recommendation }) => recommendation === null)).toBe(true);
});

test('previewOf: an override that stands is the old price and is not touched by accepting', () => {
  const override: Decision = {
    productId: 'up',
    action: 'override',
    price: 12.5,
    suggestedPrice: 11,
    currentPrice: 10,
    reason: 'agreed',
  };
  const preview = previewOf({ up: override }, some.slice(0, 2), {
    action: 'accept',
    productIds: ['up', 'down'],
  });
  expect(preview.planned.map((each) => each.productId)).toEqual(['down']);
  expect(preview.left).toContain('1 overridden');
  const cleared = previewOf({ up: override }, some, { action: 'clear', productIds: ['up'] });
  expect(cleared.planned).toMatchObject([{ oldPrice: 12.5, decidedBefore: true, newPrice: 10 }]);
});

test('previewOf override: a share of the current price to the cent, and what falls below cost', () => {
  const prices = overridePrices(some, { kind: 'change', percent: -45 });
  const preview = previewOf({}, some, { action: 'override', prices, reason: 'sale' });
  expect(preview.planned[0]).toMatchObject({ newPrice: 5.5, belowCost: true }); // 10 * 0.55 < 6
  expect(preview).toMatchObject({ down: 4, belowCost: 4 });
});

test('overridePrice: to the cent, never below one', () => {
  expect(overridePrice({ kind: 'price', price: 19.994 }, 1)).toBe(19.99);
  expect(overridePrice({ kind: 'change', percent: 3.33 }, 10)).toBe(10.33);
  expect(overridePrice({ kind: 'change', percent: -99.99 }, 1)).toBe(0.01);
});

test('overrideProblem and reasonProblem: say what would be right', () => {
  expect(overrideProblem('price', 19.99)).toBeNull();
  expect(overrideProblem('price', '')).toContain('such as 19.99');
  expect(overrideProblem('price', 0)).toContain('at least 0.01');
  expect(overrideProblem('change', -100)).toContain('above -100');
  expect(overrideProblem('change', -5)).toBeNull();
  expect(reasonProblem('  ')).toContain('audit log');
  expect(reasonProblem('x'.repeat(501))).toContain('501');
  expect(reasonProblem('Promotion agreed')).toBeNull();
});

test('isSafe: losers, unlikely gains and what is to be tested first are left unticked', () => {
  const safe = (changes: object) =>
    isSafe(
      previewOf({}, [product('a', 10, 11, changes)], { action: 'accept', productIds: ['a'] }).planned[0]!,
    );
  expect(safe({ probability: 0.7 })).toBe(true); // the level itself
  expect(safe({ probability: 0.69 })).toBe(false);
  expect(safe({ gainPerDay: { value: -1, interval: [-2, 0] }, probability: 0.9 })).toBe(false);
  expect(safe({ action: 'test', candidate: 'keep' })).toBe(false);
  expect(safe({ action: 'keep', candidate: 'keep' })).toBe(true);
});
