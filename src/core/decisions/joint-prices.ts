// The prices of a category whose products take sales from each other, found together (design section 17).
//
// A price that gains for its own product may only take from a neighbour. So each product's price is searched for what it is
// worth to the whole category, the others at theirs, one product after another until none of them moves: every step is
// the ordinary recommendation (candidates, level, limit of loss, rules) on another season. What comes out is sure enough product by product,
// each against its own price of today with the others as recommended, and as a whole against all prices of today.

import type { Estimate } from './estimate.ts';
import { type LinkedSeason, linkedSeason } from './linked-season.ts';
import { estimateOf } from './outlook.ts';
import { dailyPrices } from './price-schedule.ts';
import { countedLoss, isSamePrice, isSureEnough, type Recommendation } from './recommendation.ts';
import { hasPaths, type Season } from './season.ts';

/** One product of a category, on the same number of draws as the others. */
export interface JointProduct {
  readonly id: string;
  readonly currentPrice: number;
  /** What it brings where the others keep today's prices. */
  readonly season: Season;
  /** How its units answer to the index of the others' prices; null where it is not known to. [draws] */
  readonly cross: Float64Array | null;
  /** The others' shares in that index, by their ids. */
  readonly shares: Readonly<Record<string, number>>;
  /** The recommendation where the season is `season`; held at today's price where `isHeld`. */
  readonly recommend: (season: Season, isHeld: boolean) => Recommendation;
  /** The price that a recommendation charges. */
  readonly priceOf: (recommendation: Recommendation) => number;
}

export interface JointResult {
  readonly recommendations: readonly Recommendation[];
  /** Log factor of what the others' recommended prices do to its units, a coefficient of 1. [products] */
  readonly indexMoves: Float64Array;
  /** What all new prices bring together, currency of the objective a day, and how sure that is. */
  readonly gainPerDay: Estimate;
  readonly probability: number;
}

/** Rounds over all products; prices of a category settle within three or four. */
const mostRounds = 8;

/** `level` is the probability of gain that is asked for. At least one product. */
export function jointPrices(products: readonly JointProduct[], draws: number, level: number): JointResult {
  const held = new Set<number>();
  for (;;) {
    const category = new Category(products, draws);
    const recommendations = settled(category, products, held);
    const gains = category.gains();
    const sum = gains.total.reduce((total, value) => total + value, 0) / draws;
    const share = (isCounted: (gain: number, i: number) => boolean) =>
      gains.total.filter(isCounted).length / draws;
    const probability = share((gain) => gain > 0);
    const lossProbability = share((gain, i) => -gain > countedLoss * Math.max(0, gains.before[i]!));
    const moved = products.flatMap((_, i) =>
      category.isMoved(i) && !recommendations[i]!.isForced ? [i] : [],
    );
    if (moved.length === 0 || isSureEnough({ gain: sum, probability, lossProbability }, level))
      return {
        recommendations,
        indexMoves: category.indexMoves,
        gainPerDay: estimateOf(sum, gains.total),
        probability,
      };
    // The sum is not sure: the least sure price stays.
    const least = moved.reduce((a, b) =>
      recommendations[b]!.probability < recommendations[a]!.probability ? b : a,
    );
    held.add(least);
  }
}

function settled(
  category: Category,
  products: readonly JointProduct[],
  held: ReadonlySet<number>,
): Recommendation[] {
  const recommendations = new Array<Recommendation>(products.length);
  const stale = new Array<boolean>(products.length).fill(true);
  for (let round = 0; round < mostRounds && stale.includes(true); round++)
    products.forEach((product, i) => {
      if (!stale[i]) return;
      stale[i] = false;
      recommendations[i] = product.recommend(category.seasonOf(i), held.has(i));
      const path = pathOf(recommendations[i], product.season.days);
      const price = path ? meanPrice(path) : product.priceOf(recommendations[i]);
      if (isSamePrice(price, category.prices[i]!)) return;
      category.setPrice(i, price, path);
      category.linkedTo(i).forEach((j) => (stale[j] = true));
    });
  return recommendations;
}

/** The prices of a recommended calendar, one a day; null where one price is held. */
function pathOf({ candidate, candidates }: Recommendation, days: number): Float64Array | null {
  const steps = candidates.find(({ name }) => name === candidate)?.calendar?.steps;
  return steps ? dailyPrices(steps, days) : null;
}

