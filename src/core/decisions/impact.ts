// What a set of new prices does to the business: margin, revenue, profit, stock turnover and excess stock, before and
// after, over draws of every product's demand curve.
//
// Before and after are compared on the same draws, and each product has draws of its own: errors of one product's fit
// partly cancel those of another's, as they do in truth. A figure is the mean of its draws, as a gain is, its interval their
// middle 95 %: the fitted curve itself lies towards one end of them, since draws are skewed, and a sum of many would lie at the very end. Products that take sales from each other do so here. Stock is taken to be kept at its present level, each unit sold
// replaced, since nothing is known of orders.

import type { DemandSummary } from '../demand/demand-summary.ts';
import { mean } from '../statistics/summary.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { crossDraws, fittedCurve, movedCurve, suggestionDraws, type DemandCurve } from './demand-curve.ts';
import type { Estimate } from './gain-estimate.ts';
import { estimateOf } from './outlook.ts';
import { overheadPerDay } from './recent-days.ts';

export const impactMeasureNames = ['margin', 'revenue', 'profit', 'turnover', 'excessStock'] as const;
type ImpactMeasureName = (typeof impactMeasureNames)[number];

export interface ImpactMeasure {
  readonly name: ImpactMeasureName;
  readonly label: string;
  /** `share` is shown in percent; currency is that of the file. */
  readonly unit: 'share' | 'currency a day' | 'times a year' | 'currency';
  readonly meaning: string;
  /** How `change` is counted: after - before, or after / before - 1. */
  readonly change: 'difference' | 'ratio';
  readonly better: 'more' | 'less';
  /** What to reach, as the measure after (`after`) or as its change; null without a goal. */
  readonly target: { readonly of: 'after' | 'change'; readonly from: number; readonly to: number } | null;
}

/** Stock for more days than this, at the expected demand, is excess. */
const coverDays = 30;
const daysPerYear = 365;

export const impactMeasures: readonly ImpactMeasure[] = [
  {
    name: 'margin',
    label: 'Margin',
    unit: 'share',
    meaning: 'Profit over revenue, of the products whose cost is known.',
    change: 'difference',
    better: 'more',
    target: { of: 'after', from: 0.15, to: 0.22 },
  },
  {
    name: 'revenue',
    label: 'Revenue',
    unit: 'currency a day',
    meaning: 'Expected revenue of a day, all products.',
    change: 'difference',
    better: 'more',
    target: null,
  },
  {
    name: 'profit',
    label: 'Profit',
    unit: 'currency a day',
    meaning: 'Expected profit of a day, of the products whose cost is known.',
    change: 'difference',
    better: 'more',
    target: null,
  },
  {
    name: 'turnover',
    label: 'Stock turnover',
    unit: 'times a year',
    meaning:
      'Cost of the goods sold in a year over the cost of the stock held, of the products whose cost and stock are known.',
    change: 'ratio',
    better: 'more',
    target: { of: 'change', from: 0.23, to: 0.38 },
  },
  {
    name: 'excessStock',
    label: 'Excess stock',
    unit: 'currency',
    meaning: `Cost of the stock beyond ${coverDays} days of expected demand, of the products whose cost and stock are known.`,
    change: 'ratio',
    better: 'less',
    target: { of: 'change', from: -0.4, to: -0.4 },
  },
];

/** One product with its price before and after. Prices and cost in currency. */
export interface ImpactProduct {
  readonly curve: DemandCurve;
  /** The same where others of its category have their prices of after. */
  readonly curveAfter: DemandCurve;
  /** Calendar days a row of its history covers: the curve gives units a row. */
  readonly daysPerRow: number;
  readonly unitCost: number | null;
  /** Currency a row beyond units times margin. */
  readonly overhead: number;
  /** Units in stock; null where unknown. */
  readonly inventory: number | null;
  readonly before: number;
  readonly after: number;
}

export interface ImpactFigure {
  readonly before: Estimate;
  readonly after: Estimate;
  /** As the measure counts it; null where a ratio has nothing to stand on. */
  readonly change: Estimate | null;
}

export interface Impact {
  readonly products: number;
  readonly productsWithCost: number;
  readonly productsWithStock: number;
  /** Products whose price moves. */
  readonly productsThatMove: number;
  /** null where no product has what the measure needs. */
  readonly figures: Readonly<Record<ImpactMeasureName, ImpactFigure | null>>;
}

/** By product id, log of the price after over the one before; a product without one stays. */
export type PriceMoves = ReadonlyMap<string, number>;

/** The moves of all products of a file; `priceOf` gives null where the price stays. */
export function priceMoves(
  histories: readonly ProductHistory[],
  priceOf: (productId: string) => number | null,
): PriceMoves {
  return new Map(
    histories.flatMap(({ product, price }) => {
      const after = priceOf(product.id);
      return after === null ? [] : [[product.id, Math.log(after / price.at(-1)!)]];
    }),
  );
}

