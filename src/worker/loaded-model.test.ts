// A model on its way out of the lab and in again: the same prices, with its file and without.

import { describe, expect, test } from 'vitest';

import { railsOf } from '../core/decisions/guardrails/guardrails-fixture.ts';
import { type HistoryProduct, historyProduct } from '../core/market/run-product.ts';
import { historyFixture, type HistoryFixture } from '../core/demand/history-fixture.ts';
import { summarizeProductDemand } from '../core/demand/summarize-demand.ts';
import { initialActorWeights } from '../core/policy/initial-weights.ts';
import type { AgentName } from '../core/agents/agents.ts';
import type { ActorArchitecture } from '../core/policy/policy.ts';
import { Random } from '../core/random.ts';
import type { BackendReport } from '../core/run/backend.ts';
import { marketSetupFor } from '../core/run/market-setup.ts';
import { settingsFrom } from '../core/run/run-settings.ts';
import type { TrainedModel } from '../core/run/events.ts';
import { loadImported, loadTrained } from './loaded-model.ts';
import type { RunPlan } from './protocol/run-protocol.ts';

const backend: BackendReport = { name: 'cpu', adapter: null, detail: 'JavaScript', reason: 'As asked for' };
const free = railsOf({ largestChangePercent: null, minMarginPercent: 0 });
const strict = railsOf({ largestChangePercent: 1, minMarginPercent: 0 });
const dataset = { fileName: 'sales.csv', fingerprint: 'ab'.repeat(32) };

const prices = [10, 12, 14, 16];

/** Eighty days at four prices that sell about `scale` / price units. */
function pastOf(id: string, scale: number, changes: Partial<HistoryFixture> = {}) {
  const price = Array.from({ length: 80 }, (_, t) => prices[t % 4]!);
  const units = price.map((value, t) => Math.round(scale / value) + ((t * 5) % 7));
  const history = historyFixture({ id, price, units, unitCost: 6, ...changes });
  return { history, demand: summarizeProductDemand(history) };
}

/** As a run leaves it, with weights nobody trained: any policy must come back as the one it was. */
function trained(agent: AgentName, observationSize: number): TrainedModel {
  const architecture: ActorArchitecture = {
    agent,
    observationSize,
    actionSize: 1,
    hidden: [8, 8],
    layerNorm: agent === 'sac',
    inputNorm: agent === 'sac',
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  };
  const weights = initialActorWeights(architecture, new Random(5));
  return {
    snapshot: { architecture, weights },
    step: 1000,
    updates: 200,
    bestReturn: 1.5,
    evaluationEpisodes: 32,
  };
}

function historyPlan(products: readonly ReturnType<typeof pastOf>[]): RunPlan {
  const settings = settingsFrom({ market: 'history' });
  return {
    runId: 'a',
    settings,
    setup: marketSetupFor(settings, products),
    histories: [],
    productNames: products.map(({ history }) => history.product.name),
    dataset,
  };
}

function demandPlan(products: readonly ReturnType<typeof pastOf>[]): RunPlan {
  const fromFile = products.length > 0;
  const settings = settingsFrom({ market: 'demand', demandSource: fromFile ? 'file' : 'preset' });
  const setup = marketSetupFor(settings, products);
  const histories = products.map(historyProduct);
  return {
    runId: 'a',
    settings,
    setup,
    histories,
    productNames: fromFile ? histories.map(({ history }) => history.product.name) : ['Preset market'],
    dataset: fromFile ? dataset : null,
  };
}

