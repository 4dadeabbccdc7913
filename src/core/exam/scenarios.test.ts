import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { readTable } from '../table/read-table.ts';
import { scenarios } from './scenarios.ts';
import { allowedPrices, type ExamShop } from './shop.ts';

const made = new Map<string, ExamShop>();
function shopOf(name: string): ExamShop {
  const scenario = scenarios.find((one) => one.name === name)!;
  const shop = made.get(name) ?? scenario.make(new Random(5));
  made.set(name, shop);
  return shop;
}

/** Where demand has another shape than a constant elasticity it is another one at today's price than at the list price. */
const shapes = ['linear demand', 'semi-log demand', 'logit demand', 'kinked demand', 'two kinds of buyers'];

function elasticitiesOf(name: string) {
  return shapes.includes(name) ? { weakest: -0.5, strongest: -7 } : { weakest: -1.2, strongest: -3.5 };
}

function read({ fileName, csv }: ExamShop) {
  return readTable(memorySource(fileName, new TextEncoder().encode(csv)), {}).then((table) =>
    buildDataset(table, {}),
  );
}

describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (name, scenario) => {
  test('what is attainable is never below present profit, nor below the best held price', () => {
    const { products, profitOf, best, bestHeld, affectedBy } = shopOf(name);
    const current = products.map(({ currentPrice }) => currentPrice);
    let [present, held, attainable] = [0, 0, 0];
    products.forEach((product, i) => {
      const kept = profitOf(i, current);
      expect(kept).toBeGreaterThan(0);
      present += kept;
      held += bestHeld[i]!;
      attainable += best[i]!;
      if (affectedBy(i).length === 1) {
        expect(bestHeld[i]!).toBeGreaterThanOrEqual(kept - 1e-9);
        expect(best[i]!).toBeGreaterThanOrEqual(bestHeld[i]! - 1e-9);
      }
      const { weakest, strongest } = elasticitiesOf(name);
      expect(product.elasticity).toBeLessThanOrEqual(weakest);
      expect(product.elasticity).toBeGreaterThanOrEqual(strongest);
    });
    expect(held).toBeGreaterThanOrEqual(present);
    expect(attainable).toBeGreaterThanOrEqual(held);
    // There is something to win in every scenario, and nothing absurd.
    expect(attainable / present).toBeGreaterThan(1.02);
    expect(attainable / present).toBeLessThan(2);
    // Where prices over time matter a schedule earns more than any held price.
    if (scenario.isDynamic) expect(attainable / held).toBeGreaterThan(1.02);
    else expect(attainable).toBe(held);
  });

  test('no held price within the guardrails earns more than the best one', () => {
    const { products, profitOf, bestHeld, affectedBy } = shopOf(name);
    const prices = Float64Array.from(products, ({ currentPrice }) => currentPrice);
    [0, 7, 19].forEach((i) => {
      if (affectedBy(i).length > 1) return;
      const { currentPrice, unitCost } = products[i]!;
      const { low, high } = allowedPrices(currentPrice, unitCost);
      for (let k = 0; k <= 10; k++) {
        prices[i] = low + ((high - low) * k) / 10;
        expect(profitOf(i, prices)).toBeLessThanOrEqual(bestHeld[i]! * (1 + 1e-6));
      }
      prices[i] = currentPrice;
    });
  });

  test('a price held day by day earns what the same price held earns', () => {
    const { products, profitOf, played } = shopOf(name);
    const prices = Float64Array.from(products, ({ currentPrice }) => currentPrice);
    prices[3] = products[3]!.currentPrice * 1.08;
    expect(played(3, () => prices[3]!)).toBeCloseTo(profitOf(3, prices), 6);
  });

  test('its file is read: every product with its present price, the same for the same seed', async () => {
    const shop = shopOf(name);
    expect(shop.csv.length).toBeGreaterThan(100_000);
    const { histories } = await read(shop);
    const ids = new Set(histories.map(({ product }) => product.key ?? product.id));
    expect([...ids].sort()).toEqual([...new Set(shop.products.map(({ id }) => id))].sort());
    for (const { unitCost } of histories) expect(unitCost).toBeGreaterThan(0);
  });
});

test('scenarios: the same seed makes the same shop, another one another', () => {
  const clean = scenarios[0]!;
  expect(clean.make(new Random(5)).csv).toBe(shopOf('clean').csv);
  expect(clean.make(new Random(6)).csv).not.toBe(shopOf('clean').csv);
});

test('substitutes: joint prices earn more than the best price of each product by itself', () => {
  const { products, profitOf, best } = shopOf('substitutes');
  const current = Float64Array.from(products, ({ currentPrice }) => currentPrice);
  const alone = products.map(({ currentPrice, unitCost }, i) => {
    const { low, high } = allowedPrices(currentPrice, unitCost);
    let found = currentPrice;
    for (let k = 0; k <= 60; k++) {
      const prices = Float64Array.from(current);
      prices[i] = low + ((high - low) * k) / 60;
      const better = Float64Array.from(current);
      better[i] = found;
      if (profitOf(i, prices) > profitOf(i, better)) found = prices[i]!;
    }
    return found;
  });
  const total = (prices: ArrayLike<number>) => products.reduce((sum, _, i) => sum + profitOf(i, prices), 0);
  const joint = best.reduce((sum, profit) => sum + profit, 0);
  const present = total(current);
  expect(total(alone)).toBeGreaterThan(present);
  expect((total(alone) - present) / (joint - present)).toBeLessThan(0.97);
});
