// A model's ONNX file prices elsewhere as the lab does here: the observation is built from the card as its text says,
// the network is run by onnxruntime, and the action becomes a price by the card's rule.

import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';

import { defaultGuardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import { historyFixture } from '../core/demand/history-fixture.ts';
import { summarizeProductDemand } from '../core/demand/summarize-demand.ts';
import { productFeatures, windowAt } from '../core/features/features.ts';
import { referenceMarket } from '../core/market/demand/reference-market.ts';
import { initialActorWeights } from '../core/policy/initial-weights.ts';
import type { AgentName } from '../core/agents/agents.ts';
import type { ActorArchitecture } from '../core/policy/policy.ts';
import { Random } from '../core/random.ts';
import { marketSetupFor } from '../core/run/market-setup.ts';
import { settingsFrom } from '../core/run/run-settings.ts';
import type { MarketSetup } from '../core/market/market.ts';
import type { DemandCard } from '../core/market/demand/demand-card.ts';
import type { HistoryCard } from '../core/market/history/history-card.ts';
import type { ModelCard } from '../core/model/model-card.ts';
import { loadTrained } from './loaded-model.ts';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

const request = { products: [], guardrails: defaultGuardrails };
const prices = [10, 12, 14, 16];
const histories = [400, 900, 250].map((scale, i) => {
  const price = Array.from({ length: 80 }, (_, t) => prices[(t + i) % 4]!);
  const units = price.map((value, t) => Math.round(scale / value) + ((t * 5) % 7));
  return historyFixture({ id: `product-${i}`, price, units, unitCost: 6 });
});

function held(agent: AgentName, setup: MarketSetup, layerNorm: boolean) {
  const isHistory = setup.kind === 'history';
  const architecture: ActorArchitecture = {
    agent,
    observationSize: isHistory ? 98 : 5,
    actionSize: 1,
    hidden: [32, 32],
    layerNorm: agent === 'sac' && layerNorm,
    inputNorm: agent === 'sac' && layerNorm,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  };
  const random = new Random(8);
  const weights = Object.fromEntries(
    Object.entries(initialActorWeights(architecture, random)).map(([name, { shape, values }]) => [
      name,
      {
        shape,
        values: random
          .fork(name)
          .fillNormal(values)
          .map((value) => 0.3 * value),
      },
    ]),
  );
  const plan = {
    runId: 'a',
    settings: settingsFrom({ agent, market: setup.kind }),
    setup,
    histories: [],
    productNames: setup.products.map((_, i) => `product-${i}`),
    dataset: isHistory ? { fileName: 'sales.csv', fingerprint: 'ab'.repeat(32) } : null,
  };
  const trained = {
    snapshot: { architecture, weights },
    step: 1,
    updates: 1,
    bestReturn: 1,
    evaluationEpisodes: 32,
  };
  return loadTrained(plan, trained, { name: 'cpu', adapter: null, detail: '', reason: '' });
}

async function onnxActions(model: ReturnType<typeof held>, observations: readonly Float32Array[]) {
  const { bytes } = model.file('onnx', request);
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const size = observations[0]!.length;
  const batch = new Float32Array(observations.length * size);
  observations.forEach((observation, i) => batch.set(observation, i * size));
  const { action } = await session.run({
    observation: new ort.Tensor('float32', batch, [observations.length, size]),
  });
  return action!.data as Float32Array;
}

const agents = [
  ['sac', true],
  ['sac', false],
  ['ddpg', false],
  ['td3', false],
] as const;

test.each(agents)(
  'history market, %s (LayerNorm %s): ONNX and card give the suggested prices',
  async (agent, norm) => {
    const settings = settingsFrom({ agent, market: 'history' });
    const products = histories.map((history) => ({ history, demand: summarizeProductDemand(history) }));
    const model = held(agent, marketSetupFor(settings, products), norm);
    expect(model.card.market).toBe('history');
    const card = model.card as ModelCard & HistoryCard;
    const observations = histories.map((history) => {
      const features = productFeatures(history);
      return windowAt(features, features.days.length - 1);
    });
    const actions = await onnxActions(model, observations);
    model.suggest(request).forEach(({ policyPrice }, i) => {
      const { lo, hi } = card.products[i]!.priceRule;
      const price = Math.round(100 * (lo + ((actions[i]! + 1) / 2) * (hi - lo))) / 100;
      expect(Math.abs(price / policyPrice! - 1)).toBeLessThan(1e-5);
    });
  },
);

test.each(agents)(
  'demand market, %s (LayerNorm %s): ONNX and card give the suggested price',
  async (agent, norm) => {
    const model = held(
      agent,
      { kind: 'demand', products: [{ name: 'Tea', parameters: referenceMarket }] },
      norm,
    );
    expect(model.card.market).toBe('demand');
    const card = model.card as ModelCard & DemandCard;
    const { parameters, priceRule } = card.products[0]!;
    // The five features of the card on the first day, price p0 and full stock, without a rival.
    expect(card.observation.features).toHaveLength(5);
    const rival = parameters.rival === 'none' ? 0 : parameters.rivalPrice / parameters.referencePrice - 1;
    const [action] = await onnxActions(model, [Float32Array.of(0, 1, -1, rival, 0)]);
    const moved = parameters.referencePrice * (1 + priceRule.maxDailyChange * action!);
    const price = Math.min(priceRule.highest, Math.max(priceRule.lowest, moved));
    const [suggestion] = model.suggest(request);
    expect(Math.abs(price / suggestion!.policyPrice! - 1)).toBeLessThan(1e-5);
  },
);