/** A product of a file; `price` null leaves it at today's. What the others' moves do to it counts after them. */
export function impactProduct(
  history: ProductHistory,
  summary: DemandSummary,
  price: number | null,
  moves: PriceMoves,
): ImpactProduct {
  const before = history.price.at(-1)!;
  const curve = fittedCurve(summary, suggestionDraws);
  const category = summary.found?.category;
  let by = 0;
  if (category?.isTold)
    for (const [id, share] of Object.entries(category.shares)) by += share * (moves.get(id) ?? 0);
  return {
    curve,
    curveAfter:
      category && by !== 0
        ? movedCurve(curve, { cross: crossDraws(history.product, category, suggestionDraws), by })
        : curve,
    daysPerRow: Math.max(1, history.daysPerRow),
    unitCost: history.unitCost,
    overhead: overheadPerDay(history),
    inventory: history.inventory?.findLast((value) => value >= 0) ?? null,
    before,
    after: price ?? before,
  };
}

/** Sums at one set of prices. [draws] each */
class Sums {
  readonly revenue = new Float64Array(suggestionDraws);
  readonly revenueWithCost = new Float64Array(suggestionDraws);
  readonly profit = new Float64Array(suggestionDraws);
  /** Cost of goods sold a day of the products with stock. */
  readonly goodsSold = new Float64Array(suggestionDraws);
  readonly excess = new Float64Array(suggestionDraws);
  /** Units a day of the product at hand. */
  private readonly units = new Float64Array(suggestionDraws);

  add(product: ImpactProduct, curve: DemandCurve, price: number): void {
    const { daysPerRow, unitCost, overhead, inventory } = product;
    const { units } = this;
    curve.drawnUnits(price, units);
    for (let i = 0; i < units.length; i++) {
      const perDay = units[i]! / daysPerRow;
      this.revenue[i]! += perDay * price;
      if (unitCost === null) continue;
      this.revenueWithCost[i]! += perDay * price;
      this.profit[i]! += perDay * (price - unitCost) + overhead / daysPerRow;
      if (inventory === null) continue;
      this.goodsSold[i]! += perDay * unitCost;
      this.excess[i]! += Math.max(0, inventory - coverDays * perDay) * unitCost;
    }
  }
}

/** Gathers products one by one, so that a large catalogue can be added in parts. */
export class ImpactSum {
  private readonly before = new Sums();
  private readonly after = new Sums();
  /** Cost of the stock held, currency. */
  private stockCost = 0;
  private products = 0;
  private productsWithCost = 0;
  private productsWithStock = 0;
  private productsThatMove = 0;

  add(product: ImpactProduct): void {
    this.before.add(product, product.curve, product.before);
    this.after.add(product, product.curveAfter, product.after);
    this.products += 1;
    if (product.after !== product.before) this.productsThatMove += 1;
    if (product.unitCost === null) return;
    this.productsWithCost += 1;
    if (product.inventory === null) return;
    this.productsWithStock += 1;
    this.stockCost += product.inventory * product.unitCost;
  }

  impact(): Impact {
    const { before, after, products, productsWithCost, productsWithStock, productsThatMove } = this;
    const turnover = (sums: Sums) =>
      sums.goodsSold.map((goodsSold) => (daysPerYear * goodsSold) / this.stockCost);
    const margin = (sums: Sums) => sums.profit.map((profit, i) => profit / sums.revenueWithCost[i]!);
    const sells = (sums: Sums) => sums.revenueWithCost.every((revenue) => revenue > 0);
    const hasSales = productsWithCost > 0 && sells(before) && sells(after);
    const hasStock = this.stockCost > 0;
    return {
      products,
      productsWithCost,
      productsWithStock,
      productsThatMove,
      figures: {
        margin: hasSales ? difference(margin(before), margin(after)) : null,
        revenue: products > 0 ? difference(before.revenue, after.revenue) : null,
        profit: productsWithCost > 0 ? difference(before.profit, after.profit) : null,
        turnover: hasStock ? ratio(turnover(before), turnover(after)) : null,
        excessStock: hasStock ? ratio(before.excess, after.excess) : null,
      },
    };
  }
}

/** The impact of new prices on `products`. */
export function businessImpact(products: Iterable<ImpactProduct>): Impact {
  const sum = new ImpactSum();
  for (const product of products) sum.add(product);
  return sum.impact();
}

function difference(before: Float64Array, after: Float64Array): ImpactFigure {
  return {
    before: estimated(before),
    after: estimated(after),
    change: estimated(after.map((value, i) => value - before[i]!)),
  };
}

function ratio(before: Float64Array, after: Float64Array): ImpactFigure {
  return {
    before: estimated(before),
    after: estimated(after),
    // Nothing is a share of nothing, nor of a turnover beyond all numbers (stock that costs next to nothing).
    change: before.every((value) => value > 0 && Number.isFinite(value))
      ? estimated(after.map((value, i) => value / before[i]! - 1))
      : null,
  };
}

function estimated(values: Float64Array): Estimate {
  return estimateOf(mean(values), values);
}
