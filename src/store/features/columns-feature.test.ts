import { expect, test } from 'vitest';

import { contextOf } from '../context-fixture.ts';
import type { Keepsake } from '../lab-services.ts';
import { columnsFeature, keptColumns } from './columns-feature.ts';

function keepsakeOf(): Keepsake & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => void texts.set(name, text),
  };
}

test('chosen columns are kept for the next visit, each table by itself, until they are as usual again', () => {
  const keepsake = keepsakeOf();
  const { context, state } = contextOf({}, { keepsake });
  const { actions } = columnsFeature(context);
  actions.chooseColumns('prices', { current: false, agent: true });
  actions.chooseColumns('runs', { seed: false });
  const expected = { prices: { current: false, agent: true }, runs: { seed: false } };
  expect(state().columnChoices).toEqual(expected);
  expect(keptColumns(keepsake).columnChoices).toEqual(expected);
  actions.chooseColumns('prices', {});
  expect(keptColumns(keepsake).columnChoices).toEqual({ runs: { seed: false } });
});

test('what cannot be read back, or kept, is as good as nothing chosen', () => {
  const keepsake = keepsakeOf();
  const { context, state } = contextOf({}, { keepsake: { ...keepsake, setItem: () => expect.fail('full') } });
  const { actions } = columnsFeature(context);
  actions.chooseColumns('demand', { days: false });
  expect(state().columnChoices.demand).toEqual({ days: false });
  const name = [...keepsake.texts.keys()][0] ?? 'pricing-lab columns';
  for (const text of ['{', '[1]', 'null', '{"prices":{"current":"no"},"runs":3}']) {
    keepsake.texts.set(name, text);
    expect(keptColumns(keepsake).columnChoices, text).toEqual({});
  }
  expect(keptColumns(null).columnChoices).toEqual({});
});
