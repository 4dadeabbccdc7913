// Rows of a benchmark's table.

import { median, quantile } from '../../src/core/statistics.ts';

export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Half the distance between the quartiles, as text, with the number of repetitions. */
  readonly spread: string;
}

export function medianRow(name: string, milliseconds: readonly number[]): BenchRow {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const half = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2;
  return {
    name,
    value: median(sorted),
    unit: 'ms',
    spread: `± ${half.toPrecision(2)} (${milliseconds.length} times)`,
  };
}
