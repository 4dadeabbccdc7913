// Rows of a benchmark's table.

export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Half the distance between the quartiles, as text, with the number of repetitions. */
  readonly spread: string;
}

export function medianRow(name: string, milliseconds: readonly number[]): BenchRow {
  const half = (quantile(milliseconds, 0.75) - quantile(milliseconds, 0.25)) / 2;
  return {
    name,
    value: quantile(milliseconds, 0.5),
    unit: 'ms',
    spread: `± ${half.toPrecision(2)} (${milliseconds.length} times)`,
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
