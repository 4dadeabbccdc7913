// The prices of products that are bound to each other, and what each relation costs.
//
// Every product comes with the price that is recommended for it alone or with its category. Where those prices keep all relations
// they stand. Where they do not, the prices of the products that hang together are searched once more: from the allowed list nearest
// to today's, each price goes towards the one recommended for it, and takes along whatever a relation makes it take along, as long as
// all of them together bring more. A move towards a price that was sure enough alone stays sure; what was taken along is counted in,
// and the moved products of a relation together must be as sure as the level asks, or they stay.
//
// A relation's shadow price is what the same search brings more without it, the others kept.

import { CategoryPrices, type CategoryProduct } from '../category-prices.ts';
import { countedLoss, isSamePrice, isSureEnough } from '../recommendation.ts';
import {
  ceilTo,
  floorTo,
  isKept,
  lowered,
  type PlacedLimit,
  type PriceDomain,
  raised,
  shrinkingCircle,
} from './price-lattice.ts';
import type { Relation, RelationLimit } from './relation.ts';
import type { RelationName } from './relation-list.ts';

export interface BoundProduct extends CategoryProduct {
  /** Finite. */
  readonly domain: PriceDomain;
  /** The recommended price without relations; null where the rules allow none. */
  readonly wanted: number | null;
  /** Nothing is known of what another price of it brings: no other product takes it along. */
  readonly isFixed: boolean;
}

type AnyRelation = Relation<RelationName>;

/** A limit with its relation and its place in the search. */
interface SearchLimit extends PlacedLimit {
  readonly relation: AnyRelation;
  readonly said: RelationLimit;
}

/** Why products that hang together have no prices. */
export interface RelationContradiction {
  /** Places of all of them. */
  readonly members: readonly number[];
  /** The product without an allowed price, the limit that it cannot keep, and the highest price that leaves it; or a circle. */
  readonly stuck: {
    readonly at: number;
    readonly relation: AnyRelation;
    readonly limit: RelationLimit;
    readonly highest: number;
  } | null;
  readonly circle: readonly AnyRelation[] | null;
}

export interface HeldPrices {
  /** Currency; today's where there is a contradiction. [products] */
  readonly prices: Float64Array;
  /** At these prices. */
  readonly category: CategoryPrices;
  /** Places of products whose prices relations had a say in. */
  readonly touched: ReadonlySet<number>;
  /** Currency of the objective a day, by relation id; relations that do not bind are left out. */
  readonly costs: ReadonlyMap<string, number>;
  readonly contradictions: readonly RelationContradiction[];
}

/** Holds `relations` between `products`. Products that no relation names keep their wanted prices. */
export function holdRelations(
  products: readonly BoundProduct[],
  relations: readonly AnyRelation[],
  draws: number,
  level: number,
): HeldPrices {
  const place = new Map(products.map(({ id }, i) => [id, i]));
  const limits = relations.flatMap((relation) =>
    relation.limits.flatMap((said): SearchLimit[] => {
      const lower = place.get(said.lower);
      const upper = place.get(said.upper);
      return lower === undefined ||
        upper === undefined ||
        !hasPrice(products[lower]!) ||
        !hasPrice(products[upper]!)
        ? []
        : [{ lower, upper, ratio: said.ratio, relation, said }];
    }),
  );
  const category = new CategoryPrices(products, draws);
  products.forEach(({ wanted, currentPrice }, i) => {
    if (wanted !== null && !isSamePrice(wanted, currentPrice)) category.setPrice(i, wanted);
  });
  const touched = new Set<number>();
  const costs = new Map<string, number>();
  const contradictions: RelationContradiction[] = [];
  for (const members of hangingTogether(products.length, limits)) {
    const its = limits.filter(({ lower }) => members.includes(lower));
    const isSound = members.every((i) => products[i]!.wanted !== null);
    if (isSound && its.every((limit) => isKept(limit, category.prices))) continue;
    const contradiction = contradictionOf(products, members, its);
    if (contradiction) {
      contradictions.push(contradiction);
      members.forEach((i) => category.setPrice(i, products[i]!.currentPrice));
      continue;
    }
    const before = Float64Array.from(members, (i) => category.prices[i]!);
    const binding = its.filter((limit) => !isKept(limit, category.prices));
    const search = new RelationSearch(products, category, members, level);
    const found = search.solve(its);
    for (const limit of its) if (isTight(limit, category.prices)) binding.push(limit);
    const worth = search.worth();
    for (const relation of new Set(binding.map((limit) => limit.relation))) {
      const without = its.filter((limit) => limit.relation !== relation);
      members.forEach((i, k) => category.setPrice(i, before[k]!));
      const isFree = isSound && without.every((limit) => isKept(limit, category.prices));
      if (!isFree) search.solve(without);
      const cost = search.worth() - worth;
      if (cost > 0 || its.some((limit) => limit.relation === relation && isTight(limit, found)))
        costs.set(relation.id, Math.max(0, cost));
    }
    members.forEach((i) => {
      category.setPrice(i, found[i]!);
      touched.add(i);
    });
  }
  return { prices: category.prices, category, touched, costs, contradictions };
}

