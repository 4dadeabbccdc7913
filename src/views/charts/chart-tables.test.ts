import { expect, test } from 'vitest';

import { lossTable, partsTable, pathTable, returnTable } from './chart-tables.ts';

test('returnTable: episodes and evaluations by step, with what simple policies return', () => {
  const table = returnTable({
    episodes: [
      { step: 30, episodeReturn: 4, parts: [4], days: 30, product: 0 },
      { step: 60, episodeReturn: 6, parts: [6], days: 30, product: 0 },
    ],
    evaluations: [
      {
        step: 40,
        meanReturn: 7,
        returns: [7],
        gapClosed: null,
        gapInterval: null,
        againstKeep: null,
        isBest: true,
      },
    ],
    baselines: { keepPrice: 3, keepReturns: [], myopicPrice: null, bestFixedPrice: null, optimum: 9 },
  });
  expect(table.columns).toEqual([
    'market step',
    'episode return (reward)',
    'trailing mean (reward)',
    'evaluation return (reward)',
    'keep price (reward)',
    'optimum (reward)',
  ]);
  expect(table.rows).toEqual([
    [30, 4, 4, null, 3, 9],
    [40, null, null, 7, 3, 9],
    [60, 6, 5, null, 3, 9], // (4 + 6) / 2 = 5
  ]);
});

test('lossTable, partsTable, pathTable: a column a figure, with its unit', () => {
  const loss = { step: 5, updates: 2, criticLoss: 1, actorLoss: 2, temperature: 3, entropy: 4, meanQ: 5 };
  expect(lossTable([loss]).columns).toContain('entropy (nats)');
  expect(lossTable([loss]).rows).toEqual([[5, 2, 1, 2, 5, 3, 4]]);
  expect(partsTable([{ firstEpisode: 1, lastEpisode: 2, means: [0.5] }], ['profit']).rows).toEqual([
    [1, 2, 0.5],
  ]);
  const day = { day: 1, price: 20, units: 3, inventory: NaN, competitorPrice: NaN };
  expect(pathTable([day], 'week').columns[0]).toBe('week of the episode');
  expect(pathTable([day], 'week').rows).toEqual([[1, 20, 3, NaN, NaN]]);
});
