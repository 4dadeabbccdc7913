import { expect, test } from 'vitest';

import { defaultGuardrails } from '../core/decisions/guardrail-rules.ts';
import type { ProjectContent } from '../core/export/project-file.ts';
import { smallRun } from '../core/export/run-fixture.ts';
import { referenceMarket } from '../core/market/reference-market.ts';
import { initialActorWeights } from '../core/policy/initial-weights.ts';
import { Random } from '../core/random.ts';
import { holdImported, holdTrained } from './held-model.ts';
import { KeptModels } from './kept-models.ts';
import { ProjectRoom } from './project-room.ts';

const request = { products: [], guardrails: defaultGuardrails };

function trained(seed: number) {
  const architecture = {
    agent: 'ddpg' as const,
    observationSize: 5,
    actionSize: 1,
    hidden: [8],
    layerNorm: false,
    inputNorm: false,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2] as const,
  };
  const plan = {
    runId: 'a',
    settings: { ...smallRun.settings, seed },
    setup: { kind: 'demand' as const, products: [{ name: 'Tea', parameters: referenceMarket }] },
    histories: [],
    productNames: ['Tea'],
    dataset: null,
  };
  return holdTrained(
    plan,
    {
      snapshot: { architecture, weights: initialActorWeights(architecture, new Random(seed)) },
      step: 10,
      updates: 5,
      bestReturn: 1,
      evaluationEpisodes: 32,
    },
    { name: 'cpu', adapter: null, detail: '', reason: '' },
  );
}

const content: ProjectContent = {
  createdAt: '2026-11-22T10:05:00.000Z',
  source: null,
  settings: smallRun.settings,
  trainFor: 'all',
  shownProduct: 0,
  guardrails: defaultGuardrails,
  run: smallRun,
  log: null,
};

function saved() {
  let made = 0;
  const models = new KeptModels(() => `model-${++made}`);
  for (const seed of [1, 2, 3])
    models.add(trained(seed), { runId: 'a', createdAt: `2026-11-22T09:0${seed}:00.000Z`, suggestions: [] });
  models.rename('model-1', 'The cautious one');
  const room = new ProjectRoom(models, holdImported);
  return room.save({
    type: 'saveProject',
    requestId: 1,
    stem: 'tea',
    content,
    models: ['model-1', 'model-2', 'model-3'].map((id) => ({ id, request })),
    inUse: 'model-2',
  });
}

const nothing = { used: null, added: [] };

test('ProjectRoom: models come back elsewhere under their names, the one in use in use, with the same prices', () => {
  const { fileName, bytes } = saved();
  expect(fileName).toBe('tea.pricinglab');
  const models = new KeptModels();
  const room = new ProjectRoom(models, holdImported);
  expect(room.open({ type: 'openProject', requestId: 7, bytes })).toEqual(content);
  expect(models.list(), 'nothing is kept before the page says so').toEqual([]);
  expect(room.adopt({ type: 'adoptModels', requestId: 6 }), 'an earlier request').toEqual(nothing);

  const { used, added } = room.adopt({ type: 'adoptModels', requestId: 7 });
  expect(added.map(({ kept, bytes: zip }) => [kept.entry.name, holdImported(zip).held.card])).toEqual(
    models.list().map(({ name, card }) => [name, card]),
  );
  expect(models.list().map(({ name, createdAt }) => [name, createdAt])).toEqual([
    ['The cautious one', '2026-11-22T09:01:00.000Z'],
    ['DDPG for Tea (2)', '2026-11-22T09:02:00.000Z'],
    ['DDPG for Tea (3)', '2026-11-22T09:03:00.000Z'],
  ]);
  expect(used!.entry.name).toBe('DDPG for Tea (2)');
  expect(used!.suggestions).toEqual(trained(2).suggest(request));
  expect(room.adopt({ type: 'adoptModels', requestId: 7 }), 'once').toEqual(nothing);
});

test('ProjectRoom: a project whose model is refused is refused whole, and what was opened before is forgotten', () => {
  const models = new KeptModels();
  let refuse = false;
  const room = new ProjectRoom(models, (bytes) => {
    if (refuse) throw new Error('The model cannot be imported: it is bad.');
    return holdImported(bytes);
  });
  const { bytes } = saved();
  room.open({ type: 'openProject', requestId: 1, bytes });
  refuse = true;
  expect(() => room.open({ type: 'openProject', requestId: 2, bytes })).toThrow(
    'The project cannot be opened: The model cannot be imported: it is bad.',
  );
  expect(room.adopt({ type: 'adoptModels', requestId: 1 })).toEqual(nothing);
  expect(models.list()).toEqual([]);
});