/** A cent more would break it. */
function isTight({ lower, upper, ratio }: PlacedLimit, prices: ArrayLike<number>): boolean {
  return prices[lower]! > ratio * prices[upper]! - 0.01;
}

/** Places of products that limits tie to each other, directly or through others. */
function hangingTogether(count: number, limits: readonly PlacedLimit[]): number[][] {
  const root = Array.from({ length: count }, (_, i) => i);
  const rootOf = (i: number): number => (root[i] === i ? i : (root[i] = rootOf(root[i]!)));
  for (const { lower, upper } of limits) root[rootOf(lower)] = rootOf(upper);
  const groups = new Map<number, number[]>();
  for (const i of new Set(limits.flatMap(({ lower, upper }) => [lower, upper]))) {
    const group = groups.get(rootOf(i));
    if (group) group.push(i);
    else groups.set(rootOf(i), [i]);
  }
  return [...groups.values()].map((members) => members.sort((a, b) => a - b));
}

function contradictionOf(
  products: readonly BoundProduct[],
  members: readonly number[],
  limits: readonly SearchLimit[],
): RelationContradiction | null {
  const circle = shrinkingCircle(limits, products.length);
  if (circle !== null)
    return { members, stuck: null, circle: [...new Set(circle.map((index) => limits[index]!.relation))] };
  const highest = highestOf(products, members);
  const stuck = lowered(
    highest,
    products.map(({ domain }) => domain),
    limits,
  );
  if (stuck === null) return null;
  const { relation, said } = limits[stuck.limit]!;
  return { members, stuck: { at: stuck.at, relation, limit: said, highest: stuck.highest }, circle: null };
}

/** One that its own rules leave no price is no measure for others. */
function hasPrice({ domain }: BoundProduct): boolean {
  return domain.today !== null || floorTo(domain.highest, domain) !== null;
}

/** Their highest allowed prices, NaN for all others. */
function highestOf(products: readonly BoundProduct[], members: readonly number[]): Float64Array {
  const prices = new Float64Array(products.length).fill(NaN);
  for (const i of members) {
    const { domain } = products[i]!;
    prices[i] = Math.max(floorTo(domain.highest, domain) ?? 0, domain.today ?? 0);
  }
  return prices;
}

/** Shares of the way that are tried at a step, the boldest first. */
const stepShares = [1, 0.5, 0.25, 0.1, 0.04];
const mostRounds = 40;
const leastWorth = 1e-9;

/** The search over the products that hang together, the prices of all others held. */
class RelationSearch {
  private readonly products: readonly BoundProduct[];
  private readonly domains: readonly PriceDomain[];
  private readonly category: CategoryPrices;
  private readonly members: readonly number[];
  private readonly level: number;

  constructor(
    products: readonly BoundProduct[],
    category: CategoryPrices,
    members: readonly number[],
    level: number,
  ) {
    this.products = products;
    this.domains = products.map(({ domain }) => domain);
    this.category = category;
    this.members = members;
    this.level = level;
  }

  /** What all prices bring over today's, mean of the draws. */
  worth(): number {
    const { total } = this.category.gains();
    return total.reduce((sum, value) => sum + value, 0) / total.length;
  }

