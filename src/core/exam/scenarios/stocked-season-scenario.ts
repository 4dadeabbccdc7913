// A season's stock that is not enough at today's price and is not supplied again: the price must rise, further than one
// change allows, and how far depends on how the days go. The best is dynamic programming in the true market.

import type { DemandMarketParameters } from '../../market/demand/demand-parameters.ts';
import { expectedDemand, demandIndex } from '../../market/demand/demand-model.ts';
import { optimum } from '../../market/demand/demand-dynamic-program.ts';
import { flatMonthFactors } from '../../market/demand/reference-market.ts';
import type { Random } from '../../random.ts';
import { bestPrice } from '../best-price.ts';
import { dailyFile } from '../daily-file.ts';
import { largestChange, smallestMargin } from '../limits.ts';
import {
  chancePrices,
  dayFactor,
  drawTruths,
  examDays,
  examFirstDay,
  type ProductTruth,
  soldUnits,
  usualShape,
} from '../product-truth.ts';
import { allowedPrices, horizonDays, type DayPricer, type ExamShop, type Scenario } from '../shop.ts';

/** The season's stock as a share of what it would sell at today's price. */
const stockShare = { least: 0.4, most: 0.85 } as const;
/** Half of the points that the optimum is computed on: moves it by less than 0.3 %. */
const grid = { inventoryPoints: 121, pricePoints: 91, noiseNodes: 9, fixedPricePoints: 11 } as const;
/** Prices above this multiple of today's earn less however short the stock is. */
export const highestShare = 3;
/** Seasons that an expectation is the mean of; the same ones for everybody. */
const seasons = 100;

export const stockedSeason: Scenario = {
  name: 'stocked season',
  summary: "a season's stock that is not supplied again, in the file",
  isDynamic: true,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) =>
      seasonal(truth, random.fork(truth.id)),
    );
    return seasonShop(
      dailyFile(
        products.map(({ daily }) => daily),
        ['Inventory'],
      ),
      products,
      random.fork('seasons'),
    );
  },
};

/** A market whose stock is known. */
type SeasonMarket = DemandMarketParameters & { readonly initialInventory: number };

interface SeasonProduct {
  readonly truth: ProductTruth;
  readonly market: SeasonMarket;
  readonly daily: Parameters<typeof dailyFile>[0][number];
}

function seasonal(truth: ProductTruth, random: Random): SeasonProduct {
  const price = chancePrices(random.fork('prices'), truth.listPrice);
  const units = soldUnits(random.fork('units'), truth, price);
  const market = seasonMarket(truth, price.at(-1)!, random.fork('stock'));
  // One stock for all of it, never supplied again; what the last day leaves is for the coming days.
  let left = market.initialInventory + units.reduce((sum, sold) => sum + sold, 0);
  const inventory = Array.from(units, (sold) => (left -= sold));
  return { truth, market, daily: { truth, price, units, extras: [inventory] } };
}

/** The true market of the coming season; its reward is profit. */
function seasonMarket(truth: ProductTruth, price: number, random: Random): SeasonMarket {
  const middle = examDays + Math.floor(horizonDays / 2);
  // Season and weekdays of a mean week around the middle of the season.
  const week = Array.from({ length: 7 }, (_, k) => dayFactor(truth, middle - 3 + k));
  const meanFactor = week.reduce((sum, factor) => sum + factor / 7, 0);
  const baseDemand = truth.level * meanFactor * (price / truth.listPrice) ** truth.elasticity;
  const share = stockShare.least + (stockShare.most - stockShare.least) * random.uniform();
  const weekday = truth.weekdays.map(Math.exp);
  const meanWeekday = weekday.reduce((sum, factor) => sum + factor / 7, 0);
  return {
    referencePrice: price,
    unitCost: truth.unitCost,
    elasticity: truth.elasticity,
    elasticityError: 0,
    baseDemand,
    demandNoise: Math.min(0.5, Math.sqrt(truth.dispersion / baseDemand)),
    initialInventory: Math.max(2, Math.round(share * baseDemand * horizonDays)),
    days: horizonDays,
    maxDailyChange: largestChange,
    minMarkup: 1 / (1 - smallestMargin),
    maxPrice: highestShare * price,
    weekdayFactors: weekday.map((factor) => factor / meanWeekday),
    monthFactors: flatMonthFactors,
    startDay: examFirstDay + examDays,
    rival: 'none',
    rivalPrice: price,
    crossElasticity: 0,
    revenueWeight: 0,
    profitWeight: 1,
    unitsWeight: 0,
    inventoryWeight: 0,
    competitorWeight: 0,
  };
}

function seasonShop(csv: string, products: readonly SeasonProduct[], random: Random): ExamShop {
  const noise = random.fillNormal(new Float64Array(seasons * horizonDays));
  const play = (index: number, pricer: DayPricer) => meanProfit(products[index]!.market, noise, pricer);
  const held = (index: number, price: number) => play(index, () => price);
  const bestHeld = Float64Array.from(products, ({ market }, i) => {
    const { low, high } = allowedPrices(market.referencePrice, market.unitCost);
    return Math.max(held(i, market.referencePrice), bestPrice((price) => held(i, price), low, high).profit);
  });
  return {
    fileName: 'stocked-season.csv',
    csv,
    products: products.map(({ truth, market }) => ({
      id: truth.id,
      name: truth.name,
      category: truth.category,
      store: null,
      currentPrice: market.referencePrice,
      unitCost: truth.unitCost,
      elasticity: truth.elasticity,
    })),
    profitOf: (index, prices) => held(index, prices[index]!),
    affectedBy: (index) => [index],
    played: play,
    best: Float64Array.from(products, ({ market }, i) => Math.max(bestHeld[i]!, seasonOptimum(market))),
    bestHeld,
  };
}

/** The most that the season can earn on average, in currency. */
export function seasonOptimum(market: DemandMarketParameters): number {
  return optimum(market, grid).optimalReturn * market.referencePrice * market.baseDemand;
}

function meanProfit(market: SeasonMarket, noise: Float64Array, pricer: DayPricer): number {
  const { unitCost, elasticity, demandNoise, initialInventory, referencePrice } = market;
  let sum = 0;
  for (let season = 0; season < seasons; season++) {
    let price = referencePrice;
    let inventory = initialInventory;
    for (let day = 0; day < horizonDays && inventory > 0; day++) {
      price = pricer({ day, price, inventory, rivalPrice: NaN });
      const expected = expectedDemand(market, elasticity, price, demandIndex(market, day), NaN);
      const factor = Math.max(0, 1 + demandNoise * noise[season * horizonDays + day]!);
      const units = Math.min(inventory, expected * factor);
      sum += units * (price - unitCost);
      inventory -= units;
    }
  }
  return sum / seasons;
}
