// Whether accepted prices brought what was promised of them, and whether the intervals still hold what happens.
//
// A promise is the recommendation's own: units a row at the accepted price, with the interval of the demand fit, and the gain over
// the price before. It is looked at on the newer rows on which that price was charged. Their mean scatters by itself; a promise counts
// as broken only where it lies outside the promise and that scatter together.

import type { Decisions } from '../decisions/decision.ts';
import { decisionFor } from '../decisions/decision.ts';
import type { Suggestion } from '../decisions/suggestion.ts';
import { z975 } from '../demand/verdict-limits.ts';
import { formatCount, formatCountOf, formatPercent, formatRough } from '../text/format.ts';
import type { ProductWatch, SalesWatch } from './watch.ts';

export type PromiseState = 'kept' | 'more' | 'less' | 'tooEarly' | 'notCharged';

export interface KeptPromise {
  readonly productId: string;
  readonly productName: string;
  readonly price: number;
  readonly state: PromiseState;
  /** Newer rows at that price. */
  readonly rows: number;
  /** Units a row: promised with its 95 % interval, and seen; NaN without a row. */
  readonly promised: { readonly units: number; readonly interval: readonly [number, number] };
  readonly seen: number;
  /** 95 % interval of the promise and the rows' own scatter together. */
  readonly range: readonly [number, number];
  /** Gain a row over the price before, in profit or revenue: as promised, and as it came; null where it cannot be told. */
  readonly gain: { readonly promised: number; readonly seen: number } | null;
}

export interface Promises {
  readonly list: readonly KeptPromise[];
  readonly sentence: string;
}

/** Fewer rows than this say nothing yet. */
const fewestRows = 4;
const samePrice = 0.005;

/** What became of the decisions that stand, of those products whose present recommendation is what was accepted. */
export function promisesOf(
  { products }: Pick<SalesWatch, 'products'>,
  decisions: Decisions,
  suggestions: readonly Suggestion[],
): Promises {
  const byId = new Map(products.map((watch) => [watch.product.id, watch]));
  const list = suggestions.flatMap((suggestion): KeptPromise[] => {
    const decision = decisionFor(decisions, suggestion.productId);
    if (decision?.action !== 'accept' || decision.price === null || suggestion.price === null) return [];
    if (Math.abs(decision.price - suggestion.price) >= samePrice) return [];
    if (Math.abs(decision.price - suggestion.currentPrice) < samePrice) return [];
    const watch = byId.get(suggestion.productId);
    return watch ? [promiseOf(suggestion, watch)] : [];
  });
  return { list, sentence: promisesSentence(list) };
}

function promiseOf(suggestion: Suggestion, watch: ProductWatch): KeptPromise {
  const price = suggestion.price!;
  const { units } = suggestion.outlookAtSuggested!;
  const rows = watch.days.filter((day) => Math.abs(day.price - price) < samePrice + 0.001 * price);
  const shared = {
    productId: suggestion.productId,
    productName: suggestion.productName,
    price,
    rows: rows.length,
    promised: { units: units.value, interval: units.interval },
  };
  if (rows.length < fewestRows)
    return {
      ...shared,
      state: rows.length === 0 ? 'notCharged' : 'tooEarly',
      seen: rows.length === 0 ? NaN : meanUnits(rows),
      range: units.interval,
      gain: null,
    };
  const seen = meanUnits(rows);
  const squares = rows.reduce((sum, day) => sum + (day.units - seen) ** 2, 0);
  const error = Math.sqrt(squares / (rows.length - 1) / rows.length);
  const range = [
    units.value - Math.hypot(units.value - units.interval[0], z975 * error),
    units.value + Math.hypot(units.interval[1] - units.value, z975 * error),
  ] as const;
  const state = seen < range[0] ? 'less' : seen > range[1] ? 'more' : 'kept';
  return { ...shared, state, seen, range, gain: gainOf(suggestion, seen) };
}

