import { expect, test } from 'vitest';

import { finiteOrNull, knownOrNull } from './or-null.ts';

test('knownOrNull: only what is missing becomes null; finiteOrNull: what has no end as well', () => {
  expect([0, -1.5, NaN, Infinity].map(knownOrNull)).toEqual([0, -1.5, null, Infinity]);
  expect([0, -1.5, NaN, -Infinity].map(finiteOrNull)).toEqual([0, -1.5, null, null]);
});
