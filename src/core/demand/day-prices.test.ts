import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { clearlyMinds, followsDemand, isPricedDaily } from './day-prices.ts';
import { noGroundOf } from './evidence-of-fit.ts';
import { historyFixture } from './history-fixture.ts';
import { scatteredCount } from './simulated-product.ts';
import { summarizeDemand } from './summarize-demand.ts';
import { withTestEvidence } from './tested-demand.ts';

const elasticity = -2;

/** `follows`: log price on the log demand of its day; else chance moves it; `held`: days that a price holds. */
function products({ follows, held = 1, count = 8 }: { follows: number; held?: number; count?: number }) {
  return Array.from({ length: count }, (_, p) => {
    const random = new Random(900 + p);
    const shocks = random.fork('shocks');
    const whims = random.fork('whims');
    const counts = random.fork('units');
    const logs = Array.from({ length: 200 }, () => 0.3 * shocks.normal());
    let today = 20;
    const price = logs.map((log, t) => {
      if (t % held === 0)
        today = Number(
          (20 * Math.exp(follows * log + (follows > 0 ? 0.05 : 0.12) * whims.normal())).toFixed(2),
        );
      return today;
    });
    const units = price.map((charged, t) =>
      scatteredCount(counts, 40 * Math.exp(logs[t]!) * (charged / 20) ** elasticity, 1.5),
    );
    return historyFixture({ id: `P${p}`, price, units, unitCost: 9 });
  });
}

test('prices that follow the demand of their day: nothing is told of an elasticity, and no price rests on it', () => {
  const summaries = summarizeDemand(products({ follows: 0.4 }));
  expect(summaries).toHaveLength(8);
  for (const summary of summaries) {
    expect(summary.verdict).toBe('cannotTell');
    expect(summary.sentence).toMatch(/prices follow the demand of their day/);
    expect(summary.marketElasticity).toBe(-1.5);
    expect(noGroundOf(summary)).toBe('confounded');
  }
});

test('a product alone tells it as well', () => {
  const [summary] = summarizeDemand(products({ follows: 0.3, count: 1 }));
  expect(summary!.estimate!).toBeGreaterThan(elasticity + 1);
  expect(noGroundOf(summary!)).toBe('confounded');
});

test('prices that chance moves every day answer, and so do those of a few days', () => {
  for (const held of [1, 4]) {
    const summaries = summarizeDemand(products({ follows: 0, held }));
    expect(
      summaries.filter(({ verdict }) => verdict === 'answers' || verdict === 'leans').length,
    ).toBeGreaterThan(5);
    expect(summaries.map(noGroundOf)).toEqual(summaries.map(() => null));
  }
});

test('a price test lifts it', () => {
  const [summary] = summarizeDemand(products({ follows: 0.4 }));
  const evidence = { id: 'T1', elasticity: -2, standardError: 0.3, from: '2025-08-01', to: '2025-08-28' };
  const tested = withTestEvidence(summary!, [evidence]);
  expect(tested.verdict).toBe('answers');
  expect(tested.estimate).toBeCloseTo(-2, 6);
  expect(noGroundOf(tested)).toBeNull();
});

test('isPricedDaily: a price that moves on most of its days; a week is no day', () => {
  const moving = Array.from({ length: 60 }, (_, t) => 10 + (t % 5));
  expect(isPricedDaily(historyFixture({ price: moving, units: moving }))).toBe(true);
  const held = moving.map((_, t) => 10 + (Math.floor(t / 3) % 5));
  expect(isPricedDaily(historyFixture({ price: held, units: held }))).toBe(false);
  const days = moving.map((_, t) => 20_000 + 7 * t);
  expect(isPricedDaily(historyFixture({ price: moving, units: moving, days, daysPerRow: 7 }))).toBe(false);
});

test('followsDemand: only where all together are certain that revenue rises with the price', () => {
  const of = (value: number, standardError: number) => ({ value, standardError });
  expect(followsDemand([])).toBe(false);
  expect(followsDemand([of(-0.2, 0.2)])).toBe(true);
  expect(followsDemand([of(-0.2, 0.4)])).toBe(false);
  expect(followsDemand([of(-0.2, 0.4), of(-0.1, 0.3), of(0.3, 0.4)])).toBe(true);
  expect(followsDemand([of(-1.6, 0.1), of(-1.4, 0.2), of(1, 0.4)])).toBe(false);
  expect(clearlyMinds(of(-2, 0.2))).toBe(true);
  expect(clearlyMinds(of(-1.2, 0.2))).toBe(false);
});
