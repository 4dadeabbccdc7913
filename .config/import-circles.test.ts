import { expect, test } from 'vitest';

import { circlesOf, importsBelow } from './import-circles.ts';

test('circlesOf: those that reach one another, and no others', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', ['e']],
    ['e', []],
  ]);
  expect(circlesOf(graph)).toEqual([['a', 'b', 'c']]);
});

test('importsBelow: imports of types count, those at run time do not', () => {
  const graph = importsBelow('.config');
  expect(graph.get('.config/import-circles.test.ts')).toEqual(['.config/import-circles.ts']);
  expect(importsBelow('src').get('src/core/market/create-market.ts')).toContain('src/core/market/market.ts');
});

test('the sources import one another in no circle', () => {
  expect(circlesOf(importsBelow('src'))).toEqual([]);
});
