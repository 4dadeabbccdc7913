import { expect, test } from 'vitest';

import { historyFixture } from '../../core/demand/history-fixture.ts';
import { summarizeProductDemand } from '../../core/demand/summarize-demand.ts';
import { emptyExperimentForm, type ExperimentForm } from '../../store/slices/experiments-state.ts';
import { alternativeLabel, hopelessSentence } from './experiment-words.ts';
import { isHopeless, planAlternatives } from './plan-alternatives.ts';
import { plannedPower, proposePlan } from './plan-proposal.ts';

const prices = [9, 10, 11, 12];
const price = Array.from({ length: 140 }, (_, t) => prices[Math.floor(t / 5) % 4]!);
const thursday = 20412;

function ground(units: (price: number, t: number) => number) {
  const history = historyFixture({ price, units: price.map(units), unitCost: 6 });
  return { history, demand: summarizeProductDemand(history) };
}

const steady = ground((value, t) => Math.round(600 / value + ((t * 7) % 11) - 5));
const wild = ground((value, t) => Math.round((600 / value) * (((t * 37) % 19) / 9)));

function planned({ history, demand }: ReturnType<typeof ground>, changes: Partial<ExperimentForm>) {
  const form = { ...emptyExperimentForm, ...changes };
  return {
    form,
    plan: proposePlan(form, history, demand, thursday),
    alternatives: planAlternatives(form, history, demand, thursday),
  };
}

test('planAlternatives: none for a plan that finds its effect', () => {
  const { plan, alternatives } = planned(steady, {});
  expect(isHopeless(plan)).toBe(false);
  expect(alternatives).toEqual([]);
});

test('planAlternatives: a price too near to tell gives way to the nearest that tells, within half a year', () => {
  const { form, plan, alternatives } = planned(steady, { priceB: 12.03, fortnights: 4 });
  expect(isHopeless(plan)).toBe(true);
  const other = alternatives.find(({ changes }) => changes.priceB !== undefined)!;
  expect(Math.abs(other.changes.priceB! / 12 - 1)).toBeLessThanOrEqual(0.3);
  expect(other.plan.power!).toBeGreaterThanOrEqual(plannedPower - 0.005);
  expect(other.plan.design.fortnights).toBeLessThanOrEqual(13);
  expect(proposePlan({ ...form, ...other.changes }, steady.history, steady.demand, thursday)).toEqual(
    other.plan,
  );
  expect(alternativeLabel(other)).toMatch(/^Price B [\d.]+, \d+ weeks$/);
  expect(hopelessSentence(plan, alternatives)).toMatch(
    /^The demand fit expects a difference of [\d.]+ profit a day, .*Half a year or less is enough for:$/,
  );
});

test('planAlternatives: an effect on profit too small may still be one on units', () => {
  const { plan, alternatives } = planned(steady, { priceB: 13.2, effect: 0.2 });
  expect(plan.measure).toBe('profit');
  expect(isHopeless(plan)).toBe(true);
  const [units] = alternatives;
  expect(units!.changes).toEqual({ effect: null, fortnights: null, measure: 'units' });
  expect(alternativeLabel(units!)).toMatch(/^Units instead, \d+ weeks$/);
  expect(hopelessSentence(plan, alternatives)).toMatch(
    /^A difference of 0\.20 profit a day, [\d.]+ % of what price A brings, is small/,
  );
});

test('planAlternatives: where sales scatter too much, nothing is offered and the sentence says why', () => {
  const { plan, alternatives } = planned(wild, { priceB: 12.5 });
  expect(isHopeless(plan)).toBe(true);
  expect(alternatives).toEqual([]);
  expect(hopelessSentence(plan, alternatives)).toMatch(/No price within 30 %/);
});
