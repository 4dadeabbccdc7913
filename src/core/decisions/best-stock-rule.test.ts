// A stock that is priced by what is left of it takes what the optimum takes, also where nobody knows how demand answers.

import { expect, test } from 'vitest';

import type { DemandMarketParameters } from '../market/demand/demand-parameters.ts';
import { optimum } from '../market/demand/demand-dynamic-program.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import { Random } from '../random.ts';
import { mean } from '../statistics/summary.ts';
import { bestStockRule, followRule } from './best-stock-rule.ts';
import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { PathWalker, bestPath } from './price-schedule.ts';
import { noMoves } from './recent-days.ts';
import { PlayedSeason } from './played-season.ts';
import { hasSupply } from './season.ts';
import { ruledPrice } from './stock-rule.ts';

const draws = 200;
/** Half of what 20 a day would ask for at today's price. */
const market: DemandMarketParameters = {
  ...referenceMarket,
  referencePrice: 10,
  unitCost: 5,
  elasticity: -2,
  baseDemand: 20,
  demandNoise: 0.3,
  initialInventory: 300,
  days: 30,
  maxDailyChange: 0.15,
  minMarkup: 1 / 0.95,
  maxPrice: 20,
  revenueWeight: 0,
  profitWeight: 1,
  unitsWeight: 0,
  inventoryWeight: 0,
};

function season(error: number): PlayedSeason {
  const random = new Random(7);
  const drawn = (mid: number) => Float64Array.from({ length: draws }, () => mid + error * random.normal());
  const base = drawn(0).map((log) => 20 * Math.exp(0.3 * log));
  return new PlayedSeason(market, { base, elasticity: drawn(-2), referencePrice: 10 }, 5);
}

const facts = { currentPrice: 10, unitCost: 5, competitorPrice: null, ...noMoves };
const walker = new PathWalker(facts, defaultGuardrails.all, 30);

test('bestStockRule: with the demand known within 2 % of the optimum', () => {
  const known = season(0);
  const rule = bestStockRule(known, draws, walker, 5, 20)!;
  const value = mean(followRule(known, rule, walker, new Float64Array(draws))!);
  const best = (optimum(market).optimalReturn * 10 * 20) / 30;
  expect(value / best).toBeGreaterThan(0.98);
  expect(value / best).toBeLessThan(1.02);
});

test('bestStockRule: with the demand in doubt it earns more than the best calendar', () => {
  const open = season(0.5);
  const rule = bestStockRule(open, draws, walker, 5, 20)!;
  expect(rule.exponent).toBeGreaterThan(0);
  const out = new Float64Array(draws);
  const calendar = mean(open.path(bestPath(open, draws, walker, 5, 20)!.path, out));
  expect(mean(followRule(open, rule, walker, out)!)).toBeGreaterThan(1.02 * calendar);
});

test('followRule: prices met once are those of every day asked anew, and none of an impossible one', () => {
  const open = season(0.5);
  const { stock, demandLeft } = open.supply!;
  const random = new Random(5);
  for (let k = 0; k < 20; k++) {
    const between = (low: number, high: number) => low + (high - low) * random.uniform();
    const [price, lowest, highest] = [between(6, 18), between(5, 10), between(10, 20)];
    const rule = { stock, demandLeft, price, lowest, highest, exponent: k % 4 === 0 ? 0 : between(0, 1) };
    let lowestAsked = Infinity;
    const anew = open.byStock((day, left, yesterday, changes) => {
      lowestAsked = Math.min(lowestAsked, ruledPrice({ ...rule, lowest: 0 }, day, left));
      return walker.next(ruledPrice(rule, day, left), yesterday, day, changes)!;
    }, new Float64Array(draws));
    const asked = { lowest: Infinity };
    expect(followRule(open, rule, walker, new Float64Array(draws), asked)).toEqual(anew);
    expect(asked.lowest).toBe(lowestAsked);
  }
  const impossible = new PathWalker(facts, { ...defaultGuardrails.all, minPrice: 15 }, 30);
  const rule = { stock, demandLeft, price: 10, lowest: 5, highest: 20, exponent: 0.5 };
  expect(followRule(open, rule, impossible, new Float64Array(draws))).toBeNull();
});

test('hasSupply: a stock that runs out, without a rival that moves too', () => {
  const of = (changes: Partial<DemandMarketParameters>) =>
    hasSupply(
      new PlayedSeason(
        { ...market, ...changes },
        { base: Float64Array.of(20), elasticity: Float64Array.of(-2), referencePrice: 10 },
        5,
      ),
    );
  expect([of({}), of({ initialInventory: null }), of({ rival: 'follower' })]).toEqual([true, false, false]);
});

test('expectedStock: no chance, and no mornings after the last unit', () => {
  const { left, prices } = season(0).expectedStock(() => 10);
  expect(left.slice(0, 2)).toEqual([300, expect.closeTo(300 - 20 * weekdayFactor(0), 6)]);
  expect(left.length).toBe(prices.length);
  expect(left.length).toBeLessThan(18); // 300 units at 20 a day
});

function weekdayFactor(day: number): number {
  const all = season(0).supply!.demandLeft;
  return (all[day]! - all[day + 1]!) * 30;
}
