// The history market's reward, part by part, each weighted and a difference to the training median.
//
// `n(x)` is the scaled feature. In salesDrop both n(salesMa7) and n(sales) use the range of sales: with a range each,
// an ordinary day would look like a drop, since a moving average ranges less than the days it averages.

import {
  historyRewardParts,
  objectiveRewardParts,
  type HistoryMarketParameters,
} from './history-parameters.ts';
import { featureNames, scaleFeature, type FeatureName } from '../../features/features.ts';
import type { PreparedProduct } from './prepared-product.ts';
import type { MarketDay } from './similar-days.ts';

/** A drop below the moving average of this share of the range goes unpunished. */
const toleratedDrop = 0.1;
const explorationBins = 20;

/** The parts of an objective, in the order of the arrays. */
export function rewardPartNames(parameters: HistoryMarketParameters): readonly string[] {
  if (parameters.objective === 'weightedParts') return historyRewardParts;
  return objectiveRewardParts.filter((part) => part === parameters.objective);
}

/** Computes the reward parts of one product's days. */
export class HistoryReward {
  private readonly product: PreparedProduct;
  private readonly parameters: HistoryMarketParameters;
  private readonly weights: HistoryWeights;
  /** Days on which each price bin was asked, in training. */
  readonly visits = new Float64Array(explorationBins);

  constructor(product: PreparedProduct, parameters: HistoryMarketParameters) {
    this.product = product;
    this.parameters = parameters;
    this.weights = sharedWeights(parameters, product.history.has);
  }

  /** Writes the parts of a day in the order of `rewardPartNames`; training counts the visit of the price's bin. */
  write(price: number, day: MarketDay, salesMa7: number, training: boolean, out: Float64Array): void {
    const { product, parameters, weights } = this;
    const { median, history, revenueRange } = product;
    if (parameters.objective === 'profitPerDay') {
      out[0] = overRange(day.profit - median.profit, this.range('profit'), median.profit);
      return;
    }
    if (parameters.objective === 'revenuePerDay') {
      out[0] = overRange(day.revenue - median.revenue, revenueRange, median.revenue);
      return;
    }
    const above = (name: FeatureName, value: number, usual: number) =>
      scaleFeature(value, this.range(name)) - scaleFeature(usual, this.range(name));
    const priceAbove = above('price', price, median.price);
    out[0] = weights.sales * above('sales', day.sales, median.sales);
    out[1] = weights.price * priceAbove;
    out[2] = history.has.organicConversion
      ? weights.organicConversion *
        above('organicConversion', day.organicConversion, median.organicConversion)
      : 0;
    out[3] = history.has.adConversion
      ? weights.adConversion * above('adConversion', day.adConversion, median.adConversion)
      : 0;
    out[4] = training
      ? (parameters.explorationBonus * Math.max(0, priceAbove)) / Math.sqrt(1 + this.visit(price))
      : 0;
    const drop = above('sales', salesMa7, day.sales) - toleratedDrop;
    out[5] = -parameters.salesDropPenalty * Math.max(0, drop) + 0; // + 0 turns -0 into 0
  }

  /** Visits of the price's bin so far, this one not counted; counts this one. */
  private visit(price: number): number {
    const { lo, hi } = this.product.priceRange;
    const bin = Math.min(explorationBins - 1, Math.floor(((price - lo) / (hi - lo)) * explorationBins));
    const before = this.visits[bin]!;
    this.visits[bin] = before + 1;
    return before;
  }

  private range(name: FeatureName) {
    return this.product.features.ranges[featureNames.indexOf(name)]!;
  }
}

interface HistoryWeights {
  readonly sales: number;
  readonly price: number;
  readonly organicConversion: number;
  readonly adConversion: number;
}

/** The weights of the parts that exist, with the weight of missing columns shared among them in proportion. */
export function sharedWeights(
  parameters: HistoryMarketParameters,
  has: { readonly organicConversion: boolean; readonly adConversion: boolean },
): HistoryWeights {
  const organic = has.organicConversion ? parameters.organicConversionWeight : 0;
  const ad = has.adConversion ? parameters.adConversionWeight : 0;
  const total =
    parameters.salesWeight +
    parameters.priceWeight +
    parameters.organicConversionWeight +
    parameters.adConversionWeight;
  const present = parameters.salesWeight + parameters.priceWeight + organic + ad;
  const share = present > 0 ? total / present : 0;
  return {
    sales: parameters.salesWeight * share,
    price: parameters.priceWeight * share,
    organicConversion: organic * share,
    adConversion: ad * share,
  };
}

/** A difference as a share of a range; of the usual value, or of 1, where nothing varied. Not clipped. */
function overRange(difference: number, range: readonly [number, number], usual: number): number {
  const span = range[1] - range[0];
  return difference / (span > 1e-12 ? span : Math.abs(usual) || 1);
}
