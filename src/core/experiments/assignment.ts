// Which day gets which price: a switchback test of two prices for one product.
//
// A shop charges every customer of a day the same price, so the day (or the week) is what can be assigned. Each block
// is a pair: the same weekday of two neighbouring weeks, or two neighbouring weeks; a coin decides which of the two
// gets price B. The weekday is the same within a pair and a season hardly moves in a week, so neither can pass for an
// effect of price. Where several shops take part each has coins of its own.
//
// Source: Bojinov, Simchi-Levi and Zhao, "Design and Analysis of Switchback Experiments", Management Science 69(7),
// 2023; Imbens and Rubin, "Causal Inference", chapter 10 (pairwise randomised experiments).

import { Random } from '../random.ts';
import { isoDate } from '../table/calendar.ts';

export type Arm = 'A' | 'B';

export interface TestDesign {
  readonly productId: string;
  readonly productName: string;
  /** Currency a unit; A is the price as it is. */
  readonly priceA: number;
  readonly priceB: number;
  /** Days since 1970-01-01. */
  readonly firstDay: number;
  /** Pairs of weeks. */
  readonly fortnights: number;
  /** Days in a row at one price: single days notice more, whole weeks let customers settle. */
  readonly holdDays: 1 | 7;
  /** Shops or channels that are assigned apart; empty where the product is sold in one place. */
  readonly shops: readonly string[];
  readonly seed: number;
}

/** One day of the plan, of one shop. */
export interface AssignedDay {
  readonly day: number;
  /** Empty where the product is sold in one place. */
  readonly shop: string;
  /** Days of one pair share this; a name such as `1` or `North 3`. */
  readonly pair: string;
  readonly arm: Arm;
  readonly price: number;
}

/** The plan, day by day and shop by shop; the same for the same design and seed. */
export function assignDays(design: TestDesign): AssignedDay[] {
  const shops = design.shops.length > 0 ? design.shops : [''];
  return shops
    .flatMap((shop) => shopDays(design, shop))
    .sort((a, b) => a.day - b.day || shops.indexOf(a.shop) - shops.indexOf(b.shop));
}

function shopDays(design: TestDesign, shop: string): AssignedDay[] {
  const coins = new Random(design.seed).fork(`price test of ${design.productId} in ${shop}`);
  const days: AssignedDay[] = [];
  const pairsAFortnight = 7 / design.holdDays;
  for (let fortnight = 0; fortnight < design.fortnights; fortnight++)
    for (let k = 0; k < pairsAFortnight; k++) {
      const pair = `${shop} ${fortnight * pairsAFortnight + k + 1}`.trim();
      const firstArm: Arm = coins.uniform() < 0.5 ? 'A' : 'B';
      for (let week = 0; week < 2; week++) {
        const arm = week === 0 ? firstArm : firstArm === 'A' ? 'B' : 'A';
        const price = arm === 'A' ? design.priceA : design.priceB;
        const begin = design.firstDay + 14 * fortnight + 7 * week + k * design.holdDays;
        for (let d = 0; d < design.holdDays; d++) days.push({ day: begin + d, shop, pair, arm, price });
      }
    }
  return days;
}

/** Why a design cannot be carried out, in a sentence; null where it can. */
export function designProblem(design: TestDesign): string | null {
  const { priceA, priceB, fortnights, holdDays, shops } = design;
  if (!(priceA > 0) || !(priceB > 0)) return 'Both prices must be above 0.';
  if (Math.round(priceA * 100) === Math.round(priceB * 100))
    return 'Price A and price B are the same: there is nothing to compare.';
  if (!Number.isInteger(fortnights) || fortnights < 1) return 'A test takes at least two weeks.';
  if (new Set(shops).size < shops.length) return 'Two shops have the same name.';
  const pairs = (7 / holdDays) * fortnights * Math.max(1, shops.length);
  if (pairs < fewestPairs)
    return `${pairs} pairs cannot show any effect at 5 %: ${fewestPairs} are the fewest. Make the test longer, or switch day by day.`;
  return null;
}

/** With fewer pairs no outcome of the sign-flip test reaches 5 %: 2 / 2^5 = 6 %. */
export const fewestPairs = 6;

/** How far a test was planned before it began. */
export interface PlannedExtent {
  readonly pairs: number;
  /** Days since 1970-01-01. */
  readonly lastDay: number;
}

/** The pairs and the last day of a plan of at least one day. */
export function plannedExtent(days: readonly Pick<AssignedDay, 'day' | 'pair'>[]): PlannedExtent {
  return {
    pairs: new Set(days.map(({ pair }) => pair)).size,
    lastDay: days.reduce((last, { day }) => Math.max(last, day), -Infinity),
  };
}

/** `2026-11-23 to 2026-12-20` */
export function planSpan(plan: readonly AssignedDay[]): string {
  return `${isoDate(plan[0]!.day)} to ${isoDate(plan.at(-1)!.day)}`;
}
