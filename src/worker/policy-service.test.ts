import { expect, test } from 'vitest';

import { historyFixture } from '../core/demand/history-fixture.ts';
import type { DemandMarketParameters } from '../core/market/demand/demand-parameters.ts';
import type { HistorySetup } from '../core/market/history/history-setup.ts';
import type { MarketSetup } from '../core/market/market.ts';
import { referenceMarket } from '../core/market/demand/reference-market.ts';
import type { Policy } from '../core/policy/policy.ts';
import { defaultSettings } from '../core/run/settings.ts';
import { PolicyService, type PolicySource } from './policy-service.ts';
import type { PolicyMapProgress } from './protocol/policy-protocol.ts';

const keep: Policy = {
  architecture: { observationSize: 5 } as Policy['architecture'],
  weights: {},
  act: (_, count) => new Float32Array(count),
  explore: (_, count) => new Float32Array(count),
};

function demand(changes: Partial<DemandMarketParameters> = {}): MarketSetup {
  return {
    kind: 'demand',
    products: [{ name: 'tea', parameters: { ...referenceMarket, days: 4, ...changes } }],
  };
}

function source(changes: Partial<PolicySource> = {}): () => Promise<PolicySource> {
  return () =>
    Promise.resolve({ setup: demand(), market: 'tea', policy: keep, noPolicy: null, step: 400, ...changes });
}

/** A service whose clock asks to let others in at every look, and the news of what it was asked. */
function service() {
  const news: PolicyMapProgress[] = [];
  let time = 0;
  let yields = 0;
  const yieldToEventLoop = () => {
    yields++;
    return Promise.resolve();
  };
  const policies = new PolicyService({ yieldToEventLoop, now: () => (time += 20) });
  const controller = new AbortController();
  const context = { signal: controller.signal, progress: (each: PolicyMapProgress) => news.push(each) };
  return { policies, news, context, abort: () => controller.abort(), yields: () => yields };
}

/** Nobody aborts it, and nobody hears. */
const alone = { signal: new AbortController().signal, progress: () => undefined };

const view = { product: 0, yesterdayPrice: null };

test('PolicyService.map: first the policy, then the optimum beside it, cell for cell', async () => {
  const { policies, news, context, yields } = service();
  const { map, step, optimum } = await policies.map(source(), view, context);
  expect(news[0]).toMatchObject({ answer: { step: 400, optimum: { status: 'computing' } } });
  if (optimum.status !== 'done') throw new Error('no optimum');
  expect(step).toBe(400);
  expect(optimum.map.prices).toHaveLength(map.prices.length);
  expect(new Set(map.prices)).toEqual(new Set([20]));
  expect(yields()).toBeGreaterThan(10);
});

test('PolicyService.map: a newer one aborts the older one, which tells nothing more', async () => {
  const { policies, news, context } = service();
  const older = policies.map(source(), view, context);
  const newer = policies.map(source(), view, alone);
  await expect(older).rejects.toMatchObject({ name: 'AbortError' });
  expect((await newer).optimum.status).toBe('done');
  expect(news).toEqual([]);
});

test('PolicyService.map: without a policy, and where the rival moves, it says why', async () => {
  const { policies, news, context } = service();
  const none = source({ policy: null, noPolicy: 'The agent has no policy before its first evaluation.' });
  await expect(policies.map(none, view, context)).rejects.toThrow('before its first evaluation');
  const moving = source({ setup: demand({ rival: 'follower' }) });
  expect((await policies.map(moving, view, context)).optimum).toEqual({
    status: 'none',
    why: 'The optimum is not computed where the rival reacts to our price.',
  });
  expect(news).toEqual([]);
});

const noPolicy = { policy: null, noPolicy: 'No agent plays yet.', step: null };
const optimumAlone = { ...view, optimumAlone: true };

test('PolicyService.map: without a policy the optimum alone, with its progress', async () => {
  const { policies, news, context } = service();
  const own = await policies.map(source(noPolicy), optimumAlone, context);
  const shares = news.map((each) => ('share' in each ? each.share : NaN));
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(own).toMatchObject({
    step: null,
    optimum: { status: 'alone', atEstimate: false },
    map: { productName: 'tea', isComparable: true, axes: { y: { label: 'stock left (share)' } } },
  });
  // It is the same map that stands beside a policy.
  const beside = (await policies.map(source(), view, alone)).optimum;
  if (beside.status !== 'done') throw new Error('no optimum');
  expect(own.map.prices).toEqual(beside.map.prices);
});

