import { expect, test } from 'vitest';

import type { ModelCard } from '../../../core/model/model-card.ts';
import { modelFacts } from './model-facts.ts';

const card = {
  agent: 'sac',
  market: 'history',
  architecture: { hidden: [64, 64] },
  seed: 7,
  data: { fileName: 'sales.csv', fingerprint: 'abcdef0123456789abcdef' },
  training: { steps: 3000, updates: 1300, backend: 'wasm', bestReturn: 1.234, evaluationEpisodes: 32 },
  settings: { trainingSteps: 5000 },
  products: [{ name: 'Tea' }, { name: 'Soap' }],
} as unknown as ModelCard;

const valueOf = (from: ModelCard, label: string) => modelFacts(from).find((fact) => fact.label === label);

test('modelFacts: what it is, how long it learned, on which data', () => {
  expect(valueOf(card, 'Agent')).toEqual({ label: 'Agent', value: 'SAC', note: '64 × 64 hidden units' });
  expect(valueOf(card, 'Trained')).toMatchObject({
    value: '3,000 steps',
    note: '1,300 updates on WASM; the highest evaluation of a run planned for 5,000 steps',
  });
  expect(valueOf(card, 'Products')).toMatchObject({ value: '2' });
  expect(valueOf(card, 'Evaluation return')).toMatchObject({
    value: '1.23',
    note: 'mean over 32 start states',
  });
  expect(valueOf(card, 'Data')).toMatchObject({ value: 'sales.csv', note: 'fingerprint abcdef012345' });
});

test('modelFacts: says where there is no file and no evaluation', () => {
  const bare = { ...card, data: null, training: { ...card.training, bestReturn: null } } as ModelCard;
  expect(valueOf(bare, 'Data')).toMatchObject({ value: 'no file' });
  expect(valueOf(bare, 'Evaluation return')).toEqual({
    label: 'Evaluation return',
    value: 'never evaluated',
  });
});
