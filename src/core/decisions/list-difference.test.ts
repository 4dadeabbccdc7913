import { expect, test } from 'vitest';

import type { DemandSummary } from '../demand/demand-summary.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { listDifferenceSteps, type ChargedPrices, type ListDifference } from './list-difference.ts';
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

function differences(base: ChargedPrices, ...others: ChargedPrices[]): readonly ListDifference[] {
  const steps = listDifferenceSteps(setup, [], base, others, { objective: 'profit' });
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
    expect(next.value).toBeGreaterThan(0);
  }
}

const none: ChargedPrices = new Map();
const at = (...prices: number[]): ChargedPrices => new Map(names.map((id, i) => [id, { price: prices[i]! }]));

test('listDifference: a recommended list earns over today what its products gain together', () => {
  const suggestions = suggestPrices(null, setup, [], defaultGuardrails, { objective: 'profit' });
  const { joint } = suggestions[0]!.recommendation;
  expect(joint!.changed).toBeGreaterThan(0);
  const list = new Map(suggestions.map(({ productId, price }) => [productId, { price }]));
  const [found] = differences(none, list);
  expect(found!.objective).toBe('profit');
  expect(found!.products).toBe(joint!.changed);
  expect(found!.perDay.value).toBeCloseTo(joint!.gainPerDay.value, 9);
  expect(found!.perDay.interval[0]).toBeCloseTo(joint!.gainPerDay.interval[0], 9);
  expect(found!.perDay.interval[1]).toBeCloseTo(joint!.gainPerDay.interval[1], 9);
  expect(found!.probability).toBe(joint!.probability);
});

test('listDifference: paired, so two lists close to each other are told apart far better than by their own intervals', () => {
  const [careful, bold] = [at(12, 12.5, 13), at(12.1, 12.6, 13.1)];
  const width = ({ perDay: { interval } }: ListDifference) => interval[1] - interval[0];
  const [between] = differences(careful, bold);
  const alone = differences(none, careful, bold);
  expect(between!.perDay.value).toBeCloseTo(alone[1]!.perDay.value - alone[0]!.perDay.value, 9);
  expect(width(between!)).toBeLessThan(0.25 * Math.min(...alone.map(width)));
  const [turned] = differences(bold, careful);
  expect(turned!.perDay.value).toBeCloseTo(-between!.perDay.value, 9);
  expect(turned!.probability).toBeCloseTo(1 - between!.probability, 9);
});

test('listDifference: the same prices are worth the same; a calendar is valued day by day', () => {
  const [same] = differences(at(12, 12, 12), at(12, 12, 12));
  expect(same).toMatchObject({ products: 0, perDay: { value: 0, interval: [0, 0] }, probability: 0 });
  const calendar = (first: number, later: number): ChargedPrices =>
    new Map([
      [
        names[0]!,
        {
          price: first,
          calendar: [
            { day: 0, price: first },
            { day: 15, price: later },
          ],
        },
      ],
    ]);
  const [held] = differences(none, new Map([[names[0]!, { price: 13 }]]));
  const [moving] = differences(none, calendar(13, 9));
  expect(moving!.products).toBe(1);
  // These seasons do not look at the order of prices: a calendar counts as its mean price.
  expect(moving!.perDay.value).not.toBeCloseTo(held!.perDay.value, 2);
});
