import { expect, test } from 'vitest';

import * as duelCode from '../../core/market/duel.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import { referenceMarket } from '../../core/market/demand/reference-market.ts';
import type { LabRequest } from '../../worker/protocol.ts';
import type { DuelAnswer, PolicyMapAnswer } from '../../worker/policy-room.ts';
import { policySlice } from './policy-slice.ts';
import {
  isMapOutdated,
  noPlay,
  noPolicyMap,
  policyOwner,
  type PlayState,
  type PolicyMapState,
  type PolicySources,
} from './policy-state.ts';

const setup: MarketSetup = {
  kind: 'demand',
  products: [{ name: 'tea', parameters: { ...referenceMarket, days: 2, demandNoise: 0 } }],
};

/** No run, and one model in use. */
function usedModel(id: string): PolicySources {
  return { run: { runId: null, state: 'idle', evaluations: [] }, model: { id }, models: [] };
}

/** A run without a model yet, after as many best evaluations. */
function underWay(bests: number): PolicySources {
  const evaluations = Array.from({ length: bests }, () => ({ isBest: true }));
  return { run: { runId: 'run', state: 'training', evaluations }, model: null, models: [] };
}

function room() {
  let state: PolicyMapState & PlayState = { ...noPolicyMap, ...noPlay };
  const sent: LabRequest[] = [];
  let id = 0;
  const world = { sources: usedModel('a'), market: 'tea market', problem: null as string | null };
  const slice = policySlice({
    get: () => ({ ...state, ...world.sources }),
    set: (changes) => (state = { ...state, ...changes }),
    send: (message) => sent.push(message),
    nextRequestId: () => ++id,
    subject: () => {
      if (world.problem !== null) throw new Error(world.problem);
      return { kind: 'market', setup };
    },
    owner: () => policyOwner(world.sources),
    market: () => policyOwner(world.sources) ?? world.market,
    loadDuel: () => Promise.resolve(duelCode),
  });
  const answerDuel = async (seed: number) => {
    const duel: DuelAnswer = {
      setup,
      productName: 'tea',
      seed,
      mode: 'expected',
      players: [],
      missing: [],
      known: [],
      step: null,
      atEstimate: false,
    };
    slice.onLabEvent({ type: 'duelReady', requestId: id, duel });
    await Promise.resolve();
    await Promise.resolve();
  };
  return { slice, sent, world, answerDuel, state: () => ({ ...state, ...world.sources }) };
}

function mapAnswer(status: 'computing' | 'none'): PolicyMapAnswer {
  const optimum = status === 'none' ? ({ status, why: 'none' } as const) : ({ status } as const);
  return { map: {} as never, step: 1, optimum };
}

test('drawPolicyMap: the newest request answers; it is busy until the optimum is there too', () => {
  const { slice, sent, state } = room();
  slice.actions.drawPolicyMap();
  slice.actions.drawPolicyMap({ product: 0, yesterdayPrice: 30 });
  expect(sent.map((message) => message.type === 'policyMap' && message.view?.yesterdayPrice)).toEqual([
    null,
    30,
  ]);
  slice.onLabEvent({ type: 'policyMapped', requestId: 1, answer: mapAnswer('none') });
  expect(state().policyMap.answer).toBeNull();
  slice.onLabEvent({ type: 'policyMapped', requestId: 2, answer: mapAnswer('computing') });
  expect([state().policyMap.answer?.step, state().policyMap.requestId]).toEqual([1, 2]);
  slice.onLabEvent({ type: 'policyMapped', requestId: 2, answer: mapAnswer('none') });
  expect(state().policyMap.requestId).toBeNull();
});

test('follow: the map of a policy that is gone is gone', () => {
  const { slice, world, state } = room();
  slice.actions.drawPolicyMap();
  slice.onLabEvent({ type: 'policyMapped', requestId: 1, answer: mapAnswer('none') });
  slice.follow();
  expect(state().policyMap.answer).not.toBeNull();
  world.sources = usedModel('b');
  slice.follow();
  expect(state().policyMap).toEqual(noPolicyMap.policyMap);
});

test('isMapOutdated: once a policy until another one is there, and anew where its map was dropped in between', () => {
  const { slice, world, state } = room();
  const draw = () => {
    slice.actions.drawPolicyMap();
    const requestId = state().policyMap.requestId!;
    slice.onLabEvent({ type: 'policyMapped', requestId, answer: mapAnswer('none') });
  };
  const become = (sources: PolicySources) => {
    world.sources = sources;
    slice.follow();
    return isMapOutdated(state());
  };
  expect(isMapOutdated(state())).toBe(true);
  slice.actions.drawPolicyMap();
  expect(isMapOutdated(state())).toBe(false);
  draw();
  expect(isMapOutdated(state())).toBe(false);
  // A run that is stopped before its first evaluation, and the model of before in use again.
  expect(become(underWay(0))).toBe(false);
  expect(become(usedModel('a'))).toBe(true);
  draw();
  expect(become(underWay(1))).toBe(true);
  draw();
  expect(become(underWay(1))).toBe(false);
  expect(become(underWay(2))).toBe(true);
});

