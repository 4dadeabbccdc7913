import { expect, test } from 'vitest';

import { jsonFrom, named, repeatedName } from './json.ts';

test('jsonFrom: what is no JSON, or nested without end, is refused in our words', () => {
  expect(jsonFrom('{"a":[1]}', 'it')).toEqual({ a: [1] });
  expect(() => jsonFrom('{a', 'its card.json')).toThrow(/^its card\.json is not JSON$/);
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect(jsonFrom(deep(60), 'it')).toBeTruthy();
  expect(() => jsonFrom(deep(20_000), 'line 2')).toThrow(/^line 2 is nested more than 64 levels deep$/);
});

test('named: repeats a short value, and never a long one', () => {
  expect(named('version', 7)).toBe('version 7');
  expect(named('format', undefined)).toBe('no format');
  expect(named('format', 'x'.repeat(100))).toBe('another format');
  expect(named('format', [1])).toBe('another format');
});

test('repeatedName: a name that stands twice in one object, however it is written', () => {
  const once = [
    '{}',
    '[{"a":1},{"a":2}]',
    '{"a":{"a":[{"a":"a"},"a","a"]},"b":"a"}',
    '{"a":"a\\"","b":"{\\"a\\":1}"}',
    '"a"',
    '{"__proto__":1,"constructor":2}',
  ];
  for (const text of once) expect([text, repeatedName(text)]).toEqual([text, null]);
  const twice: [string, string][] = [
    ['{"a":1,"a":1}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    [`{"a":1,"b":[{"c":1,"c"${' '.repeat(500)}\n:2}]}`, 'c'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"":0,"":1}', ''],
    ['[[],{"x":{"y":1}},{"y":{"x":1},"y":2}]', 'y'],
  ];
  for (const [text, name] of twice) expect([text, repeatedName(text)]).toEqual([text, name]);
});
