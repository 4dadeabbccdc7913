import { expect, test } from 'vitest';

import type { ProductBaselines } from '../known-baselines.ts';
import { optimum } from './demand-dynamic-program.ts';
import { portfolioProblem, portfolioBaselines } from './portfolio-baselines.ts';
import { referenceMarket } from './reference-market.ts';

function computed(
  products: Parameters<typeof portfolioBaselines>[0],
  known?: Map<string, ProductBaselines>,
): { readonly found: readonly ProductBaselines[]; readonly shares: readonly number[] } {
  const steps = portfolioBaselines(products, known);
  const shares: number[] = [];
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { found: step.value, shares };
    shares.push(step.value);
  }
}

const relative = (value: number, expected: number) => Math.abs(value / expected - 1);

test('portfolioBaselines: on their coarser grid within 0.5 % of the fine one', () => {
  // Ample and scarce stock, an uncertain elasticity and a low highest price: what calibrated products differ in.
  const products = [
    { parameters: { ...referenceMarket, maxPrice: 34 } },
    {
      parameters: {
        ...referenceMarket,
        maxPrice: 30,
        unitCost: 17,
        elasticity: -2.2,
        initialInventory: 2600,
      },
    },
    { parameters: { ...referenceMarket, maxPrice: 36, demandNoise: 0.35, elasticityError: 0.25 } },
  ];
  const { found, shares } = computed(products);
  found.forEach(({ keepPrice, bestFixedPrice, optimum: best }, i) => {
    const fine = optimum(products[i]!.parameters, {
      inventoryPoints: 401,
      pricePoints: 81,
      noiseNodes: 15,
      elasticityNodes: 5,
      fixedPricePoints: 60,
    });
    expect(relative(best, fine.optimalReturn)).toBeLessThan(0.005);
    expect(relative(keepPrice, fine.keepPrice.ret)).toBeLessThan(0.005);
    expect(relative(bestFixedPrice.ret, fine.bestFixedPrice.ret)).toBeLessThan(0.005);
  });
  expect(shares.length).toBeGreaterThan(30);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
});

test('portfolioBaselines: what was computed before is not computed again', () => {
  const oneDay = { ...referenceMarket, days: 1, maxPrice: 40 };
  const known = new Map<string, ProductBaselines>();
  const first = computed([{ parameters: oneDay }], known);
  expect(first.shares.length).toBeGreaterThan(0);
  const again = computed([{ parameters: { ...oneDay } }, { parameters: { ...oneDay, unitCost: 11 } }], known);
  expect(again.found[0]).toBe(first.found[0]);
  expect(Math.min(...again.shares)).toBeGreaterThanOrEqual(0.5);
  expect(known.size).toBe(2);
});

test('portfolioProblem: a rival that moves has no optimum', () => {
  const follower = { ...referenceMarket, rival: 'follower' as const };
  expect(portfolioProblem([{ parameters: referenceMarket }])).toBeNull();
  expect(portfolioProblem([{ parameters: referenceMarket }, { parameters: follower }])).toBe(
    'The optimum is not computed where the rival reacts to our price.',
  );
});
