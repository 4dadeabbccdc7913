import { expect, test } from 'vitest';
import { z } from 'zod';

import { ownValue } from '../text/own-value.ts';
import { firstIssue } from './json.ts';
import { namedRecord } from './named-record.ts';

const prices = z.strictObject({ prices: namedRecord(z.number().positive()).default({}) });

test('namedRecord: every name is a name, `__proto__` and `constructor` among them', () => {
  const text = '{"prices":{"TEA-1":3,"__proto__":4,"constructor":5}}';
  const parsed = prices.parse(JSON.parse(text));
  expect(JSON.stringify(parsed)).toBe('{"prices":{"TEA-1":3,"constructor":5,"__proto__":4}}');
  expect(ownValue(parsed.prices, '__proto__')).toBe(4);
  expect(ownValue(parsed.prices, 'constructor')).toBe(5);
  expect(ownValue(parsed.prices, 'toString')).toBeUndefined();
  expect(Object.getPrototypeOf(parsed.prices)).toBe(Object.prototype);
  expect(prices.parse({})).toEqual({ prices: {} });
});

test('namedRecord: what is wrong is said with its place', () => {
  const wrong = (text: string) => firstIssue(prices.safeParse(JSON.parse(text)).error!);
  expect(wrong('{"prices":{"__proto__":"free"}}')).toMatch(/^prices\.__proto__: expected a number/);
  expect(wrong('{"prices":{"TEA-1":"free"}}')).toMatch(/^prices\.TEA-1: expected a number/);
  expect(wrong('{"prices":[]}')).toMatch(/^prices: expected/);
});
