import { expect, test } from 'vitest';

import { historyFixture } from '../../core/demand/history-fixture.ts';
import { summarizeProductDemand } from '../../core/demand/summarize-demand.ts';
import { emptyExperimentForm } from '../../store/features/experiments-feature.ts';
import { alternativeLabel, hopelessSentence } from './experiment-words.ts';
import { isHopeless, planAlternatives } from '../../core/experiments/plan-alternatives.ts';
import { plannedPower, proposePlan, type PlanForm } from '../../core/experiments/plan-proposal.ts';

const prices = [9, 10, 11, 12];
const price = Array.from({ length: 140 }, (_, t) => prices[Math.floor(t / 5) % 4]!);
const thursday = 20412;

function ground(units: (price: number, t: number) => number, unitCost = 6) {
  const history = historyFixture({ price, units: price.map(units), unitCost });
  return { history, demand: summarizeProductDemand(history) };
}

const steady = ground((value, t) => Math.round(600 / value + ((t * 7) % 11) - 5));
// Never none at all: days without a sale would be an empty shelf, and say nothing of how wild demand is.
const wild = ground((value, t) => Math.max(1, Math.round((600 / value) * (((t * 37) % 19) / 9))));

function planned({ history, demand }: ReturnType<typeof ground>, changes: Partial<PlanForm>) {
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

test('planAlternatives: a length too short gives way to a longer one, and nothing else', () => {
  const { form, plan, alternatives } = planned(steady, { priceB: 12.6, fortnights: 2 });
  expect(isHopeless(plan)).toBe(true);
  expect(alternatives.map(({ changes }) => changes)).toEqual([{ fortnights: null }]);
  const [longer] = alternatives;
  expect(longer!.plan).toEqual(
    proposePlan({ ...form, fortnights: null }, steady.history, steady.demand, thursday),
  );
  expect(alternativeLabel(longer!)).toMatch(/^The same for \d+ weeks$/);
  expect(hopelessSentence(plan, alternatives)).toMatch(
    /^4 weeks are too few for a difference of [\d.]+ profit a day \([\d.]+ % of what price A brings\)\.$/,
  );
});

test('planAlternatives: a price too near to tell gives way to the nearest that tells, within half a year', () => {
  const { form, plan, alternatives } = planned(steady, { priceB: 12.03 });
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
    /^The demand fit expects a difference of [\d.]+ profit a day .*Half a year or less is enough for:$/,
  );
});

test('planAlternatives: an effect that the person asks for is not forgotten for another price', () => {
  const { plan, alternatives } = planned(steady, { priceB: 10, effect: 0.2 });
  expect(plan.measure).toBe('profit');
  expect(isHopeless(plan)).toBe(true);
  expect(alternatives.map(({ changes }) => changes)).toEqual([
    { measure: 'units', effect: null, fortnights: null },
  ]);
  expect(alternativeLabel(alternatives[0]!)).toMatch(/^Units instead, \d+ weeks$/);
  expect(hopelessSentence(plan, alternatives)).toMatch(/^It looks for a difference of 0\.20 profit a day/);
  const inUnits = planned(steady, { priceB: 10, effect: 0.02, measure: 'units' });
  expect(inUnits.alternatives).toEqual([]);
  expect(hopelessSentence(inUnits.plan, [])).toMatch(/Half a year is not enough for it\.$/);
});

test('planAlternatives: where no price tells, nothing is offered and the sentence says why', () => {
  const { plan, alternatives } = planned(wild, { priceB: 12.5 });
  expect(isHopeless(plan)).toBe(true);
  expect(alternatives).toEqual([]);
  expect(hopelessSentence(plan, alternatives)).toMatch(
    /No other price within 30 % of price A would show its difference within half a year either\.$/,
  );
});

test('hopelessSentence: no share where price A brings nothing', () => {
  const { plan } = planned(
    ground((value, t) => Math.round(600 / value + ((t * 7) % 11) - 5), 12),
    {
      priceB: 12.03,
      effect: 1,
      fortnights: 1,
    },
  );
  expect(hopelessSentence(plan, [])).toMatch(/a difference of 1\.00 profit a day: small/);
});
