import { expect, test } from 'vitest';
import { z } from 'zod';

import { firstIssue } from './json.ts';

const of = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value);
  return parsed.success ? null : firstIssue(parsed.error);
};

test('firstIssue: where, what is expected and what is there, in plain words', () => {
  const schema = z.strictObject({
    price: z.number().positive('expected a price above 0').max(1e12),
    share: z.number().min(0).max(1).exactOptional(),
    above: z.number().gt(0).exactOptional(),
    name: z.string().max(500).exactOptional(),
    ids: z.array(z.string()).min(1).max(3).exactOptional(),
    mode: z.enum(['add', 'replace']).exactOptional(),
    day: z.iso.date().exactOptional(),
    count: z.int().exactOptional(),
  });
  const one = (changes: object) => of(schema, { price: 1, ...changes });
  expect(one({})).toBeNull();
  expect(of(schema, [])).toBe('the top: expected an object, got a list');
  expect(of(schema, {})).toBe('price: expected a number, which is missing');
  expect(one({ price: '5' })).toBe('price: expected a number, got a text');
  expect(one({ price: null })).toBe('price: expected a number, got null');
  expect(one({ price: -1 })).toBe('price: expected a price above 0');
  expect(one({ price: 1e308 })).toBe('price: expected at most 1,000,000,000,000');
  expect(one({ share: 1.5 })).toBe('share: expected at most 1');
  expect(one({ above: 0 })).toBe('above: expected more than 0');
  expect(one({ name: 'x'.repeat(501) })).toBe('name: expected at most 500 characters');
  expect(one({ ids: [] })).toBe('ids: expected at least 1 entry');
  expect(one({ ids: ['a', 'b', 'c', 'd'] })).toBe('ids: expected at most 3 entries');
  expect(one({ ids: ['a', 4] })).toBe('ids.1: expected a text, got a number');
  expect(one({ mode: 'append' })).toBe('mode: expected "add" or "replace"');
  expect(one({ day: '2027-02-31' })).toBe('day: expected a day such as 2026-11-30');
  expect(one({ count: 1.5 })).toBe('count: expected a whole number, got a number');
  expect(one({ dya: 1, b: 2 })).toBe('the top: there is no such entry as "dya", "b"');
});

test('firstIssue: a choice between objects names the choices', () => {
  const schema = z.discriminatedUnion('action', [
    z.object({ action: z.literal('accept') }),
    z.object({ action: z.literal('clear') }),
  ]);
  expect(of(schema, { action: 'buy' })).toBe('action: expected "accept" or "clear"');
});
