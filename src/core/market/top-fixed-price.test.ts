import { expect, test } from 'vitest';

import type { DemandMarketParameters } from './demand/demand-parameters.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import type { DemandSetup } from './demand/demand-setup.ts';
import type { HistorySetup } from './history/history-setup.ts';
import { referenceMarket } from './demand/reference-market.ts';
import { rewardAuditSteps } from './reward-audit.ts';
import { topFixedPriceSteps } from './top-fixed-price.ts';

function demand(changes: Partial<DemandMarketParameters> = {}): DemandSetup {
  return { kind: 'demand', products: [{ name: 'tea', parameters: { ...referenceMarket, ...changes } }] };
}

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

function result<T>(steps: Generator<number, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

test('topFixedPriceSteps: profit alone without noise, by hand', () => {
  // Elasticity -2 at cost 10: profit a day is largest at 2 * 10 = 20; the next tried prices lie 13 % away.
  const setup = demand({
    elasticity: -2,
    demandNoise: 0,
    initialInventory: 1e6,
    profitWeight: 1,
    unitsWeight: 0,
    inventoryWeight: 0,
  });
  expect(Math.abs(result(topFixedPriceSteps(setup)) / 20 - 1)).toBeLessThan(0.05);
});

test('topFixedPriceSteps: a history market, by hand', () => {
  // (40 - 2 p)(p - 6) is largest at p = 13. The prices tried lie 0.16 apart, and the past ones 1: those within 5 % of
  // the span are similar, so 13 is met by some of them.
  expect(result(topFixedPriceSteps(history('profitPerDay')))).toBeCloseTo(13, 0);
});

test.each(['profitPerDay', 'weightedParts'] as const)(
  'topFixedPriceSteps: the audit of a reward finds the same price (%s)',
  (objective) => {
    const { bestUnderReward } = result(rewardAuditSteps(history(objective)));
    expect(bestUnderReward.prices[0]).toBe(result(topFixedPriceSteps(history(objective))));
  },
);