/** What the neighbours see of a calendar: its mean in logarithms. */
function meanPrice(path: Float64Array): number {
  return Math.exp(path.reduce((sum, price) => sum + Math.log(price), 0) / path.length);
}

/** Another product, and the share of one of the two in the other's index. */
interface Link {
  readonly at: number;
  readonly share: number;
}

/** A category at prices that change one at a time. */
class Category {
  readonly prices: Float64Array;
  /** sum over the others of share * log(price / today's), for each product. [products] */
  readonly indexMoves: Float64Array;
  private readonly products: readonly JointProduct[];
  private readonly draws: number;
  /** Those whose index holds product i, with its share in it. [products] */
  private readonly movedBy: Link[][];
  /** Those that product i's index holds. [products] */
  private readonly moving: Link[][];
  /** Value a day of each product at its price and today's of the others. [products][draws] */
  private readonly own: Float64Array[];
  private readonly today: readonly Float64Array[];

  constructor(products: readonly JointProduct[], draws: number) {
    this.products = products;
    this.draws = draws;
    this.prices = Float64Array.from(products, ({ currentPrice }) => currentPrice);
    this.indexMoves = new Float64Array(products.length);
    const place = new Map(products.map(({ id }, i) => [id, i]));
    this.movedBy = products.map(() => []);
    this.moving = products.map(() => []);
    products.forEach(({ cross, shares }, i) => {
      if (cross === null) return;
      for (const [id, share] of Object.entries(shares)) {
        const at = place.get(id);
        if (at === undefined || at === i) continue;
        this.moving[i]!.push({ at, share });
        this.movedBy[at]!.push({ at: i, share });
      }
    });
    this.today = products.map(({ season, currentPrice }) =>
      season.constant(currentPrice, new Float64Array(draws)),
    );
    this.own = [...this.today];
  }

  isMoved(i: number): boolean {
    return !isSamePrice(this.prices[i]!, this.products[i]!.currentPrice);
  }

  /** `path` are its prices day by day where it follows a calendar of which `price` is the mean. */
  setPrice(i: number, price: number, path: Float64Array | null): void {
    const step = Math.log(price / this.prices[i]!);
    for (const { at, share } of this.movedBy[i]!) this.indexMoves[at]! += share * step;
    this.prices[i] = price;
    const { season } = this.products[i]!;
    const out = new Float64Array(this.draws);
    this.own[i] = path && hasPaths(season) ? season.path(path, out) : season.constant(price, out);
  }

  /** Products whose sales move with the price of `i`, or with whose price its own move. */
  linkedTo(i: number): number[] {
    return [...new Set([...this.movedBy[i]!, ...this.moving[i]!].map(({ at }) => at))];
  }

  seasonOf(i: number): LinkedSeason {
    const { season, currentPrice } = this.products[i]!;
    const linked = linkedSeason(season, currentPrice, this.factorOf(i, this.indexMoves[i]!));
    const ownMove = Math.log(this.prices[i]! / currentPrice);
    for (const { at, share } of this.movedBy[i]!) {
      const factor = this.factorOf(at, this.indexMoves[at]! - share * ownMove);
      const own = this.own[at]!;
      linked.addNeighbour(
        factor.map((value, d) => value * own[d]!),
        this.products[at]!.cross!,
        share,
      );
    }
    return linked;
  }

  /** What all prices bring over today's, and what today's bring. [draws] */
  gains(): { readonly total: Float64Array; readonly before: Float64Array } {
    const total = new Float64Array(this.draws);
    const before = new Float64Array(this.draws);
    this.products.forEach((_, i) => {
      const factor = this.factorOf(i, this.indexMoves[i]!);
      for (let d = 0; d < this.draws; d++) {
        total[d]! += this.own[i]![d]! * factor[d]! - this.today[i]![d]!;
        before[d]! += this.today[i]![d]!;
      }
    });
    return { total, before };
  }

  private factorOf(i: number, move: number): Float64Array {
    const { cross } = this.products[i]!;
    if (cross === null || move === 0) return new Float64Array(this.draws).fill(1);
    return cross.map((answer) => Math.exp(answer * move));
  }
}
