import { expect, test } from 'vitest';

import type { RunProduct } from '../market/run-product.ts';
import { payingFor, type DemandSetup } from '../market/demand/demand-setup.ts';
import type { HistorySetup } from '../market/history/history-setup.ts';
import { historyFixture, type HistoryFixture } from '../demand/history-fixture.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import { marketSetupFor } from './market-setup.ts';
import { objectiveFor, profitIsAssumed } from './reward-objective.ts';
import { settingsFrom } from './run-settings.ts';

function product(changes: Partial<HistoryFixture> = {}): RunProduct {
  const tried = [10, 12, 14];
  const history = historyFixture({
    price: Array.from({ length: 30 }, (_, t) => tried[t % 3]!),
    units: Array.from({ length: 30 }, (_, t) => 40 - tried[t % 3]!),
    unitCost: 6,
    ...changes,
  });
  return { history, demand: summarizeProductDemand(history) };
}
const tea = product({ id: 'Tea' });
const mug = product({ id: 'Mug', unitCost: null });
const demandOf = (settings: Record<string, unknown>, products: readonly RunProduct[]) => {
  const setup = marketSetupFor(settingsFrom({ market: 'demand', ...settings }), products);
  expect(setup.kind).toBe('demand');
  const { parameters } = (setup as DemandSetup).products[0]!;
  const { revenueWeight, profitWeight, unitsWeight, inventoryWeight } = parameters;
  return [revenueWeight, profitWeight, unitsWeight, inventoryWeight];
};

test('objectiveFor: by the file that is profit where at least half of the costs are known, else revenue, and it says why', () => {
  const settings = settingsFrom({ market: 'demand' });
  expect(objectiveFor(settings, [tea])).toEqual({
    objective: 'profit',
    sentence: 'The goal is profit: its cost is known.',
  });
  expect(objectiveFor(settings, [tea, tea]).sentence).toContain('the costs of all products are known');
  expect(objectiveFor(settings, [tea, mug, tea])).toEqual({
    objective: 'profit',
    sentence:
      'The goal is profit: the file has no cost for 1 of 3 products ("Mug" is one of them), so the assumed cost decides for it.',
  });
  expect(objectiveFor(settings, [tea, mug, mug])).toEqual({
    objective: 'revenue',
    sentence:
      'The goal is revenue: the file has no cost for 2 of 3 products ("Mug" is one of them). With a cost column it could be profit.',
  });
  expect(objectiveFor({ ...settings, objective: 'profit' }, [mug]).sentence).toBe(
    'The goal is profit: the file has no cost for "Mug", so the assumed cost decides.',
  );
});

test('profitIsAssumed: where less than half of the costs are known, and never without a file', () => {
  const settings = settingsFrom({ market: 'demand' });
  expect(profitIsAssumed(settings, [tea, mug])).toBe(false);
  expect(profitIsAssumed(settings, [tea, mug, mug])).toBe(true);
  expect(profitIsAssumed(settings, [])).toBe(false);
  expect(profitIsAssumed({ ...settings, demandSource: 'preset' }, [mug])).toBe(false);
});

test('objectiveFor: a history market replays a profit column, a demand market needs the cost', () => {
  const { history, demand } = mug;
  const withProfit = { demand, history: { ...history, has: { ...history.has, profit: true } } };
  const of = (market: 'history' | 'demand') => objectiveFor(settingsFrom({ market }), [withProfit]).objective;
  expect([of('history'), of('demand')]).toEqual(['profit', 'revenue']);
});

test('marketSetupFor: the objective is what a demand market pays for, and own weights stay as they are', () => {
  expect(demandOf({}, [tea])).toEqual([0, 1, 0, 0]);
  expect(demandOf({}, [mug])).toEqual([1, 0, 0, 0]);
  expect(demandOf({ objective: 'revenue' }, [tea])).toEqual([1, 0, 0, 0]);
  expect(demandOf({ objective: 'weights', unitsWeight: 0.7 }, [tea])).toEqual([0, 0.4, 0.7, 0.3]);
});

test('marketSetupFor: the preset market pays its published reward unless another objective is chosen', () => {
  expect(demandOf({ demandSource: 'preset' }, [])).toEqual([0, 0.4, 0.3, 0.3]);
  expect(demandOf({ demandSource: 'preset', objective: 'profit' }, [])).toEqual([0, 1, 0, 0]);
  expect(payingFor('weights', referenceMarket)).toBe(referenceMarket);
});

test('marketSetupFor: a history market pays for the objective as well', () => {
  const of = (settings: Record<string, unknown>, products: readonly RunProduct[]) => {
    const setup = marketSetupFor(settingsFrom({ market: 'history', ...settings }), products);
    return (setup as HistorySetup).parameters.objective;
  };
  expect(of({}, [tea])).toBe('profitPerDay');
  expect(of({}, [tea, mug, mug])).toBe('revenuePerDay');
  expect(of({ objective: 'weights' }, [tea])).toBe('weightedParts');
});

test('marketSetupFor: what the guardrails allow caps the daily change of a market from a file', () => {
  const change = (settings: Record<string, unknown>, largest?: number) => {
    const setup = marketSetupFor(settingsFrom({ market: 'demand', ...settings }), [tea], largest);
    return (setup as DemandSetup).products[0]!.parameters.maxDailyChange;
  };
  expect([change({}), change({}, 0.15), change({ maxDailyChange: 0.1 }, 0.15)]).toEqual([0.5, 0.15, 0.1]);
  expect(change({ demandSource: 'preset' }, 0.15)).toBe(0.5);
});
