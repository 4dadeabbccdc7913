// What the form proposes where the person has not said otherwise, and what follows from it: facts, length, power.

import type { DemandSummary } from '../demand/demand-summary.ts';
import { roundToCent } from '../market/price-from-action.ts';
import { dayFromCivil, weekdayOf } from '../table/day-numbers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { blockWeeks, comparisonsOf, designProblem, testWeeks, type TestDesign } from './assignment.ts';
import {
  pairsNeeded,
  powerOf,
  smallestEffect,
  testFacts,
  type TestFacts,
  type TestMeasure,
} from './test-size.ts';

/** What a person has said of a test; null where the lab's own proposal stands. */
export interface PlanForm {
  readonly priceA: number | null;
  readonly priceB: number | null;
  /** A third price, where two cannot tell; null or absent: none. */
  readonly priceC?: number | null;
  readonly measure: TestMeasure | null;
  /** Days that a price is held; null: days, or weeks where the file has no daily rows. */
  readonly holdDays: 1 | 7 | null;
  readonly fortnights: number | null;
  /** Smallest effect a day worth finding, in the measure's unit. */
  readonly effect: number | null;
  /** Shops, separated by commas. */
  readonly shops: string;
  /** ISO date. */
  readonly firstDay: string | null;
  readonly seed: number;
}

/** What Prices expects of a price over the coming season, so that a test of it expects no other figure. */
export interface ValuedPrice {
  readonly priceA: number;
  readonly priceB: number;
  readonly measure: TestMeasure;
  /** Of price B over price A, currency a day. */
  readonly gainPerDay: number;
}

/** The power that a test is planned for. */
export const plannedPower = 0.8;
/** A longer test is not proposed: a year and a half. */
const longestFortnights = 39;

export interface PlanProposal {
  readonly design: TestDesign;
  readonly measure: TestMeasure;
  readonly unitCost: number | null;
  /** What the past says, or why it cannot. */
  readonly facts: TestFacts | string;
  /** Smallest effect a day worth finding, positive; null without facts. */
  readonly effect: number | null;
  /** What price B is expected to bring a day, with its sign; null without facts. */
  readonly expectedEffect: number | null;
  /** Pairs of weeks that show `effect` with the planned power; null without facts. */
  readonly neededFortnights: number | null;
  readonly pairs: number;
  readonly power: number | null;
  readonly smallestEffect: number | null;
  /** What the test is expected to cost against the price of today, currency; null where unknown. */
  readonly expectedCost: number | null;
  /** Why the plan cannot be written, in a sentence; null where it can. */
  readonly problem: string | null;
}

/**
 * The plan that a form asks for, with what it leaves open filled in from the past and the fit, its power and its cost.
 *
 * `today` is in days since 1970-01-01. A price that is among `valued` brings what stands there. What cannot be planned is said in `problem`; nothing is thrown.
 */
export function proposePlan(
  form: PlanForm,
  history: ProductHistory,
  demand: DemandSummary,
  today: number,
  valued: readonly ValuedPrice[] = [],
): PlanProposal {
  const priceA = form.priceA ?? demand.referencePrice;
  const priceB = form.priceB ?? demand.experiment?.price ?? roundToCent(demand.referencePrice * 1.1);
  const measure = form.measure ?? (history.unitCost === null ? 'revenue' : 'profit');
  const holdDays = form.holdDays ?? (history.daysPerRow >= 2 ? 7 : 1);
  const priceC = form.priceC ?? undefined;
  const prices = priceC === undefined ? {} : { priceC };
  const comparisons = comparisonsOf(prices);
  const shops = form.shops
    .split(',')
    .map((shop) => shop.trim())
    .filter((shop) => shop !== '');
  const factsAt = (price: number) => {
    const facts = testFacts(history, demand, { priceA, priceB: price, holdDays, measure });
    const gain = valued.find((one) => isValueOf(one, priceA, price, measure))?.gainPerDay;
    return typeof facts === 'string' || gain === undefined ? facts : { ...facts, atB: facts.atA + gain };
  };
  const facts = factsAt(priceB);
  const known = typeof facts === 'string' ? null : facts;
  const expectedEffect = known && known.atB - known.atA;
  const effect = known && (form.effect ?? Math.abs(expectedEffect!));
  // Shops share the product's units: what splitting adds in pairs it takes from each pair's effect.
  const pairsAFortnight = 7 / holdDays;
  const needed =
    known && effect! > 0
      ? Math.ceil(pairsNeeded(effect!, known.pairDeviation, plannedPower, comparisons) / pairsAFortnight)
      : null;
  const fewest = Math.ceil(6 / (pairsAFortnight * Math.max(1, shops.length)));
  const fortnights = form.fortnights ?? Math.min(longestFortnights, Math.max(fewest, needed ?? 4));
  const design: TestDesign = {
    productId: history.product.id,
    productName: history.product.name,
    priceA,
    priceB,
    ...prices,
    firstDay: form.firstDay === null ? nextMonday(today) : dayOfIso(form.firstDay),
    fortnights,
    holdDays,
    shops,
    seed: form.seed,
  };
  const meanAt = ({ atA, atB }: TestFacts) => {
    const third = priceC === undefined ? null : factsAt(priceC);
    return third === null || typeof third === 'string' ? (atA + atB) / 2 : (atA + atB + third.atB) / 3;
  };
  const pairs = pairsAFortnight * fortnights;
  return {
    design,
    measure,
    unitCost: history.unitCost,
    facts,
    effect,
    expectedEffect,
    neededFortnights: needed,
    pairs: pairs * Math.max(1, shops.length),
    power: known && effect! > 0 ? powerOf(pairs, effect!, known.pairDeviation, comparisons) : null,
    smallestEffect: known && smallestEffect(pairs, known.pairDeviation, plannedPower, comparisons),
    expectedCost:
      known && measure !== 'units'
        ? Math.max(0, 7 * testWeeks(design) * (known.atReference - meanAt(known)))
        : null,
    problem: Number.isNaN(design.firstDay) ? 'The first day must be a date.' : designProblem(design),
  };
}

const halfCent = 0.005;

function isValueOf(of: ValuedPrice, priceA: number, priceB: number, measure: TestMeasure): boolean {
  const isSame = (one: number, other: number) => Math.abs(one - other) < halfCent;
  return of.measure === measure && isSame(of.priceA, priceA) && isSame(of.priceB, priceB);
}

export interface PowerRow {
  readonly weeks: number;
  /** 0 to 1. */
  readonly power: number;
}

/** The chance to find the effect by the length of the test; empty where it cannot be told. */
export function powerRows({ facts, effect, design, neededFortnights }: PlanProposal): PowerRow[] {
  if (typeof facts === 'string' || effect === null || !(effect > 0)) return [];
  const longest = Math.min(
    2 * longestFortnights,
    Math.max(6, 2 * Math.max(design.fortnights, Math.min(longestFortnights, neededFortnights ?? 0))),
  );
  const pairsAFortnight = 7 / design.holdDays;
  return Array.from({ length: longest }, (_, i) => ({
    weeks: blockWeeks(design) * (i + 1),
    power: powerOf(pairsAFortnight * (i + 1), effect, facts.pairDeviation, comparisonsOf(design)),
  }));
}

/** The first Monday after a day. */
export function nextMonday(day: number): number {
  return day + 7 - weekdayOf(day);
}

/** Days since 1970-01-01 of `2026-11-23`; NaN where it is no date. */
function dayOfIso(text: string): number {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return year === undefined ? NaN : dayFromCivil(Number(year), Number(month), Number(day));
}
