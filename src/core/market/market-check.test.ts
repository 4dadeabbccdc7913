import { expect, test } from 'vitest';

import type { HoldOut } from './hold-out-figures.ts';
import {
  checkWords,
  marketCheck,
  marketVerdict,
  mayCallOptimal,
  superlatives,
  type MarketCheck,
} from './market-check.ts';

const one = (
  market: number,
  interval: readonly [number, number],
  changes: Partial<HoldOut> = {},
): HoldOut => ({
  trainingRows: 124,
  rows: 33,
  daysPerRow: 1,
  salesMeaning: 'money',
  priceMoved: true,
  sevenDayMean: 100,
  noChange: 125,
  carried: { meanAbsolute: market, gain: 1 - market / 100, gainInterval: interval },
  asTheyAre: { meanAbsolute: 110, gain: -0.1, gainInterval: [-0.2, 0] },
  ...changes,
});
const better = one(80, [0.05, 0.35]);
const unclear = one(95, [-0.1, 0.2]);
const worse = one(104, [-0.3, 0.2]);

const refusal = ' Treat its results with caution.';
const checked = (...holdOuts: HoldOut[]) => marketCheck(holdOuts, true);

test('mayCallOptimal: a demand market always; a history market where it is surely better, and nowhere else', () => {
  expect(mayCallOptimal('demand', null)).toBe(true);
  expect(mayCallOptimal('history', checked(better))).toBe(true);
  expect(mayCallOptimal('history', checked(unclear))).toBe(false);
  expect(mayCallOptimal('history', checked(worse))).toBe(false);
  expect(mayCallOptimal('history', marketCheck([{ problem: 'Too few.' }], true))).toBe(false);
  expect(mayCallOptimal('history', null)).toBe(false);
  expect(mayCallOptimal('history', checked({ ...better, priceMoved: false }))).toBe(false);
});

test('marketCheck: the switch for the demand curve decides which market is meant', () => {
  expect(marketVerdict(marketCheck([better], true))).toBe('better');
  expect(marketVerdict(marketCheck([better], false))).toBe('noBetter');
});

test('marketCheck: many products are counted, and their ratios halved at the middle', () => {
  const check = marketCheck([better, unclear, worse, { problem: 'Nothing was sold.' }, undefined], true);
  expect(check).toMatchObject({ kind: 'products', products: 5, checked: 3, beating: 2 });
  if (check.kind !== 'products') throw new Error('expected several');
  expect(check.ofSevenDayMean).toBeCloseTo(0.95, 9); // of 0.8, 0.95, 1.04
  expect(check.ofNoChange).toBeCloseTo(0.76, 9); // 95 / 125
  // Wilson for 2 of 3: middle (2 + 1.92) / (3 + 3.84) = 0.573, reach 1.96 sqrt(2 / 3 + 0.96) / 6.84 = 0.365
  expect(check.shareInterval[0]).toBeCloseTo(0.208, 2);
  expect(check.shareInterval[1]).toBeCloseTo(0.939, 2);
});

test('marketVerdict: a majority of products, beyond chance', () => {
  const of = (beating: number, total: number) =>
    marketVerdict(checked(...Array.from({ length: total }, (_, i) => (i < beating ? better : worse))));
  expect(of(5, 10)).toBe('noBetter');
  expect(of(6, 10)).toBe('unclear');
  expect(of(50, 60)).toBe('better');
});

test('checkWords: the three figures and the verdict in one', () => {
  expect(checkWords(checked(better))).toBe(
    "On the last 33 of 157 days, held out for this check, the history market missed a day's sales by 80.00 on average, " +
      'the seven-day mean by 100 and a no-change forecast by 125: 20 % less than the seven-day mean (95 % interval over blocks of rows: 5 to 35 %).',
  );
  expect(checkWords(checked(unclear))).toMatch(
    /: 5 % less than the seven-day mean, which may be chance \(95 % interval over blocks of rows: -10 to 20 %\)\. Treat its results with caution/,
  );
  const few = { ...unclear, carried: { ...unclear.carried, gainInterval: null } };
  expect(checkWords(checked(few))).toMatch(
    /which may be chance \(too few rows to compute an interval\)\. Treat its results with caution/,
  );
  expect(checkWords(checked(worse))).toMatch(
    /by 104 .* by 125: it predicts no better than the seven-day mean\. Do not price from it\.$/,
  );
  expect(checkWords(checked({ ...worse, noChange: 90 }))).toMatch(
    /it predicts no better than a no-change forecast\. Do not /,
  );
  expect(checkWords(checked({ ...better, priceMoved: false }))).toMatch(
    /The price never changed before, so this market has no response to price\. Do not /,
  );
});

test('checkWords: weekly rows are weeks, units are units', () => {
  expect(checkWords(checked({ ...worse, daysPerRow: 7, salesMeaning: 'units' }))).toBe(
    "On the last 33 of 157 weeks, held out for this check, the history market missed a week's sales by 104 units on average, " +
      'the seven-week mean by 100 units and a no-change forecast by 125 units: it predicts no better than the seven-week mean. Do not price from it.',
  );
});

test('checkWords: several products, and none', () => {
  expect(checkWords(checked(better, worse))).toBe(
    'On the held-out last fifth of each history, the history market predicted sales better than both the ' +
      'seven-day mean and a no-change forecast for 1 of 2 products; for the median product its error is 0.92 times that of the first and 0.74 times ' +
      'that of the second. For most products it predicts no better than the better of the two. Do not price from it.',
  );
  expect(checkWords(marketCheck([{ problem: 'Nothing was sold in the last 9 rows.' }], true))).toBe(
    `How well this history market predicts sales is not known: nothing was sold in the last 9 rows.${refusal}`,
  );
  expect(checkWords(marketCheck([undefined], true))).toBe(
    `How well this history market predicts sales is not known: it was not checked.${refusal}`,
  );
});

test('superlatives: where they are refused neither "best" nor "optimal" is left', () => {
  const refused: MarketCheck = checked(worse);
  const words = Object.values(superlatives(mayCallOptimal('history', refused)));
  for (const word of words) expect(word).not.toMatch(/best|optim/i);
  expect(superlatives(true).evaluation).toBe('Best score');
  expect(superlatives(true).fixedLine).toBe('best single');
});
