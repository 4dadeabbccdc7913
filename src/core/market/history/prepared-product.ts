// A product as the history market uses it: features, price range, similar days and the training median day,
// computed once and shared by all parallel markets, by evaluation and by suggestions.

import { summarizeProductDemand } from '../../demand/summarize-demand.ts';
import {
  type FeatureRange,
  type ProductFeatures,
  observationSize as windowSize,
  productFeatures,
  windowAt,
  windowDays,
} from '../../features/features.ts';
import { quantile } from '../../statistics/summary.ts';
import type { ProductHistory } from '../../table/dataset.ts';
import type { ExpectedDay } from '../expected-day.ts';
import { type PriceRange, priceRange } from '../price-from-action.ts';
import { productContextSize, writeProductContext } from '../product-context.ts';
import type { HistoryProduct } from '../run-product.ts';
import { SimilarDays, emptyDay } from './similar-days.ts';

/** A window, which earlier policies of several products read as well; with the product's context. */
export const historyObservationSize = {
  single: windowSize,
  portfolio: windowSize + productContextSize,
} as const;

/** The median training day, each number in its own unit. */
interface MedianDay {
  readonly price: number;
  readonly sales: number;
  readonly organicConversion: number;
  readonly adConversion: number;
  readonly profit: number;
  readonly revenue: number;
}

export interface PreparedProduct {
  readonly history: ProductHistory;
  /** What is known of its demand, whether or not units are carried along the curve. */
  readonly elasticity: number;
  readonly elasticityError: number;
  readonly features: ProductFeatures;
  readonly priceRange: PriceRange;
  readonly similarDays: SimilarDays;
  readonly median: MedianDay;
  /** Smallest and largest revenue of a training day; profit's range stands in the features. */
  readonly revenueRange: FeatureRange;
}

/** Training, evaluation and suggestions of a run share what is prepared of its products. */
const prepared = {
  carried: new WeakMap<HistoryProduct, PreparedProduct>(),
  asIs: new WeakMap<HistoryProduct, PreparedProduct>(),
};

/** @throws Error naming a product whose history is shorter than a training window. */
export function prepareProduct(product: HistoryProduct, carryAlongDemandCurve: boolean): PreparedProduct {
  const known = carryAlongDemandCurve ? prepared.carried : prepared.asIs;
  const fresh = known.get(product) ?? preparedProduct(product, carryAlongDemandCurve);
  known.set(product, fresh);
  return fresh;
}

function preparedProduct(product: HistoryProduct, carryAlongDemandCurve: boolean): PreparedProduct {
  const { history, elasticity } = product;
  const features = productFeatures(history);
  if (features.trainRows < windowDays)
    throw new Error(
      `"${history.product.name}": the history market needs ${windowDays} training days, got ${features.trainRows}`,
    );
  const revenue = history.units.map((units, t) => units * history.price[t]!);
  const training = (values: Float64Array) => values.slice(0, features.trainRows).sort();
  const median = (values: Float64Array) => quantile(training(values), 0.5);
  const sortedRevenue = training(revenue);
  return {
    history,
    elasticity,
    elasticityError:
      product.elasticityError ?? (product.demand ?? summarizeProductDemand(history)).marketElasticityError,
    features,
    priceRange: priceRange(history.price, history.unitCost),
    similarDays: new SimilarDays(history, carryAlongDemandCurve ? elasticity : 0),
    median: {
      price: median(history.price),
      sales: median(history.sales),
      organicConversion: median(history.organicConversion),
      adConversion: median(history.adConversion),
      profit: median(history.profit),
      revenue: median(revenue),
    },
    revenueRange: [sortedRevenue[0]!, sortedRevenue.at(-1)!],
  };
}

/** What tomorrow is expected to bring at `price`: the mean of similar past days, carried along the demand curve. */
export function expectedDay(product: PreparedProduct, price: number): ExpectedDay {
  const day = emptyDay();
  product.similarDays.expected(price, day);
  const { unitCost, has } = product.history;
  const profit = unitCost === null && !has.profit ? null : day.profit;
  return { price, units: day.units, sales: day.revenue, profit };
}

/** Past days whose price lies within 5 % of the span of `price`. */
export function supportDays(product: PreparedProduct, price: number): number {
  return product.similarDays.support(price);
}

/**
 * What a policy that reads `size` numbers sees when it is asked for tomorrow's price: the last seven days, and where it
 * is one for several products what tells this one from the others. [98 or 102]
 */
export function lastObservation(product: PreparedProduct, size: number): Float32Array {
  const { history, features } = product;
  const { single, portfolio } = historyObservationSize;
  const out = new Float32Array(size === portfolio ? portfolio : single);
  windowAt(features, history.days.length - 1, out);
  writeHistoryContext(product, history.price.at(-1)!, size, out, 0);
  return out;
}

/** The context of `product` at today's `price`, behind the window at `out[offset..]`, for an observation that has one. */
export function writeHistoryContext(
  product: PreparedProduct,
  price: number,
  size: number, // one of `historyObservationSize`
  out: Float32Array,
  offset: number,
): void {
  if (size !== historyObservationSize.portfolio) return;
  const { history, median, priceRange: range, elasticity, elasticityError } = product;
  const { unitCost } = history;
  writeProductContext(
    {
      elasticity,
      elasticityError,
      costShare: unitCost === null ? null : unitCost / median.price,
      price,
      lowest: range.lo,
      highest: range.hi,
    },
    out,
    offset + historyObservationSize.single,
  );
}