describe.each(['sac', 'ddpg', 'td3'] as const)('a model of the history market: %s', (agent) => {
  const products = [pastOf('tea', 400), pastOf('mug', 900)];
  const loaded = products.map(historyProduct);
  const model = loadTrained(historyPlan(products), trained(agent, 98), backend);
  const suggestions = model.suggest({ products: [], guardrails: free });
  const { bytes } = model.file('zip', { products: [], guardrails: free });

  test('the prices it is asked for are the policy’s own, within the range of its rule', () => {
    expect(suggestions.map(({ productId }) => productId)).toEqual(['tea', 'mug']);
    for (const { policyPrice, price } of suggestions) {
      expect(price).toBeGreaterThan(0);
      expect(policyPrice).toBeGreaterThanOrEqual(9.4); // 10 to 16, a tenth of the span wider
      expect(policyPrice).toBeLessThanOrEqual(16.6);
    }
  });

  test('comes back with the prices it was exported with', () => {
    const imported = loadImported(bytes);
    expect(imported.model.card).toEqual(model.card);
    expect(imported.suggestions).toEqual(suggestions);
    expect(imported.model.suggest({ products: [], guardrails: strict })).toEqual(suggestions);
  });

  test('prices its file anew, the same under the same rules and others under others', () => {
    const { model: back } = loadImported(bytes);
    const anew = back.suggest({ products: loaded, guardrails: free });
    anew.forEach(({ policyPrice }, i) => expect(policyPrice).toBeCloseTo(suggestions[i]!.policyPrice!, 6));
    expect(anew).toEqual(suggestions);
    const bounded = back.suggest({ products: loaded, guardrails: strict });
    expect(bounded).toEqual(model.suggest({ products: [], guardrails: strict }));
    for (const { price, currentPrice } of bounded)
      expect(Math.abs(price! / currentPrice - 1)).toBeLessThan(0.01 + 1e-9);
  });

  test('carries the elasticities it was trained with, whatever the file says now', () => {
    const { model: back } = loadImported(bytes);
    const other = loaded.map((product) => ({ ...product, elasticity: -4 }));
    expect(back.suggest({ products: other, guardrails: free })).toEqual(suggestions);
  });

  test('goes out a second time as the model it came in as', () => {
    const { model: back } = loadImported(bytes);
    const again = loadImported(back.file('zip', { products: [], guardrails: free }).bytes);
    expect(again.model.card).toEqual(model.card);
    expect(again.suggestions).toEqual(suggestions);
    expect(again.model.suggest({ products: loaded, guardrails: strict })).toEqual(
      model.suggest({ products: [], guardrails: strict }),
    );
  });

  test('a file that is read differently is refused', () => {
    const { model: back } = loadImported(bytes);
    const ask = (mug: Partial<HistoryFixture>, id = 'mug') => {
      const read = [loaded[0]!, historyProduct(pastOf(id, 900, mug))];
      return () => back.suggest({ products: read, guardrails: free });
    };
    const sentence =
      'The loaded file is read differently than when the model was trained ("mug" has other ranges): ' +
      'choose the same columns and the same meaning of sales.';
    expect(ask({})).not.toThrow();
    const dearer = Array.from({ length: 80 }, (_, t) => prices[t % 4]! + 0.5);
    expect(ask({ price: dearer })).toThrow(sentence); // another price range
    const fewer = Array.from({ length: 80 }, (_, t) => 10 + (t % 3));
    expect(ask({ units: fewer })).toThrow(sentence); // the same prices, another range of sales
    expect(ask({ unitCost: 9.8 })).toThrow(sentence); // the range of prices begins at cost
    expect(ask({}, 'jug')).toThrow('("jug" has other ranges)');
  });

  test('a file with another number of its products is refused', () => {
    const { model: back } = loadImported(bytes);
    const ask = (read: readonly HistoryProduct[]) => () => back.suggest({ products: read, guardrails: free });
    expect(ask(loaded.slice(0, 1))).toThrow(
      'The model prices 2 products and the loaded file offers 1 of them; read the file with the same columns as in training.',
    );
    expect(ask([...loaded, loaded[0]!])).toThrow(
      'The model prices 2 products and the loaded file offers 3 of them; read the file with the same columns as in training.',
    );
  });
});

test('a model of the preset market needs no file: it comes back and prices anew under any rules', () => {
  const model = loadTrained(demandPlan([]), trained('ddpg', 5), backend);
  const suggestions = model.suggest({ products: [], guardrails: free });
  expect(suggestions).toHaveLength(1);
  expect(suggestions[0]).toMatchObject({ productName: 'Preset market', currentPrice: 20, unitCost: 10 });
  expect(model.card).toMatchObject({ market: 'demand', data: null });
  const { bytes } = model.file('zip', { products: [], guardrails: free });
  const imported = loadImported(bytes);
  expect(imported.suggestions).toEqual(suggestions);
  expect(imported.model.suggest({ products: [], guardrails: free })).toEqual(suggestions);
  const bounded = imported.model.suggest({ products: [], guardrails: strict });
  expect(bounded).toEqual(model.suggest({ products: [], guardrails: strict }));
  expect(Math.abs(bounded[0]!.price! / 20 - 1)).toBeLessThan(0.01 + 1e-9);
  expect(Math.abs(bounded[0]!.policyPrice! / 20 - 1)).toBeGreaterThan(0.01);
});

test('a model of a market calibrated from a file keeps its prices without it and prices anew with it', () => {
  const products = [pastOf('tea', 400), pastOf('mug', 900)];
  const model = loadTrained(demandPlan(products), trained('sac', 8), backend);
  const suggestions = model.suggest({ products: [], guardrails: free });
  expect(suggestions.map(({ expectedFrom }) => expectedFrom)).toEqual(['demandFit', 'demandFit']);
  const { model: back } = loadImported(model.file('zip', { products: [], guardrails: free }).bytes);
  expect(back.suggest({ products: [], guardrails: strict })).toEqual(suggestions);
  const loaded = products.map(historyProduct);
  expect(back.suggest({ products: loaded, guardrails: free })).toEqual(suggestions);
  expect(back.suggest({ products: loaded, guardrails: strict })).toEqual(
    model.suggest({ products: [], guardrails: strict }),
  );
  expect(() => back.suggest({ products: loaded.slice(1), guardrails: free })).toThrow(
    'The model prices 2 products and the loaded file offers 1 of them; read the file with the same columns as in training.',
  );
});

test('the file is named after the agent and the product, or the number of products', () => {
  const nameOf = (ids: readonly string[]) => {
    const plan = historyPlan(ids.map((id) => pastOf(id, 400)));
    return loadTrained(plan, trained('ddpg', 98), backend).file('zip', { products: [], guardrails: free })
      .fileName;
  };
  expect(nameOf(['Café Crème, 250 g'])).toBe('pricing-lab-ddpg-cafe-creme-250-g.zip');
  expect(nameOf(['茶'])).toBe('pricing-lab-ddpg-model.zip');
  expect(nameOf(['tea', 'mug', 'pot'])).toBe('pricing-lab-ddpg-3-products.zip');
});

test('bytes that are no model are refused', () => {
  expect(() => loadImported(new TextEncoder().encode('Report Date,Product Price'))).toThrow(
    /^The model cannot be imported: /,
  );
});
