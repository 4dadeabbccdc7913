// The columns of the demand regression for one cleaned history.
//
//   log E[units] = b0 + elasticity * log(price / mean price) + trend * (t - mean t) / 365.25
//                + weekday effects (daily data) + one annual sine pair (300 days or more)
//                + competitor * log(competitor / own)
//
// t counts real days, so weekly and monthly files and files with gaps keep their calendar.

import { deviation, mean } from '../statistics/summary.ts';
import { weekdayOf } from '../table/day-numbers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { DriverTerm } from './drivers.ts';
import { steepened } from './steepening.ts';

export interface DemandTerms {
  /** `const, elasticity, trend, weekday1.., annualSin, annualCos, competitor` and drivers, as far as they apply. */
  readonly names: readonly string[];
  /** [terms][rows] */
  readonly columns: readonly Float64Array[];
  readonly units: Float64Array;
  /** Indices of the history's days that take part. [rows] */
  readonly rows: readonly number[];
  readonly meanPrice: number;
  readonly meanDay: number;
  /** Day the annual pair counts from. */
  readonly firstDay: number;
  readonly distinctPrices: number;
  /** The price charged last; where promotions are told apart, the regular one. */
  readonly lastPrice: number;
  /** Weekdays on which nothing was ever sold: closed, and left out. */
  readonly closedWeekdays: readonly number[];
  /** How the elasticity grows with the price, about `lastPrice`; absent: not at all. */
  readonly steepening?: number;
}

/** What prices are measured by. */
type PriceScale = Pick<DemandTerms, 'meanPrice' | 'lastPrice' | 'steepening'>;

/** What the elasticity at `lastPrice` is the coefficient of: 0 at `meanPrice`; log(price / mean price) without steepening. */
function priceTerm(price: number, { meanPrice, lastPrice, steepening = 0 }: PriceScale): number {
  if (steepening === 0) return Math.log(price / meanPrice);
  return (
    steepened(Math.log(price / lastPrice), steepening) -
    steepened(Math.log(meanPrice / lastPrice), steepening)
  );
}

const daysPerYear = 365.25;
/** A rival whose log price moves less than this (standard deviation) tells nothing about the rival. */
const stillRival = 0.002;

/** Angle of the year at a day, counted from the history's first day. */
export function annualAngle(day: number, firstDay: number): number {
  return (2 * Math.PI * (day - firstDay)) / daysPerYear;
}

/** `(t - mean t) / 365.25` */
export function trendYears(day: number, meanDay: number): number {
  return (day - meanDay) / daysPerYear;
}

/** The value of a term on `day` at `price`; a rival's price that is unknown counts as ours. */
export function termValue(
  name: string,
  { meanDay, firstDay, ...scale }: Pick<DemandTerms, 'meanDay' | 'firstDay'> & PriceScale,
  at: { readonly day: number; readonly price: number; readonly competitorPrice: number },
): number {
  switch (name) {
    case 'const':
      return 1;
    case 'elasticity':
      return priceTerm(at.price, scale);
    case 'trend':
      return trendYears(at.day, meanDay);
    case 'annualSin':
      return Math.sin(annualAngle(at.day, firstDay));
    case 'annualCos':
      return Math.cos(annualAngle(at.day, firstDay));
    case 'competitor':
      return at.competitorPrice > 0 ? Math.log(at.competitorPrice / at.price) : 0;
    default:
      return name === `weekday${weekdayOf(at.day)}` ? 1 : 0;
  }
}

/** Weights of the coefficients that make up what our price alone does, the rival's held still. */
export function ownWeights(names: readonly string[]): number[] {
  return names.map((name) => (name === 'elasticity' ? 1 : name === 'competitor' ? -1 : 0));
}

/** Whether a row is a day; else it is a week or longer. */
export function isDaily(history: ProductHistory): boolean {
  return history.daysPerRow < 2;
}

/** The regression's columns, those of `drivers` last; days without a positive price and days of net returns take no part. */
export function demandTerms(
  history: ProductHistory,
  withCompetitor: boolean,
  drivers: readonly DriverTerm[] = [],
): DemandTerms {
  const closedWeekdays = isDaily(history) ? weekdaysWithoutSale(history) : [];
  const competitor = withCompetitor ? movingCompetitor(history) : null;
  const rows: number[] = [];
  for (let t = 0; t < history.days.length; t++) {
    if (history.unknown?.[t] !== 1 && takesPart(history, t, closedWeekdays, competitor)) rows.push(t);
  }
  const pick = (values: ArrayLike<number>) => pickRows(values, rows);
  const days = pick(history.days);
  const price = pick(history.price);
  const meanPrice = meanOrZero(price);
  const meanDay = meanOrZero(days);
  const firstDay = days[0] ?? 0;

  const lastPrice = history.price.at(-1)!;
  const { names, columns } = basicTerms(isDaily(history), days, price, {
    meanPrice,
    lastPrice,
    meanDay,
    firstDay,
  });
  if (competitor) {
    names.push('competitor');
    columns.push(pick(competitor).map((rival, i) => Math.log(rival / price[i]!)));
  }
  for (const { role, at } of drivers) {
    names.push(role);
    columns.push(pick(history.drivers![role]!).map(at));
  }
  return {
    names,
    columns,
    units: pick(history.units),
    rows,
    meanPrice,
    meanDay,
    firstDay,
    distinctPrices: countPrices(price),
    lastPrice,
    closedWeekdays,
  };
}

