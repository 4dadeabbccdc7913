import { expect, test } from 'vitest';

import { settingsFrom } from '../run/run-settings.ts';
import { comparedFacts, gapWord, returnsCompare, returnWord } from './compare-cards.ts';
import type { ModelCard } from './model-card.ts';

function model(changes: { seed?: number; steps?: number; gap?: number | null; fingerprint?: string } = {}) {
  const { seed = 1, steps = 1000, gap = null, fingerprint = 'ab' } = changes;
  return {
    agent: 'sac',
    market: 'demand',
    architecture: { observationSize: 5, hidden: [64, 64] },
    settings: settingsFrom({ seed, trainingSteps: 2000 }),
    seed,
    data: { fileName: 'tea.csv', fingerprint },
    training: {
      steps,
      updates: 10,
      backend: 'wasm',
      bestReturn: 3.5,
      gapClosed: gap,
      evaluationEpisodes: 32,
    },
    products: [{ id: 'tea', parameters: { referencePrice: 20 } }],
  } as unknown as ModelCard;
}

test('comparedFacts: the main facts always, settings only where they differ', () => {
  const facts = comparedFacts([model({ seed: 1, steps: 1000, gap: 0.94 }), model({ seed: 2, steps: 500 })]);
  expect(facts.find(({ label }) => label === 'Gap closed')).toEqual({
    label: 'Gap closed',
    values: ['94 %', '–'],
    differs: true,
  });
  expect(facts.find(({ label }) => label === 'Agent')).toMatchObject({
    values: ['SAC', 'SAC'],
    differs: false,
  });
  expect(facts.find(({ label }) => label === 'Seed')).toMatchObject({ values: ['1', '2'] });
  expect(
    facts.some(({ label }) => label === 'Training steps'),
    'the same for both',
  ).toBe(false);
});

test('returnsCompare: only in the same market on the same data', () => {
  expect(returnsCompare([model({ seed: 1 }), model({ seed: 2 })])).toBe(true);
  expect(returnsCompare([model(), model({ fingerprint: 'cd' })])).toBe(false);
});

test('figures of a card in words', () => {
  const card = model({ gap: 0 });
  expect(gapWord(card)).toBe('0 %');
  expect(returnWord(card)).toBe('3.50');
});