  /** Sets the category to prices that keep the limits, which some prices do, and returns those. [products] */
  solve(limits: readonly PlacedLimit[]): Float64Array {
    const { products, members } = this;
    const today = this.nearest(limits, (i) => products[i]!.currentPrice);
    const goal = products.map(({ wanted, currentPrice }, i) =>
      members.includes(i) ? (wanted ?? currentPrice) : NaN,
    );
    const towards = this.nearest(limits, (i) => goal[i]!);
    let best = today;
    let worth = this.worthOf(today);
    const consider = (prices: Float64Array | null): boolean => {
      if (prices === null) return false;
      const its = this.worthOf(prices);
      if (!(its > worth + leastWorth)) return false;
      [best, worth] = [prices, its];
      return true;
    };
    if (!this.movesFixed(towards, today)) consider(towards);
    for (let round = 0, improved = true; improved && round < mostRounds; round++) {
      improved = false;
      for (const i of members)
        for (const end of [goal[i]!, today[i]!])
          for (const share of stepShares)
            if (consider(this.stepped(best, today, i, best[i]! + share * (end - best[i]!), limits))) {
              improved = true;
              break;
            }
    }
    const sure = this.sureOnly(today, best, limits);
    this.worthOf(sure);
    return sure;
  }

  /** The prices with that of `i` moved and the others taken along as the limits ask; null where they allow it not. */
  private stepped(
    from: Float64Array,
    today: Float64Array,
    i: number,
    wish: number,
    limits: readonly PlacedLimit[],
  ): Float64Array | null {
    const isUp = wish > from[i]!;
    const domain = this.domains[i]!;
    const price = (isUp ? floorTo(wish, domain) : ceilTo(wish, domain)) ?? null;
    if (price === null || isSamePrice(price, from[i]!) || price > from[i]! !== isUp) return null;
    const prices = Float64Array.from(from);
    prices[i] = price;
    if ((isUp ? raised : lowered)(prices, this.domains, limits) !== null) return null;
    return this.movesFixed(prices, today) ? null : prices;
  }

  private movesFixed(prices: Float64Array, today: Float64Array): boolean {
    return this.members.some((i) => this.products[i]!.isFixed && !isSamePrice(prices[i]!, today[i]!));
  }

  /** The better of the lists that keep the limits just below and just above the prices asked for. */
  private nearest(limits: readonly PlacedLimit[], wish: (i: number) => number): Float64Array {
    const { domains, members, products } = this;
    const highest = highestOf(products, members);
    lowered(highest, domains, limits);
    const lowest = new Float64Array(products.length).fill(NaN);
    for (const i of members)
      lowest[i] = Math.min(
        ceilTo(domains[i]!.lowest, domains[i]!) ?? Infinity,
        domains[i]!.today ?? Infinity,
      );
    raised(lowest, domains, limits);
    const asked = new Float64Array(products.length).fill(NaN);
    for (const i of members) {
      const within = Math.max(lowest[i]!, Math.min(highest[i]!, wish(i)));
      const below = floorTo(within, domains[i]!) ?? lowest[i]!;
      const above = ceilTo(within, domains[i]!) ?? highest[i]!;
      asked[i] = within - below <= above - within ? below : above;
    }
    const below = Float64Array.from(asked);
    const above = Float64Array.from(asked);
    lowered(below, domains, limits);
    raised(above, domains, limits);
    return this.worthOf(below) > this.worthOf(above) ? below : above;
  }

  private worthOf(prices: Float64Array): number {
    this.moveTo(prices);
    return this.worth();
  }

  private moveTo(prices: Float64Array): void {
    for (const i of this.members)
      if (prices[i] !== this.category.prices[i]) this.category.setPrice(i, prices[i]!);
  }

  /** `best`, or as far from `today` towards it as is sure enough. */
  private sureOnly(today: Float64Array, best: Float64Array, limits: readonly PlacedLimit[]): Float64Array {
    if (this.isSure(today, best)) return best;
    for (let share = 0.8; share > 0.1; share -= 0.2) {
      const part = this.nearest(limits, (i) => today[i]! + share * (best[i]! - today[i]!));
      if (!this.movesFixed(part, today) && this.isSure(today, part)) return part;
    }
    return today;
  }

  private isSure(today: Float64Array, prices: Float64Array): boolean {
    if (this.members.every((i) => isSamePrice(today[i]!, prices[i]!))) return true;
    this.moveTo(today);
    const then = this.category.gains(this.members);
    this.moveTo(prices);
    const now = this.category.gains();
    const { length } = now.total;
    let gain = 0;
    let before = 0;
    let gains = 0;
    let losses = 0;
    for (let d = 0; d < length; d++) {
      before += then.before[d]! / length;
      const more = now.total[d]! - then.total[d]!;
      gain += more / length;
      if (more > 0) gains += 1;
      else if (-more > countedLoss * Math.max(0, then.before[d]!)) losses += 1;
    }
    const odds = { gain, probability: gains / length, lossProbability: losses / length };
    return isSureEnough(odds, { level: this.level, now: before });
  }
}
