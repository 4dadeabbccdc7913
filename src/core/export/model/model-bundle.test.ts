import { createHash } from 'node:crypto';

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';

import type { AgentName } from '../../agents/agents.ts';
import { recommendationFixture } from '../../decisions/recommendation-fixture.ts';
import type { Suggestion } from '../../decisions/suggestion.ts';
import { referenceMarket } from '../../market/demand/reference-market.ts';
import { createModelCard } from '../../model/create-model-card.ts';
import { createPolicy } from '../../policy/actor.ts';
import { initialActorWeights } from '../../policy/initial-weights.ts';
import type { ActorArchitecture } from '../../policy/policy.ts';
import { Random } from '../../random.ts';
import { settingsFrom } from '../../run/run-settings.ts';
import { type ModelBundle, readModelBundle, writeModelBundle } from './model-bundle.ts';

function bundleOf(agent: AgentName): ModelBundle {
  const architecture: ActorArchitecture = {
    agent,
    observationSize: 5,
    actionSize: 1,
    hidden: [16, 8],
    layerNorm: agent === 'sac',
    inputNorm: agent === 'sac',
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  };
  const weights = initialActorWeights(architecture, new Random(1));
  const card = createModelCard(
    {
      createdBy: 'Pricing Lab 0.1.0',
      settings: settingsFrom({ agent, market: 'demand', seed: 7 }),
      setup: { kind: 'demand', products: [{ name: 'Reference', parameters: referenceMarket }] },
      data: { fileName: 'sales.csv', fingerprint: 'ab'.repeat(32) },
      backend: 'wasm',
    },
    {
      snapshot: { architecture, weights },
      step: 1000,
      updates: 200,
      bestReturn: 15.2,
      evaluationEpisodes: 32,
    },
  );
  return { card, weights, suggestions: [suggestion] };
}

const suggestion: Suggestion = {
  productId: 'Reference',
  productName: 'Reference',
  category: null,
  currentPrice: 20,
  policyPrice: 24.5,
  recommendation: recommendationFixture(),
  askedPrice: 24.5,
  price: 23,
  trail: [{ rule: 'largestChange', label: 'Largest change', before: 24.5, after: 23, note: 'at most 15 %' }],
  bindingRule: 'largestChange',
  infeasible: null,
  unitCost: 10,
  assumedCost: null,
  expectedAtCurrent: { price: 20, units: 100, sales: 2000, profit: 1000 },
  expectedAtSuggested: { price: 23, units: 81, sales: 1863, profit: null },
  outlookAtCurrent: {
    units: { value: 100, interval: [90, 110] },
    revenue: { value: 2000, interval: [1800, 2200] },
    profit: { value: 1000, interval: [900, 1100] },
  },
  outlookAtSuggested: {
    units: { value: 81, interval: [70, 92] },
    revenue: { value: 1863, interval: [1610, 2116] },
    profit: null,
  },
  confidence: 0.6,
  confidenceIn: 'profit',
  expectedFrom: 'demandMarket',
  supportDays: 0,
  verdict: 'cannotTell',
  verdictSentence: 'No sales history is behind this.',
  experiment: {
    price: 22,
    secondPrice: null,
    days: 28,
    expectedCost: 12,
    costIn: 'profit',
    sentence: 'Trying 22.00 for 28 days would settle it.',
  },
  reasons: ['because'],
  warnings: [],
};

/** The bundle of SAC with some files changed; undefined takes a file out. */
function changed(
  changes: (files: Record<string, Uint8Array>) => Record<string, Uint8Array | undefined>,
): Uint8Array {
  const files = unzipSync(writeModelBundle(bundleOf('sac')));
  const all = { ...files, ...changes(files) };
  const kept = Object.entries(all).filter((entry): entry is [string, Uint8Array] => entry[1] !== undefined);
  return zipSync(Object.fromEntries(kept));
}

function withCard(change: (card: Record<string, unknown>) => void): Uint8Array {
  return changed((files) => {
    const card = JSON.parse(strFromU8(files['card.json']!)) as Record<string, unknown>;
    change(card);
    const bytes = strToU8(JSON.stringify(card));
    const line = `${createHash('sha256').update(bytes).digest('hex')}  card.json\n`;
    return { 'card.json': bytes, 'card.sha256': strToU8(line) };
  });
}

test.each(['sac', 'ddpg', 'td3'] as const)(
  'model bundle: %s comes back whole, with the same actions',
  (agent) => {
    const bundle = bundleOf(agent);
    const read = readModelBundle(writeModelBundle(bundle));
    expect(read).toEqual(bundle);
    const observations = new Random(2).fillNormal(new Float32Array(50));
    const act = ({ card, weights }: ModelBundle) =>
      createPolicy(card.architecture, weights).act(observations, 10);
    expect(act(read)).toEqual(act(bundle));
  },
);

