import { expect, test } from 'vitest';

import { historyFixture } from '../demand/history-fixture.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { marketSetupFor } from '../run/market-setup.ts';
import { defaultSettings } from '../run/settings.ts';
import type { MarketSetup } from './market.ts';
import { referenceMarket } from './demand/reference-market.ts';
import { rewardAuditProblem, rewardAuditSteps } from './reward-audit.ts';

function audit(setup: MarketSetup) {
  const steps = rewardAuditSteps(setup);
  let step = steps.next();
  let progress = 0;
  while (step.done !== true) {
    expect(step.value).toBeGreaterThanOrEqual(progress - 1e-9);
    progress = step.value;
    step = steps.next();
  }
  return step.value;
}

const reference: MarketSetup = { kind: 'demand', products: [{ name: 'tea', parameters: referenceMarket }] };

test('rewardAudit: the reference market gives up 18 % of the profit, as the golden rollouts do', () => {
  const { bestUnderReward, mostProfitable, profitGivenUp, by } = audit(reference);
  // golden/optimum.json: 25,806 under the preset's reward, 31,522 with profit alone; 1 - 25806 / 31522 = 18.1 %
  expect(by).toBe('dynamic programming');
  expect(bestUnderReward.profit / 25806.1).toBeCloseTo(1, 1);
  expect(Math.abs(bestUnderReward.profit / 25806.1 - 1)).toBeLessThan(0.02);
  expect(Math.abs(mostProfitable.profit / 31522 - 1)).toBeLessThan(0.02);
  expect(Math.abs(profitGivenUp! - 0.181)).toBeLessThan(0.02);
  // It dumps stock on day one.
  expect(bestUnderReward.stock[0]!).toBeLessThan(mostProfitable.stock[0]! - 100);
  expect(bestUnderReward.prices).toHaveLength(30);
});

test('rewardAudit: what an agent is shown of the market changes nothing', () => {
  const plain = { ...referenceMarket, observation: 'plain' as const };
  const { bestUnderReward, mostProfitable, profitGivenUp } = audit({
    kind: 'demand',
    products: [{ name: 'tea', parameters: plain }],
  });
  expect(bestUnderReward.profit).toBeCloseTo(25715, -1);
  expect(mostProfitable.profit).toBeCloseTo(31351, -1);
  expect(profitGivenUp).toBeCloseTo(0.18, 3);
  expect({ bestUnderReward, mostProfitable, profitGivenUp }).toMatchObject({
    bestUnderReward: audit(reference).bestUnderReward,
    mostProfitable: audit(reference).mostProfitable,
  });
});

test('rewardAudit: a reward of profit alone gives nothing up', () => {
  const parameters = { ...referenceMarket, profitWeight: 1, unitsWeight: 0, inventoryWeight: 0 };
  expect(audit({ kind: 'demand', products: [{ name: 'tea', parameters }] }).profitGivenUp).toBeCloseTo(0, 6);
});

const tried = [10, 12, 14, 16];
const history = historyFixture({
  price: Array.from({ length: 60 }, (_, t) => tried[t % 4]!),
  units: Array.from({ length: 60 }, (_, t) => Math.round(4000 / tried[t % 4]! ** 2) + ((t * 5) % 3)),
  unitCost: 6,
});
const demand = summarizeProductDemand(history);

test('rewardAudit: in a history market the two are constant prices, and paying for sales as such gives profit up', () => {
  const settings = {
    ...defaultSettings,
    market: 'history' as const,
    objective: 'weights' as const,
  };
  const found = audit(marketSetupFor(settings, [{ history, demand }]));
  expect(found.by).toBe('constant prices');
  // Sales fall with the price here (elasticity -2), so the reward, which pays for sales, asks for a lower one.
  expect(found.bestUnderReward.prices[0]!).toBeLessThan(found.mostProfitable.prices[0]!);
  expect(found.profitGivenUp!).toBeGreaterThan(0);
  expect(found.mostProfitable.profit).toBeGreaterThanOrEqual(found.bestUnderReward.profit);
});

test('rewardAudit: what cannot be audited says why', () => {
  const rival = { ...referenceMarket, rival: 'follower' as const, rivalPrice: 20 };
  expect(rewardAuditProblem({ kind: 'demand', products: [{ name: 'tea', parameters: rival }] })).toBe(
    'The optimum is not computed where the rival reacts to our price.',
  );
  expect(rewardAuditProblem(reference)).toBeNull();
});
