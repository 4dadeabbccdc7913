import { expect, test } from 'vitest';

import { DemandMarket } from './demand-market.ts';
import { myopicPriceActor } from './myopic-price.ts';
import { referenceMarket } from './reference-market.ts';
import type { DemandSetup } from './demand-setup.ts';

const setup: DemandSetup = {
  kind: 'demand',
  products: [
    {
      name: 'tea',
      parameters: {
        ...referenceMarket,
        elasticity: -2,
        demandNoise: 0,
        initialInventory: 1e6,
        maxDailyChange: 0.6,
        profitWeight: 1,
        unitsWeight: 0,
        inventoryWeight: 0,
      },
    },
  ],
};

test('myopicPriceActor: with ample stock and profit alone it charges cost * e / (e + 1), where profit is largest', () => {
  const market = new DemandMarket(setup, 1, 1, 'evaluation');
  const actor = myopicPriceActor(setup);
  // 10 * -2 / -1 = 20 = p0: stay there.
  for (let day = 0; day < 5; day++) expect(market.step(actor(market)).price[0]).toBeCloseTo(20, 6);
});

test('myopicPriceActor: with the last units at hand it asks what still sells them all', () => {
  const [{ name, parameters }] = setup.products as [(typeof setup.products)[0]];
  const scarce = { ...setup, products: [{ name, parameters: { ...parameters, initialInventory: 50 } }] };
  const market = new DemandMarket(scarce, 1, 1, 'evaluation');
  // 100 (p / 20)^-2 = 50 at p = 20 * sqrt(2) = 28.28; the grid has steps of 0.3.
  const price = market.step(myopicPriceActor(scarce)(market)).price[0]!;
  expect(Math.abs(price - 28.28)).toBeLessThan(0.31);
});

test('myopicPriceActor: what an agent is shown of the market changes no price', () => {
  const prices = (observation: 'scaled' | 'plain') => {
    const parameters = { ...referenceMarket, observation };
    const seen = { kind: 'demand' as const, products: [{ name: 'tea', parameters }] };
    const market = new DemandMarket(seen, 2, 1, 'evaluation');
    const actor = myopicPriceActor(seen);
    return Array.from({ length: 8 }, () => [...market.step(actor(market)).price]);
  };
  expect(prices('plain')).toEqual(prices('scaled'));
});
