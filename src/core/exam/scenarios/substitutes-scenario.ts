// Products of a category take sales from each other: what one loses by a higher price, its neighbours gain in part. The
// best prices are those of the category taken together.
//
//   log E[units_i] = log level_i + e_i log(p_i / p0_i) + c * sum over j != i of w_j log(p_j / p0_j)
//
// with w the neighbours' shares of the category's sales.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { bestPrice } from '../best-price.ts';
import { dailyFile } from '../daily-file.ts';
import {
  chancePrices,
  dayFactor,
  drawTruths,
  examDays,
  trueUnits,
  usualShape,
  type ProductTruth,
} from '../product-truth.ts';
import { allowedPrices, horizonDays, type ExamShop, type Scenario } from '../shop.ts';

interface Rivalled {
  readonly truth: ProductTruth;
  /** How log units answer to each product's log price; own elasticity at its own index, 0 outside the category. */
  readonly answers: Float64Array;
}

export const substitutes: Scenario = {
  name: 'substitutes',
  summary: 'products of a category take sales from each other',
  isDynamic: false,
  make: (random) => {
    const products = rivalled(drawTruths(random.fork('truths'), usualShape), random.fork('cross'));
    const prices = products.map(({ truth }) =>
      chancePrices(random.fork(truth.id).fork('prices'), truth.listPrice),
    );
    const file = products.map(({ truth, answers }, i) => {
      const counts = random.fork(truth.id).fork('units');
      const units = prices[i]!.map((_, t) => {
        const mean = truth.level * dayFactor(truth, t) * moved(products, answers, (j) => prices[j]![t]!);
        return scatteredCount(counts, mean, truth.dispersion);
      });
      return { truth, price: prices[i]!, units };
    });
    return jointShop(
      dailyFile(file),
      products,
      prices.map((path) => path.at(-1)!),
    );
  },
};

function rivalled(truths: readonly ProductTruth[], random: Random): Rivalled[] {
  const strengths = new Map(truths.map(({ category }) => [category, NaN]));
  for (const category of strengths.keys()) strengths.set(category, 0.7 + 0.7 * random.uniform());
  return truths.map((truth, i) => {
    const isNeighbour = (other: ProductTruth, j: number) => j !== i && other.category === truth.category;
    const weight = (other: ProductTruth) => other.level * other.listPrice;
    const total = truths.filter(isNeighbour).reduce((sum, other) => sum + weight(other), 0);
    const strength = strengths.get(truth.category)!;
    const answers = Float64Array.from(truths, (other, j) => {
      if (j === i) return truth.elasticity;
      return isNeighbour(other, j) ? (strength * weight(other)) / total : 0;
    });
    return { truth, answers };
  });
}

/** The factor on a product's demand at all the prices. */
function moved(products: readonly Rivalled[], answers: Float64Array, priceOf: (j: number) => number): number {
  let log = 0;
  for (let j = 0; j < products.length; j++)
    if (answers[j] !== 0) log += answers[j]! * Math.log(priceOf(j) / products[j]!.truth.listPrice);
  return Math.exp(log);
}

function jointShop(csv: string, products: readonly Rivalled[], current: readonly number[]): ExamShop {
  /** Units of the coming days at the list prices. */
  const base = products.map(({ truth }) => {
    let sum = 0;
    for (let day = 0; day < horizonDays; day++) sum += trueUnits(truth, examDays + day, truth.listPrice);
    return sum;
  });
  const neighbours = products.map(({ answers }) => [...answers.keys()].filter((j) => answers[j] !== 0));
  const profitOf = (i: number, prices: ArrayLike<number>) =>
    base[i]! *
    moved(products, products[i]!.answers, (j) => prices[j]!) *
    (prices[i]! - products[i]!.truth.unitCost);
  const joint = jointOptimum({ products, neighbours, current, profitOf });
  const best = Float64Array.from(products, (_, i) => profitOf(i, joint));
  return {
    fileName: 'substitutes.csv',
    csv,
    products: products.map(({ truth }, i) => ({
      id: truth.id,
      name: truth.name,
      category: truth.category,
      store: null,
      currentPrice: current[i]!,
      unitCost: truth.unitCost,
      elasticity: truth.elasticity,
    })),
    profitOf,
    affectedBy: (index) => neighbours[index]!,
    played: (index, pricer) => {
      const prices = Float64Array.from(current);
      let sum = 0;
      for (let day = 0; day < horizonDays; day++) {
        prices[index] = pricer({ day, price: prices[index]!, inventory: NaN, rivalPrice: NaN });
        sum += profitOf(index, prices) / horizonDays;
      }
      return sum;
    },
    best,
    bestHeld: best,
  };
}

interface JointMarket {
  readonly products: readonly Rivalled[];
  /** The products whose profit moves with each price. */
  readonly neighbours: readonly (readonly number[])[];
  readonly current: readonly number[];
  readonly profitOf: (i: number, prices: ArrayLike<number>) => number;
}

/** Prices of the highest profit of the whole shop: one price after another until none of them moves. */
function jointOptimum({ products, neighbours, current, profitOf }: JointMarket): Float64Array {
  const prices = Float64Array.from(current);
  for (let round = 0; round < 50; round++) {
    let moves = 0;
    for (let i = 0; i < products.length; i++) {
      const { low, high } = allowedPrices(current[i]!, products[i]!.truth.unitCost);
      const before = prices[i]!;
      const categoryProfit = (price: number) => {
        prices[i] = price;
        return neighbours[i]!.reduce((sum, j) => sum + profitOf(j, prices), 0);
      };
      const kept = categoryProfit(before);
      const found = bestPrice(categoryProfit, low, high);
      prices[i] = found.profit > kept ? found.price : before;
      moves = Math.max(moves, Math.abs(prices[i]! / before - 1));
    }
    if (moves < 1e-6) break;
  }
  return prices;
}
