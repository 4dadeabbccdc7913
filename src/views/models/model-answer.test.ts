import { expect, test } from 'vitest';

import { settingsFrom } from '../../core/run/run-settings.ts';
import type { ModelEntryView } from '../../store/features/models-feature.ts';
import { modelAnswer } from './model-answer.ts';

const weights = {
  revenueWeight: 0,
  profitWeight: 1,
  unitsWeight: 0,
  inventoryWeight: 0,
  competitorWeight: 0,
};

function model(id: string, bestReturn: number, fingerprint = 'ab', parameters = weights): ModelEntryView {
  return {
    id,
    name: `Model ${id}`,
    runId: `run ${id}`,
    card: {
      market: 'demand',
      products: [{ parameters }],
      settings: settingsFrom({}),
      data: { fileName: 'tea.csv', fingerprint },
      training: { bestReturn, gapClosed: 0.9, evaluationEpisodes: 32 },
    },
  } as unknown as ModelEntryView;
}
const run = (id: string, mean: number) =>
  ({
    runId: `run ${id}`,
    best: { profit: { mean, againstKeep: null } },
    baselines: { profit: { keepPrice: 100 } },
  }) as never;

test('modelAnswer: which is in use, in money, and which did better in the same market', () => {
  const models = [model('a', 3), model('b', 2), model('c', 9, 'other file')];
  const runs = [run('a', 300), run('b', 400), run('c', 9000)];
  expect(modelAnswer(models, 'a', runs)).toBe(
    'Prices come from Model a: 300 profit an episode where today’s prices earn 100, 90 % of the gap to the optimum. Model b did better in the same market: 400.',
  );
  expect(modelAnswer(models, 'b', runs)).toMatch(/Model a did no better in the same market\.$/);
});

test('modelAnswer: without a profit the returns are compared; without a model in use it says what to do', () => {
  const models = [model('a', 3), model('b', 4)];
  expect(modelAnswer(models, 'a', [])).toBe(
    'Prices come from Model a: an evaluation return of 3.00, 90 % of the gap to the optimum. Model b did better in the same market: 4.00.',
  );
  expect(modelAnswer(models, null, [])).toMatch(/^No model is in use/);
});

test('modelAnswer: of a policy for revenue no profit is told, which its assumed cost would make', () => {
  const models = [model('a', 3, 'ab', { ...weights, profitWeight: 0, revenueWeight: 1 })];
  expect(modelAnswer(models, 'a', [run('a', 40)])).toBe(
    'Prices come from Model a: an evaluation return of 3.00, trained for revenue, 90 % of the gap to the optimum.',
  );
});
