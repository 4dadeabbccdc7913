// The graph with scaling and price rule is run by onnxruntime on raw columns, and must price as the lab does.

import { strFromU8, unzipSync } from 'fflate';
import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';

import { featureNames, productFeatures, rawFeatures, windowAt, windowDays } from '../../features/features.ts';
import { demandPriceFromAction, writeDemandObservation } from '../../market/demand/demand-model.ts';
import type { DemandMarketParameters } from '../../market/demand/demand-parameters.ts';
import { referenceMarket } from '../../market/demand/reference-market.ts';
import { priceFromAction, priceRange } from '../../market/price-from-action.ts';
import { createModelCard } from '../../model/create-model-card.ts';
import { initialActorWeights } from '../../policy/initial-weights.ts';
import { createPolicy } from '../../policy/actor.ts';
import { Random } from '../../random.ts';
import { settingsFrom } from '../../run/run-settings.ts';
import { bundleFixture, bundleHistory } from './bundle-fixture.ts';
import { readModelBundle } from './model-bundle.ts';
import { modelFileBytes, modelFileName } from './model-files.ts';
import { demandInputs, historyInputs, onnxPricer, onnxPricerIfAny, pricerPrice } from './onnx-pricer.ts';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** Weights as after training: so large that actions reach their ends. */
function grown(weights: ReturnType<typeof bundleFixture>['weights']) {
  const random = new Random(11);
  return Object.fromEntries(
    Object.entries(weights).map(([name, { shape, values }]) => {
      const noise = random.fork(name).fillNormal(new Float32Array(values.length));
      return [name, { shape, values: values.map((value, i) => value + noise[i]!) }];
    }),
  );
}

async function pricesOf(bytes: Uint8Array, feeds: Record<string, ort.Tensor>): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  expect([...session.inputNames].sort()).toEqual(Object.keys(feeds).sort());
  expect(session.outputNames).toEqual(['action', pricerPrice]);
  return (await session.run(feeds))[pricerPrice]!.data as Float32Array;
}

test('onnxPricer: of a history market, a raw week in and the price to the cent out', async () => {
  const { card, weights: initial } = bundleFixture('history');
  const weights = grown(initial);
  const raw = rawFeatures(bundleHistory);
  const features = productFeatures(bundleHistory);
  const lastDays = Array.from({ length: 30 }, (_, i) => windowDays - 1 + i);
  const size = windowDays * featureNames.length;
  const days = new Float32Array(lastDays.length * size);
  const observations = new Float32Array(days.length);
  lastDays.forEach((last, i) => {
    windowAt(features, last, observations, i * size);
    for (let back = 0; back < windowDays; back++)
      featureNames.forEach((name, f) => {
        days[i * size + back * featureNames.length + f] = raw[name][last - windowDays + 1 + back]!;
      });
  });
  const is = await pricesOf(onnxPricer(card, weights), {
    [historyInputs.days]: new ort.Tensor('float32', days, [lastDays.length, size]),
    [historyInputs.product]: new ort.Tensor('int64', new BigInt64Array(lastDays.length), [lastDays.length]),
  });
  const actions = createPolicy(card.architecture, weights).act(observations, lastDays.length);
  const range = priceRange(bundleHistory.price, bundleHistory.unitCost);
  const should = Array.from(actions, (action) => priceFromAction(range, action));
  should.forEach((price, i) => expect(Math.abs(is[i]! - price)).toBeLessThan(0.0051));
  expect(should.filter((price, i) => is[i]!.toFixed(2) === price.toFixed(2)).length).toBeGreaterThan(28);
  expect(new Set(should).size).toBeGreaterThan(5);
});

const worlds: readonly (readonly [string, DemandMarketParameters])[] = [
  ['with stock and season', referenceMarket],
  ['without a stock', { ...referenceMarket, initialInventory: null }],
  ['with a rival', { ...referenceMarket, rival: 'fixed', rivalPrice: 18, crossElasticity: 0.5 }],
  ['seen plainly', { ...referenceMarket, observation: 'plain' }],
];

test.each(worlds)(
  'onnxPricer: of a demand market %s, today in columns and tomorrow’s price out',
  async (_, world) => {
    const { card: of, weights: initial } = bundleFixture('demand');
    const weights = grown(initial);
    const card = createModelCard(
      {
        createdBy: 'a test',
        settings: settingsFrom({ market: 'demand' }),
        setup: { kind: 'demand', products: [{ name: 'One', parameters: world }] },
        data: null,
        backend: 'cpu',
      },
      {
        snapshot: { architecture: of.architecture, weights },
        step: 1,
        updates: 1,
        bestReturn: null,
        evaluationEpisodes: 0,
      },
    );
    const random = new Random(4);
    const moments = Array.from({ length: 60 }, (__, i) => ({
      price: world.referencePrice * (0.7 + 0.6 * random.uniform()),
      inventory: (world.initialInventory ?? 1) * random.uniform(),
      day: i % world.days,
      rivalPrice: 14 + 8 * random.uniform(),
    }));
    const column = (ofMoment: (moment: (typeof moments)[number]) => number) =>
      new ort.Tensor('float32', Float32Array.from(moments, ofMoment), [moments.length, 1]);
    const is = await pricesOf(onnxPricer(card, weights), {
      [demandInputs.price]: column(({ price }) => price),
      [demandInputs.inventory]: column(({ inventory }) => inventory),
      [demandInputs.day]: column(({ day }) => day),
      [demandInputs.rival]: column(({ rivalPrice }) => rivalPrice),
    });
    const observations = new Float32Array(5 * moments.length);
    moments.forEach((moment, i) => writeDemandObservation(world, moment, 5, observations, 5 * i));
    const actions = createPolicy(of.architecture, weights).act(observations, moments.length);
    const should = moments.map(({ price }, i) => demandPriceFromAction(world, price, actions[i]!));
    should.forEach((price, i) => expect(Math.abs(is[i]! / price - 1)).toBeLessThan(1e-5));
    expect(new Set(should.map((price) => price.toFixed(2))).size).toBeGreaterThan(20);
  },
);

test('the model as a file: in its own form and in the zip, where it has one; the zip of another comes without', () => {
  const bundle = bundleFixture('demand');
  const bytes = modelFileBytes('onnx-prices', bundle);
  expect([...bytes]).toEqual([...onnxPricer(bundle.card, bundle.weights)]);
  expect(modelFileName('onnx-prices', bundle)).toBe('pricing-lab-sac-reference-prices.onnx');
  const files = unzipSync(modelFileBytes('zip', bundle));
  expect([...files['model-prices.onnx']!]).toEqual([...bytes]);
  expect(strFromU8(files['README.txt']!)).toContain('model-prices.onnx');
  expect(readModelBundle(modelFileBytes('zip', bundle)).card.agent).toBe('sac');

  const several = { ...bundle.card, architecture: { ...bundle.card.architecture, observationSize: 10 } };
  const weights = initialActorWeights(several.architecture, new Random(1));
  expect(onnxPricerIfAny(several, weights)).toBeNull();
});

test('onnxPricer: a policy that reads what tells products apart is refused in a sentence', () => {
  const { card, weights } = bundleFixture('demand');
  const architecture = { ...card.architecture, observationSize: 10 };
  expect(() => onnxPricer({ ...card, architecture }, weights)).toThrow(
    'This policy serves several products and reads figures that distinguish them: use the plain ONNX file.',
  );
});
