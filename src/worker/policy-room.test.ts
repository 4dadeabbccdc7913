import { expect, test } from 'vitest';

import type { DemandMarketParameters } from '../core/market/demand/parameters.ts';
import { historyFixture } from '../core/demand/history-fixture.ts';
import type { MarketSetup } from '../core/market/market.ts';
import { referenceMarket } from '../core/market/demand/reference-market.ts';
import type { HistorySetup } from '../core/market/history/setup.ts';
import type { Policy } from '../core/policy/policy.ts';
import { defaultSettings } from '../core/run/settings.ts';
import { PolicyRoom, type PolicySource } from './policy-room.ts';
import type { LabEvent } from './protocol.ts';

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
  return () => Promise.resolve({ setup: demand(), policy: keep, noPolicy: null, step: 400, ...changes });
}

/** A room whose clock asks for a breath at every look, and what it sent. */
function room() {
  const sent: LabEvent[] = [];
  let time = 0;
  let breaths = 0;
  const breathe = () => {
    breaths++;
    return Promise.resolve();
  };
  const policies = new PolicyRoom(
    (event) => sent.push(event),
    breathe,
    () => (time += 20),
  );
  return { policies, sent, breaths: () => breaths };
}

const view = { product: 0, yesterdayPrice: null };

/** What was sent of maps, without the reports of progress. */
function maps(sent: readonly LabEvent[]) {
  return sent.filter((event) => event.type === 'policyMapped');
}

test('PolicyRoom.map: first the policy, then the optimum beside it, cell for cell', async () => {
  const { policies, sent, breaths } = room();
  await policies.map(7, source(), view);
  expect(maps(sent).map(({ answer }) => answer.optimum.status)).toEqual(['computing', 'done']);
  const last = sent.at(-1);
  if (last?.type !== 'policyMapped' || last.answer.optimum.status !== 'done') throw new Error('no optimum');
  expect(last).toMatchObject({ requestId: 7, answer: { step: 400 } });
  expect(last.answer.optimum.map.prices).toHaveLength(last.answer.map.prices.length);
  expect(new Set(last.answer.map.prices)).toEqual(new Set([20]));
  expect(breaths()).toBeGreaterThan(10);
});

test('PolicyRoom.map: a newer request gives up the older one', async () => {
  const { policies, sent } = room();
  await Promise.all([policies.map(1, source(), view), policies.map(2, source(), view)]);
  expect(new Set(sent.map((event) => 'requestId' in event && event.requestId))).toEqual(new Set([2]));
});

test('PolicyRoom.map: without a policy, and where the rival moves, it says why', async () => {
  const { policies, sent } = room();
  await expect(
    policies.map(
      1,
      source({ policy: null, noPolicy: 'The agent has no policy before its first evaluation.' }),
      view,
    ),
  ).rejects.toThrow('before its first evaluation');
  await policies.map(2, source({ setup: demand({ rival: 'follower' }) }), view);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    answer: {
      optimum: { status: 'none', why: 'The optimum is not computed where the rival reacts to our price.' },
    },
  });
});

const noPolicy = { policy: null, noPolicy: 'No agent plays yet.', step: null };
const alone = { ...view, optimumAlone: true };

test('PolicyRoom.map: without a policy the optimum alone, with its progress', async () => {
  const { policies, sent } = room();
  await policies.map(3, source(noPolicy), alone);
  const shares = sent.flatMap((event) => (event.type === 'policyMapProgress' ? [event.share] : []));
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(maps(sent)).toHaveLength(1);
  expect(maps(sent)[0]).toMatchObject({
    requestId: 3,
    answer: { step: null, optimum: { status: 'alone', atEstimate: false }, map: { kind: 'demand' } },
  });
  // It is the same map that stands beside a policy.
  await policies.map(4, source(), view);
  const beside = maps(sent).at(-1)!.answer.optimum;
  if (beside.status !== 'done') throw new Error('no optimum');
  expect(maps(sent)[0]!.answer.map.prices).toEqual(beside.map.prices);
});

