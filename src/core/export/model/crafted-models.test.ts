// Models whose every checksum fits and whose content was made up: each is refused in a sentence, none crashes or is believed.

import { expect, test } from 'vitest';

import { bundleFixture, changedAt, forgedModel, type JsonPath } from './bundle-fixture.ts';
import { readModelBundle, writeModelBundle } from './model-bundle.ts';

const models = {
  history: writeModelBundle(bundleFixture('history')),
  demand: writeModelBundle(bundleFixture('demand')),
};

test('crafted models: the ones they are made of come in', () => {
  expect(readModelBundle(models.history)).toEqual(bundleFixture('history'));
  expect(readModelBundle(models.demand)).toEqual(bundleFixture('demand'));
});

const inHistory: readonly (readonly [JsonPath, unknown, RegExp])[] = [
  [['products', 0, 'ranges'], [], /the ranges of 0 features, not those of price, /],
  [['products', 0, 'ranges', 0, 'feature'], 'sales', /the ranges of 10 features, not those of price, /],
  [
    ['products', 0, 'ranges', 3],
    { feature: 'profit', min: 2, max: 1 },
    /a range of profit that ends before it begins/,
  ],
  [
    ['products', 0, 'ranges', 0, 'max'],
    1e300,
    /products\.0\.ranges\.0\.max: expected at most 1,000,000,000,000,000/,
  ],
  [['products', 0, 'priceRule', 'hi'], 1e6, /more than 1,000 times what it was trained on/],
  [['products', 0, 'priceRule', 'hi'], 11, /prices from .* to 11, but it was trained on 10 to 14/],
  [['products', 0, 'priceRule', 'lo'], 13, /prices from 13 to .*, but it was trained on 10 to 14/],
  [['products', 0, 'priceRule', 'lo'], -5, /priceRule\.lo: expected a price above 0/],
  [['products', 0, 'priceRule', 'lo'], 20, /which is no range/],
  [['products', 0, 'name'], 'tea \uD83C', /products\.0\.name: expected whole characters, got half of one/],
  [['products', 0, 'unitCost'], 1e300, /products\.0\.unitCost: expected at most 1,000,000,000,000,000/],
  [['marketParameters', 'episodeSteps'], 1e9, /marketParameters\.episodeSteps: expected at most 365/],
  [['observation', 'features', 0], 'cost', /lists other features than the 14 of 7 days/],
  [['observation', 'windowDays'], 14, /features of 14 days/],
  [['settings', 'gamma'], 7, /Setting "gamma": expected a number from 0 to 1, got 7/],
  [['architecture', 'logStdRange'], [2, -5], /a range of deviations that ends before it begins/],
  [['architecture', 'layerNormEpsilon'], 0, /layerNormEpsilon: expected more than 0/],
  [['checksums', 'constructor'], '0'.repeat(64), /it holds no constructor, which its card lists/],
  [['checksums', 'toString'], '0'.repeat(64), /it holds no toString, which its card lists/],
  [['seed'], -1, /seed: expected at least 0/],
  [['format'], 'x'.repeat(1e5), /is not a card of this lab \(another format\)/],
  [['version'], { a: 1 }, /it has another version of the format/],
];

test.each(inHistory)('crafted model: %j as %j is refused', (path, value, reason) => {
  const forged = forgedModel(models.history, 'card.json', (card) => changedAt(card, path, value));
  expect(() => readModelBundle(forged)).toThrow(/^The model cannot be imported: .*\.$/s);
  expect(() => readModelBundle(forged)).toThrow(reason);
});

const inDemand: readonly (readonly [JsonPath, unknown, RegExp])[] = [
  [['products', 0, 'parameters', 'referencePrice'], -5, /referencePrice: expected a price above 0/],
  [['products', 0, 'parameters', 'maxDailyChange'], 1e308, /maxDailyChange: expected at most 0\.95/],
  [['products', 0, 'parameters', 'weekdayFactors', 2], -1, /weekdayFactors\.2: expected at least 0/],
  [['products', 0, 'parameters', 'days'], 30.5, /days: /],
  [['products', 0, 'priceRule', 'highest'], 1000, /another price rule than its market has/],
  [['products', 0, 'unitCost'], 3, /two different unit costs/],
  [['products', 0, 'elasticity'], -3, /two different elasticities/],
  [['observation', 'features', 1], 'stock', /other features than the 5 that a demand market has/],
];

test.each(inDemand)('crafted model: %j as %j is refused', (path, value, reason) => {
  const forged = forgedModel(models.demand, 'card.json', (card) => changedAt(card, path, value));
  expect(() => readModelBundle(forged)).toThrow(/^The model cannot be imported: .*\.$/s);
  expect(() => readModelBundle(forged)).toThrow(reason);
});

const inPrices: readonly (readonly [JsonPath, unknown, RegExp])[] = [
  [[0, 'price'], -5, /prices\.json at 0\.price: expected a price above 0/],
  [[0, 'currentPrice'], 0, /prices\.json at 0\.currentPrice: expected a price above 0/],
  [[0, 'policyPrice'], 99, /the policy asked 99 for .*, but its card allows/],
  [[0, 'productId'], 'constructor', /prices "constructor", which is no product of its card/],
  [[0, 'expectedAtCurrent', 'units'], -1, /expectedAtCurrent\.units: expected at least 0/],
  [[0, 'confidence'], 2, /0\.confidence: expected at most 1/],
];

test.each(inPrices)('crafted prices: %j as %j are refused', (path, value, reason) => {
  const forged = forgedModel(models.history, 'prices.json', (prices) => changedAt(prices, path, value));
  expect(() => readModelBundle(forged)).toThrow(/^The model cannot be imported: .*\.$/s);
  expect(() => readModelBundle(forged)).toThrow(reason);
});

test('crafted model: a card nested without end is refused in a sentence', () => {
  let deep: unknown = 1;
  for (let i = 0; i < 1000; i++) deep = [deep];
  const forged = forgedModel(models.history, 'card.json', (card) => changedAt(card, ['extra'], deep));
  expect(() => readModelBundle(forged)).toThrow(
    'The model cannot be imported: its card.json is nested more than 64 levels deep.',
  );
});
