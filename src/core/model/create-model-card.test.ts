import { expect, test } from 'vitest';

import { defaultGuardrails } from '../decisions/guardrails/guardrail-list.ts';
import { setupFromCard } from '../decisions/setup-from-card.ts';
import { suggestPrices } from '../decisions/suggest-price.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import { readModelBundle, writeModelBundle } from '../export/model/model-bundle.ts';
import { productFeatures } from '../features/features.ts';
import { demandPriceFromAction } from '../market/demand/demand-model.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import type { DemandSetup } from '../market/demand/demand-setup.ts';
import type { HistoryCard } from '../market/history/history-card.ts';
import type { HistoryMarketParameters } from '../market/history/history-parameters.ts';
import type { HistorySetup } from '../market/history/history-setup.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import { holdOut } from '../market/hold-out.ts';
import { marketCheck } from '../market/market-check.ts';
import { priceFromAction } from '../market/price-from-action.ts';
import { createPolicy } from '../policy/actor.ts';
import { initialActorWeights } from '../policy/initial-weights.ts';
import type { ActorArchitecture } from '../policy/policy.ts';
import { Random } from '../random.ts';
import { settingsFrom } from '../run/run-settings.ts';
import { cardCheck } from './card-check.ts';
import { createModelCard } from './create-model-card.ts';
import type { ModelCard } from './model-card.ts';

const architecture: ActorArchitecture = {
  agent: 'sac',
  observationSize: 98,
  actionSize: 1,
  hidden: [8, 8],
  layerNorm: true,
  inputNorm: true,
  layerNormEpsilon: 1e-5,
  logStdRange: [-5, 2],
};

const parameters: HistoryMarketParameters = {
  objective: 'weightedParts',
  salesWeight: 0.4,
  priceWeight: 0.3,
  organicConversionWeight: 0.15,
  adConversionWeight: 0.15,
  explorationBonus: 0.3,
  salesDropPenalty: 0.5,
  episodeSteps: 30,
  carryAlongDemandCurve: true,
};

function historySetup(product: HistoryProduct): HistorySetup {
  return { kind: 'history', products: [product], parameters };
}

test('createModelCard: a history market comes back with ranges, price rule and parameters, and the same prices', () => {
  const days = Array.from({ length: 40 }, (_, t) => t);
  const history = historyFixture({
    price: days.map((t) => 10 + (t % 5)),
    units: days.map((t) => 30 - 2 * (t % 5)),
    unitCost: 6,
  });
  const weights = initialActorWeights(architecture, new Random(1));
  const held = holdOut(history, -1.3);
  const card = createModelCard(
    {
      createdBy: 'Pricing Lab 0.1.0',
      settings: settingsFrom({}),
      setup: historySetup({ history, elasticity: -1.3, holdOut: held }),
      data: null,
      backend: 'wasm',
    },
    { snapshot: { architecture, weights }, step: 10, updates: 5, bestReturn: null, evaluationEpisodes: 0 },
  );
  const read = readModelBundle(writeModelBundle({ card, weights, suggestions: [] }));
  expect(read.card).toEqual(card);
  expect(read.card.market).toBe('history');
  expect(read.card.marketParameters).toEqual(parameters);
  const [product] = (read.card as ModelCard & HistoryCard).products;
  // prices 10..14, widened by a tenth of 4 on each side
  expect(product!.priceRule).toMatchObject({ kind: 'range', lo: 9.6, hi: 14.4 });
  expect(product!.ranges[0]).toEqual({ feature: 'price', min: 10, max: 14 });
  expect(product!.ranges.map(({ min, max }) => [min, max])).toEqual(productFeatures(history).ranges);
  expect(product!.elasticity).toBe(-1.3);
  expect(product!.holdOut).toEqual(held);
  expect(cardCheck(read.card)).toEqual(marketCheck([held], true));
  const setup = setupFromCard(read.card, [{ history, elasticity: 0 }]);
  expect((setup as HistorySetup).products[0]!.holdOut).toEqual(held);
  const observation = new Random(3).fillUniform(new Float32Array(98));
  const price = (model: typeof weights) =>
    priceFromAction(product!.priceRule, createPolicy(read.card.architecture, model).act(observation, 1)[0]!);
  expect(price(read.weights)).toBe(price(weights));
});

test('createModelCard: a policy that saw the plain observation says so, and is asked with it again', () => {
  const small: ActorArchitecture = { ...architecture, observationSize: 5, inputNorm: false };
  const weights = initialActorWeights(small, new Random(2));
  const setup: DemandSetup = {
    kind: 'demand',
    products: [{ name: 'Tea', parameters: { ...referenceMarket, observation: 'plain' } }],
  };
  const card = createModelCard(
    { createdBy: 'Pricing Lab 0.1.0', settings: settingsFrom({}), setup, data: null, backend: 'wasm' },
    {
      snapshot: { architecture: small, weights },
      step: 10,
      updates: 5,
      bestReturn: null,
      evaluationEpisodes: 0,
    },
  );
  const read = readModelBundle(writeModelBundle({ card, weights, suggestions: [] }));
  expect(read.card.observation.features).toEqual([
    'price / referencePrice',
    'inventory / initialInventory',
    'day / 365',
    '1',
    '1',
  ]);
  const policy = createPolicy(small, read.weights);
  const [suggestion] = suggestPrices(policy, setupFromCard(read.card, []), [], defaultGuardrails);
  // The first day of the season, seen plainly: price and stock as they were, day 0, two constants.
  const [action] = policy.act(Float32Array.of(1, 1, 0, 1, 1), 1);
  expect(suggestion!.policyPrice).toBeCloseTo(demandPriceFromAction(referenceMarket, 20, action!), 2);
});

test('createModelCard: a number that cannot travel is refused at export', () => {
  const weights = initialActorWeights(architecture, new Random(1));
  const history = historyFixture({
    price: Array(20).fill(10) as number[],
    units: Array(20).fill(3) as number[],
  });
  const card = createModelCard(
    {
      createdBy: 'Pricing Lab 0.1.0',
      settings: settingsFrom({}),
      setup: historySetup({ history, elasticity: NaN }),
      data: null,
      backend: 'wasm',
    },
    { snapshot: { architecture, weights }, step: 10, updates: 5, bestReturn: null, evaluationEpisodes: 0 },
  );
  expect(() => writeModelBundle({ card, weights, suggestions: [] })).toThrow(
    'The model cannot be exported: products.0.elasticity: expected a number, got NaN',
  );
});
