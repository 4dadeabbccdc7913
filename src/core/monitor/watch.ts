// Newer sales beside what was expected of them, product by product and for all: plain data for charts, tables and
// alerts.

import type { DemandFit } from '../demand/fit-demand.ts';
import { studentTwoSided } from '../statistics/distributions.ts';
import { type DriverRole, driverRoles } from '../table/demand-drivers.ts';
import type { ProductHistory, ProductInfo } from '../table/dataset.ts';
import { meanInflation, testDrift, type Drift, type NewerDay } from './drift.ts';
import { fitWatched, interval95, predictDays, predictPeriod, type Prediction } from './prediction.ts';

/** One newer day; `expected`, `low` and `high` are NaN on days nothing is expected of (closed, without a price). */
export interface WatchedDay {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly price: number;
  readonly units: number;
  readonly expected: number;
  /** 95 % prediction interval, day noise included. */
  readonly low: number;
  readonly high: number;
}

export interface Totals {
  /** Units of the newer days that something was expected of. */
  readonly units: number;
  readonly expected: number;
  readonly interval: readonly [number, number];
}

export interface Margins {
  /** Profit over revenue, last 28 rows before; null where profit is unknown or nothing sold. */
  readonly before: number | null;
  readonly now: number | null;
}

export interface ProductWatch {
  readonly product: ProductInfo;
  /** Newer days, oldest first. */
  readonly days: readonly WatchedDay[];
  /** Why nothing could be expected of this product, in words; null where it could. */
  readonly problem: string | null;
  readonly totals: Totals | null;
  /** What beside the price is in the expectation, as the newer days have it: advertising, weather and their like. */
  readonly drivers: readonly DriverRole[];
  readonly drift: Drift | null;
  readonly margin: Margins;
  /** Currency a calendar day over the newer days. */
  readonly revenuePerDay: number;
  /** null where profit is unknown. */
  readonly profitPerDay: number | null;
  /** Mean price charged over the newer days. */
  readonly meanPrice: number;
  /** Profit of one unit at that price, or the price itself where the cost is unknown. */
  readonly unitWorth: number;
}

interface OverallWatch {
  readonly totals: Totals;
  /** Of "demand of all products together is as expected", two-sided. */
  readonly pValue: number;
  readonly margin: Margins;
}

export interface SalesWatch {
  readonly fileName: string;
  /** First and last newer day. */
  readonly firstDay: number;
  readonly lastDay: number;
  readonly products: readonly ProductWatch[];
  /** null with a single product that can be watched. */
  readonly overall: OverallWatch | null;
  /** Products of the loaded file without a newer day. */
  readonly absent: readonly ProductInfo[];
  /** Products only the newer file has. */
  readonly fresh: readonly ProductInfo[];
  readonly replacedRows: number;
}

/** Rows that say what the margin was before. */
const recentRows = 28;
/** Effects that were fitted out of the products' sums: constant, price, trend, weekdays. */
const typicalTerms = 9;

/** What stands between a product's watch and the sum over products. */
interface Watched {
  readonly older: ProductHistory;
  readonly watch: ProductWatch;
  readonly fit: DemandFit | null;
  readonly predictions: readonly (Prediction | null)[];
}

/**
 * Watches the products of `older` over the days that `joined` has beyond them. `joined` holds the same products read from
 * both files together. `told` are the columns of advertising, weather and their like that the newer days have.
 *
 * @throws Error in a sentence where no product has a newer day.
 */
export function watchSales(
  fileName: string,
  older: readonly ProductHistory[],
  joined: readonly ProductHistory[],
  facts: Pick<SalesWatch, 'fresh' | 'replacedRows'>,
  told: readonly DriverRole[] = driverRoles,
): SalesWatch {
  const byId = new Map(joined.map((history) => [history.product.id, history]));
  const watched: Watched[] = [];
  const absent: ProductInfo[] = [];
  for (const history of older) {
    const both = byId.get(history.product.id);
    const from = both ? both.days.findIndex((day) => day > history.days[history.days.length - 1]!) : -1;
    if (!both || from < 0) absent.push(history.product);
    else watched.push(watchProduct(history, both, from, told));
  }
  if (watched.length === 0) throw new Error(nothingNewer(fileName, older, facts.fresh));
  const products = watched.map(({ watch }) => watch);
  return {
    fileName,
    firstDay: Math.min(...products.map(({ days }) => days[0]!.day)),
    lastDay: Math.max(...products.map(({ days }) => days.at(-1)!.day)),
    products,
    overall: overallOf(watched),
    absent,
    ...facts,
  };
}

function nothingNewer(
  fileName: string,
  older: readonly ProductHistory[],
  fresh: readonly ProductInfo[],
): string {
  const example = older[0]!;
  if (fresh.length > 0)
    return (
      `"${fileName}" holds none of the loaded products: it has "${fresh[0]!.id}" and the loaded file "${example.product.id}". ` +
      'Choose newer sales of the same products, with the same Product ID.'
    );
  return `"${fileName}" holds no day after the loaded ones; choose a file that goes on where they end.`;
}

