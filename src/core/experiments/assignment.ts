// Which day gets which price: a switchback test of two prices for one product.
//
// A shop charges every customer of a day the same price, so the day (or the week) is what can be assigned. Each block
// is a pair: the same weekday of two neighbouring weeks, or two neighbouring weeks; a coin decides which of the two
// gets price B. The weekday is the same within a pair and a season hardly moves in a week, so neither can pass for an
// effect of price. With a third price the block has three weeks and the order of the three is drawn. Where several shops take part each has coins of its own.
//
// Source: Bojinov, Simchi-Levi and Zhao, "Design and Analysis of Switchback Experiments", Management Science 69(7),
// 2023; Imbens and Rubin, "Causal Inference", chapter 10 (pairwise randomised experiments).

import { Random } from '../random.ts';
import { isoDate } from '../table/day-numbers.ts';

export const arms = ['A', 'B', 'C'] as const;
export type Arm = (typeof arms)[number];

export interface TestDesign {
  readonly productId: string;
  readonly productName: string;
  /** Currency a unit; A is the price as it is. */
  readonly priceA: number;
  readonly priceB: number;
  /** A third price, where two cannot tell; absent: none. Blocks are then of three weeks. */
  readonly priceC?: number;
  /** Days since 1970-01-01. */
  readonly firstDay: number;
  /** Pairs of weeks; with three prices, threes of weeks. */
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
      const order = drawnOrder(design, coins);
      for (const [week, arm] of order.entries()) {
        const price = priceOf(design, arm);
        const begin = design.firstDay + 7 * order.length * fortnight + 7 * week + k * design.holdDays;
        for (let d = 0; d < design.holdDays; d++) days.push({ day: begin + d, shop, pair, arm, price });
      }
    }
  return days;
}

/** The prices of a block in the order in which its weeks have them. */
function drawnOrder({ priceC }: TestDesign, coins: Random): readonly Arm[] {
  if (priceC === undefined) return coins.uniform() < 0.5 ? ['A', 'B'] : ['B', 'A'];
  const order: Arm[] = [...arms];
  for (let last = order.length - 1; last > 0; last--) {
    const other = coins.integer(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

function priceOf({ priceA, priceB, priceC }: TestDesign, arm: Arm): number {
  return arm === 'A' ? priceA : arm === 'B' ? priceB : (priceC ?? NaN);
}

/** Prices that are compared with price A. */
export function comparisonsOf({ priceC }: Pick<TestDesign, 'priceC'>): number {
  return priceC === undefined ? 1 : 2;
}

/** Weeks of a block. */
export function blockWeeks(design: Pick<TestDesign, 'priceC'>): number {
  return comparisonsOf(design) + 1;
}

/** Weeks from the first day of a test to its last: two a fortnight, three where three prices are compared. */
export function testWeeks(design: Pick<TestDesign, 'priceC' | 'fortnights'>): number {
  return blockWeeks(design) * design.fortnights;
}

/** Why a design cannot be carried out, in a sentence; null where it can. */
export function designProblem(design: TestDesign): string | null {
  const { priceA, priceB, priceC, fortnights, holdDays, shops } = design;
  if (!(priceA > 0) || !(priceB > 0) || (priceC !== undefined && !(priceC > 0)))
    return 'All prices must be above 0.';
  if (Math.round(priceA * 100) === Math.round(priceB * 100))
    return 'Price A and price B are the same: there is nothing to compare.';
  if (
    priceC !== undefined &&
    [priceA, priceB].some((price) => Math.round(price * 100) === Math.round(priceC * 100))
  )
    return 'Price C is one of the other two: there is nothing to compare.';
  if (!Number.isInteger(fortnights) || fortnights < 1) return 'A test takes at least two weeks.';
  if (new Set(shops).size < shops.length) return 'Two shops have the same name.';
  const pairs = (7 / holdDays) * fortnights * Math.max(1, shops.length);
  if (pairs < fewestPairs)
    return `${pairs} pairs cannot show an effect at the 5 % level: at least ${fewestPairs} are needed. Make the test longer, or switch day by day.`;
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
