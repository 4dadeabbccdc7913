import { expect, test } from 'vitest';

import { cutAnswer, cutLengths, cutPart } from './shown-cuts.ts';

const daysOf = (price: Float64Array) => Float64Array.from(price, (_, t) => t);
const spellsOf = (...spells: readonly (readonly [price: number, days: number])[]) =>
  Float64Array.from(spells.flatMap(([price, days]) => new Array<number>(days).fill(price)));

test('cutPart: marks what is cheap for days between dearer days, and no step of the regular price', () => {
  const price = spellsOf([10, 14], [8, 7], [10, 14], [9.5, 30], [8, 7], [9.5, 7]);
  const expected = spellsOf([0, 14], [1, 7], [0, 14], [0, 30], [1, 7], [0, 7]);
  for (const longest of cutLengths)
    expect([...cutPart(price, daysOf(price), longest)!]).toEqual([...expected]);
});

test('cutPart: what is cheap for longer is no cut, and a hundredth less is none', () => {
  const price = spellsOf([10, 14], [8, 14], [10, 14], [8, 28], [10, 14]);
  const marked = (longest: number) =>
    cutPart(price, daysOf(price), longest)?.reduce((sum, one) => sum + one, 0);
  expect([7, 13, 14, 27, 28].map(marked)).toEqual([undefined, undefined, 14, 14, 42]);
  const small = spellsOf([10, 14], [9.9, 7], [10, 14], [9.9, 7], [10, 14]);
  expect(cutPart(small, daysOf(small), 14)).toBeNull();
});

test('cutPart: a cut stays one where the regular price moves under it', () => {
  const price = spellsOf([10, 14], [8, 3], [8.4, 3], [10.5, 14], [9, 5], [10, 9]);
  const expected = spellsOf([0, 14], [1, 3], [1, 3], [0, 14], [1, 5], [0, 9]);
  expect([...cutPart(price, daysOf(price), 7)!]).toEqual([...expected]);
});

test('cutAnswer: what products agree on, above chance and worth a term', () => {
  const effects = (value: number, standardError: number, products = 20) => [
    Array.from({ length: products }, () => ({ value, standardError })),
  ];
  expect(cutAnswer(effects(0.4, 0.2))).toMatchObject({ longestDays: 7 });
  expect(cutAnswer(effects(0.4, 0.2))?.mean).toBeCloseTo(0.4);
  expect(cutAnswer(effects(-0.3, 0.2))).toBeNull(); // price follows demand
  expect(cutAnswer(effects(0.04, 0.01))).toBeNull(); // certain and small
  expect(cutAnswer(effects(0.1, 0.4))).toBeNull(); // 0.1 of 0.447 / sqrt(20) = 1 standard error
  expect(cutAnswer(effects(0.4, 0.2, 4))).toBeNull();
  expect(cutAnswer([])).toBeNull();
});

test('cutAnswer: the length that says it most surely', () => {
  const ofProducts = (value: number) => Array.from({ length: 20 }, () => ({ value, standardError: 0.1 }));
  expect(cutAnswer([ofProducts(0.3), ofProducts(0.4), ofProducts(0.2)])?.longestDays).toBe(14);
  expect(cutAnswer([[], ofProducts(0.02), ofProducts(0.3)])?.longestDays).toBe(28);
});