test('model bundle: the same model gives the same bytes', () => {
  expect(writeModelBundle(bundleOf('sac'))).toEqual(writeModelBundle(bundleOf('sac')));
  expect(Object.keys(unzipSync(writeModelBundle(bundleOf('sac'))))).toEqual([
    'card.json',
    'card.sha256',
    'model.json',
    'weights.bin',
    'log-std.bin',
    'model.onnx',
    'model-prices.onnx',
    'model.safetensors',
    'prices.json',
    'README.txt',
  ]);
});

test('model bundle: the card names features, price rule, market, settings and origin', () => {
  const { card } = readModelBundle(writeModelBundle(bundleOf('sac')));
  expect(card.observation.features).toHaveLength(5);
  expect(card.products[0]!.priceRule).toMatchObject({ kind: 'dailyChange', maxDailyChange: 0.5, lowest: 11 });
  expect(card.market).toBe('demand');
  expect(card.seed).toBe(7);
  expect(card.settings['agent']).toBe('sac');
  expect(card.data).toEqual({ fileName: 'sales.csv', fingerprint: 'ab'.repeat(32) });
  expect(card.training).toMatchObject({
    steps: 1000,
    updates: 200,
    bestReturn: 15.2,
    evaluationEpisodes: 32,
  });
});

const whole = writeModelBundle(bundleOf('sac'));
const invalidWeight = () => {
  const bundle = bundleOf('sac');
  const values = Float32Array.from(bundle.weights['mean.bias']!.values).fill(NaN);
  return { ...bundle, weights: { ...bundle.weights, 'mean.bias': { shape: [1], values } } };
};

test.each<[string, Uint8Array, string]>([
  ['a text file', strToU8('date,price\n'), 'it is not a zip file'],
  ['an empty file', new Uint8Array(0), 'it is not a zip file'],
  ['a cut zip', whole.slice(0, 1000), 'the zip is cut off or damaged'],
  [
    'a zip of something else',
    zipSync({ 'letter.txt': strToU8('hello') }),
    'this zip is not a model of the lab, it holds no card.json',
  ],
  [
    'another card',
    zipSync({ 'card.json': strToU8('{"name": "x"}') }),
    'its card.json is not a card of this lab (no format)',
  ],
  ['a card that is no JSON', zipSync({ 'card.json': strToU8('{') }), 'its card.json is not JSON'],
  [
    'a later version',
    withCard((card) => (card['version'] = 3)),
    'it has version 3 of the format, this lab reads up to version 2',
  ],
  [
    'a changed card',
    changed((files) => ({
      'card.json': strToU8(strFromU8(files['card.json']!).replace('"lowest": 11', '"lowest": 10')),
    })),
    'card.json is not the one card.sha256 describes: it was changed or damaged',
  ],
  ['a card without its checksum', changed(() => ({ 'card.sha256': undefined })), 'it holds no card.sha256'],
  [
    'changed ONNX',
    changed((files) => ({ 'model.onnx': files['model.onnx']!.slice(1) })),
    'model.onnx is not the one its card describes (its checksum differs): it was changed or damaged',
  ],
  [
    'a card without architecture',
    withCard((card) => delete card['architecture']),
    'card.json at architecture: expected an object, which is missing',
  ],
  [
    'changed weights',
    changed((files) => ({
      'weights.bin': files['weights.bin']!.map((byte, i) => (i === 40 ? byte ^ 1 : byte)),
    })),
    'weights.bin is not the one its card describes (its checksum differs): it was changed or damaged',
  ],
  [
    'missing weights',
    changed(() => ({ 'weights.bin': undefined })),
    'it holds no weights.bin, which its card lists',
  ],
  [
    'another network',
    withCard((card) => ((card['architecture'] as { hidden: number[] }).hidden = [16, 9])),
    'the list of weights in its card does not fit the network of its card',
  ],
  [
    'too few features',
    withCard((card) => (card['observation'] as { features: string[] }).features.pop()),
    'its card lists 4 features of 1 days, but its network reads 5 numbers',
  ],
  [
    'a checksum left out',
    withCard((card) => delete (card['checksums'] as Record<string, string>)['log-std.bin']),
    'its card gives no checksum of log-std.bin',
  ],
])('model bundle: %s is refused with its reason', (_, bytes, reason) => {
  expect(() => readModelBundle(bytes)).toThrow(`The model cannot be imported: ${reason}.`);
});

test('model bundle: a model of version 1, whose card had no checksum, still comes in', () => {
  const old = withCard((card) => (card['version'] = 1));
  const files = unzipSync(old);
  delete files['card.sha256'];
  expect(readModelBundle(zipSync(files)).weights).toEqual(bundleOf('sac').weights);
});

test('model bundle: weights that are not numbers are refused, out and in', () => {
  expect(() => writeModelBundle(invalidWeight())).toThrow(
    'The model cannot be exported: weight "mean.bias": value 0 is NaN, expected a finite number',
  );
});
