import { expect, test } from 'vitest';

import { recommendationFixture } from '../../../core/decisions/recommendation-fixture.ts';
import type { Suggestion, TrailStep } from '../../../core/decisions/suggestion.ts';
import { cardCounts, cardNamed } from './price-cards.ts';

const step = (rule: TrailStep['rule'], before: number, after: number) => ({ rule, before, after });
const priced = (currentPrice: number, price: number | null, more: object = {}) =>
  ({
    currentPrice,
    price,
    unitCost: 1,
    trail: [],
    recommendation: recommendationFixture(),
    ...more,
  }) as unknown as Suggestion;

test('cardCounts: a product counts on every card it belongs to', () => {
  const loses = recommendationFixture({
    objective: 'revenue',
    isForced: true,
    gainPerDay: { value: -3, interval: [-5, -1] },
    candidates: [],
  });
  const counts = cardCounts([
    priced(10, 13, { recommendation: loses }), // up, over 20 %, earns less in revenue
    priced(10, 12), // up, exactly 20 %
    priced(10, 7.99, { unitCost: null }), // down, over 20 %, cost missing
    priced(10, 10),
    priced(10, null),
  ]);
  expect(counts).toEqual({
    up: 2,
    down: 1,
    earnsLess: 1,
    agentLoses: 4, // the fixture's agent
    large: 2,
    floor: 0,
    infeasible: 1,
    noCost: 1,
  });
});

test('cardNamed floor: the last rule that moved the price is a floor that raised it', () => {
  const { counts } = cardNamed('floor');
  const trail = [step('largestChange', 8, 8), step('marginFloor', 8, 9), step('ending', 9, 9.49)];
  expect(counts(priced(10, 9.49, { trail }))).toBe(true);
  expect(counts(priced(10, null, { trail }))).toBe(false);
  // The smallest price raised it, the largest price lowered it: one rule, two directions.
  expect(counts(priced(10, 9, { trail: [step('priceRange', 8, 9)] }))).toBe(true);
  expect(counts(priced(10, 9, { trail: [step('priceRange', 12, 9)] }))).toBe(false);
  // A later rule moved it away from the floor.
  const later = [step('marginFloor', 8, 9), step('competitorBand', 9, 9.5)];
  expect(counts(priced(10, 9.5, { trail: later }))).toBe(false);
});
