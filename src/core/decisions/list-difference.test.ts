import { expect, test } from 'vitest';

import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { listDifferenceSteps, type ChargedPrices, type ListDifference } from './list-difference.ts';
import { suggestPrices } from './suggest-price.ts';
import { tiedNames as names, tiedSetup as setup } from './tied-products-fixture.ts';

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
