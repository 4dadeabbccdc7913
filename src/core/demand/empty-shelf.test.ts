import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { emptyShelfDays, leftOut } from './empty-shelf.ts';
import { fixtureFirstDay, historyFixture } from './history-fixture.ts';
import { scatteredCount } from './simulated-product.ts';
import { soldOutDays } from './sold-out.ts';
import { summarizeProductDemand } from './summarize-demand.ts';

const elasticity = -2;
const days = 280;

/** A product of `level` units a day; `stock`: what it begins each week with, in days of usual sales. */
function product(level: number, stock: number): ProductHistory {
  const random = new Random(11);
  let left = Infinity;
  let held = 0;
  const price: number[] = [];
  const units: number[] = [];
  for (let t = 0; t < days; t++) {
    if (t % 7 === 0) left = Math.round(stock * level);
    if (t % 4 === 0) held = 0.08 * random.normal();
    price.push(Number((20 * Math.exp(held)).toFixed(2)));
    const sold = Math.min(left, scatteredCount(random, level * (price[t]! / 20) ** elasticity, 1.5));
    left -= sold;
    units.push(sold);
  }
  return historyFixture({
    id: 'P',
    days: Array.from({ length: days }, (_, t) => fixtureFirstDay + t),
    price,
    units,
    daysPerRow: 1,
  });
}

test('weeks that run out: days without a sale and the days before them are known as such, and the elasticity is that of the others', () => {
  const history = product(20, 6.5);
  const empty = emptyShelfDays(history)!;
  // Sundays may have run out before Monday's goods came, and nothing tells which did.
  history.units.forEach((units, t) => {
    if (t % 7 === 6) expect(empty[t]).toBe(leftOut);
    else if (units === 0) expect(empty[t]).toBe(1);
  });
  // The day that ran out counts as well, a Monday never.
  expect(empty.some((flag, t) => flag === 1 && history.units[t]! > 0)).toBe(true);
  expect(empty.every((flag, t) => flag === 0 || t % 7 !== 0)).toBe(true);
  const { estimate, interval, found } = summarizeProductDemand(history);
  expect(Math.abs(estimate! - elasticity)).toBeLessThan(0.5);
  expect(interval![0]).toBeLessThan(elasticity);
  expect(interval![1]).toBeGreaterThan(elasticity);
  expect(found!.sentences.join(' ')).toContain('treated as days without stock');
});

test('a weekday that nearly always runs out: its sales count as they are, so that its level has a bound', () => {
  const history = product(20, 5.6);
  const empty = emptyShelfDays(history)!;
  const known = [0, 1, 2, 3, 4, 5, 6].map(
    (weekday) => history.units.filter((units, t) => t % 7 === weekday && units > 0 && empty[t] === 0).length,
  );
  for (const days of known.slice(0, 6)) expect(days).toBeGreaterThan(0);
  expect(summarizeProductDemand(history).baseUnits).toBeLessThan(40);
});

test('days without a sale that chance makes are days without a sale', () => {
  expect(emptyShelfDays(product(1, Infinity))).toBeNull();
  expect(emptyShelfDays(product(20, Infinity))).toBeNull();
});

test('two days without a sale of a product that sells dozens a day are no chance, one may be a day off, and two of one that sells few are chance', () => {
  const without = (level: number, ...at: number[]) => {
    const history = product(level, Infinity);
    const units = history.units.slice();
    for (const t of at) units[t] = 0;
    return emptyShelfDays({ ...history, units });
  };
  expect(without(40, 60)).toBeNull();
  const two = without(40, 60, 131)!;
  expect([two[60], two[131]]).toEqual([1, 1]);
  expect(without(7, 60, 131)).toBeNull();
});

test('a file that says when it sold out, or what was in stock, is believed', () => {
  const told = new Uint8Array(days);
  told[3] = 1;
  expect(soldOutDays({ ...product(20, 6.5), soldOut: told })).toBe(told);
  expect(soldOutDays({ ...product(20, 6.5), inventory: new Float64Array(days).fill(5) })).toBeNull();
});
