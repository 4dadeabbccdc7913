import { expect, test } from 'vitest';

import type { DemandSummary } from '../demand/demand-summary.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { priceLists } from './price-lists.ts';
import { suggestPrices } from './suggest-price.ts';

const names = ['Green', 'Black', 'White'];

/** Elasticity -2 or so, and half a percent more of it for a percent that the two others get dearer. */
function tiedProduct(id: string, i: number): HistoryProduct {
  const price = Array.from({ length: 60 }, (_, t) => 10 + ((t + i) % 5));
  const history = historyFixture({
    id,
    category: 'Tea',
    price,
    units: price.map((today) => Math.round(40 * (today / 12) ** -2)),
    unitCost: 7 + i,
  });
  const summary = summarizeProductDemand(history);
  const shares = Object.fromEntries(names.filter((name) => name !== id).map((name) => [name, 0.5]));
  const demand: DemandSummary = {
    ...summary,
    marketElasticity: -2,
    marketElasticityError: 0.15,
    found: {
      ...summary.found!,
      category: { coefficient: 0.5, standardError: 0.1, isTold: true, shares },
    },
  };
  return { history, demand, elasticity: -2 };
}

const products = names.map(tiedProduct);
const setup = {
  kind: 'history',
  products,
  parameters: {
    objective: 'weightedParts',
    salesWeight: 0.4,
    priceWeight: 0.3,
    organicConversionWeight: 0.15,
    adConversionWeight: 0.15,
    explorationBonus: 0.3,
    salesDropPenalty: 0.5,
    episodeSteps: 30,
    carryAlongDemandCurve: true,
  },
} as const;

test.each([
  { lean: null, isQuick: false },
  { lean: { towards: 'revenue', weight: 0.5 }, isQuick: false },
  { lean: { towards: 'units', weight: 0.8 }, isQuick: true },
] as const)('priceLists: prices and what a day brings are those of suggestPrices, %o', (choices) => {
  const listOf = priceLists(null, setup, [], defaultGuardrails, { level: 0.6 });
  listOf({ lean: { towards: 'revenue', weight: 1 } }); // a list before leaves nothing behind
  const list = listOf(choices);
  const suggestions = suggestPrices(null, setup, [], defaultGuardrails, { level: 0.6, ...choices });
  expect(list.some(({ price, currentPrice }) => price !== currentPrice)).toBe(true);
  expect(list.map(({ productId, price }) => [productId, price])).toEqual(
    suggestions.map(({ productId, price }) => [productId, price]),
  );
  list.forEach(({ expectedAtCurrent, expectedAtSuggested }, i) => {
    const { expectedAtCurrent: now, expectedAtSuggested: then } = suggestions[i]!;
    expect(expectedAtCurrent.profit).toBeCloseTo(now.profit!, 9);
    expect(expectedAtSuggested!.units).toBeCloseTo(then!.units, 9);
    expect(expectedAtSuggested!.sales).toBeCloseTo(then!.sales, 9);
  });
});

test('priceLists: begun at the prices of a list like it, a quick one comes to the same prices', () => {
  const listOf = priceLists(null, setup, [], defaultGuardrails, { level: 0.6 });
  const pricesOf = (list: ReturnType<typeof listOf>) => list.map(({ price }) => price);
  const lean = { towards: 'revenue', weight: 0.5 } as const;
  const before = listOf({ lean: { ...lean, weight: 0.3 }, isQuick: true });
  const near = new Map(before.map(({ productId, price }) => [productId, price!]));
  const anew = listOf({ lean, isQuick: true });
  expect(pricesOf(anew)).not.toEqual(pricesOf(before));
  expect(pricesOf(listOf({ lean, isQuick: true, near }))).toEqual(pricesOf(anew));
});
