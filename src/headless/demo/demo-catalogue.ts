// The demo catalogue: sixty products with cost, stock, a rival and conversions, whose prices as they were earn about
// 15 % of sales, and whose elasticities are known because they were put in.

import { isoDate, weekdayOf } from '../../core/table/day-numbers.ts';
import { Random } from '../../core/random.ts';
import { catalogueProducts } from './catalogue-products.ts';
import { endingIn99, poisson, pricePath } from './demo-random.ts';

export interface CatalogueProduct {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly listPrice: number;
  readonly unitCost: number;
  /** What our price alone does to units, the rival's held still. */
  readonly ownElasticity: number;
  /** What the rival's price alone does. */
  readonly crossElasticity: number;
  readonly unitsPerDay: number;
  readonly days: number;
}

const catalogueHeaders = [
  'Report Date',
  'Product ID',
  'Product Name',
  'Category',
  'Product Price',
  'Units',
  'Total Sales',
  'Total Profit',
  'Cost',
  'Inventory',
  'Competitor Price',
  'Organic Conversion Percentage',
  'Ad Conversion Percentage',
] as const;

/** 2025-09-30: every product's last day. */
const lastDay = 20361;
const shortestHistory = 120;
const longestHistory = 145;
const priceShares = [0.86, 0.93, 1, 1.07, 1.15];
/** Cost as a share of list price; sales lean to the low prices, so the margin of all sales is a little below 1 - this. */
const costShare = 0.829;
const weekdayFactors = [0.95, 0.92, 0.95, 1, 1.08, 1.15, 0.95];
/** Middle of each category's own elasticities. */
const categoryElasticity: Readonly<Record<string, number>> = {
  'Tea & Coffee': -2,
  Kitchen: -2.4,
  Garden: -1.8,
  Stationery: -2.2,
  'Bath & Body': -2.6,
  'Toys & Games': -2.1,
};

/** The products as they were put in; the same for the same seed. */
export function catalogueTruth(seed: number): CatalogueProduct[] {
  return Object.entries(catalogueProducts).flatMap(([category, products], c) =>
    products.map(([name, listPrice], k) => {
      const id = `${category.slice(0, 3).toUpperCase()}-${101 + 100 * c + k}`;
      const random = new Random(seed).fork(`catalogue ${id}`);
      return {
        id,
        name,
        category,
        listPrice,
        unitCost: Number((listPrice * (costShare + 0.02 * random.normal())).toFixed(2)),
        ownElasticity: categoryElasticity[category]! + 0.3 * random.normal(),
        crossElasticity: 0.3 + 0.5 * random.uniform(),
        unitsPerDay: 8 + 32 * random.uniform() ** 2,
        days: shortestHistory + random.integer(longestHistory - shortestHistory + 1),
      };
    }),
  );
}

/** The file's text, oldest day first; the same for the same seed. */
export function catalogueCsv(seed: number): string {
  const rows = catalogueTruth(seed)
    .flatMap((product) => productRows(product, new Random(seed).fork(`days of ${product.id}`)))
    .sort((a, b) => a.day - b.day);
  return [catalogueHeaders.join(','), ...rows.map((row) => row.text)].join('\n') + '\n';
}

function productRows(product: CatalogueProduct, random: Random): { day: number; text: string }[] {
  const { listPrice, unitCost, days, unitsPerDay } = product;
  const levels = [...new Set(priceShares.map((share) => endingIn99(share * listPrice)))];
  const prices = pricePath(random.fork('prices'), levels, days, 5, 14);
  const rivals = rivalPath(random.fork('rival'), listPrice, days);
  const organicPercent = 5 + 6 * random.uniform();
  const adPercent = 2.5 + 3 * random.uniform();
  // Every fourth product or so holds far more stock than it sells.
  const monthsOfStock = random.uniform() < 0.25 ? 5 : 1.5;
  let inventory = Math.round(30 * monthsOfStock * unitsPerDay);
  return prices.map((price, t) => {
    const day = lastDay - days + 1 + t;
    const response =
      (price / listPrice) ** product.ownElasticity * (rivals[t]! / listPrice) ** product.crossElasticity;
    const mean = unitsPerDay * response * weekdayFactors[weekdayOf(day)]! * (1 + 0.08 * random.normal());
    const units = Math.min(inventory, poisson(random, Math.max(0, mean)));
    inventory -= units;
    if (inventory < 12 * unitsPerDay) inventory += Math.round(30 * unitsPerDay);
    const conversion = (usual: number) =>
      Math.min(100, Math.max(0, usual * response * (1 + 0.12 * random.normal())));
    const cells = [
      isoDate(day),
      product.id,
      product.name,
      product.category,
      price.toFixed(2),
      String(units),
      (units * price).toFixed(2),
      (units * (price - unitCost)).toFixed(2),
      unitCost.toFixed(2),
      String(inventory),
      rivals[t]!.toFixed(2),
      conversion(organicPercent).toFixed(1),
      conversion(adPercent).toFixed(1),
    ];
    return { day, text: cells.join(',') };
  });
}

/** A rival near our list price that changes its mind every week or two, whatever we do. */
function rivalPath(random: Random, listPrice: number, days: number): number[] {
  const levels = Array.from({ length: 6 }, () =>
    Number((listPrice * (1.02 + 0.07 * random.normal())).toFixed(2)),
  );
  return pricePath(random, levels, days, 6, 12);
}
