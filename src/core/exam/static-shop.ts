// A shop in which a day's demand depends on that day's prices alone: whatever was charged before is forgotten.
//
// Most scenarios end in such a shop; what differs is what its file hides.

import { bestPrice } from './best-price.ts';
import { allowedPrices, horizonDays, type ExamProduct, type ExamShop } from './shop.ts';
import { examDays, trueUnits, type ProductTruth } from './product-truth.ts';

export interface StaticProduct {
  readonly product: ExamProduct;
  /** Expected units of the coming day `day` (0 first) at a price. */
  readonly units: (day: number, price: number) => number;
}

/** A product as its truth has it; `elasticity` where it is another one by now, `fileElasticity` where it was another one before. */
export function staticProduct(
  truth: ProductTruth,
  currentPrice: number,
  {
    elasticity = truth.elasticity,
    fileElasticity = elasticity,
    id = truth.id,
    store = null,
    level = 1,
  }: StaticChanges = {},
): StaticProduct {
  const { name, category, unitCost } = truth;
  return {
    product: { id, name, category, store, currentPrice, unitCost, elasticity, fileElasticity },
    units: (day, price) => level * trueUnits(truth, examDays + day, price, elasticity),
  };
}

interface StaticChanges {
  readonly elasticity?: number;
  readonly fileElasticity?: number;
  readonly id?: string;
  readonly store?: string | null;
  /** Multiplies demand. */
  readonly level?: number;
}

/** `bestOf` finds the price of the highest profit. */
export function staticShop(
  fileName: string,
  csv: string,
  products: readonly StaticProduct[],
  bestOf = bestPrice,
): ExamShop {
  const profitOf = ({ product, units }: StaticProduct, price: number) => {
    let sum = 0;
    for (let day = 0; day < horizonDays; day++) sum += units(day, price) * (price - product.unitCost);
    return sum;
  };
  const best = Float64Array.from(products, (one) => {
    const { low, high } = allowedPrices(one.product.currentPrice, one.product.unitCost);
    const kept = profitOf(one, one.product.currentPrice);
    return Math.max(kept, bestOf((price) => profitOf(one, price), low, high).profit);
  });
  return {
    fileName,
    csv,
    products: products.map(({ product }) => product),
    profitOf: (index, prices) => profitOf(products[index]!, prices[index]!),
    affectedBy: (index) => [index],
    played: (index, pricer) => {
      const { product, units } = products[index]!;
      let price = product.currentPrice;
      let sum = 0;
      for (let day = 0; day < horizonDays; day++) {
        price = pricer({ day, price, inventory: NaN, rivalPrice: NaN });
        sum += units(day, price) * (price - product.unitCost);
      }
      return sum;
    },
    best,
    bestHeld: best,
  };
}
