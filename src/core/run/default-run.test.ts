import { expect, test } from 'vitest';

import { runProducts } from '../market/run-product.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { defaultMarket } from '../market/default-market.ts';
import { holdOutProducts } from '../market/hold-out.ts';
import { defaultRun } from './default-run.ts';
import { portfolioSettings } from './presets.ts';
import { defaultSettings } from './settings.ts';

const histories = ['tea', 'mug'].map((id) =>
  historyFixture({
    id,
    price: Array.from({ length: 200 }, (_, t) => 10 + ((t * 7) % 5)),
    units: Array.from({ length: 200 }, (_, t) => Math.round(4000 / (10 + ((t * 7) % 5)) ** 2) + (t % 3)),
    unitCost: 5,
  }),
);
const products = runProducts(
  histories,
  histories.map((history) => summarizeProductDemand(history)),
  holdOutProducts(histories),
);

test('several products begin with the portfolio’s starting point in the market that predicts better', () => {
  const settings = defaultRun(defaultSettings, products);
  const { market } = defaultMarket(products);
  expect(settings).toMatchObject({ ...portfolioSettings('sac'), market, demandSource: 'file' });
  const other = market === 'demand' ? 'history' : 'demand';
  expect(defaultRun({ ...defaultSettings, market: other }, products).market).toBe(market);
});

test('what a person has changed stays', () => {
  const settings = defaultRun({ ...defaultSettings, trainingSteps: 1234 }, products);
  expect(settings.trainingSteps).toBe(1234);
  expect(settings.layerNorm).toBe(portfolioSettings('sac').layerNorm);
});

test('one product afterwards goes back to the defaults of its agent', () => {
  const before = defaultRun(defaultSettings, products);
  const after = defaultRun(before, products.slice(0, 1));
  expect(after).toEqual({ ...defaultSettings, market: after.market, demandSource: 'file' });
});

test('without a checked product the market stays as it is', () => {
  const unchecked = products.map(({ history, demand }) => ({ history, demand }));
  expect(defaultRun({ ...defaultSettings, market: 'history' }, unchecked).market).toBe('history');
});
