import { expect, test } from 'vitest';

import { defaultGuardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import type { ProjectContent } from '../core/export/project-file.ts';
import { smallRun } from '../core/export/run/run-fixture.ts';
import { referenceMarket } from '../core/market/demand/reference-market.ts';
import { initialActorWeights } from '../core/policy/initial-weights.ts';
import { Random } from '../core/random.ts';
import { loadImported, loadTrained } from './loaded-model.ts';
import { ModelRegistry } from './model-registry.ts';
import { ProjectService } from './project-service.ts';

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
  return loadTrained(
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

async function saved() {
  let made = 0;
  const models = new ModelRegistry(() => `model-${++made}`);
  for (const seed of [1, 2, 3])
    models.add(trained(seed), { runId: 'a', createdAt: `2026-11-22T09:0${seed}:00.000Z`, suggestions: [] });
  models.rename('model-1', 'The cautious one');
  const projects = new ProjectService(models, loadImported);
  return projects.save({
    stem: 'tea',
    content,
    models: ['model-1', 'model-2', 'model-3'].map((id) => ({ id, request })),
    inUse: 'model-2',
  });
}

const nothing = { used: null, added: [] };

test('ProjectService: models come back elsewhere under their names, the one in use in use, with the same prices', async () => {
  const { fileName, bytes, leftOut } = await saved();
  expect(leftOut).toEqual([]);
  expect(fileName).toBe('tea.pricinglab');
  const models = new ModelRegistry();
  const projects = new ProjectService(models, loadImported);
  const opened = projects.open({ bytes });
  expect(opened.content).toEqual(content);
  expect(models.list(), 'nothing is kept before the page says so').toEqual([]);
  expect(projects.adopt({ ticket: opened.ticket - 1 }), 'an earlier one').toEqual(nothing);

  const { used, added } = projects.adopt({ ticket: opened.ticket });
  expect(added.map(({ kept, bytes: zip }) => [kept.entry.name, loadImported(zip).model.card])).toEqual(
    models.list().map(({ name, card }) => [name, card]),
  );
  expect(models.list().map(({ name, createdAt }) => [name, createdAt])).toEqual([
    ['The cautious one', '2026-11-22T09:01:00.000Z'],
    ['DDPG for Tea (2)', '2026-11-22T09:02:00.000Z'],
    ['DDPG for Tea (3)', '2026-11-22T09:03:00.000Z'],
  ]);
  expect(used!.entry.name).toBe('DDPG for Tea (2)');
  expect(used!.suggestions).toEqual(trained(2).suggest(request));
  expect(projects.adopt({ ticket: opened.ticket }), 'once').toEqual(nothing);
});

test('ProjectService: a project whose model is refused is refused whole, and what was opened before is forgotten', async () => {
  const models = new ModelRegistry();
  let refuse = false;
  const projects = new ProjectService(models, (bytes) => {
    if (refuse) throw new Error('The model cannot be imported: it is bad.');
    return loadImported(bytes);
  });
  const { bytes } = await saved();
  const { ticket } = projects.open({ bytes });
  refuse = true;
  expect(() => projects.open({ bytes })).toThrow(
    'The project cannot be opened: The model cannot be imported: it is bad.',
  );
  expect(projects.adopt({ ticket })).toEqual(nothing);
  expect(models.list()).toEqual([]);
});

test('ProjectService: a model that can no longer be loaded is named and left out; the rest is saved', async () => {
  const models = new ModelRegistry(() => 'here');
  const lost = (name: string, why: string) => ({
    entry: { id: name, name, card: trained(1).card, origin: 'run', runId: 'b', createdAt: '' } as const,
    load: () => Promise.reject(new Error(why)),
  });
  models.restore([lost('Old', 'it was forgotten'), lost('Torn', 'what was kept of it is damaged')]);
  models.add(trained(2), { runId: 'a', createdAt: '2026-11-22T09:00:00.000Z', suggestions: [] });
  const { bytes, leftOut } = await new ProjectService(models, loadImported).save({
    stem: 'tea',
    content,
    models: ['Old', 'here', 'Torn', 'never there'].map((id) => ({ id, request })),
    inUse: 'here',
  });
  expect(leftOut).toEqual(['Old', 'Torn']);
  const later = new ModelRegistry();
  const projects = new ProjectService(later, loadImported);
  const { ticket } = projects.open({ bytes });
  expect(projects.adopt({ ticket }).used?.entry.name).toBe('DDPG for Tea');
  expect(later.list()).toHaveLength(1);
});