/** Whether a known day says something of demand: it has a price, no net returns, is open, and the rival's price is known where that counts. */
export function takesPart(
  { price, sales, days }: ProductHistory,
  t: number,
  closedWeekdays: readonly number[],
  competitor: Float64Array | null,
): boolean {
  if (!(price[t]! > 0) || sales[t]! < 0 || closedWeekdays.includes(weekdayOf(days[t]!))) return false;
  return competitor === null || competitor[t]! > 0;
}

/** Constant, price, trend, weekdays and season, as far as they apply; what the names and columns of all fits begin with. */
export function basicTerms(
  isDailyFile: boolean,
  days: Float64Array,
  price: Float64Array,
  { meanDay, firstDay, ...scale }: Pick<DemandTerms, 'meanDay' | 'firstDay'> & PriceScale,
): { readonly names: string[]; readonly columns: Float64Array[] } {
  const names = ['const', 'elasticity', 'trend'];
  const columns = [
    new Float64Array(days.length).fill(1),
    price.map((value) => priceTerm(value, scale)),
    days.map((day) => trendYears(day, meanDay)),
  ];
  if (isDailyFile) {
    const marks = Array.from({ length: 7 }, () => new Float64Array(days.length));
    const present = new Set<number>();
    for (let i = 0; i < days.length; i++) {
      const weekday = weekdayOf(days[i]!);
      marks[weekday]![i] = 1;
      present.add(weekday);
    }
    // The first weekday that occurs is what the others are compared with.
    for (const weekday of [...present].sort().slice(1)) {
      names.push(`weekday${weekday}`);
      columns.push(marks[weekday]!);
    }
  }
  const spanDays = days.length > 0 ? days[days.length - 1]! - firstDay + 1 : 0;
  if (spanDays >= 300) {
    names.push('annualSin', 'annualCos');
    columns.push(
      days.map((day) => Math.sin(annualAngle(day, firstDay))),
      days.map((day) => Math.cos(annualAngle(day, firstDay))),
    );
  }
  return { names, columns };
}

/** The values of `rows`, by a loop: `Float64Array.from` takes a multiple of the time. [rows] */
export function pickRows(values: ArrayLike<number>, rows: readonly number[]): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]!]!;
  return picked;
}

/** Prices that differ by a cent or more. */
export function countPrices(price: Float64Array): number {
  const seen = new Set<number>();
  let before = NaN;
  for (let i = 0; i < price.length; i++) {
    const cents = Math.round(price[i]! * 100);
    // Most are like the one before them.
    if (cents !== before) seen.add(cents);
    before = cents;
  }
  return seen.size;
}

/** The rival's prices where there are enough and they move enough to be told from the constant; else null. */
export function movingCompetitor(history: ProductHistory): Float64Array | null {
  const { competitorPrice } = history;
  if (!competitorPrice) return null;
  const logs = Array.from(competitorPrice)
    .filter((value) => value > 0)
    .map(Math.log);
  if (logs.length < Math.max(1, history.days.length / 2)) return null;
  return deviation(logs) < stillRival ? null : competitorPrice;
}

/** Weekdays (0 for Monday) seen twice or more on which nothing was ever sold; none where nothing sold at all. */
export function weekdaysWithoutSale(history: ProductHistory): number[] {
  const sold = new Float64Array(7);
  const seen = new Float64Array(7);
  for (let t = 0; t < history.days.length; t++) {
    const weekday = weekdayOf(history.days[t]!);
    sold[weekday]! += history.units[t]!;
    seen[weekday]! += 1;
  }
  const closed = [0, 1, 2, 3, 4, 5, 6].filter((weekday) => seen[weekday]! >= 2 && sold[weekday] === 0);
  return sold.some((units) => units > 0) ? closed : [];
}

/** The mean of `values`, and 0 of none: a centre to measure from. */
export function meanOrZero(values: ArrayLike<number>): number {
  return values.length === 0 ? 0 : mean(values);
}
