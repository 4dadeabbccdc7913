// The columns of the full demand model for one history, with what is known of their coefficients before its days.
//
// Where promotions are told apart, `promoted` is what displays and leaflets do at any depth, and `discount` by how much more a discount
// does than the same step of the regular price. Unknown days and prices that slipped by a digit take no part.

import { deviation, medianInPlace } from '../statistics/summary.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { CategoryIndex } from './category-index.ts';
import {
  type DemandTerms,
  basicTerms,
  countPrices,
  isDaily,
  meanOrZero,
  movingCompetitor,
  pickRows,
  takesPart,
  weekdaysWithoutSale,
} from './demand-terms.ts';
import { riseColumns } from './announced-rises.ts';
import { holdsPrices } from './averaged-rows.ts';
import { driverTerms, isDriver, usualDrivers } from './drivers.ts';
import { type FileTerms, memoryColumn, tellsHabit } from './lasting.ts';
import { mixPart } from './mixed-prices.ts';
import type { Prior } from './prior.ts';
import type { RegularPrice } from './regular-price.ts';
import { quickPart, slowPart } from './slow-prices.ts';
import { leftOut } from './empty-shelf.ts';
import { cutPart } from './shown-cuts.ts';
import { soldOutDays } from './sold-out.ts';

/** A day that takes no part, or hardly any. */
export interface Outlier {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly kind: 'price' | 'units';
  readonly value: number;
  /** What would have been usual. */
  readonly usual: number;
}

/** A price off the days around by this factor on one or two rows is a slip. */
const slipFactor = 3;
const slipRows = 2;
const slipWindow = 7;
/** Prior of the category's effect: N(0, 0.7), so that an index that moves with the own price takes nothing from it. */
export const categorySd = 0.7;
/** Of a category whose prices move together: anything may have moved with them. */
const togetherSd = 3;
const discountSd = 0.8;
/** Of a promotion's mark, N(0, 2): a product that sells in promotions alone would have no level without it. */
const promotedSd = 2;
/** Rows of a promotion that tell something of it. */
const fewestPromoted = 3;
/** Standard deviation of log discounts below which all are one. */
const sameDiscount = 0.03;

export interface FullTerms extends DemandTerms {
  readonly soldOut: Uint8Array | null;
  readonly gaps: Float64Array;
  readonly slips: readonly Outlier[];
  readonly unknownDays: number;
  readonly priorPrecision: Float64Array;
  readonly shared: FileTerms;
  /** Log of price over regular price where promoted, and the rows. */
  readonly discounts: readonly number[];
}

/** What the file knows of a product's coefficient before its own days; null where nothing. */
export function sharedPrior(
  name: string,
  { habit, cross, slow, mix = null, shop, peers, rises, drivers, cuts = null }: FileTerms,
): Prior | null {
  if (isDriver(name)) return drivers?.[name] ?? usualDrivers[name];
  if (name === 'memory') return habit?.exponent ?? null;
  if (name === 'slow') return slow;
  if (name === 'mix') return mix;
  if (name === 'cut') return cuts;
  if (name === 'ahead') return rises?.ahead ?? null;
  if (name === 'after') return rises?.after ?? null;
  if (name === 'shopDemand') return shop?.demand ?? null;
  if (name === 'shopPrices') return shop?.prices ?? null;
  if (name === 'peerDemand') return peers?.demand ?? null;
  if (name === 'peerPrices') return peers?.prices ?? null;
  return name === 'competitor' ? cross : null;
}

/**
 * The columns of the full model over the rows that take part. `found` is the regular price where promotions were told apart, `withRival`
 * lets a rival's price in, `shared` is what the file's products have in common.
 */
