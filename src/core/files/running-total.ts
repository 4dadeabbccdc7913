// Figures that are added up from row to row (`Sales` of 47, 98, 140, ...): a running total is not the sales of a day.

import type { ColumnFacts } from './column-facts.ts';
import type { SampleRows } from './second-key.ts';

const fewestRows = 15;

/**
 * Whether a column hardly ever falls from one row of a product to the next, and begins at the size of one step. Sales of
 * a growing shop begin far above the size of their steps.
 */
export function isRunningTotal(column: ColumnFacts, sample: SampleRows): boolean {
  const byProduct = new Map<string, number[]>();
  column.numbers.forEach((value, row) => {
    if (!Number.isFinite(value)) return;
    const known = byProduct.get(sample.product[row]!);
    if (known) known.push(value);
    else byProduct.set(sample.product[row]!, [value]);
  });
  let asked = 0;
  let running = 0;
  for (const values of byProduct.values()) {
    if (values.length < fewestRows) continue;
    asked++;
    if (values[0]! > values[values.length - 1]!) values.reverse(); // newest first
    let falls = 0;
    let rises = 0;
    const steps: number[] = [];
    for (let i = 1; i < values.length; i++) {
      const step = values[i]! - values[i - 1]!;
      if (step < 0) falls++;
      else if (step > 0) rises++;
      if (step > 0) steps.push(step);
    }
    if (new Set(steps).size < 4) return false; // a counter
    const usual = steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0;
    // A total that begins again every month or year falls there.
    if (falls <= 0.05 * values.length && rises > 0.6 * values.length && values[0]! <= 6 * usual) running++;
  }
  return asked > 0 && running === asked;
}
