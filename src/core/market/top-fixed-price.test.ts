import { expect, test } from 'vitest';

import { runToEnd } from '../run-to-end.ts';
import { teaMarket } from './demand/tea-market-fixture.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import type { HistorySetup } from './history/history-setup.ts';
import { rewardAuditSteps } from './reward-audit.ts';
import { topFixedPriceSteps } from './top-fixed-price.ts';

/** Each price sells what is left of 40 units at twice the price, at a cost of 6. */
function history(objective: 'profitPerDay' | 'weightedParts'): HistorySetup {
  const price = Array.from({ length: 70 }, (_, t) => 10 + (t % 5));
  return {
    kind: 'history',
    products: [
      {
        history: historyFixture({ price, units: price.map((each) => 40 - 2 * each), unitCost: 6 }),
        elasticity: -1,
      },
    ],
    parameters: {
      objective,
      salesWeight: 0.5,
      priceWeight: 0.5,
      organicConversionWeight: 0,
      adConversionWeight: 0,
      explorationBonus: 0.3,
      salesDropPenalty: 0.5,
      episodeSteps: 10,
      carryAlongDemandCurve: true,
    },
  };
}

test('topFixedPriceSteps: profit alone without noise, by hand', () => {
  // Elasticity -2 at cost 10: profit a day is largest at 2 * 10 = 20; the next tried prices lie 13 % away.
  const setup = teaMarket({
    elasticity: -2,
    demandNoise: 0,
    initialInventory: 1e6,
    profitWeight: 1,
    unitsWeight: 0,
    inventoryWeight: 0,
  });
  expect(Math.abs(runToEnd(topFixedPriceSteps(setup)) / 20 - 1)).toBeLessThan(0.05);
});

test('topFixedPriceSteps: a history market, by hand', () => {
  // (40 - 2 p)(p - 6) is largest at p = 13. The prices tried lie 0.16 apart, and the past ones 1: those within 5 % of
  // the span are similar, so 13 is met by some of them.
  expect(runToEnd(topFixedPriceSteps(history('profitPerDay')))).toBeCloseTo(13, 0);
});

test.each(['profitPerDay', 'weightedParts'] as const)(
  'topFixedPriceSteps: the audit of a reward finds the same price (%s)',
  (objective) => {
    const { bestUnderReward } = runToEnd(rewardAuditSteps(history(objective)));
    expect(bestUnderReward.prices[0]).toBe(runToEnd(topFixedPriceSteps(history(objective))));
  },
);