test('PolicyService.map: an optimum that was given up is not computed to its end, unless somebody else waits for it', async () => {
  const { policies, context, abort, yields } = service();
  const first = policies.map(source(noPolicy), optimumAlone, context);
  abort();
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  const givenUp = yields();
  await policies.map(source(noPolicy), optimumAlone, alone);
  expect(givenUp).toBeLessThan(yields() / 4);

  const shared = service();
  const map = shared.policies.map(source(noPolicy), optimumAlone, shared.context);
  const episode = shared.policies.episode(source(), { product: 0, seed: 1, mode: 'expected' }, alone);
  shared.abort();
  await expect(map).rejects.toMatchObject({ name: 'AbortError' });
  expect((await episode).players).toHaveLength(4);
});

test('PolicyService.map: another view of the same market waits for the optimum under way', async () => {
  const once = service();
  await once.policies.map(source(noPolicy), optimumAlone, alone);
  const { policies, yields } = service();
  const older = policies.map(source(noPolicy), optimumAlone, alone);
  const newer = policies.map(source(noPolicy), { ...optimumAlone, yesterdayPrice: 30 }, alone);
  await expect(older).rejects.toMatchObject({ name: 'AbortError' });
  await newer;
  expect(yields()).toBeLessThan(once.yields() * 1.5);
});

test('PolicyService.map: where no optimum is known there is none to draw alone', async () => {
  const moving = source({ ...noPolicy, setup: demand({ rival: 'follower' }) });
  await expect(service().policies.map(moving, optimumAlone, alone)).rejects.toThrow(
    'where the rival reacts to our price',
  );
});

test('PolicyService.episode: everybody plays the same days; an agent that keeps the price is the keeper', async () => {
  const episode = await service().policies.episode(
    source(),
    { product: 0, seed: 5, mode: 'expected' },
    alone,
  );
  const { players } = episode;
  expect(players.map(({ name }) => name)).toEqual(['agent', 'keepPrice', 'bestFixedPrice', 'optimum']);
  expect(players[0]!.days).toEqual(players[1]!.days);
  expect(episode).toMatchObject({ productName: 'tea', seed: 5, missing: [], step: 400, atEstimate: false });
  const totals = players.map(({ days }) => days.reduce((sum, { reward }) => sum + reward, 0));
  expect(totals[3]!).toBeGreaterThan(totals[1]!);
});

function historySetup(): HistorySetup {
  const price = Array.from({ length: 60 }, (_, t) => [10, 12, 14, 16][t % 4]!);
  const history = historyFixture({
    price,
    units: price.map((each, t) => Math.round(400 / each) + (t % 3)),
    unitCost: 6,
  });
  return {
    kind: 'history',
    products: [{ history, elasticity: -1 }],
    parameters: {
      objective: 'profitPerDay',
      salesWeight: defaultSettings.salesWeight,
      priceWeight: defaultSettings.priceWeight,
      organicConversionWeight: 0,
      adConversionWeight: 0,
      explorationBonus: 0.3,
      salesDropPenalty: 0.5,
      episodeSteps: 5,
      carryAlongDemandCurve: true,
    },
  };
}

test('PolicyService.episode: a history market without an agent has two others, and says who is missing', async () => {
  const none = source({ ...noPolicy, setup: historySetup() });
  const asked = { product: 0, seed: 1, mode: 'expected' } as const;
  const { players, missing } = await service().policies.episode(none, asked, alone);
  expect(players.map(({ name }) => name)).toEqual(['keepPrice', 'bestFixedPrice']);
  expect(missing).toEqual(['No agent plays yet.', 'The history market has no known optimum.']);
  // Units fall as the price rises while units times price stays, so profit asks for the dearest price.
  expect(players[1]!.days.map((day) => day.price)).toEqual(new Array(5).fill(16.6));
});

test('PolicyService.episode: the top fixed price is searched once for a market, also where each call brings a copy', async () => {
  const { policies, yields } = service();
  const inMarket = (market: string) => source({ ...noPolicy, setup: historySetup(), market });
  const asked = { product: 0, mode: 'expected' } as const;
  const prices: (number | undefined)[] = [];
  const play = async (market: string, seed: number, mode: 'expected' | 'sampled' = 'expected') => {
    const { players } = await policies.episode(inMarket(market), { ...asked, seed, mode }, alone);
    prices.push(players[1]!.days[0]?.price);
  };
  await play('a', 1);
  const searched = yields();
  expect(searched).toBeGreaterThan(0);
  await play('a', 2);
  await play('a', 2, 'sampled');
  expect(yields()).toBe(searched);
  expect(new Set(prices).size).toBe(1);
  await play('b', 1);
  expect(yields(), 'another market is another search').toBeGreaterThan(searched);
});
