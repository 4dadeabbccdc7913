/** Days in a trailing mean, in cleaning and in the features. */
const meanDays = 7;

/** Mean of the up to `days` values that end at index `end`, that one included; it never looks ahead. */
export function trailingMean(values: ArrayLike<number>, end: number, days = meanDays): number {
  const start = Math.max(0, end - days + 1);
  let sum = 0;
  for (let i = start; i <= end; i++) sum += values[i]!;
  return sum / (end - start + 1);
}
