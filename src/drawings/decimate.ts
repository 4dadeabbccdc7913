// Thins a line to what a chart can draw, by largest-triangle-three-buckets: of each run of neighbours the point
// stays that spans the largest triangle with the point kept before it and the mean of the run after it.
//
// Source: S. Steinarsson, "Downsampling Time Series for Visual Representation" (University of Iceland, 2013).
// We depart from it in one thing: the lowest and the highest point always stay, so that no peak disappears.
// Points are taken as evenly spaced: their index is their x.

/**
 * At most `limit` of the points, in their order; the same array where it is short enough already.
 *
 * First, last, lowest and highest point are always among them. Points whose `y` is not finite count as 0 for the
 * triangles and never as extreme.
 *
 * @throws Error for a limit below 4, which could not hold those four.
 */
export function decimate<T>(points: readonly T[], limit: number, y: (point: T) => number): readonly T[] {
  if (!(limit >= 4)) throw new Error(`decimate: limit must be at least 4, got ${limit}`);
  const count = points.length;
  if (count <= limit) return points;

  const values = Float64Array.from(points, (point) => {
    const value = y(point);
    return Number.isFinite(value) ? value : Number.NaN;
  });
  const kept = new Set<number>([0, count - 1, ...extremes(values)]);
  const buckets = Math.floor(limit) - kept.size;
  const bucketStart = (bucket: number) => 1 + Math.floor((bucket * (count - 2)) / buckets);
  let before = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = bucketStart(bucket);
    const end = bucketStart(bucket + 1);
    const after = centreOf(values, end, bucket === buckets - 1 ? count : bucketStart(bucket + 2));
    let largest = -1;
    let chosen = start;
    for (let index = start; index < end; index++) {
      const area = Math.abs(
        (before - after.x) * (valueAt(values, index) - valueAt(values, before)) -
          (before - index) * (after.y - valueAt(values, before)),
      );
      if (area > largest) {
        largest = area;
        chosen = index;
      }
    }
    kept.add(chosen);
    before = chosen;
  }
  return [...kept].sort((a, b) => a - b).map((index) => points[index]!);
}

function valueAt(values: Float64Array, index: number): number {
  const value = values[index]!;
  return Number.isNaN(value) ? 0 : value;
}

function extremes(values: Float64Array): readonly number[] {
  let lowest = -1;
  let highest = -1;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    if (lowest < 0 || value < values[lowest]!) lowest = index;
    if (highest < 0 || value > values[highest]!) highest = index;
  }
  return lowest < 0 ? [] : [lowest, highest];
}

function centreOf(
  values: Float64Array,
  start: number,
  end: number,
): { readonly x: number; readonly y: number } {
  let sum = 0;
  for (let index = start; index < end; index++) sum += valueAt(values, index);
  return { x: (start + end - 1) / 2, y: sum / (end - start) };
}