test('PolicyRoom.map: an optimum that was given up is not computed to its end, unless somebody else waits for it', async () => {
  const { policies, sent, breaths } = room();
  const first = policies.map(1, source(noPolicy), alone);
  await policies.map(2, source(noPolicy), null);
  await first;
  expect(maps(sent)).toEqual([]);
  const givenUp = breaths();
  await policies.map(3, source(noPolicy), alone);
  expect(maps(sent)).toHaveLength(1);
  expect(givenUp).toBeLessThan(breaths() / 4);

  const shared = room();
  const map = shared.policies.map(1, source(noPolicy), alone);
  const duel = shared.policies.duel(2, source(), { product: 0, seed: 1, mode: 'expected' });
  await shared.policies.map(3, source(noPolicy), null);
  await Promise.all([map, duel]);
  expect(maps(shared.sent)).toEqual([]);
  expect(shared.sent.at(-1)?.type).toBe('duelReady');
});

test('PolicyRoom.map: where no optimum is known there is none to draw alone', async () => {
  const { policies } = room();
  const moving = source({ ...noPolicy, setup: demand({ rival: 'follower' }) });
  await expect(policies.map(1, moving, alone)).rejects.toThrow('where the rival reacts to our price');
});

test('PolicyRoom.duel: everybody plays the same days; an agent that keeps the price is the keeper', async () => {
  const { policies, sent } = room();
  await policies.duel(3, source(), { product: 0, seed: 5, mode: 'expected' });
  const [event] = sent;
  if (event?.type !== 'duelReady') throw new Error('no duel');
  const { duel } = event;
  expect(duel.players.map(({ name }) => name)).toEqual(['agent', 'keepPrice', 'bestFixedPrice', 'optimum']);
  expect(duel.players[0]!.days).toEqual(duel.players[1]!.days);
  expect(duel).toMatchObject({ productName: 'tea', seed: 5, missing: [], step: 400, atEstimate: false });
  const totals = duel.players.map(({ days }) => days.reduce((sum, { reward }) => sum + reward, 0));
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

test('PolicyRoom.duel: a history market without an agent has two others, and says who is missing', async () => {
  const { policies, sent } = room();
  const none = source({ setup: historySetup(), policy: null, noPolicy: 'No agent plays yet.', step: null });
  await policies.duel(4, none, { product: 0, seed: 1, mode: 'expected' });
  const [event] = sent;
  if (event?.type !== 'duelReady') throw new Error('no duel');
  expect(event.duel.players.map(({ name }) => name)).toEqual(['keepPrice', 'bestFixedPrice']);
  expect(event.duel.missing).toEqual(['No agent plays yet.', 'The history market has no known optimum.']);
  // Units fall as the price rises while units times price stays, so profit asks for the dearest price.
  expect(event.duel.players[1]!.days.map((day) => day.price)).toEqual(new Array(5).fill(16.6));
});

test('PolicyRoom.duel: the top fixed price is searched once for a market, also where each message brings a copy', async () => {
  const { policies, sent, breaths } = room();
  const none = (setup: MarketSetup) => source({ setup, policy: null, noPolicy: 'No agent.', step: null });
  const wish = { product: 0, mode: 'expected' } as const;
  await policies.duel(1, none(historySetup()), { ...wish, seed: 1 });
  const searched = breaths();
  expect(searched).toBeGreaterThan(0);
  await policies.duel(2, none(historySetup()), { ...wish, seed: 2 });
  await policies.duel(3, none(historySetup()), { ...wish, seed: 2, mode: 'sampled' });
  expect(breaths()).toBe(searched);
  const prices = sent.map((event) => event.type === 'duelReady' && event.duel.players[1]!.days[0]!.price);
  expect(new Set(prices).size).toBe(1);
  // Another market is another search.
  const one = historySetup();
  const other: HistorySetup = { ...one, parameters: { ...one.parameters, objective: 'revenuePerDay' } };
  await policies.duel(4, none(other), { ...wish, seed: 1 });
  expect(breaths()).toBeGreaterThan(searched);
});
