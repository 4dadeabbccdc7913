import { expect, test } from 'vitest';

import type { EvaluatedProduct, EvaluationRecord, PortfolioScore } from '../../../core/run/events.ts';
import {
  gapDots,
  portfolioBasis,
  portfolioSentence,
  portfolioTable,
  portfolioView,
  remarks,
} from './portfolio-view.ts';

const product = (index: number, changes: Partial<EvaluatedProduct> = {}): EvaluatedProduct => ({
  product: index,
  keepPrice: 10,
  bestFixedPrice: { price: 24.99, ret: 15 },
  optimum: 20,
  elasticity: -2,
  elasticityError: 0.2,
  costShare: 0.8,
  stockCover: 1,
  demandNoise: 0.2,
  ...changes,
});

const products = [product(4), product(7), product(9, { keepPrice: 19.9 }), product(11)];
const score: PortfolioScore = {
  episodesPerProduct: 6,
  returns: [19.5, 12, 19.8, 17],
  gaps: [0.95, 0.2, null, 0.7],
  quartiles: { lower: 0.45, median: 0.7, upper: 0.825 },
};
const evaluation = (step: number, changes: Partial<EvaluationRecord> = {}): EvaluationRecord => ({
  step,
  meanReturn: 17,
  returns: [],
  gapClosed: 0.7,
  gapInterval: null,
  againstKeep: null,
  isBest: true,
  portfolio: score,
  ...changes,
});
const baselines = {
  keepPrice: 12,
  keepReturns: [],
  myopicPrice: null,
  bestFixedPrice: null,
  optimum: 20,
  portfolio: { products, ofProducts: 400 },
};
const names: string[] = [];
names[4] = 'Tea';
names[7] = 'Mug';
names[9] = 'Bowl';
names[11] = 'Kite';
const run = { baselines, evaluations: [evaluation(2000)], portfolioCheck: null, productNames: names };

test('portfolioView: the worst product first, those with nothing to gain last, by the run’s names', () => {
  const view = portfolioView(run)!;
  expect(view.rows.map(({ name, gap }) => [name, gap])).toEqual([
    ['Mug', 0.2],
    ['Kite', 0.7],
    ['Tea', 0.95],
    ['Bowl', null],
  ]);
  expect(view.rows[0]).toMatchObject({
    keep: 10,
    policy: 12,
    bestFixed: 15,
    bestFixedPrice: 24.99,
    optimum: 20,
  });
  expect(view.rows[3]!.standsOut).toBe('keeping the price earns over 99 % of the optimum');
});

test('portfolioView: nothing before the first evaluation, nor without baselines', () => {
  expect(portfolioView({ ...run, evaluations: [] })).toBeNull();
  expect(portfolioView({ ...run, baselines: null })).toBeNull();
});

test('portfolioView: the kept policy’s evaluation, and its check once there is one', () => {
  const better = { ...score, gaps: [0.95, 0.6, null, 0.7] };
  const worse = { ...score, gaps: [0.1, 0.1, null, 0.1] };
  const evaluations = [
    evaluation(2000),
    evaluation(4000, { meanReturn: 18, portfolio: better }),
    evaluation(6000, { meanReturn: 15, portfolio: worse, isBest: false }),
  ];
  const view = portfolioView({ ...run, evaluations })!;
  expect([view.step, view.isCheck, view.rows[0]!.gap]).toEqual([4000, false, 0.6]);
  const checked = { ...score, episodesPerProduct: 32, gaps: [0.9, 0.5, null, 0.7] };
  const after = portfolioView({ ...run, evaluations, portfolioCheck: { step: 4000, score: checked } })!;
  expect([after.step, after.isCheck, after.rows[0]!.gap]).toEqual([4000, true, 0.5]);
});

test('portfolioSentence: median, middle half, and how many of those that count reach 90 %', () => {
  expect(portfolioSentence(portfolioView(run)!)).toBe(
    'The median product closes 70 % of the gap between keeping its price and its optimum; half of the products lie between 45 % and 83 %, and 1 of 3 reach 90 %.',
  );
  const nothing = { ...score, gaps: [null, null, null, null], quartiles: null };
  expect(
    portfolioSentence(portfolioView({ ...run, evaluations: [evaluation(1, { portfolio: nothing })] })!),
  ).toBe('For every product keeping the price is as good as the optimum, so there is no gap to close.');
});

test('portfolioBasis: which policy, on how many episodes, what is sampled and what is not counted', () => {
  expect(portfolioBasis(portfolioView(run)!)).toBe(
    'The best policy so far, from step 2,000, on 6 episodes per product, over the fitted range of its elasticity. ' +
      'Of 400 products 4 are evaluated: the half with the largest revenue, the rest drawn at random. ' +
      '1 product not counted: keeping the price earns over 99 % of the optimum there.',
  );
});

test('remarks: what lies furthest from the other products, at most two things; a dash where nothing does', () => {
  const others = [0.9, 1, 1.1, 0.95, 1.05].map((stockCover, k) =>
    product(k, { stockCover, elasticity: -2 + 0.1 * (k - 2) }),
  );
  const odd = product(5, { stockCover: 1.9, elasticity: -3 });
  const words = remarks([...others, odd]);
  // Covers: median 1.025, typical deviation 0.075, so 1.9 is 11.7 away; elasticities: median -2.05, typical 0.1, 9.5 away.
  expect(words[5]).toBe('stock for 190 % of the season, elasticity -3.0');
  expect(words[1]).toBe('–');
});

test('gapDots: products of one bin stand on one another; beyond the axis they stand at its end', () => {
  const row = (gap: number | null) => ({ ...portfolioView(run)!.rows[0]!, gap });
  const dots = gapDots([row(-3), row(0.01), row(0.9), row(0.91), row(null), row(1.2)]);
  const places = dots.map(({ x, y, isBeyond }) => [Number(x.toFixed(4)), y, isBeyond]);
  expect(places).toEqual([
    [0.0125, 1, true],
    [0.0125, 2, false],
    [0.9125, 1, false],
    [0.9125, 2, false],
    [1.0375, 1, true],
  ]);
});

test('portfolioTable: a line a product, empty where there is no gap', () => {
  const table = portfolioTable(portfolioView(run)!.rows);
  expect(table.columns).toHaveLength(8);
  expect(table.rows[0]!.slice(0, 7)).toEqual(['Mug', 0.2, 10, 12, 15, 20, 24.99]);
  expect(table.rows[3]![1]).toBeNull();
});
