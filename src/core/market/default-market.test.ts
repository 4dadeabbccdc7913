import { expect, test } from 'vitest';

import { historyFixture } from '../demand/history-fixture.ts';
import { Random } from '../random.ts';
import { defaultMarket } from './default-market.ts';
import type { HoldOut } from './hold-out-figures.ts';
import { holdOutProducts } from './hold-out.ts';

const errorOf = (meanAbsolute: number) => ({ meanAbsolute, gain: null, gainInterval: null });
const held = (history: number, demand: number): { readonly holdOut: HoldOut } => ({
  holdOut: {
    trainingRows: 80,
    rows: 20,
    daysPerRow: 1,
    salesMeaning: 'money',
    priceMoved: true,
    sevenDayMean: 10,
    noChange: 12,
    carried: errorOf(history),
    asTheyAre: errorOf(50),
    others: { demand: errorOf(demand) },
  },
});

test('defaultMarket: the one that errs less, with its figures', () => {
  expect(defaultMarket([held(9, 8)])).toEqual({
    market: 'demand',
    sentence:
      'The demand market predicts held-out sales better and is the default: its error is 0.80 times that of the better naive forecast, that of the history market 0.90.',
  });
  expect(defaultMarket([held(7, 8)]).market).toBe('history');
});

test('defaultMarket: of several products the median one decides', () => {
  const { market, sentence } = defaultMarket([held(7, 8), held(7, 8), held(50, 1)]);
  expect(market).toBe('history');
  expect(sentence).toContain('for the median product');
});

test('defaultMarket: one no better than a naive forecast is named, and where both are none the demand market stays', () => {
  expect(defaultMarket([held(11, 9)]).sentence).toContain(
    'that of the history market 1.10, which is no better than that forecast',
  );
  const neither = defaultMarket([held(10.5, 13)]);
  expect(neither.market).toBe('demand');
  expect(neither.sentence).toMatch(/^Neither market predicts held-out sales better than a naive forecast/);
});

test('defaultMarket: what was not checked has no say', () => {
  const unchecked = { holdOut: { problem: 'Too short.' } };
  expect(defaultMarket([unchecked, {}])).toEqual({
    market: 'demand',
    sentence:
      'How well either market predicts sales it has not seen could not be checked; the demand market is the default.',
  });
  expect(defaultMarket([unchecked, held(7, 8)]).market).toBe('history');
});

test('holdOutProducts: a demand market with the true curve, weekdays and level errs by little more than the noise', () => {
  const random = new Random(4);
  const weekday = [0.6, 0.8, 1, 1, 1.2, 1.5, 0.9];
  const price = Array.from({ length: 300 }, () => [16, 18, 20, 22, 24][random.integer(5)]!);
  const units = price.map((p, t) => {
    const mean = 60 * (p / 20) ** -2 * weekday[t % 7]!;
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  });
  const [one] = holdOutProducts([historyFixture({ price, units, unitCost: 8 })]);
  if (!one || 'problem' in one) throw new Error('expected figures');
  // Mean absolute noise is 0.8 sqrt(60) = 6.2 units at about 20; weekdays alone move sales by three times as much.
  expect(one.others!['demand']!.meanAbsolute).toBeLessThan(1.25 * 0.8 * Math.sqrt(60) * 20);
  expect(one.others!['demand']!.meanAbsolute).toBeLessThan(0.7 * one.carried.meanAbsolute);
  expect(defaultMarket([{ holdOut: one }]).market).toBe('demand');
});
