// Profit against revenue or units for a whole catalogue: the price lists between the one that brings most profit and the one
// that brings most of the other.
//
// A point of the frontier is a price list like any other: with level, rules and relations, of prices that gain in a mixture of both.
// Its totals are the best guess of the demand fit with what products of a category take from each other.

import type { Lean, Leaning } from './recommendation.ts';
import type { ListedPrice, PriceLists } from './price-lists.ts';

/** What all products bring a calendar day at one price list. */
export interface ListTotals {
  /** Currency, of the products whose cost is known; null where none is. */
  readonly profit: number | null;
  /** Currency. */
  readonly revenue: number;
  readonly units: number;
}

export type TotalName = keyof ListTotals;

export interface FrontierPoint {
  /** How far it leans to the other, 0 to 1. */
  readonly weight: number;
  /** In the order of the products; today's where the price stays. */
  readonly prices: readonly number[];
  readonly totals: ListTotals;
  /** Prices that change. */
  readonly changes: number;
}

export interface Frontier {
  readonly towards: Leaning;
  readonly today: ListTotals;
  /** By weight, 0 first. */
  readonly points: readonly FrontierPoint[];
}

/** At least this much a day. */
export interface Goal {
  readonly total: TotalName;
  readonly atLeast: number;
}

/** Weights of the frontier's points. */
const frontierWeights: readonly number[] = Array.from({ length: 21 }, (_, i) => i / 20);

/** So many products are searched on all draws for each of the price lists; more of them on fewer. */
const mostExact = 150;

/**
 * The price lists of a frontier, one a step, the one of most profit first.
 *
 * @param lists - prices everything for what a point asks, besides what stands anyway.
 * @param daysPerRow - of the histories of the suggested products, in their order; 1 where there is none.
 */
export function* frontierSteps(
  towards: Leaning,
  products: number,
  lists: PriceLists,
  daysPerRow: (index: number) => number,
): Generator<FrontierPoint, Frontier> {
  const points: FrontierPoint[] = [];
  let today: ListTotals | null = null;
  let near: ReadonlyMap<string, number> | undefined;
  for (const weight of frontierWeights) {
    const list = lists({
      isQuick: products > mostExact,
      lean: weight === 0 ? null : { towards, weight },
      ...(near ? { near } : {}),
    });
    near = new Map(list.map(({ productId, price, currentPrice }) => [productId, price ?? currentPrice]));
    const point = frontierPoint(weight, list, daysPerRow);
    today ??= listTotals(list, daysPerRow, 'current');
    points.push(point);
    yield point;
  }
  return { towards, today: today!, points };
}

/** `daysPerRow` is of the histories of the suggested products, in their order; 1 where there is none. */
function frontierPoint(
  weight: number,
  list: readonly ListedPrice[],
  daysPerRow: (index: number) => number,
): FrontierPoint {
  return {
    weight,
    prices: list.map(({ price, currentPrice }) => price ?? currentPrice),
    totals: listTotals(list, daysPerRow, 'suggested'),
    changes: list.filter(({ price, currentPrice }) => price !== null && price !== currentPrice).length,
  };
}

/** What the suggested prices, or today's, bring together. */
export function listTotals(
  list: readonly Pick<ListedPrice, 'expectedAtCurrent' | 'expectedAtSuggested'>[],
  daysPerRow: (index: number) => number,
  at: 'suggested' | 'current',
): ListTotals {
  let profit: number | null = null;
  let revenue = 0;
  let units = 0;
  list.forEach(({ expectedAtCurrent, expectedAtSuggested }, i) => {
    const day = at === 'current' ? expectedAtCurrent : (expectedAtSuggested ?? expectedAtCurrent);
    const days = Math.max(1, daysPerRow(i));
    if (day.profit !== null) profit = (profit ?? 0) + day.profit / days;
    revenue += day.sales / days;
    units += day.units / days;
  });
  return { profit, revenue, units };
}

/** What a goal leans towards: profit is a floor under the search for more revenue. */
function leaningOf({ total }: Goal): Leaning {
  return total === 'units' ? 'units' : 'revenue';
}

function isReached({ total, atLeast }: Goal, totals: ListTotals): boolean {
  return (totals[total] ?? -Infinity) >= atLeast - 1e-9 * Math.abs(atLeast);
}

/**
 * The point of a frontier that a goal asks for: of those that reach it the one of the highest profit, where profit itself
 * is the goal the one of the most revenue; null where none reaches it.
 */
export function pointFor(points: readonly FrontierPoint[], goal: Goal): FrontierPoint | null {
  const worth = ({ totals }: FrontierPoint) =>
    goal.total === 'profit' ? totals.revenue : (totals.profit ?? totals.revenue);
  let best: FrontierPoint | null = null;
  for (const point of points)
    if (isReached(goal, point.totals) && (best === null || worth(point) > worth(best))) best = point;
  return best;
}

/** A weight between two points of the frontier is looked for this often. */
const halvings = 7;

/**
 * The price list for a goal, looked for between the points where it comes to be reached. `suggest` prices everything for a
 * lean; `totals` are those of its answer.
 *
 * @returns the list that reaches it, else the one that comes nearest.
 */
export function listForGoal<List>(
  goal: Goal,
  suggest: (lean: Lean) => List,
  totalsOf: (list: List) => ListTotals,
): {
  readonly list: List;
  readonly towards: Leaning;
  readonly weight: number;
  readonly totals: ListTotals;
  readonly isReached: boolean;
} {
  const towards = leaningOf(goal);
  const tried = (weight: number) => {
    const list = suggest({ towards, weight });
    const totals = totalsOf(list);
    return { list, towards, weight, totals, isReached: isReached(goal, totals) };
  };
  // Profit falls with the weight, revenue and units rise: the end that surely reaches it, if any does.
  const isFloor = goal.total === 'profit';
  let best = tried(isFloor ? 0 : 1);
  const free = tried(isFloor ? 1 : 0);
  if (free.isReached) return free;
  if (!best.isReached) return nearer(goal, best, free);
  let low = Math.min(best.weight, free.weight);
  let high = Math.max(best.weight, free.weight);
  for (let step = 0; step < halvings; step++) {
    const middle = tried((low + high) / 2);
    if (middle.isReached) best = middle;
    if (middle.isReached === isFloor) low = middle.weight;
    else high = middle.weight;
  }
  return best;
}

function nearer<T extends { readonly totals: ListTotals }>({ total }: Goal, a: T, b: T): T {
  return (b.totals[total] ?? -Infinity) > (a.totals[total] ?? -Infinity) ? b : a;
}

/**
 * `revenue>=12000` as a goal.
 *
 * @throws Error in a sentence that says what would be right.
 */
export function parseGoal(text: string): Goal {
  const found = /^\s*(profit|revenue|units)\s*>=\s*([+-]?\d+(?:\.\d+)?(?:e\d+)?)\s*$/i.exec(text);
  if (!found)
    throw new Error(
      `expected a goal such as "revenue>=12000", "units>=500" or "profit>=900" (a calendar day), got "${text}"`,
    );
  return { total: found[1]!.toLowerCase() as TotalName, atLeast: Number(found[2]) };
}
