// Days that are good or bad for the whole shop: holidays, weather, a sale that everything takes part in, a season that no sine has.
//
// One product cannot tell such a day from what its price did where its price moves on the same days. Its neighbours can: what they sold
// says what kind of day it was, and what they cost says by how much prices explain that. Both stand beside the product's own price as
// columns, each product with its own share of them (Pesaran, "Estimation and inference in large heterogeneous panels with a
// multifactor error structure", Econometrica 74(4), 2006):
//
//   ... + s * log(others' units over their usual) + r * log(all prices over their usual)
//
// What others sold shows the day with an error. Where prices went along with it they tell the rest, the own one as much as any other; the
// mean of all prices has that, so that it is not taken for the own price's effect (category-index.ts says the same of categories).
//
// The own elasticity is then told by prices that move apart from the shop's. Where all prices move at once nothing is left to tell it, and
// the error says so. Only a file whose products share such days has the columns.
//
// A row of a week or a month is one of few, and two terms more cost it dear: halves of such files contradict each other oftener. There the
// columns stay only where they move the elasticities of the products together (Hausman, Econometrica 46(6), 1978): where prices move
// apart from good and bad weeks both fits say the same, and the shorter one says it with less error.
//
// Categories have such days of their own: heat, a leaflet that shows one of them, rivals that follow the same wholesale price. The others of
// the category tell those, by two columns more. They then stand for the category index as well: what the others' prices do and what moved
// together with them is one sum, so that such a category has no cross effect to set its prices by.

import type { Estimate } from '../statistics/estimate.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { Prior } from './prior.ts';

/** Others that must be there: fewer are no shop, and no category. */
const fewestOthers = { shop: 7, category: 4 } as const;
/** Units a row beyond which a product counts hardly more: it scatters by itself. */
const enoughUnits = 20;
/** The others never sell less than this share of their usual. */
const leastShare = 0.02;
/** Rows at the end whose mean is taken for what comes. */
const comingRows = 28;
/** Products share days where their mean share is beyond this and beyond so many of its errors. */
const leastShared = 0.3;
const certain = 5;
const fewestProducts = 5;
/** The columns move elasticities where their mean moves by this, and by so many of its errors. */
const leastMove = 0.25;

/** What the others of a shop, or of a category, sold and cost. */
interface OthersDays {
  readonly besides: (history: ProductHistory) => DaysBeside | null;
}

/** On a history's days. [days] each */
interface DaysBeside {
  /** Log demand of the others. */
  readonly demand: Float64Array;
  /** Log prices of all, the product itself among them. */
  readonly prices: Float64Array;
}

/** What the products of a file, or of each of its categories, have in common by their days. */
export interface SharedDays {
  readonly days: OthersDays;
  /** What is known of the two coefficients before a product's own days. */
  readonly demand: Prior;
  readonly prices: Prior;
}

/** The others' days hold what the others' prices did: their mean elasticity, about. */
const usualElasticity = -2;
/** How far it may lie from there: all that is known of the own elasticity where prices move at once. */
export const othersAnswer: Prior = { mean: 0, standardDeviation: 2 };
/** While a file is asked whether its products share days: nothing of the first, and the usual answer as it is. */
export const asked = {
  demand: { mean: 1, standardDeviation: 3 },
  prices: { mean: 0, standardDeviation: 0.01 },
} as const satisfies Record<string, Prior>;

interface Member {
  readonly history: ProductHistory;
  readonly weight: number;
  readonly meanUnits: number;
  readonly meanLogPrice: number;
}

/** Sums over all products of a file, or of a category, from which each takes itself out. */
export class ShopDays {
  private readonly fewest: number;
  private readonly members = new Map<string, Member>();
  private readonly place = new Map<number, number>();
  /** By day: weights, weighed units over their usual, weighed log prices over their usual, products. */
  private readonly weights: Float64Array;
  private readonly units: Float64Array;
  private readonly prices: Float64Array;
  private readonly counts: Float64Array;

  constructor(histories: readonly ProductHistory[], fewest: number = fewestOthers.shop) {
    this.fewest = fewest;
    for (const history of histories)
      for (const day of history.days) if (!this.place.has(day)) this.place.set(day, this.place.size);
    const days = this.place.size;
    this.weights = new Float64Array(days);
    this.units = new Float64Array(days);
    this.prices = new Float64Array(days);
    this.counts = new Float64Array(days);
    for (const history of histories) {
      const member = memberOf(history);
      if (!member) continue;
      this.members.set(history.product.id, member);
      this.add(member, 1);
    }
  }

