import { expect, test } from 'vitest';

import type { GameDay, GameMoment } from '../../../core/market/game-facts.ts';
import { withEpisode } from '../../../store/features/play-feature.ts';
import { policyOwner } from '../../../store/features/whose-policy-feature.ts';
import { totalOf, type GameAnswer } from '../../../core/market/game-facts.ts';
import { gameRows, outcomeWords, priceProblem, standings, tallyAgainst } from './play-words.ts';

const day = (number: number, reward: number, profit: number | null = 10 * reward): GameDay => ({
  day: number,
  price: 20 + number,
  units: 1,
  profit,
  reward,
  stock: 100 - number,
});

const game: GameAnswer = {
  setup: { kind: 'demand', products: [] },
  productName: 'tea',
  seed: 4,
  mode: 'expected',
  players: [
    { name: 'agent', days: [day(1, 1), day(2, 2), day(3, 3)] },
    // Sold out after one day.
    { name: 'keepPrice', days: [day(1, 4)] },
  ],
  missing: [],
  known: [],
  step: 400,
  atEstimate: false,
};
const moment: GameMoment = {
  day: 2,
  lastDay: 3,
  date: null,
  lowest: 11,
  highest: 30,
  price: 21,
  units: 1,
  week: null,
  stock: 99,
  firstStock: 100,
  rivalPrice: null,
  demandIndex: 1,
};

test('standings: the others are seen up to the day the person has charged', () => {
  const after = standings({ game, days: [day(1, 2)], moment });
  expect(after.map(({ name, total }) => [name, total.reward])).toEqual([
    ['you', 2],
    ['agent', 1],
    ['keepPrice', 4],
  ]);
  const before = standings({ game, days: [], moment: { ...moment, day: 1 } });
  expect(before.map(({ price, total }) => [price, total.reward])).toEqual([
    [null, 0],
    [null, 0],
    [null, 0],
  ]);
});

test('standings: at the end everybody has the whole episode, also where the person was sold out earlier', () => {
  const end = standings({ game, days: [day(1, 2)], moment: null });
  expect(end.map(({ total }) => total)).toEqual([
    { reward: 2, profit: 20 },
    { reward: 6, profit: 60 },
    { reward: 4, profit: 40 },
  ]);
});

test('outcomeWords: beside the agent, and who earned most', () => {
  expect(outcomeWords({ game, days: [day(1, 5)], moment: null })).toBe(
    'You earned 5.000 of reward, less than the agent (6.000, the most).',
  );
  expect(outcomeWords({ game, days: [day(1, 7)], moment: null })).toBe(
    'You earned 7.000 of reward, more than the agent (6.000); nobody earned more.',
  );
});

test('gameRows: rewards add up; a price seen ahead has earned nothing yet', () => {
  const table = { game, days: [day(1, 2)], moment };
  expect(gameRows(table, false)).toEqual([
    { day: 1, prices: { you: 21, agent: 21, keepPrice: 21 }, rewards: { you: 2, agent: 1, keepPrice: 4 } },
  ]);
  expect(gameRows(table, true)[1]).toEqual({ day: 2, prices: { agent: 22 }, rewards: {} });
  const end = gameRows({ ...table, moment: null }, false);
  expect(end.at(-1)!.rewards).toEqual({ you: 2, agent: 6, keepPrice: 4 });
});

test('priceProblem: the range of the day, both ends allowed', () => {
  expect([11, 30, 20.5].map((price) => priceProblem(moment, price, 'day'))).toEqual([null, null, null]);
  expect(priceProblem(moment, 31, 'day')).toBe('Expected a price from 11.00 to 30.00 today, got 31.');
  expect(priceProblem(moment, '', 'week')).toBe(
    'Expected a price from 11.00 to 30.00 this week, got nothing.',
  );
});

test('tallyAgainst: an episode counts once, other tables do not', () => {
  const won = withEpisode([], 'tea', game, [day(1, 5)]);
  expect(withEpisode(won, 'tea', game, [day(1, 50)])).toBe(won);
  const two = withEpisode(won, 'tea', { ...game, seed: 5 }, [day(1, 50, null)]);
  const three = withEpisode(two, 'coffee', game, [day(1, 50)]);
  expect(tallyAgainst(three, 'tea', game.step, 'agent')).toEqual({ episodes: 2, byReward: 1, byProfit: 0 });
  expect(tallyAgainst(three, 'tea', game.step, 'keepPrice')).toEqual({
    episodes: 2,
    byReward: 2,
    byProfit: 1,
  });
  expect(tallyAgainst(three, 'tea', game.step, 'optimum')).toEqual({ episodes: 0, byReward: 0, byProfit: 0 });
});

test('totalOf: one day without a profit leaves none', () => {
  expect(totalOf([day(1, 1), day(2, 2, null)])).toEqual({ reward: 3, profit: null });
  expect(totalOf([day(1, 1), day(2, 2, null)], 1)).toEqual({ reward: 1, profit: 10 });
});

test('tallyAgainst: the policy of a later step is another opponent, the same seed against it another episode', () => {
  const early = { ...game, step: 500 };
  const late = { ...game, step: 8000 };
  const won = withEpisode([], 'tea', early, [day(1, 50)]);
  const lost = withEpisode(won, 'tea', late, [day(1, 0)]);
  expect(lost).toHaveLength(2);
  expect(tallyAgainst(lost, 'tea', 500, 'agent')).toMatchObject({ episodes: 1, byReward: 1 });
  expect(tallyAgainst(lost, 'tea', 8000, 'agent')).toMatchObject({ episodes: 1, byReward: 0 });
});

test("policyOwner: the model a run leaves is still its run's", () => {
  const models = [
    { id: 'model-1', runId: 'a' },
    { id: 'model-2', runId: null },
  ];
  const idle = { runId: 'a', state: 'finished' } as const;
  expect(policyOwner({ run: { runId: 'a', state: 'training' }, model: null, models })).toBe('a');
  expect(policyOwner({ run: idle, model: { id: 'model-1' }, models })).toBe('a');
  expect(policyOwner({ run: idle, model: { id: 'model-2' }, models })).toBe('model-2');
  expect(policyOwner({ run: idle, model: null, models })).toBeNull();
});
