import { expect, test } from 'vitest';

import { referenceMarket } from '../../core/market/demand/reference-market.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { GameAnswer } from '../../core/market/game-facts.ts';
import { contextOf } from '../context-fixture.ts';
import type { LabState } from '../lab-state.ts';
import { playFeature } from './play-feature.ts';

const setup: MarketSetup = {
  kind: 'demand',
  products: [{ name: 'tea', parameters: { ...referenceMarket, days: 2, demandNoise: 0 } }],
};

function room(changes: Partial<LabState> = {}) {
  const settings = { ...defaultSettings, market: 'demand' } as const;
  const { context, lab, state } = contextOf({ settings, ...changes });
  const { actions } = playFeature(context);
  const answerEpisode = async (seed: number) => {
    const others = { players: [], missing: [], known: [], step: null, atEstimate: false };
    const game: GameAnswer = { setup, productName: 'tea', seed, mode: 'expected', ...others };
    await lab.last().answer(game);
    await expect.poll(() => state().play.status).toBe('playing');
  };
  return { actions, lab, answerEpisode, state };
}

const request = { product: 0, mode: 'expected', seed: null } as const;

test('playMarket: an episode is played price by price to its end, and counted once', async () => {
  const { actions, lab, answerEpisode, state } = room();
  actions.playMarket(request);
  expect(lab.last()).toMatchObject({ name: 'playEpisode', args: { seed: 1 } });
  await answerEpisode(1);
  actions.chargePrice(25);
  actions.chargePrice(25);
  actions.chargePrice(25);
  const { play } = state();
  if (play.status !== 'playing') throw new Error('expected an episode in play');
  // 100 * (25 / 20)^-1.5 = 71.554 a day.
  expect(play.days.map(({ units }) => Math.round(units * 100) / 100)).toEqual([71.55, 71.55]);
  expect(play.moment).toBeNull();
  expect(state().playedEpisodes).toHaveLength(1);

  actions.playMarket({ ...request, seed: 1 });
  await answerEpisode(1);
  actions.chargePrice(20);
  actions.chargePrice(20);
  expect(state().playedEpisodes).toHaveLength(1);
  actions.playMarket(request);
  expect(lab.last().args).toMatchObject({ seed: 2 });
});

test('playMarket: a new one is another episode even where the last was not finished', async () => {
  const { actions, lab, answerEpisode } = room();
  actions.playMarket(request);
  await answerEpisode(1);
  actions.chargePrice(25);
  actions.playMarket(request);
  expect(lab.last().args).toMatchObject({ seed: 2 });
});

test('playMarket: leaving the table gives up what is being prepared; a refusal is a sentence', async () => {
  const { actions, lab, state } = room();
  actions.playMarket(request);
  actions.leaveMarket();
  expect(lab.last().isAborted()).toBe(true);
  await lab.last().refuse('late');
  expect(state().play).toEqual({ status: 'idle' });
  actions.playMarket(request);
  await lab.last().refuse('There is no such market.');
  expect(state().play).toEqual({ status: 'failed', problem: 'There is no such market.' });
});

test('playMarket: where there is no market it says why and asks nobody', () => {
  const { actions, lab, state } = room({ settings: { ...defaultSettings, market: 'history' } });
  actions.playMarket(request);
  expect(state().play).toMatchObject({
    status: 'failed',
    problem: expect.stringContaining('needs a sales file') as string,
  });
  expect(lab.names()).toEqual([]);
});
