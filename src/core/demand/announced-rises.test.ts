import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { buysAhead, riseColumns } from './announced-rises.ts';
import { fileTerms } from './file-terms.ts';
import { historyFixture } from './history-fixture.ts';
import { scatteredCount } from './simulated-product.ts';
import { summarizeDemand } from './summarize-demand.ts';

const elasticity = -2;
const days = 300;

/**
 * A dozen and a half products whose prices hold for 22 to 45 days. `ahead`, `after`: log units the day before a rise, and on the first day of
 * it, per log of the rise; `growth`: of log demand over the file; `follows`: log price on what log demand jumped by three days before.
 */
function products({ ahead = 0, after = 0, growth = 0, follows = 0 }) {
  return Array.from({ length: 18 }, (_, p) => {
    const random = new Random(500 + p);
    const steps = random.fork('steps');
    const counts = random.fork('units');
    const price = new Array<number>(days);
    const level = new Float64Array(days);
    for (let t = 0, jump = 0; t < days;) {
      const until = Math.min(days, t + 22 + steps.integer(24));
      const held = 0.06 * steps.normal() + follows * jump + (growth * t * follows) / days;
      const next = follows > 0 ? 0.5 * steps.normal() : 0;
      for (let k = t; k < until; k++) {
        price[k] = Number((20 * Math.exp(held)).toFixed(2));
        level[k] = (k >= until - 3 ? next : jump) + (growth * k) / days;
      }
      jump = next;
      t = until;
    }
    const moved = new Float64Array(days);
    for (let t = 1; t < days; t++) {
      const rise = Math.max(0, Math.log(price[t]! / price[t - 1]!));
      for (let k = 1; k <= Math.min(t, 8); k++) moved[t - k]! += ahead * rise * (1 - k / 9);
      for (let k = 0; k < 20 && t + k < days; k++) moved[t + k]! -= after * rise * (1 - k / 20);
    }
    return historyFixture({
      id: `P${p}`,
      price,
      units: price.map((today, t) =>
        scatteredCount(counts, 30 * Math.exp(level[t]! + moved[t]!) * (today / 20) ** elasticity, 1.5),
      ),
    });
  });
}

const meanEstimate = (histories: ReturnType<typeof products>) => {
  const all = summarizeDemand(histories);
  return all.reduce((sum, { estimate }) => sum + estimate! / all.length, 0);
};

test('buyers who buy ahead: found, said, and the elasticity is that of a price that is held', () => {
  const histories = products({ ahead: 6, after: 3 });
  const { rises } = fileTerms(histories, []);
  expect(rises!.ahead.mean).toBeGreaterThan(2);
  expect(rises!.after.mean).toBeLessThan(-1);
  expect(Math.abs(meanEstimate(histories) - elasticity)).toBeLessThan(0.35);
  expect(summarizeDemand(histories)[0]!.found!.sentences.join(' ')).toContain('know of rises beforehand');
});

test('rises that nobody knew of, growth, a dip alone, and prices that follow jumps of demand are none', () => {
  expect(buysAhead(products({}))).toBe(false);
  expect(buysAhead(products({ growth: 1.5, follows: 0.1 }))).toBe(false);
  expect(buysAhead(products({ after: 5 }))).toBe(false);
  expect(buysAhead(products({ follows: 0.15 }))).toBe(false);
  expect(fileTerms(products({}), []).rises).toBeNull();
});

test('one day on which everything rises says nothing, however many products it had', () => {
  const one = (p: number) =>
    historyFixture({
      id: `P${p}`,
      price: Array.from({ length: 60 }, (_, t) => (t < 30 ? 10 : 11)),
      units: Array.from({ length: 60 }, (_, t) => (t >= 23 && t < 30 ? 40 : t >= 30 && t < 44 ? 10 : 20)),
    });
  expect(buysAhead(Array.from({ length: 30 }, (_, p) => one(p)))).toBe(false);
});

test('columns fade with the distance from a rise; cuts have none', () => {
  const price = Array.from({ length: 60 }, (_, t) => (t < 20 ? 10 : t < 55 ? 11 : 9));
  const { ahead, after } = riseColumns(historyFixture({ price, units: price.map(() => 1) }));
  const rise = Math.log(1.1);
  expect(ahead[19]).toBeCloseTo((rise * 14) / 15, 12);
  expect(ahead[5]).toBe(0);
  expect(ahead[20]).toBe(0);
  expect(after[19]).toBe(0);
  expect(after[20]).toBeCloseTo(rise, 12);
  expect(after[47]).toBeCloseTo(rise / 28, 12);
  expect(after[48]).toBe(0);
  expect(ahead[54]).toBe(0);
});
