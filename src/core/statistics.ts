// What lies in the middle of a list of numbers, or at another share of it.

/** Linear between the order statistics of ascending `values`; NaN without any. */
export function quantile(values: ArrayLike<number>, share: number): number {
  if (values.length === 0) return NaN;
  const position = share * (values.length - 1);
  const low = Math.floor(position);
  const high = Math.min(values.length - 1, low + 1);
  return values[low]! + (position - low) * (values[high]! - values[low]!);
}

/** The middle one of `values` in any order, of an even number the mean of both; NaN ones count as missing. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort(); // NaN sorts last
  let count = sorted.length;
  while (count > 0 && Number.isNaN(sorted[count - 1]!)) count -= 1;
  return count === 0 ? NaN : (sorted[(count - 1) >> 1]! + sorted[count >> 1]!) / 2;
}
