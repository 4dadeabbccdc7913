// Values that hold for a time, laid over the days of the sales.

import type { MergedDays } from '../../table/merge-days.ts';
import { isoDate } from '../../table/day-numbers.ts';
import type { Entry } from './second-file-kind.ts';

/** A value from one day to another, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** How rows of the same days become one value. */
export type Combine = (values: readonly number[]) => number;

export const meanOf: Combine = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
export const sumOf: Combine = (values) => values.reduce((sum, value) => sum + value, 0);
export const lowestOf: Combine = (values) => Math.min(...values);

/**
 * Entries as spans in the order of their beginnings. One without an end lasts until the next begins, `longest` days at the most;
 * of two that overlap the later one counts from its first day on. `overlaps` gets a sentence for each pair that does.
 */
export function spansOf(
  entries: readonly Entry[],
  combine: Combine,
  overlaps: string[],
  longest = Infinity,
): Span[] {
  const known = entries
    .filter(({ value }) => !Number.isNaN(value))
    .map((entry) => ({ ...entry, start: entry.from ?? -Infinity }))
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.fileRow - b.fileRow));
  const spans: Span[] = [];
  let last: (typeof known)[number] | null = null;
  for (let i = 0; i < known.length;) {
    const one = known[i]!;
    let end = i + 1;
    while (end < known.length && known[end]!.start === one.start) end++;
    const same = known.slice(i, end);
    const values = same.map(({ value }) => value);
    if (new Set(values).size > 1)
      overlaps.push(`Rows ${same[0]!.fileRow} and ${same.at(-1)!.fileRow} are for the same product and days`);
    const to = same.reduce<number | null>(
      (latest, { to: end }) => (end === null || latest === null ? null : Math.max(latest, end)),
      same[0]!.to,
    );
    const next = end < known.length ? known[end]!.start : Infinity;
    if (last && last.to !== null && last.to >= one.start)
      overlaps.push(
        `Row ${one.fileRow} begins on ${isoDate(one.start)}, before row ${last.fileRow} ends on ${isoDate(last.to)}`,
      );
    spans.push({
      from: one.start,
      to: Math.min(
        to ?? Math.min(next - 1, one.start === -Infinity ? Infinity : one.start + longest - 1),
        Infinity,
      ),
      value: combine(values),
    });
    last = same.at(-1)!;
    i = end;
  }
  return spans;
}

/** The value of each day; NaN where no span holds. Later spans win. [days] */
export function laidOver(spans: readonly Span[], { day }: Pick<MergedDays, 'day'>): Float64Array {
  const out = new Float64Array(day.length).fill(NaN);
  for (const { from, to, value } of spans)
    for (let t = firstFrom(day, from); t < day.length && day[t]! <= to; t++) out[t] = value;
  return out;
}

/** Place of the first day not before `from`. */
export function firstFrom(day: Int32Array, from: number): number {
  let low = 0;
  let high = day.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (day[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What the sales say, and what the second file says where they are silent. `filled` counts the latter, `kept` the days of which
 * both speak.
 */
export function filledIn(
  before: Float64Array | null,
  given: Float64Array,
): { readonly values: Float64Array; readonly filled: number; readonly kept: number } {
  let filled = 0;
  let kept = 0;
  const values = given.map((value, t) => {
    const own = before?.[t] ?? NaN;
    if (!Number.isNaN(own)) {
      if (!Number.isNaN(value)) kept++;
      return own;
    }
    if (!Number.isNaN(value)) filled++;
    return value;
  });
  return { values, filled, kept };
}

/** The middle of the ratios of `values` to `prices` over days that have both; NaN without any. */
export function medianRatio(values: Float64Array | null, prices: Float64Array): number {
  const ratios: number[] = [];
  for (let t = 0; values && t < values.length; t++)
    if (values[t]! > 0 && prices[t]! > 0) ratios.push(values[t]! / prices[t]!);
  ratios.sort((a, b) => a - b);
  return ratios.length > 0 ? ratios[ratios.length >> 1]! : NaN;
}
