import { expect, test } from 'vitest';

import type { LoadedModel } from './loaded-model.ts';
import { ModelRegistry } from './model-registry.ts';
import type { ModelEntry } from './protocol/models-protocol.ts';

const modelNamed = (name: string) =>
  ({ card: { agent: 'sac', products: [{ name }] } }) as unknown as LoadedModel;
const fresh = { runId: 'a', createdAt: '2026-11-22T10:00:00.000Z', suggestions: [] };

/** Models of an earlier visit, each loaded when the returned function says so. */
function restored(...ids: readonly string[]) {
  const models = new ModelRegistry(() => 'new');
  const loads = new Map<string, () => void>();
  models.restore(
    ids.map((id) => ({
      entry: { id, name: id } as ModelEntry,
      load: () =>
        new Promise((resolve) => loads.set(id, () => resolve({ model: modelNamed(id), suggestions: [] }))),
    })),
  );
  return { models, loaded: (id: string) => loads.get(id)!() };
}

test('ModelRegistry: of two models chosen one after the other the second is used, whichever is loaded first', async () => {
  const { models, loaded } = restored('a', 'b');
  const first = models.choose('a');
  const second = models.choose('b');
  loaded('b');
  expect((await second)?.entry.id).toBe('b');
  loaded('a');
  expect(await first).toBeNull();
  expect(models.used()).toBe(models.loaded('b'));
});

test('ModelRegistry: a model that comes while a chosen one is being loaded stays in use', async () => {
  const { models, loaded } = restored('a');
  const chosen = models.choose('a');
  const { model } = models.add(modelNamed('Tea'), fresh);
  loaded('a');
  expect(await chosen).toBeNull();
  expect(models.used()).toBe(model);
});

test('ModelRegistry: a model that is dropped is no longer listed, unless it is in use', async () => {
  const { models, loaded } = restored('a', 'b', 'c');
  const chosen = models.choose('b');
  loaded('b');
  await chosen;
  models.drop(['a', 'b', 'of another tab']);
  expect(models.list().map(({ id }) => id)).toEqual(['b', 'c']);
  expect(() => models.use('a')).toThrow('That model is no longer kept');
});
