import { expect, test } from 'vitest';

import type { EpisodeRecord } from '../../core/run/events.ts';
import { lossCaption, partsCaption, pathCaption, returnCaption, viewWords } from './captions.ts';

const episode = (episodeReturn: number): EpisodeRecord => ({
  step: 1,
  episodeReturn,
  parts: [],
  days: 30,
  product: 0,
});

const keeping = { keepPrice: 0, keepReturns: [], myopicPrice: null, bestFixedPrice: null, optimum: null };

test('returnCaption: the last episodes beside keeping the price', () => {
  const many = Array.from({ length: 30 }, () => episode(1.84));
  expect(returnCaption(many, keeping)).toBe(
    'The last 20 episodes returned 1.84 on average; keeping the price returns 0.00.',
  );
  expect(returnCaption(many, null)).toBe('The last 20 episodes returned 1.84 on average.');
});

test('returnCaption: the first episode, and before it', () => {
  expect(returnCaption([episode(1.84)], null)).toBe('The first episode returned 1.84.');
  expect(returnCaption([], keeping)).toBe('No episode has ended yet; keeping the price returns 0.00.');
  expect(returnCaption([], null)).toBe('');
});

test('partsCaption: names what pays and what costs most', () => {
  expect(
    partsCaption([{ firstEpisode: 3, lastEpisode: 4, means: [1.5, -0.5] }], ['sales', 'salesDrop']),
  ).toBe('In episodes 3 to 4 sales paid most (+1.50 an episode); sales drop cost most (-0.50).');
  expect(partsCaption([{ firstEpisode: 3, lastEpisode: 3, means: [1.5, 0] }], ['profit', 'units'])).toBe(
    'In episode 3 profit paid most (+1.50 an episode); none cost anything.',
  );
});

test('pathCaption: days, prices, units and stock', () => {
  const day = (index: number, price: number, inventory: number) => ({
    day: index,
    price,
    units: 10,
    inventory,
    competitorPrice: Number.NaN,
  });
  expect(pathCaption([day(0, 20, 90), day(1, 18.5, 80)], 'day')).toBe(
    '2 days of the latest episode: prices from 18.50 to 20.00; 20 units sold, 80 left in stock.',
  );
  expect(pathCaption([day(0, 20, Number.NaN)], 'week')).toBe(
    '1 week of the latest episode: prices from 20.00 to 20.00; 10 units sold.',
  );
});

test('lossCaption: leaves out what the agent has not', () => {
  const loss = { step: 9, updates: 1200, criticLoss: 0.01234, actorLoss: -1, meanQ: 3.456 };
  expect(lossCaption([{ ...loss, temperature: Number.NaN, entropy: Number.NaN }])).toBe(
    'After 1,200 updates: critic loss 0.0123, mean Q 3.46.',
  );
  expect(lossCaption([{ ...loss, temperature: 0.2, entropy: 0.5 }])).toBe(
    'After 1,200 updates: critic loss 0.0123, mean Q 3.46, temperature 0.2, entropy 0.5 nats.',
  );
  const none = { criticLoss: Number.NaN, meanQ: Number.NaN, temperature: Number.NaN, entropy: Number.NaN };
  expect(lossCaption([{ ...loss, ...none, actorLoss: -15.25 }])).toMatch(/: actor loss -15\.\d+\.$/);
});

test('viewWords: says that lines are smoothed and outliers cut off, and nothing where they are as measured', () => {
  expect(viewWords({ smoothing: 0, ignoresOutliers: false })).toBe('');
  expect(viewWords({ smoothing: 0.6, ignoresOutliers: false })).toBe(' Smoothed 0.60, faint as measured.');
  expect(viewWords({ smoothing: 0.9, ignoresOutliers: true })).toBe(
    ' Smoothed 0.90, faint as measured; outliers cut off.',
  );
  expect(viewWords({ smoothing: 0, ignoresOutliers: true })).toBe(' Outliers cut off.');
});
