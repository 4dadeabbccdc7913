// The prices of a category whose products take sales from each other, found together.
//
// A price that gains for its own product may only take from a neighbour. So each product's price is searched for what it is
// worth to the whole category, the others at theirs, one product after another until none of them moves: every step is
// the ordinary recommendation (candidates, level, limit of loss, rules) on another season. What comes out is sure enough product by product,
// each against its own price of today with the others as recommended, and as a whole against all prices of today.

import { mean } from '../statistics/summary.ts';
import { CategoryPrices, type CategoryProduct } from './category-prices.ts';
import type { Estimate } from './gain-estimate.ts';
import { estimateOf } from './outlook.ts';
import { dailyPrices } from './schedule-steps.ts';
import {
  countedLoss,
  isSamePrice,
  isSureEnough,
  recommendedCalendar,
  type Recommendation,
} from './recommendation.ts';
import type { Season } from './season.ts';
import type { WorkSteps } from './work-steps.ts';

/** One product of a category, and how it is priced. */
export interface JointProduct extends CategoryProduct {
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
  /** What product `i`'s price is worth to the category, the others at theirs. */
  readonly seasonOf: (i: number) => Season;
}

/** Rounds over all products; prices of a category settle within three or four. */
const mostRounds = 8;

/** A search for one of many lists of the same products. */
export interface QuickSearch {
  /** The prices of a list like the one that is looked for, to begin at; null: today's. [products] */
  readonly near: readonly number[] | null;
}

/**
 * `level` is the probability of gain that is asked for. At least one product; a step is one product's recommendation. Exact, or quick
 * for one of many lists.
 */
export function* jointSteps(
  products: readonly JointProduct[],
  draws: number,
  level: number,
  quick: QuickSearch | null = null,
): WorkSteps<JointResult> {
  const held = new Set<number>();
  for (;;) {
    const category = new CategoryPrices(products, draws, quick !== null);
    quick?.near?.forEach((price, i) => {
      if (!isSamePrice(price, products[i]!.currentPrice)) category.setPrice(i, price);
    });
    const recommendations = yield* settled(category, products, held);
    const gains = category.gains();
    const sum = gains.total.reduce((total, value) => total + value, 0) / draws;
    const share = (isCounted: (gain: number, i: number) => boolean) =>
      gains.total.filter(isCounted).length / draws;
    const probability = share((gain) => gain > 0);
    const lossProbability = share((gain, i) => -gain > countedLoss * Math.max(0, gains.before[i]!));
    const moved = products.flatMap((_, i) =>
      category.isMoved(i) && !recommendations[i]!.isForced ? [i] : [],
    );
    const odds = { gain: sum, probability, lossProbability };
    if (moved.length === 0 || isSureEnough(odds, { level, now: mean(gains.before) }))
      return {
        recommendations,
        indexMoves: category.indexMoves,
        gainPerDay: estimateOf(sum, gains.total),
        probability,
        seasonOf: (i) => category.seasonOf(i),
      };
    // The sum is not sure: the least sure price stays.
    const least = moved.reduce((a, b) =>
      recommendations[b]!.probability < recommendations[a]!.probability ? b : a,
    );
    held.add(least);
  }
}

function* settled(
  category: CategoryPrices,
  products: readonly JointProduct[],
  held: ReadonlySet<number>,
): WorkSteps<Recommendation[]> {
  const recommendations = new Array<Recommendation>(products.length);
  const stale = new Array<boolean>(products.length).fill(true);
  for (let round = 0; round < mostRounds && stale.includes(true); round++)
    for (const [i, product] of products.entries()) {
      if (!stale[i]) continue;
      stale[i] = false;
      recommendations[i] = product.recommend(category.seasonOf(i), held.has(i));
      const path = pathOf(recommendations[i], product.season.days);
      const price = path ? meanPrice(path) : product.priceOf(recommendations[i]);
      yield;
      if (isSamePrice(price, category.prices[i]!)) continue;
      category.setPrice(i, price, path);
      category.linkedTo(i).forEach((j) => (stale[j] = true));
    }
  return recommendations;
}

/** The prices of a recommended calendar, one a day; null where one price is held. */
function pathOf(recommendation: Recommendation, days: number): Float64Array | null {
  const calendar = recommendedCalendar(recommendation);
  return calendar && dailyPrices(calendar.steps, days);
}

/** What the neighbours see of a calendar: its mean in logarithms. */
function meanPrice(path: Float64Array): number {
  return Math.exp(path.reduce((sum, price) => sum + Math.log(price), 0) / path.length);
}
