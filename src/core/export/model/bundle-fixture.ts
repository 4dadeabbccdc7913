// Small models for tests and campaigns, and how somebody who knows the format would forge one: every checksum fits.

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

import { defaultGuardrails } from '../../decisions/guardrails/guardrail-list.ts';
import { suggestPrices } from '../../decisions/suggest-price.ts';
import { historyFixture } from '../../demand/history-fixture.ts';
import { referenceMarket } from '../../market/demand/reference-market.ts';
import type { DemandSetup } from '../../market/demand/demand-setup.ts';
import type { HistorySetup } from '../../market/history/history-setup.ts';
import { createModelCard } from '../../model/create-model-card.ts';
import { createPolicy } from '../../policy/actor.ts';
import { initialActorWeights } from '../../policy/initial-weights.ts';
import type { ActorArchitecture } from '../../policy/policy.ts';
import { Random } from '../../random.ts';
import { settingsFrom } from '../../run/run-settings.ts';
import { checksum, checksumLine } from '../checksum.ts';
import type { ModelBundle } from './model-bundle.ts';

/** The product that `bundleFixture("history")` is trained on. */
export const bundleHistory = historyFixture({
  price: Array.from({ length: 40 }, (_, day) => 10 + (day % 5)),
  units: Array.from({ length: 40 }, (_, day) => 30 - 2 * (day % 5)),
  unitCost: 6,
});

const setups: { readonly history: HistorySetup; readonly demand: DemandSetup } = {
  history: {
    kind: 'history',
    products: [{ history: bundleHistory, elasticity: -1.3 }],
    parameters: {
      objective: 'weightedParts',
      salesWeight: 0.4,
      priceWeight: 0.3,
      organicConversionWeight: 0.15,
      adConversionWeight: 0.15,
      explorationBonus: 0.3,
      salesDropPenalty: 0.5,
      episodeSteps: 30,
      carryAlongDemandCurve: true,
    },
  },
  demand: { kind: 'demand', products: [{ name: 'Reference', parameters: referenceMarket }] },
};

/** A model that was never trained, with the prices it gives. */
export function bundleFixture(market: 'history' | 'demand'): ModelBundle {
  const setup = setups[market];
  const architecture: ActorArchitecture = {
    agent: 'sac',
    observationSize: market === 'history' ? 98 : 5,
    actionSize: 1,
    hidden: [8, 8],
    layerNorm: true,
    inputNorm: true,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  };
  const weights = initialActorWeights(architecture, new Random(1));
  const card = createModelCard(
    {
      createdBy: 'Pricing Lab 0.1.0',
      settings: settingsFrom({ market, seed: 7 }),
      setup,
      data: { fileName: 'sales.csv', fingerprint: 'ab'.repeat(32) },
      backend: 'wasm',
    },
    { snapshot: { architecture, weights }, step: 10, updates: 2, bestReturn: 15.2, evaluationEpisodes: 32 },
  );
  const suggestions = suggestPrices(createPolicy(architecture, weights), setup, [], defaultGuardrails);
  return { card, weights, suggestions };
}

export type JsonPath = readonly (string | number)[];

/** A copy of JSON with the value at `path` replaced; undefined takes it out. */
export function changedAt(json: unknown, path: JsonPath, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inner = (json as Readonly<Record<string | number, unknown>>)[key];
  const next = changedAt(inner, rest, value);
  if (Array.isArray(json)) return json.map((each: unknown, i) => (i === key ? next : each));
  return Object.fromEntries([
    ...Object.entries(json as object).filter(([name]) => name !== key),
    ...(next === undefined ? [] : [[key, next] as const]),
  ]);
}

/** The model with `change` done to the JSON of one of its files, and every checksum made anew. */
export function forgedModel(
  bytes: Uint8Array,
  file: 'card.json' | 'prices.json',
  change: (json: unknown) => unknown,
): Uint8Array {
  const files = unzipSync(bytes);
  const changed = jsonBytes(change(JSON.parse(strFromU8(files[file]!))));
  const card =
    file === 'card.json'
      ? changed
      : jsonBytes(
          changedAt(JSON.parse(strFromU8(files['card.json']!)), ['checksums', file], checksum(changed)),
        );
  return zipSync({
    ...files,
    [file]: changed,
    'card.json': card,
    'card.sha256': strToU8(checksumLine(card, 'card.json')),
  });
}

export function jsonBytes(value: unknown): Uint8Array {
  return strToU8(JSON.stringify(value));
}
