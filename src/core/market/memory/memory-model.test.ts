// What a policy, a person, an audit, a card and a file make of a market with memory, by the names by which all are asked.

import { expect, test } from 'vitest';

import { settingsFrom } from '../../run/run-settings.ts';
import { defaultSettings } from '../../run/settings.ts';
import { marketSetupFor } from '../../run/market-setup.ts';
import { GameEpisode } from '../game.ts';
import { planMapSteps, policyMapSteps } from '../policy-map.ts';
import { rewardAuditSteps } from '../reward-audit.ts';
import { marketOfFile, namedMarket } from '../typed-in.ts';
import { hiLoSetup } from './hi-lo-fixture.ts';
import { memoryCard } from './memory-card.ts';
import { memoryActionFromPrice, memoryFeatures, memoryObservationSize } from './memory-day.ts';
import { memoryPlanSteps } from './memory-plan.ts';
import { memoryModel } from './memory-market-model.ts';
import { hiLo } from './memory-parameters.ts';

function done<T>(steps: Generator<number, T>): T {
  let last = 0;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    expect(step.value).toBeGreaterThanOrEqual(last);
    expect(step.value).toBeLessThanOrEqual(1);
    last = step.value;
  }
}

const setup = hiLoSetup();
const keeping = {
  architecture: { observationSize: memoryObservationSize.single },
  act: (_: Float32Array, count: number) => new Float32Array(count).fill(memoryActionFromPrice(hiLo, 170)),
};
const firstView = { product: 0, yesterdayPrice: null };

test('the map of the optimum: after the highest price a cut, after the cheap day the highest price', () => {
  const map = done(planMapSteps(setup, done(memoryPlanSteps(hiLo)), firstView));
  expect([map.x.length, map.y.length, map.y[0], map.y.at(-1)]).toEqual([20, 25, 10, 490]);
  const priceAfter = (before: number, day: number) =>
    map.prices[map.y.indexOf(before) * map.x.length + day - 1];
  expect([priceAfter(490, 5), priceAfter(170, 5)]).toEqual([220, 490]);
  expect(map.yesterday).toBeNull();
  expect(map.axes.y.plural).toBe('prices of the day before');
  // On the first day nothing but the price now came before.
  const firstDay = map.y.filter((_, row) => map.reached![row * map.x.length] === 1);
  expect(firstDay).toEqual([170]);
  expect(map.episodes[0]!.slice(0, 4)).toEqual([
    { x: 1, y: 170 },
    { x: 2, y: 490 },
    { x: 3, y: 220 },
    { x: 4, y: 180 },
  ]);
});

test('the map of a policy with stock: stock upwards, after a price of the day before that can be chosen', () => {
  const stocked = hiLoSetup({ hasStock: true, initialInventory: 10_000 });
  const map = done(policyMapSteps(stocked, keeping, { product: 0, yesterdayPrice: 333 }));
  expect(map.axes.y.label).toBe('stock left (share)');
  expect(map.yesterday).toEqual({ lowest: 10, highest: 490, reference: 170, chosen: 330 });
  expect(new Set(map.prices)).toEqual(new Set([170]));
  expect(map.held.figures).toEqual([{ value: 330, quantity: 'money' }]);
  // 1,600 units a day: gone on the seventh.
  expect(map.episodes[0]!.map(({ y }) => Math.round(y * 10_000))).toEqual([
    10_000, 8400, 6800, 5200, 3600, 2000, 400, 0,
  ]);
  expect(() =>
    done(policyMapSteps(stocked, { ...keeping, architecture: { observationSize: 9 } }, firstView)),
  ).toThrow('The policy reads 9 numbers and its market gives 5');
});

test('played by hand: the moment says what a person may charge, and a price goes to the step next to it', () => {
  const episode = new GameEpisode(setup, 1, 'expected');
  expect(episode.moment()).toMatchObject({
    day: 1,
    lastDay: 20,
    lowest: 10,
    highest: 490,
    price: 170,
    stock: null,
  });
  expect(episode.charge(183.4)).toMatchObject({ price: 180, units: 1400, profit: 112_000 });
  expect(episode.moment()).toMatchObject({ day: 2, price: 180, units: 1400 });
  expect(memoryModel.play.known(setup).map(({ label, value }) => [label, value])).toContainEqual([
    'Unit cost',
    100,
  ]);
});

test('the audit: what revenue gives up in profit', () => {
  const audit = done(
    rewardAuditSteps(marketSetupFor(settingsFrom({ market: 'memory', objective: 'revenue' }), [])),
  );
  expect(audit.by).toBe('dynamic programming');
  expect(audit.mostProfitable.profit).toBeCloseTo(2_866_795.56, 2);
  expect(audit.profitGivenUp).toBeGreaterThan(0.1);
  const ofProfit = done(rewardAuditSteps(setup));
  expect(ofProfit.profitGivenUp).toBeCloseTo(0, 9);
});

test('a card gives back the market it was made of, and names what does not fit', () => {
  const card = memoryCard.of(setup, memoryObservationSize.single);
  expect(memoryCard.fault(card, 5)).toBeNull();
  expect(memoryCard.setup(card, [], 5)).toEqual({ ...setup, observationSize: 5 });
  expect(card.observation.features).toEqual([...memoryFeatures]);
  expect(memoryCard.bounds(card.products[0]!)).toEqual([10, 490]);
  const [product] = card.products;
  const other = { ...card, products: [{ ...product!, priceRule: { ...product!.priceRule, step: 1 } }] };
  expect(memoryCard.fault(other, 5)).toBe('its card says of "Hi-Lo" another price rule than its market has');
  expect(memoryCard.fault(card, 6)).toContain('other features');
});

test('by name it is what the settings say, as JSON what the file says', () => {
  const named = namedMarket('memory', settingsFrom({ memoryPriceStep: 1, memoryGain: 50 }));
  expect(named).toMatchObject({
    kind: 'memory',
    products: [{ parameters: { priceStep: 1, gain: 50, loss: 300 } }],
  });
  const text = JSON.stringify({ kind: 'memory', name: 'Fine', priceStep: 1, gamma: 0.9 });
  expect(marketOfFile(text, 'fine.json', defaultSettings)).toEqual({
    kind: 'memory',
    products: [{ name: 'Fine', parameters: { ...hiLo, priceStep: 1 } }],
  });
  const bad = (value: object) => () =>
    marketOfFile(JSON.stringify({ kind: 'memory', ...value }), 'fine.json', defaultSettings);
  expect(bad({ loss: -1 })).toThrow('fine.json, field "loss"');
  expect(bad({ los: 1 })).toThrow('fine.json, the market');
  expect(bad({ priceStep: 500 })).toThrow('fine.json: expected a price step of at most 480');
});

test('the objective of a run decides what is paid', () => {
  const paid = (objective: 'auto' | 'profit' | 'revenue' | 'weights') => {
    const { products } = marketSetupFor(
      settingsFrom({ market: 'memory', memoryProfitWeight: 0.5, objective }),
      [],
    );
    const { profitWeight, revenueWeight } = (products[0] as { parameters: typeof hiLo }).parameters;
    return [profitWeight, revenueWeight];
  };
  expect((['auto', 'profit', 'revenue', 'weights'] as const).map(paid)).toEqual([
    [0.5, 0],
    [1, 0],
    [0, 1],
    [0.5, 0],
  ]);
});
