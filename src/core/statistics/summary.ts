// Summary statistics of a list of numbers: its mean, its median and other quantiles.

/** The mean, summed from the first to the last; NaN of none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** The standard deviation about their own mean, of all there is (divided by their number); NaN of none. */
export function deviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - centre) ** 2;
  return Math.sqrt(squares / values.length);
}

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
  return medianInPlace(Float64Array.from(values).filter((value) => !Number.isNaN(value)));
}

/**
 * The median of `values`, none of them NaN, which end in another order; NaN without any.
 *
 * Selection after C. A. R. Hoare, "Algorithm 65: find", Communications of the ACM 4(7), 1961, with the middle of three
 * as pivot: time grows with the length, where sorting took a quarter of cleaning a million rows.
 */
export function medianInPlace(values: Float64Array): number {
  const { length } = values;
  if (length === 0) return NaN;
  const half = length >> 1;
  const upper = select(values, half);
  return length % 2 === 1 ? upper : (largest(values, half) + upper) / 2;
}

/** The value that sorting would put at `index`; afterwards none before it is larger and none behind it smaller. */
function select(values: Float64Array, index: number): number {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = middleOfThree(values[first]!, values[(first + last) >> 1]!, values[last]!);
    let low = first;
    let high = last;
    while (low <= high) {
      while (values[low]! < pivot) low++;
      while (values[high]! > pivot) high--;
      if (low > high) break;
      const swapped = values[low]!;
      values[low++] = values[high]!;
      values[high--] = swapped;
    }
    if (index <= high) last = high;
    else if (index >= low) first = low;
    else break;
  }
  return values[index]!;
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** The largest of the first `count` values. */
function largest(values: Float64Array, count: number): number {
  let found = values[0]!;
  for (let i = 1; i < count; i++) if (values[i]! > found) found = values[i]!;
  return found;
}