export function fullTerms(
  history: ProductHistory,
  category: CategoryIndex | null,
  found: RegularPrice | null,
  withRival: boolean,
  shared: FileTerms,
): FullTerms {
  const { habit } = shared;
  const closedWeekdays = isDaily(history) ? weekdaysWithoutSale(history) : [];
  const competitor = withRival ? movingCompetitor(history) : null;
  const soldOut = soldOutDays(history);
  const regularAll = found?.regular ?? history.price;
  const { rows, slipsNamed, unknownDays } = takenRows(
    history,
    regularAll,
    closedWeekdays,
    competitor,
    soldOut,
  );
  const pick = (values: ArrayLike<number>) => pickRows(values, rows);
  const days = pick(history.days);
  const regular = pick(regularAll);
  const meanPrice = meanOrZero(regular);
  const meanDay = meanOrZero(days);
  const firstDay = days[0] ?? 0;
  // Without a second regular price discounts alone would speak for it.
  const moves = countPrices(regular) >= 2;
  const charged = moves ? pick(history.price) : regular;
  const lastPrice = regularAll.at(-1)!;
  const steepening = moves ? (shared.shapes?.value ?? 0) : 0;
  const scale = { meanPrice, lastPrice, meanDay, firstDay, steepening };
  const { names, columns } = basicTerms(isDaily(history), days, charged, scale);
  if (competitor) {
    names.push('competitor');
    columns.push(pick(competitor).map((rival, i) => Math.log(rival / regular[i]!)));
  }
  if (habit && moves && tellsHabit(history) && (isDaily(history) || holdsPrices(history))) {
    names.push('memory');
    columns.push(pick(memoryColumn(history, habit)));
  }
  const add = (name: string, column: Float64Array | null) => {
    if (column === null) return;
    names.push(name);
    columns.push(column);
  };
  const slow = shared.slow && moves ? slowPart(columns[1]!, days) : null;
  const others = category && pick(category.index);
  add('slow', slow);
  const mix = shared.mix && moves ? mixPart(history) : null;
  add('mix', mix && pick(mix));
  const cuts = moves && !found && isDaily(history) ? (shared.cuts ?? null) : null;
  add('cut', cuts && cutPart(charged, days, cuts.longestDays));
  const ofDays = daysTerms(history, shared, moves);
  names.push(...ofDays.names);
  columns.push(...ofDays.columns.map(pick));
  // The days of a category hold what its prices do.
  if (others && !ofDays.names.includes('peerDemand')) {
    names.push('category');
    columns.push(slow ? quickPart(others, days) : others);
  }
  const discounts = found
    ? rows.filter((t) => found.promoted[t] === 1).map((t) => Math.log(history.price[t]! / regularAll[t]!))
    : [];
  if (found && discounts.length >= fewestPromoted) {
    const promoted = pick(found.promoted);
    const depth = Float64Array.from(rows, (t, i) =>
      promoted[i] === 1 ? Math.log(history.price[t]! / regularAll[t]!) : 0,
    );
    const hasDepths = deviation(discounts) > sameDiscount;
    // Where all discounts are one, or none, a mark says all there is to say.
    if (hasDepths || moves) {
      names.push('discount');
      columns.push(depth);
    }
    names.push('promoted');
    columns.push(promoted);
  }
  const spacing = Math.max(1, history.daysPerRow);
  return {
    names,
    columns,
    units: pick(history.units),
    rows,
    meanPrice,
    meanDay,
    firstDay,
    distinctPrices: countPrices(regular),
    lastPrice,
    steepening,
    closedWeekdays,
    soldOut: soldOut && Uint8Array.from(rows, (t) => soldOut[t]!),
    gaps: Float64Array.from({ length: Math.max(0, rows.length - 1) }, (_, i) =>
      Math.max(1, (days[i + 1]! - days[i]!) / spacing),
    ),
    slips: slipsNamed,
    unknownDays,
    priorPrecision: Float64Array.from(names, (name) =>
      priorPrecision(name, shared, { moves, together: category?.movesTogether === true }),
    ),
    shared,
    discounts,
  };
}

/** What the file tells of days: advertising and its like, what the others of the shop, and of the category, sold, and rises near. [terms][days of the history] */
function daysTerms(history: ProductHistory, { shop, peers, rises }: FileTerms, moves: boolean) {
  const ofShop = shop?.days.besides(history);
  const ofPeers = peers?.days.besides(history);
  const drivers = driverTerms(history);
  const around = rises && moves && isDaily(history) ? riseColumns(history) : null;
  return {
    names: [
      ...drivers.names,
      ...(ofShop ? ['shopDemand', 'shopPrices'] : []),
      ...(ofPeers ? ['peerDemand', 'peerPrices'] : []),
      ...(around ? ['ahead', 'after'] : []),
    ],
    columns: [
      ...drivers.columns,
      ...[ofShop, ofPeers].flatMap((beside) => (beside ? [beside.demand, beside.prices] : [])),
      ...(around ? [around.ahead, around.after] : []),
    ],
  };
}

/** The rows that take part, the prices among the others that slipped by a digit, and how many days are unknown. */
function takenRows(
  history: ProductHistory,
  regular: Float64Array,
  closedWeekdays: readonly number[],
  competitor: Float64Array | null,
  soldOut: Uint8Array | null,
) {
  const slipped = slips(regular);
  const rows: number[] = [];
  const slipsNamed: Outlier[] = [];
  let unknownDays = 0;
  for (let t = 0; t < history.days.length; t++) {
    if (history.unknown?.[t] === 1) {
      unknownDays++;
      continue;
    }
    if (soldOut?.[t] === leftOut || !takesPart(history, t, closedWeekdays, competitor)) continue;
    const usual = slipped.get(t);
    if (usual !== undefined) {
      slipsNamed.push({ day: history.days[t]!, kind: 'price', value: history.price[t]!, usual });
      continue;
    }
    rows.push(t);
  }
  return { rows, slipsNamed, unknownDays };
}

/** Precision of what is known of a coefficient before its days; 0 where nothing. */
function priorPrecision(
  name: string,
  shared: FileTerms,
  { moves, together }: { readonly moves: boolean; readonly together: boolean },
): number {
  if (name === 'category') return (together ? togetherSd : categorySd) ** -2;
  const known = sharedPrior(name, shared);
  if (known) return known.standardDeviation ** -2;
  if (name === 'promoted') return promotedSd ** -2;
  return name === 'discount' && moves ? discountSd ** -2 : 0;
}

/** Rows whose price is far off those around, for a row or two, with the price that would have been usual. */
function slips(price: Float64Array): Map<number, number> {
  const found = new Map<number, number>();
  const limit = Math.log(slipFactor);
  for (let t = 0; t < price.length; t++) {
    if (!(price[t]! > 0)) continue;
    const before = price[t - 1] ?? price[t + 1] ?? price[t]!;
    // Most rows are like the one before them.
    if (t > 0 && Math.abs(Math.log(price[t]! / before)) < limit && !found.has(t - 1)) continue;
    const around = price.slice(Math.max(0, t - slipWindow), t + slipWindow + 1).filter((value) => value > 0);
    const usual = medianInPlace(around);
    if (Math.abs(Math.log(price[t]! / usual)) > limit) found.set(t, usual);
  }
  // A price that stays is a price.
  for (const t of [...found.keys()]) {
    let from = t;
    let to = t;
    while (found.has(from - 1)) from--;
    while (found.has(to + 1)) to++;
    if (to - from + 1 > slipRows) for (let k = from; k <= to; k++) found.delete(k);
  }
  return found;
}
