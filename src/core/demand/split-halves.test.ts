import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { poissonCount } from '../statistics/poisson-count.ts';
import { historyFixture } from './history-fixture.ts';
import { splitHalves } from './split-halves.ts';

/** Elasticity -2 in the first half of 240 days, `later` in the second. */
function product(id: string, later: number) {
  const random = new Random(1).fork(id);
  const price = Array.from({ length: 240 }, () => [8.8, 9.4, 10, 10.6, 11.2][random.integer(5)]!);
  const units = price.map((charged, t) =>
    poissonCount(random, 60 * (charged / 10) ** (t < 120 ? -2 : later)),
  );
  return historyFixture({ id, price, units });
}

test('splitHalves: halves that turn about contradict each other, and a suspicious one is left out of those heeded', () => {
  const histories = [...'abc'].map((id) => product(id, -2));
  const steady = splitHalves(histories, 'plain');
  expect([steady.all.products, steady.all.contradicting, steady.unsuspicious.products]).toEqual([3, 0, 3]);
  const turned = splitHalves([...histories, product('d', 4)], 'plain');
  expect([turned.all.products, turned.all.contradicting, turned.all.apart]).toEqual([4, 1, 1]);
  expect([turned.unsuspicious.products, turned.unsuspicious.contradicting]).toEqual([3, 0]);
  expect(turned.known.products).toBe(3);
});
