import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { historyFixture } from './history-fixture.ts';
import { atChargedPrices, priceShift } from './price-dates.ts';
import { scatteredCount } from './simulated-product.ts';
import { summarizeDemand } from './summarize-demand.ts';

const elasticity = -2;
const days = 240;

/** A dozen products whose file has on each row the price that was charged `late` rows before; `follows`: log price tomorrow on today's log sales. */
function products({ late = 0, follows = 0, daysPerRow = 1, level = 20 }) {
  return Array.from({ length: 12 }, (_, p) => {
    const random = new Random(300 + p);
    const steps = random.fork('steps');
    const counts = random.fork('units');
    const charged: number[] = [];
    const units: number[] = [];
    let held = 0;
    for (let t = 0; t < days + 2; t++) {
      if (steps.uniform() < 0.2) held = 0.08 * steps.normal();
      const reaction = t === 0 ? 0 : follows * Math.log((units[t - 1]! + 1) / (level + 1));
      charged.push(Number((20 * Math.exp(held + reaction)).toFixed(2)));
      units.push(scatteredCount(counts, level * (charged[t]! / 20) ** elasticity, 2));
    }
    const rows = Array.from({ length: days }, (_, t) => t + 1);
    return historyFixture({
      id: `P${p}`,
      days: rows.map((t) => 20094 + daysPerRow * t),
      price: rows.map((t) => charged[t - late]!),
      units: rows.map((t) => units[t]!),
      daysPerRow,
    });
  });
}

const meanEstimate = (histories: ReturnType<typeof products>) => {
  const all = summarizeDemand(histories);
  return all.reduce((sum, { estimate }) => sum + estimate! / all.length, 0);
};

test.each([
  ['late', 1],
  ['early', -1],
] as const)(
  'prices a day %s: found, said, and the elasticity is that of the day that was charged',
  (when, late) => {
    const histories = products({ late });
    expect(priceShift(histories)).toBe(late);
    expect(Math.abs(meanEstimate(histories) - elasticity)).toBeLessThan(0.2);
    expect(summarizeDemand(histories)[0]!.found!.sentences[0]).toContain(`a day ${when}`);
  },
);

test('prices on their own days, prices that follow sales by a day, few sales, or weeks: nothing is moved', () => {
  expect(priceShift(products({}))).toBe(0);
  expect(priceShift(products({ follows: 0.2 }))).toBe(0);
  expect(priceShift(products({ late: 1, level: 0.1 }))).toBe(0);
  expect(priceShift(products({ late: 1, daysPerRow: 7 }))).toBe(0);
  expect(priceShift(products({ late: 1 }).slice(0, 4))).toBe(0);
});

test('a row whose own price the file does not have is unknown; one beyond a gap too', () => {
  const given = historyFixture({
    days: [1, 2, 3, 5, 6],
    price: [10, 11, 12, 13, 14],
    units: [1, 1, 1, 1, 1],
  });
  expect(atChargedPrices(given, 0)).toBe(given);
  const late = atChargedPrices(given, 1);
  expect([...late.price]).toEqual([11, 12, 12, 14, 14]);
  expect([...late.unknown!]).toEqual([0, 0, 1, 0, 1]);
  const early = atChargedPrices(given, -1);
  expect([...early.price]).toEqual([10, 10, 11, 13, 13]);
  expect([...early.unknown!]).toEqual([1, 0, 0, 1, 0]);
});