  /** Log demand of the others and log prices of all on the history's days, 0 where the file ends; null where others are too few. [days] each */
  besides({ days, product }: ProductHistory): DaysBeside | null {
    const own = this.members.get(product.id);
    const without = own ? this.ownRows(own) : new Map<number, readonly [number, number]>();
    const demand = new Float64Array(days.length);
    const prices = new Float64Array(days.length);
    let known = 0;
    for (let t = 0; t < days.length; t++) {
      const k = this.place.get(days[t]!);
      const [units, price] = (k === undefined ? undefined : without.get(k)) ?? [NaN, NaN];
      const isOwn = !Number.isNaN(units);
      const weight = k === undefined ? 0 : this.weights[k]! - (isOwn ? own!.weight : 0);
      const others = k === undefined ? 0 : this.counts[k]! - (isOwn ? 1 : 0);
      if (k === undefined || others < this.fewest || !(weight > 0)) {
        demand[t] = demand[t - 1] ?? 0;
        prices[t] = prices[t - 1] ?? 0;
        continue;
      }
      known++;
      const sold = (this.units[k]! - (isOwn ? own!.weight * units : 0)) / weight;
      const theirs = (this.prices[k]! - (isOwn ? own!.weight * price : 0)) / weight;
      demand[t] = Math.log(Math.max(leastShare, sold)) - usualElasticity * theirs;
      prices[t] = this.prices[k]! / this.weights[k]!;
    }
    if (known < days.length / 2) return null;
    const from = Math.max(0, days.length - comingRows);
    const coming = demand.subarray(from).reduce((sum, value) => sum + value, 0) / (days.length - from);
    const now = prices.at(-1)!;
    return { demand: demand.map((value) => value - coming), prices: prices.map((value) => value - now) };
  }

  private add(member: Member, sign: 1 | -1): void {
    for (const [k, [units, price]] of this.ownRows(member)) {
      this.weights[k]! += sign * member.weight;
      this.units[k]! += sign * member.weight * units;
      this.prices[k]! += sign * member.weight * price;
      this.counts[k]! += sign;
    }
  }

  /** Units over their usual and log price over its usual by the day's place. */
  private ownRows({ history, meanUnits, meanLogPrice }: Member): Map<number, readonly [number, number]> {
    const rows = new Map<number, readonly [number, number]>();
    history.days.forEach((day, t) => {
      if (isKnown(history, t))
        rows.set(this.place.get(day)!, [
          history.units[t]! / meanUnits,
          Math.log(history.price[t]!) - meanLogPrice,
        ]);
    });
    return rows;
  }
}

/** The days of each category by itself; a file of one category has its shop's days. */
export function categoryDays(histories: readonly ProductHistory[]): OthersDays | null {
  const groups = new Map<string, ProductHistory[]>();
  for (const history of histories) {
    const key = categoryKey(history);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(history);
    else groups.set(key, [history]);
  }
  const large = [...groups].filter(([, group]) => group.length > fewestOthers.category);
  if (groups.size < 2 || large.length === 0) return null;
  const days = new Map(large.map(([key, group]) => [key, new ShopDays(group, fewestOthers.category)]));
  return { besides: (history) => days.get(categoryKey(history) ?? '')?.besides(history) ?? null };
}

/** Products of one category at one place of sale. */
function categoryKey({ product }: ProductHistory): string | null {
  return product.category === null ? null : JSON.stringify([product.category, product.series ?? null]);
}

function memberOf(history: ProductHistory): Member | null {
  let rows = 0;
  let units = 0;
  let logs = 0;
  for (let t = 0; t < history.days.length; t++) {
    if (!isKnown(history, t)) continue;
    rows++;
    units += history.units[t]!;
    logs += Math.log(history.price[t]!);
  }
  if (rows === 0 || !(units > 0)) return null;
  const meanUnits = units / rows;
  return { history, meanUnits, meanLogPrice: logs / rows, weight: meanUnits / (1 + meanUnits / enoughUnits) };
}

function isKnown({ unknown, sales, price }: ProductHistory, t: number): boolean {
  return unknown?.[t] !== 1 && sales[t]! >= 0 && price[t]! > 0;
}

/** Whether products share their days, from what each says of its share of them. */
export function sharesDays(shares: readonly Estimate[]): boolean {
  const { value, standardError } = scatteredMean(shares);
  return shares.length >= fewestProducts && value > leastShared && value > certain * standardError;
}

/** An elasticity less the same of another fit to the same rows; its error is at most this where both err to the same side. */
export function differenceOf(a: Estimate, b: Estimate): Estimate {
  return { value: a.value - b.value, standardError: Math.hypot(a.standardError, b.standardError) };
}

/** Whether the columns move the elasticities of the products together, from what each differs with and without them. */
export function movesElasticities(differences: readonly Estimate[]): boolean {
  const { value, standardError } = scatteredMean(differences);
  const moved = Math.abs(value);
  return differences.length >= fewestProducts && moved > leastMove && moved > certain * standardError;
}

/** The mean of estimates by their precision; its error grows where they differ by more than theirs allow. Of none, no number. */
export function scatteredMean(estimates: readonly Estimate[]): Estimate {
  let total = 0;
  let sum = 0;
  for (const { value, standardError } of estimates) {
    total += standardError ** -2;
    sum += value * standardError ** -2;
  }
  const mean = sum / total;
  const scatter = estimates.reduce((all, one) => all + ((one.value - mean) / one.standardError) ** 2, 0);
  const grown = Math.max(1, scatter / Math.max(1, estimates.length - 1));
  return { value: mean, standardError: Math.sqrt(grown / total) };
}