test('drawPolicyMap: a failure is told beside the map, also that of a dead worker', () => {
  const { slice, state } = room();
  slice.actions.drawPolicyMap();
  slice.onLabEvent({ type: 'failed', runId: null, requestId: 9, message: 'another' });
  expect(state().policyMap.problem).toBeNull();
  slice.onLabEvent({ type: 'failed', runId: null, requestId: null, message: 'The worker died.' });
  expect(state().policyMap).toMatchObject({ requestId: null, problem: 'The worker died.' });
  expect([slice.isMine(1), slice.isMine(9), slice.isMine(null)]).toEqual([true, false, false]);
});

test('drawPolicyMap: without a policy the optimum is asked for alone, until another market or a policy is there', () => {
  const { slice, sent, world, state } = room();
  const nobody: PolicySources = { ...usedModel('a'), model: null };
  world.sources = nobody;
  slice.actions.drawPolicyMap();
  const view = { product: 0, yesterdayPrice: null };
  expect(sent.at(-1)).toEqual({
    type: 'policyMap',
    requestId: 1,
    subject: { kind: 'market', setup },
    view: { ...view, optimumAlone: true },
  });
  slice.onLabEvent({ type: 'policyMapProgress', requestId: 1, share: 0.4 });
  slice.onLabEvent({ type: 'policyMapProgress', requestId: 9, share: 0.9 });
  expect(state().policyMap).toMatchObject({ requestId: 1, share: 0.4 });
  slice.onLabEvent({ type: 'policyMapped', requestId: 1, answer: mapAnswer('none') });
  slice.follow();
  expect(state().policyMap.answer).not.toBeNull();
  expect(isMapOutdated(state())).toBe(false);

  world.market = 'another market';
  slice.follow();
  expect(state().policyMap).toEqual(noPolicyMap.policyMap);
  slice.actions.drawPolicyMap();
  world.sources = underWay(1);
  slice.follow();
  // What was still computed is given up, and the policy is to be drawn.
  expect(sent.at(-1)).toMatchObject({ type: 'policyMap', view: null });
  expect(isMapOutdated(state())).toBe(true);
  slice.actions.drawPolicyMap();
  expect(sent.at(-1)).toMatchObject({ view });
  expect(sent.at(-1)).not.toMatchObject({ view: { optimumAlone: true } });
});

test('cancelPolicyMap: the worker is told once, and a late answer changes nothing', () => {
  const { slice, sent, world, state } = room();
  world.sources = { ...usedModel('a'), model: null };
  slice.actions.drawPolicyMap();
  slice.actions.cancelPolicyMap();
  slice.actions.cancelPolicyMap();
  expect(sent.map((message) => message.type === 'policyMap' && message.view !== null)).toEqual([true, false]);
  slice.onLabEvent({ type: 'policyMapped', requestId: 1, answer: mapAnswer('none') });
  expect(state().policyMap).toMatchObject({ requestId: null, answer: null });
});

test('drawPolicyMap: where there is no market it says why and asks nobody', () => {
  const { slice, sent, world, state } = room();
  world.problem = 'The history market replays past days, so it needs a sales file.';
  slice.actions.drawPolicyMap();
  expect(state().policyMap).toMatchObject({ requestId: null, problem: world.problem });
  expect(sent).toEqual([]);
});

test('playMarket: an episode is played price by price to its end, and counted once', async () => {
  const { slice, sent, answerDuel, state } = room();
  const wish = { product: 0, mode: 'expected', seed: null } as const;
  slice.actions.playMarket(wish);
  expect(sent.at(-1)).toMatchObject({ type: 'duel', seed: 1 });
  await answerDuel(1);
  slice.actions.chargePrice(25);
  slice.actions.chargePrice(25);
  slice.actions.chargePrice(25);
  const { play } = state();
  if (play.status !== 'playing') throw new Error('expected an episode in play');
  // 100 * (25 / 20)^-1.5 = 71.554 a day.
  expect(play.days.map(({ units }) => Math.round(units * 100) / 100)).toEqual([71.55, 71.55]);
  expect(play.moment).toBeNull();
  expect(state().playedEpisodes).toHaveLength(1);

  slice.actions.playMarket({ ...wish, seed: 1 });
  await answerDuel(1);
  slice.actions.chargePrice(20);
  slice.actions.chargePrice(20);
  expect(state().playedEpisodes).toHaveLength(1);
  slice.actions.playMarket(wish);
  expect(sent.at(-1)).toMatchObject({ seed: 2 });
});

test('playMarket: a new one is another episode even where the last was not finished', async () => {
  const { slice, sent, answerDuel } = room();
  const wish = { product: 0, mode: 'expected', seed: null } as const;
  slice.actions.playMarket(wish);
  await answerDuel(1);
  slice.actions.chargePrice(25);
  slice.actions.playMarket(wish);
  expect(sent.at(-1)).toMatchObject({ seed: 2 });
});

test('playMarket: where there is no market it says why and asks nobody', () => {
  const { slice, sent, world, state } = room();
  world.problem = 'The history market replays past days, so it needs a sales file.';
  slice.actions.playMarket({ product: 0, mode: 'expected', seed: null });
  expect(state().play).toEqual({ status: 'failed', problem: world.problem });
  expect(sent).toEqual([]);
});