function watchProduct(
  older: ProductHistory,
  joined: ProductHistory,
  from: number,
  told: readonly DriverRole[],
): Watched {
  const { fit, problem, drivers } = fitWatched(
    older,
    told.filter((role) => joined.drivers?.[role]),
  );
  const predictions = fit ? predictDays(fit, joined, from, drivers) : [];
  const days = Array.from({ length: joined.days.length - from }, (_, i): WatchedDay => {
    const prediction = predictions[i] ?? null;
    const [low, high] = prediction ? interval95(prediction.mean, prediction.variance) : [NaN, NaN];
    return {
      day: joined.days[from + i]!,
      price: joined.price[from + i]!,
      units: joined.units[from + i]!,
      expected: prediction?.mean ?? NaN,
      low,
      high,
    };
  });
  const newer = days.flatMap(({ price, units }, i): NewerDay[] => {
    const prediction = predictions[i];
    return prediction ? [{ prediction, price, units }] : [];
  });
  const drift = fit && newer.length > 0 ? testDrift(fit, newer) : null;
  const period =
    fit && newer.length > 0
      ? predictPeriod(
          fit,
          newer.map(({ prediction }) => prediction),
          drift?.inflation ?? 1,
        )
      : null;
  const calendarDays = days.length * older.daysPerRow;
  const now = money(joined, from, joined.days.length, joined.unitCost ?? older.unitCost);
  const before = money(older, Math.max(0, older.days.length - recentRows), older.days.length, older.unitCost);
  const meanPrice = days.reduce((sum, { price }) => sum + price, 0) / days.length;
  const unitCost = joined.unitCost ?? older.unitCost;
  const watch: ProductWatch = {
    product: older.product,
    days,
    problem,
    totals: period && {
      units: newer.reduce((sum, { units }) => sum + units, 0),
      expected: period.mean,
      interval: period.interval,
    },
    drivers: drivers.map(({ role }) => role),
    drift,
    margin: { before: shareOf(before), now: shareOf(now) },
    revenuePerDay: now.revenue / calendarDays,
    profitPerDay: now.profit === null ? null : now.profit / calendarDays,
    meanPrice,
    unitWorth: unitCost === null ? meanPrice : Math.max(0, meanPrice - unitCost),
  };
  return { older, watch, fit, predictions };
}

interface Money {
  readonly revenue: number;
  readonly profit: number | null;
}

/** Revenue and profit of the rows `from` to `to`; profit from the file, else from the unit cost. */
function money(history: ProductHistory, from: number, to: number, unitCost: number | null): Money {
  let revenue = 0;
  let reported = 0;
  let units = 0;
  for (let t = from; t < to; t++) {
    revenue += history.units[t]! * history.price[t]!;
    reported += history.profit[t]!;
    units += history.units[t]!;
  }
  if (history.has.profit) return { revenue, profit: reported };
  return { revenue, profit: unitCost === null ? null : revenue - units * unitCost };
}

function shareOf({ revenue, profit }: Money): number | null {
  return profit === null || !(revenue > 0) ? null : profit / revenue;
}

/**
 * All products together: the sum of units a day against the sum expected.
 *
 * Days that are good or bad for every product at once show in how the sums of the old days scatter around their fits,
 * so that scatter is the baseline, not the sum of the products' own.
 */
function overallOf(watched: readonly Watched[]): OverallWatch | null {
  const fitted = watched.filter(({ fit, watch }) => fit !== null && watch.totals !== null);
  if (fitted.length < 2) return null;
  const oldSums = new Map<number, number>();
  let doubt = 0;
  for (const { fit, predictions, older } of fitted) {
    const { rows, units } = fit!.terms;
    rows.forEach((t, i) => {
      const day = older.days[t]!;
      oldSums.set(day, (oldSums.get(day) ?? 0) + units[i]! - fit!.regression.fitted[i]!);
    });
    const open = predictions.filter((prediction) => prediction !== null);
    doubt += predictPeriod(fit!, open, 0).variance; // without day noise: what the fit does not know
  }
  const sums = [...oldSums].sort(([a], [b]) => a - b).map(([, value]) => value);
  const scatter = sums.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, sums.length - 1);
  const inflation = meanInflation(sums, typicalTerms);
  const newDays = new Set(fitted.flatMap(({ watch }) => watch.days.map(({ day }) => day))).size;
  const units = sumOf(fitted, ({ watch }) => watch.totals!.units);
  const expected = sumOf(fitted, ({ watch }) => watch.totals!.expected);
  const variance = newDays * scatter * inflation + doubt;
  const revenue = sumOf(watched, ({ watch }) => watch.revenuePerDay);
  const known = watched.every(({ watch }) => watch.profitPerDay !== null);
  return {
    totals: { units, expected, interval: interval95(expected, Math.max(variance, expected)) },
    pValue: studentTwoSided(
      (units - expected) / Math.sqrt(variance),
      Math.max(3, sums.length / inflation - typicalTerms),
    ),
    margin: {
      before: weightedMargin(watched.map(({ watch }) => watch)),
      now: known && revenue > 0 ? sumOf(watched, ({ watch }) => watch.profitPerDay!) / revenue : null,
    },
  };
}

/** The earlier margins at the present revenues: what changed is the margins, not the mix. */
function weightedMargin(watches: readonly ProductWatch[]): number | null {
  const known = watches.filter(({ margin, revenuePerDay }) => margin.before !== null && revenuePerDay > 0);
  const revenue = known.reduce((sum, watch) => sum + watch.revenuePerDay, 0);
  return revenue > 0
    ? known.reduce((sum, watch) => sum + watch.margin.before! * watch.revenuePerDay, 0) / revenue
    : null;
}

function sumOf(watched: readonly Watched[], value: (one: Watched) => number): number {
  return watched.reduce((sum, one) => sum + value(one), 0);
}
