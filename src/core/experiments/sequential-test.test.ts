import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { sequentialTest, spentAlpha } from './sequential-test.ts';
import { signFlipTest } from './sign-flip.ts';

/** Skewed differences of two halves of a pair, as sales with rare large orders have them. */
function pairs(random: Random, count: number, effect: number): number[] {
  const half = () => 3 * random.normal() + (random.uniform() < 0.05 ? 15 : 0);
  return Array.from({ length: count }, () => effect + half() - half());
}

test('spentAlpha: hardly anything early, 5 % at the planned end and no more after it', () => {
  expect(spentAlpha(0)).toBe(0);
  expect(spentAlpha(0.25)).toBeCloseTo(0.0000886, 6); // 2 (1 - Phi(3.92))
  expect(spentAlpha(0.5)).toBeCloseTo(0.00557, 4); // 2 (1 - Phi(2.772))
  expect(spentAlpha(1)).toBe(0.05);
  expect(spentAlpha(2)).toBe(0.05);
});

describe('sequentialTest', () => {
  test('looked at after every pair, equal prices are told apart in about 5 of 100', () => {
    const random = new Random(8);
    let told = 0;
    for (let k = 0; k < 1000; k++)
      if (sequentialTest(pairs(random, 24, 0), 24, k, 399).toldAfter !== null) told++;
    expect(told / 1000).toBeGreaterThan(0.03);
    expect(told / 1000).toBeLessThan(0.065);
  });

  test('by the planned end it finds as much as the test that looks once, and some of it early', () => {
    const random = new Random(9);
    let once = 0;
    let told = 0;
    let early = 0;
    for (let k = 0; k < 300; k++) {
      const differences = pairs(random, 24, 4);
      if (signFlipTest(differences, k).pValue <= 0.05) once++;
      const { toldAfter } = sequentialTest(differences, 24, k, 999);
      if (toldAfter !== null) told++;
      if (toldAfter !== null && toldAfter <= 18) early++;
    }
    expect(once).toBeGreaterThan(200);
    expect(told).toBeGreaterThan(once - 9);
    expect(early).toBeGreaterThan(told / 4);
  });

  test('open before the end, told for good once it crossed, nothing more after the plan', () => {
    const strong = Array.from({ length: 20 }, (_, k) => 10 + (k % 3));
    expect(sequentialTest(strong.slice(0, 3), 20).state).toBe('open');
    const { looks, toldAfter, state } = sequentialTest(strong, 20);
    expect(state).toBe('told');
    expect(looks.filter(({ crosses }) => crosses).map(({ pairs: at }) => at)).toEqual([toldAfter]);
    const none = [1, -1, 2, -2, 1, -1, 2, -2];
    expect(sequentialTest(none, 8).state).toBe('ended');
    expect(sequentialTest([...none, 1, 1, 1, 1, 1, 1], 8).toldAfter).toBeNull();
    expect(sequentialTest(strong, 20, 3)).toEqual(sequentialTest(strong, 20, 3));
  });
});
