// The search of a calendar, with caution and without.

import { expect, test } from 'vitest';

import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { LastingSeason } from './lasting-season.ts';
import { PathWalker, bestPath } from './price-schedule.ts';
import { noMoves } from './recent-days.ts';

const days = 30;

/** In one world of two dearer is better, in the other cheaper. */
const season = new LastingSeason(
  {
    base: Float64Array.of(20, 20),
    elasticity: Float64Array.of(-1.2, -3.4),
    referencePrice: 10,
  },
  { memory: null, rival: null, evidence: { lowest: 5, highest: 20 }, bend: new Float64Array(2) },
  5,
  new Float64Array(days).fill(1),
);
const walker = new PathWalker(
  { currentPrice: 10, unitCost: 5, competitorPrice: null, ...noMoves },
  defaultGuardrails.all,
  days,
);

function shortfallOf(weight: number): number {
  const caution = { weight, heldPrices: [10] };
  const { path } = bestPath(season, 2, walker, 5, 20, caution)!;
  const value = season.path(path, new Float64Array(2));
  const held = season.constant(10, new Float64Array(2));
  return Math.max(0, held[0]! - value[0]!) + Math.max(0, held[1]! - value[1]!);
}

test('bestPath: the more a shortfall weighs the less there is of it', () => {
  const [bold, wary, shy] = [0, 1, 50].map(shortfallOf);
  expect(bold).toBeGreaterThan(1);
  expect(wary!).toBeLessThan(bold!);
  expect(shy!).toBeLessThan(0.05);
});

test('bestPath: caution of weight 0 is none', () => {
  expect(bestPath(season, 2, walker, 5, 20, { weight: 0, heldPrices: [10] })!.aimed).toEqual(
    bestPath(season, 2, walker, 5, 20)!.aimed,
  );
});