/** In what the recommendation counts. */
function gainOf(suggestion: Suggestion, seen: number): KeptPromise['gain'] {
  const { price, unitCost, confidenceIn, expectedAtCurrent: now, expectedAtSuggested: then } = suggestion;
  if (then === null || price === null) return null;
  if (confidenceIn === 'revenue') return { promised: then.sales - now.sales, seen: seen * price - now.sales };
  if (unitCost === null || then.profit === null || now.profit === null) return null;
  const overhead = then.profit - then.units * (price - unitCost);
  return {
    promised: then.profit - now.profit,
    seen: seen * (price - unitCost) + overhead - now.profit,
  };
}

function meanUnits(rows: readonly { readonly units: number }[]): number {
  return rows.reduce((sum, { units }) => sum + units, 0) / rows.length;
}

function promisesSentence(list: readonly KeptPromise[]): string {
  if (list.length === 0)
    return 'No accepted price to watch yet: accept a recommendation in Prices, charge it, then load newer sales.';
  const count = (state: PromiseState) => list.filter((one) => one.state === state).length;
  const read = list.filter(({ gain }) => gain !== null);
  const sum = (of: (one: KeptPromise) => number) => read.reduce((total, one) => total + of(one), 0);
  const parts = [
    ['kept', 'sold as promised'],
    ['more', 'sold more than promised'],
    ['less', 'sold less than promised'],
    ['tooEarly', 'too early to tell'],
    ['notCharged', 'not charged yet'],
  ] as const;
  const words = parts.flatMap(([state, what]) =>
    count(state) > 0 ? [`${formatCount(count(state))} ${what}`] : [],
  );
  const gains =
    read.length === 0
      ? ''
      : ` Together they promised a gain of ${formatRough(sum(({ gain }) => gain!.promised))} per row and brought ${formatRough(sum(({ gain }) => gain!.seen))}.`;
  return `Of ${formatCountOf(list.length, 'accepted price')}: ${words.join(', ')}.${gains}`;
}

/** How often what happened lies in the 95 % interval that was given for it. */
export interface Coverage {
  readonly days: number;
  readonly daysHeld: number;
  /** The sums of the newer days, product by product. */
  readonly products: number;
  readonly productsHeld: number;
  /** Whether the shortfall of the days is more than chance: below 95 % by three standard errors, days of a product taken to go together. */
  readonly isShort: boolean;
  readonly sentence: string;
}

/** null where nothing was expected of any day. */
export function coverageOf({ products }: Pick<SalesWatch, 'products'>): Coverage | null {
  let days = 0;
  let daysHeld = 0;
  const shares: number[] = [];
  let sums = 0;
  let sumsHeld = 0;
  for (const { days: its, totals } of products) {
    const expected = its.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
    const held = expected.filter(({ units, low, high }) => units >= low && units <= high).length;
    days += expected.length;
    daysHeld += held;
    if (expected.length > 0) shares.push(held / expected.length);
    if (totals === null) continue;
    sums += 1;
    if (totals.units >= totals.interval[0] && totals.units <= totals.interval[1]) sumsHeld += 1;
  }
  if (days === 0) return null;
  const share = daysHeld / days;
  const mean = shares.reduce((sum, each) => sum + each, 0) / shares.length;
  const scatter = shares.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const binomial = Math.sqrt((0.95 * 0.05) / days);
  const between = shares.length > 1 ? Math.sqrt(scatter / (shares.length - 1) / shares.length) : 0;
  const isShort = share < 0.95 - 3 * Math.max(binomial, between);
  const sums95 = `${formatCount(sumsHeld)} of ${formatCountOf(sums, 'product')}`;
  const what = `${formatPercent(share)} of ${formatCountOf(days, 'newer row')} lie within their 95 % interval, and so do the totals of ${sums95}`;
  return {
    days,
    daysHeld,
    products: sums,
    productsHeld: sumsHeld,
    isShort,
    sentence: isShort
      ? `The intervals no longer hold: ${what}. Retrain before trusting them.`
      : `The intervals hold: ${what}.`,
  };
}
