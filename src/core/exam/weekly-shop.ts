// A shop whose file has two years of weeks, each with units and revenue: what was posted must be told from revenue over units.

import type { Random } from '../random.ts';
import { isoDate } from '../table/day-numbers.ts';
import { cents, examFirstDay, trueUnits, type ProductTruth } from './product-truth.ts';
import { salesCsv, type CsvCell } from './sales-csv.ts';
import type { ExamShop } from './shop.ts';
import { staticShop } from './static-shop.ts';

export const daysOfWeek = 7;
export const daysOfWeeks = 104 * daysOfWeek;

export interface WeeklyProduct {
  readonly truth: ProductTruth;
  /** The posted price. [days] */
  readonly posted: Float64Array;
  /** What was sold, and for how much in all. [days] each */
  readonly units: Float64Array;
  readonly revenue: Float64Array;
}

/** Days that a posted price holds, and how far it lies from the list price at most. */
const held = { least: 35, most: 90 } as const;
const spread = 0.1;

/** One price a day, each held for one month to three. [days] */
export function heldPrices(random: Random, listPrice: number): Float64Array {
  const prices = new Float64Array(daysOfWeeks);
  for (let t = 0; t < daysOfWeeks;) {
    const until = Math.min(daysOfWeeks, t + held.least + random.integer(held.most - held.least + 1));
    prices.fill(cents(listPrice * (1 + spread * (2 * random.uniform() - 1))), t, until);
    t = until;
  }
  return prices;
}

/** One price a day that changes with a week: each level holds for some weeks, then another one follows. [days] */
export function weeklyPrices(
  random: Random,
  listPrice: number,
  { levels, shortest, longest }: WeeklyPolicy,
): Float64Array {
  const prices = new Float64Array(daysOfWeeks);
  let level = random.integer(levels.length);
  for (let t = 0; t < daysOfWeeks;) {
    const weeks = shortest + random.integer(longest - shortest + 1);
    const until = Math.min(daysOfWeeks, t + weeks * daysOfWeek);
    for (; t < until; t++) prices[t] = cents(listPrice * levels[level]!);
    level = (level + 1 + random.integer(levels.length - 1)) % levels.length;
  }
  return prices;
}

interface WeeklyPolicy {
  /** Shares of the list price. */
  readonly levels: readonly number[];
  /** Weeks a price holds. */
  readonly shortest: number;
  readonly longest: number;
}

/** A row a product and week. */
export function weeklyFile(products: readonly WeeklyProduct[]): string {
  return salesCsv(
    ['Week', 'SKU', 'Product Name', 'Category', 'Units', 'Revenue', 'Unit Cost'],
    rows(products),
  );
}

/** The shop, judged at posted prices. */
export function weeklyShop(fileName: string, products: readonly WeeklyProduct[]): ExamShop {
  return staticShop(
    fileName,
    weeklyFile(products),
    products.map(({ truth, posted }) => {
      const { id, name, category, unitCost, elasticity } = truth;
      const currentPrice = posted.at(-1)!;
      return {
        product: { id, name, category, store: null, currentPrice, unitCost, elasticity },
        units: (day: number, price: number) => trueUnits(truth, daysOfWeeks + day, price),
      };
    }),
  );
}

function* rows(products: readonly WeeklyProduct[]): Generator<CsvCell[]> {
  const total = (values: Float64Array, from: number) =>
    values.subarray(from, from + daysOfWeek).reduce((sum, value) => sum + value, 0);
  for (let from = 0; from < daysOfWeeks; from += daysOfWeek)
    for (const { truth, units, revenue } of products)
      yield [
        isoDate(examFirstDay + from),
        truth.id,
        truth.name,
        truth.category,
        total(units, from),
        total(revenue, from).toFixed(2),
        truth.unitCost.toFixed(2),
      ];
}
