// Rows of a benchmark's table.

import { median, quantile } from '../../src/core/statistics/summary.ts';

/** A line of the table, its value as it is printed. */
export interface Row {
  readonly what: string;
  readonly value: string;
  readonly unit: string;
  readonly spread: string;
}

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

/** Products a second from the milliseconds of equal lots. */
export function lotsRow(name: string, lot: number, milliseconds: readonly number[]): BenchRow {
  const rates = milliseconds.map((ms) => (1000 * lot) / ms).sort((a, b) => a - b);
  const [low, high] = [0.25, 0.75].map((share) => Math.round(quantile(rates, share)).toLocaleString('en'));
  return {
    name: `${(rates.length * lot).toLocaleString('en')} products, ${name}`,
    value: quantile(rates, 0.5),
    unit: 'products/s',
    spread: `half of ${rates.length} lots of ${lot.toLocaleString('en')} between ${low} and ${high}`,
  };
}
