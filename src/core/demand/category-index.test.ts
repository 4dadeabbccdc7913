import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { categoryIndices } from './category-index.ts';
import { fileTerms } from './file-terms.ts';
import { fixtureFirstDay, historyFixture } from './history-fixture.ts';
import { scatteredCount } from './simulated-product.ts';
import { summarizeDemand } from './summarize-demand.ts';

const elasticity = -2;
const days = 300;

interface Shop {
  /** Standard deviation of a category's log price for itself and of a product's. */
  readonly together: number;
  readonly own: number;
  /** How demand answers to what moves its category's prices: rivals that follow too above 0, a leaflet of cheap weeks below. */
  readonly follows: number;
  /** How demand answers to the mean log price of its category's products, itself among them. */
  readonly cross?: number;
}

const two = ['Tea', 'Soap'];

/** Two categories of a dozen products each, or others. */
function shop({ together, own, follows, cross = 0 }: Shop, categories = two, products = 12) {
  return categories.flatMap((category, c) => {
    const of = held(new Random(40 + c), together, 15);
    const logs = Array.from({ length: products }, (_, p) => {
      const moves = held(new Random(100 * c + p).fork('price'), own, 10);
      return of.map((log, t) => log + moves[t]!);
    });
    const mean = of.map((_, t) => logs.reduce((sum, log) => sum + log[t]! / products, 0));
    return logs.map((log, p) => {
      const counts = new Random(100 * c + p).fork('units');
      return historyFixture({
        id: `${category} ${p}`,
        category,
        days: of.map((_, t) => fixtureFirstDay + t),
        price: log.map((value) => Number((20 * Math.exp(value)).toFixed(2))),
        units: log.map((value, t) =>
          scatteredCount(counts, 20 * Math.exp(elasticity * value + follows * of[t]! + cross * mean[t]!), 2),
        ),
        daysPerRow: 1,
      });
    });
  });
}

/** Log prices that stand for `span` days. [days] */
function held(random: Random, sd: number, span: number): number[] {
  let log = 0;
  return Array.from({ length: days }, (_, t) => {
    if (t % span === 0) log = sd * random.normal();
    return log;
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('prices that move by chance move together in no category; those that follow one price do in all', () => {
  const apart = categoryIndices(shop({ together: 0, own: 0.07, follows: 0 }));
  const along = categoryIndices(shop({ together: 0.07, own: 0.04, follows: 0 }));
  expect(apart.map((index) => index?.movesTogether)).not.toContain(true);
  expect(along.map((index) => index?.movesTogether)).not.toContain(false);
});

test.each([
  ['rivals that are not in the file', 1.2, 'The prices of its category move together.'],
  ['a leaflet that shows its cheap weeks', -3, 'good or bad for the whole category'],
])(
  '%s move with a category: the elasticity is that of a price moved alone, and no cross effect is told',
  (_, follows, sentence) => {
    const summaries = summarizeDemand(shop({ together: 0.07, own: 0.04, follows }));
    expect(Math.abs(mean(summaries.map(({ estimate }) => estimate!)) - elasticity)).toBeLessThan(0.3);
    const [{ found }] = summaries as [(typeof summaries)[number]];
    expect(found!.category).toBeNull();
    expect(found!.sentences.join(' ')).toContain(sentence);
  },
);

test('what moves a category of four is not taken for the own price, though three others show it with an error', () => {
  const categories = [...two, 'Wine', 'Bread', 'Cheese', 'Pasta', 'Fruit', 'Coffee'];
  const summaries = summarizeDemand(shop({ together: 0.07, own: 0.04, follows: 1.2 }, categories, 4));
  expect(Math.abs(mean(summaries.map(({ estimate }) => estimate!)) - elasticity)).toBeLessThan(0.12);
});

test('substitutes whose prices move apart are told as ever; neighbours that seem to bring sales are not', () => {
  const told = summarizeDemand(shop({ together: 0, own: 0.09, follows: 0, cross: 1.2 }))[0]!.found!;
  expect(told.category!.isTold).toBe(true);
  expect(told.sentences.join(' ')).toContain('are substitutes');
  const reversed = summarizeDemand(shop({ together: 0, own: 0.09, follows: 0, cross: -1.5 }))[0]!.found!;
  expect(reversed.category!.isTold).toBe(false);
  expect(reversed.sentences.join(' ')).toContain('each price is set by itself');
});

test('days of a category are asked for beside those of the shop, and not where there are none', () => {
  const warm = Array.from({ length: days }, (_, t) => Math.sin(t / 9) / 2);
  const plain = shop({ together: 0, own: 0.07, follows: 0 });
  const weathered = plain.map((history) => {
    const sign = history.product.category === 'Tea' ? -1 : 1;
    const counts = new Random(9).fork(history.product.id);
    const units = Array.from(history.price, (price, t) =>
      scatteredCount(counts, 20 * (price / 20) ** elasticity * Math.exp(sign * warm[t]!), 2),
    );
    const { id, category } = history.product;
    return historyFixture({
      id,
      category: category!,
      days: Array.from(history.days),
      price: Array.from(history.price),
      units,
      daysPerRow: 1,
    });
  });
  expect(fileTerms(weathered, categoryIndices(weathered)).peers).not.toBeNull();
  expect(fileTerms(plain, categoryIndices(plain)).peers).toBeNull();
});
