import { expect, test } from 'vitest';

import { historyFixture } from '../../core/demand/history-fixture.ts';
import { summarizeProductDemand } from '../../core/demand/summarize-demand.ts';
import { emptyExperimentForm } from '../../store/features/experiments-feature.ts';
import { planSentence } from './experiment-words.ts';
import { nextMonday, powerRows, proposePlan } from '../../core/experiments/plan-proposal.ts';

const prices = [9, 10, 11, 12];
const price = Array.from({ length: 140 }, (_, t) => prices[Math.floor(t / 5) % 4]!);
const units = price.map((value, t) => Math.round(600 / value + ((t * 7) % 11) - 5));
const history = historyFixture({ price, units, unitCost: 6 });
const demand = summarizeProductDemand(history);
const thursday = 20412; // 2025-11-20

test('nextMonday: the first Monday after a day, never the day itself', () => {
  expect(nextMonday(thursday)).toBe(20416);
  expect(nextMonday(20416)).toBe(20423);
});

test('proposePlan: an empty form gives a plan of its own, as long as the planned power needs', () => {
  const plan = proposePlan(emptyExperimentForm, history, demand, thursday);
  expect(plan).toMatchObject({ measure: 'profit', problem: null, unitCost: 6 });
  expect(plan.design).toMatchObject({ priceA: price.at(-1), firstDay: 20416, shops: [] });
  expect(plan.design.fortnights).toBe(Math.max(1, plan.neededFortnights!));
  expect(plan.power).toBeGreaterThan(0.75);
  expect(planSentence(plan)).toMatch(
    /weeks?, the chance of detecting a difference of [\d.,]+ profit a day is \d+ %/,
  );
});

test('proposePlan: a shorter test says what it would take and what it can show', () => {
  const plan = proposePlan({ ...emptyExperimentForm, fortnights: 1, effect: 0.1 }, history, demand, thursday);
  expect(plan.power!).toBeLessThan(0.5);
  expect(planSentence(plan)).toMatch(
    /80 % would take more than two years\. At 80 % this length detects [\d.]+ or more\./,
  );
});

test('proposePlan: what the form says stands, and what cannot work is a sentence', () => {
  const form = {
    ...emptyExperimentForm,
    priceB: 13,
    shops: ' North, South ,',
    firstDay: '2026-01-05',
    holdDays: 7 as const,
  };
  const plan = proposePlan({ ...form, fortnights: 3 }, history, demand, thursday);
  expect(plan.design).toMatchObject({ priceB: 13, shops: ['North', 'South'], firstDay: 20458 });
  expect(plan.pairs).toBe(6); // three pairs of weeks in each of two shops
  expect(plan.problem).toBeNull();
  expect(proposePlan({ ...form, firstDay: '' }, history, demand, thursday).problem).toBe(
    'The first day must be a date.',
  );
  expect(proposePlan({ ...form, priceB: price.at(-1)! }, history, demand, thursday).problem).toMatch(
    /the same/,
  );
});

test('proposePlan: without a cost a test is measured in revenue', () => {
  const plan = proposePlan(emptyExperimentForm, { ...history, unitCost: null }, demand, thursday);
  expect(plan.measure).toBe('revenue');
  const asked = { ...emptyExperimentForm, measure: 'profit' as const };
  const refused = proposePlan(asked, { ...history, unitCost: null }, demand, thursday);
  expect(planSentence(refused)).toMatch(/no cost and no profit/);
  expect(powerRows(refused)).toEqual([]);
});

test('powerRows: power grows with the length', () => {
  const rows = powerRows(proposePlan(emptyExperimentForm, history, demand, thursday));
  expect(rows[0]!.weeks).toBe(2);
  rows.slice(1).forEach((row, i) => expect(row.power).toBeGreaterThanOrEqual(rows[i]!.power));
});

test('proposePlan: of a price that Prices has weighed it expects what stands there, of others what the fit says', () => {
  const priceA = price.at(-1)!;
  const valued = [{ priceA, priceB: 11.5, measure: 'profit', gainPerDay: 1.25 }] as const;
  const planned = (changes: Partial<typeof emptyExperimentForm>) =>
    proposePlan({ ...emptyExperimentForm, ...changes }, history, demand, thursday, valued);
  expect(planned({ priceB: 11.5 }).expectedEffect).toBeCloseTo(1.25, 9);
  expect(planned({ priceB: 11.5 }).effect).toBeCloseTo(1.25, 9);
  for (const other of [
    { priceB: 11.6 },
    { priceB: 11.5, measure: 'units' },
    { priceA: 9, priceB: 11.5 },
  ] as const)
    expect(planned(other)).toEqual(
      proposePlan({ ...emptyExperimentForm, ...other }, history, demand, thursday),
    );
});
