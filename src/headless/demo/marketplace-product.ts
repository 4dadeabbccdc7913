// The demo file of one marketplace product: 160 days with a known elasticity and every quirk a real export has.
//
// Newest first; the price is blank exactly on days without a sale; a week of forecast placeholders; a conversion
// above 100 %; a return; a day in two rows; missing days; days of advertising without a sale, so a negative profit;
// sales as money.

import { isoDate } from '../../core/table/day-numbers.ts';
import { Random } from '../../core/random.ts';
import { poisson, pricePath } from './demo-random.ts';

/** What units do for one percent of price, by construction. */
export const marketplaceElasticity = -1.8;

const marketplaceHeaders = [
  'Report Date',
  'Product Price',
  'Organic Conversion Percentage',
  'Ad Conversion Percentage',
  'Total Profit',
  'Total Sales',
  'Predicted Sales',
] as const;

const days = 160;
const forecastDays = 7;
/** 2025-04-01. */
const firstDay = 20179;
const priceLevels = [19.99, 21.99, 22.99, 24.99, 26.99, 29.99, 32.99];
const usualPrice = 24.99;
const usualUnitsPerDay = 3.6;
const weekdayFactors = [1, 0.95, 0.95, 1, 1.1, 1.25, 1.15];
const adShare = 0.35;
const unitCost = 10.4;

/** Days by their place in the file's history that carry a quirk. */
const quirks = { returned: 41, twice: 77, aboveHundred: 103, missing: [58, 59, 121] } as const;

interface Day {
  readonly date: string;
  readonly price: number;
  readonly organic: { readonly visits: number; readonly orders: number };
  readonly ad: { readonly visits: number; readonly orders: number };
  readonly adSpend: number;
}

/** The file's text; the same for the same seed. */
export function marketplaceProductCsv(seed: number): string {
  const random = new Random(seed).fork('marketplace product');
  const prices = pricePath(random.fork('prices'), priceLevels, days, 4, 9);
  const recentSales: number[] = [];
  const rows: string[][] = [];
  for (let t = 0; t < days; t++) {
    if (quirks.missing.some((missing) => missing === t)) continue;
    const day = dayOf(random, t, prices[t]!);
    const predicted = predictedSales(random, recentSales);
    const parts = t === quirks.twice ? inTwoRows(day) : [day];
    for (const part of parts) rows.push(rowOf(part, predicted / parts.length, t === quirks.returned));
    recentSales.push((day.organic.orders + day.ad.orders) * day.price);
  }
  for (let t = days; t < days + forecastDays; t++) {
    const predicted = predictedSales(random, recentSales);
    rows.push([isoDate(firstDay + t), '', '', '', '', '', predicted.toFixed(2)]);
  }
  return [marketplaceHeaders.join(','), ...rows.reverse().map((row) => row.join(','))].join('\n') + '\n';
}

function dayOf(random: Random, t: number, price: number): Day {
  const weekday = (firstDay + t + 3) % 7;
  const mean = usualUnitsPerDay * (price / usualPrice) ** marketplaceElasticity * weekdayFactors[weekday]!;
  const organicOrders = poisson(random, (1 - adShare) * mean);
  const adOrders = poisson(random, adShare * mean);
  const day = {
    date: isoDate(firstDay + t),
    price,
    organic: { visits: organicOrders + poisson(random, 24), orders: organicOrders },
    ad: { visits: adOrders + poisson(random, 12), orders: adOrders },
    adSpend: 1.5 + 2 * random.uniform(),
  };
  // Three visitors bought four times: a conversion above 100 %.
  return t === quirks.aboveHundred ? { ...day, ad: { visits: 3, orders: 4 } } : day;
}

/** A day booked in two rows, as happens when an order is reported late. */
function inTwoRows(day: Day): Day[] {
  const late = { visits: 5, orders: 1 };
  const early = { visits: day.organic.visits - late.visits, orders: Math.max(0, day.organic.orders - 1) };
  return [
    { ...day, organic: early },
    { ...day, organic: late, ad: { visits: 0, orders: 0 }, adSpend: 0 },
  ];
}

function rowOf(day: Day, predicted: number, returned: boolean): string[] {
  // On the day of the return nothing else happened: one unit came back at the price it was sold for.
  const units = returned ? -1 : day.organic.orders + day.ad.orders;
  const profit = units * (day.price - unitCost) - day.adSpend;
  return [
    day.date,
    units === 0 ? '' : day.price.toFixed(2),
    returned ? '0.00' : conversionPercent(day.organic),
    returned ? '0.00' : conversionPercent(day.ad),
    profit.toFixed(2),
    (units * day.price).toFixed(2),
    predicted.toFixed(2),
  ];
}

/** Blank where nobody came. */
function conversionPercent({ visits, orders }: Day['organic']): string {
  return visits === 0 ? '' : ((100 * orders) / visits).toFixed(2);
}

/** Somebody's forecast: the mean of the last week, give or take a sixth. */
function predictedSales(random: Random, recent: readonly number[]): number {
  const week = recent.slice(-7);
  const mean =
    week.length > 0
      ? week.reduce((sum, sales) => sum + sales, 0) / week.length
      : usualUnitsPerDay * usualPrice;
  return Math.max(0, mean * (1 + 0.16 * random.normal()));
}
