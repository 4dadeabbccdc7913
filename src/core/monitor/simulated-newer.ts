// Newer sales that never happened, to try the monitor with: the loaded products go on as their fits expect, but for a
// few whose demand, answer to price or cost drifts. The same seed gives the same file.

import { fitDemand, type DemandFit } from '../demand/fit-demand.ts';
import { Random } from '../random.ts';
import { poissonCount } from '../statistics/poisson-count.ts';
import { isoDate } from '../table/day-numbers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { quoted } from './join-sales.ts';
import { predictDays } from './prediction.ts';

/** What was made to drift in a simulated file. */
export interface SimulatedDrift {
  readonly productId: string;
  readonly kind: 'lessDemand' | 'moreDemand' | 'dearerCost';
}

/** Rows that the simulation adds to each product. */
const simulatedRows = 28;
const changes = { lessDemand: 0.55, moreDemand: 1.6, dearerCost: 1.15 } as const;
const headers = [
  'Report Date',
  'Product ID',
  'Product Name',
  'Category',
  'Product Price',
  'Units',
  'Total Sales',
  'Total Profit',
  'Cost',
  'Competitor Price',
];

/** A CSV of 28 more rows a product, with one product in ten (at least one) of each drift. */
export function simulatedNewerSales(
  histories: readonly ProductHistory[],
  seed: number,
): { readonly text: string; readonly drifts: readonly SimulatedDrift[] } {
  const random = new Random(seed).fork('simulated newer sales');
  const fitted = histories.map((history) => ({ history, fit: fitDemand(history).fit }));
  const drifts = chosenDrifts(
    fitted.filter(({ fit }) => fit !== null).map(({ history }) => history),
    random,
  );
  const lines = fitted.flatMap(({ history, fit }) =>
    productLines(
      history,
      fit,
      drifts.find(({ productId }) => productId === history.product.id)?.kind ?? null,
      random.fork(`days of ${history.product.id}`),
    ),
  );
  return { text: `${[headers.join(','), ...lines].join('\n')}\n`, drifts };
}

function chosenDrifts(fitted: readonly ProductHistory[], random: Random): SimulatedDrift[] {
  const left = [...fitted];
  const each = Math.max(1, Math.round(fitted.length / 10));
  const drifts: SimulatedDrift[] = [];
  for (const kind of ['lessDemand', 'moreDemand', 'dearerCost'] as const)
    for (let i = 0; i < each && left.length > 0; i++) {
      const [history] = left.splice(random.integer(left.length), 1);
      if (kind !== 'dearerCost' || history!.unitCost !== null)
        drifts.push({ productId: history!.product.id, kind });
    }
  return drifts;
}

function productLines(
  history: ProductHistory,
  fit: DemandFit | null,
  drift: SimulatedDrift['kind'] | null,
  random: Random,
): string[] {
  const last = history.days.length - 1;
  const days = Int32Array.from(
    { length: simulatedRows },
    (_, i) => history.days[last]! + (i + 1) * Math.max(1, history.daysPerRow),
  );
  const rival = history.competitorPrice?.[last] ?? NaN;
  // Prices go on as in the last rows of the file.
  const price = Float64Array.from(
    days,
    (_, i) => history.price[Math.max(0, last + 1 - simulatedRows) + i] ?? history.price[last]!,
  );
  const newer: ProductHistory = {
    ...history,
    days,
    price,
    sales: new Float64Array(simulatedRows),
    competitorPrice: history.competitorPrice && new Float64Array(simulatedRows).fill(rival),
  };
  const predictions = fit ? predictDays(fit, newer, 0) : [];
  const dispersion = fit ? fit.regression.dispersion : 1;
  const factor = drift === 'lessDemand' || drift === 'moreDemand' ? changes[drift] : 1;
  const unitCost =
    history.unitCost === null ? null : history.unitCost * (drift === 'dearerCost' ? changes.dearerCost : 1);
  return Array.from(days, (day, t) => {
    const mean = (predictions[t]?.mean ?? 0) * factor;
    const units = overdispersedCount(random, mean, dispersion);
    return [
      isoDate(day),
      quoted(history.product.id),
      quoted(history.product.name),
      quoted(history.product.category ?? ''),
      price[t]!.toFixed(2),
      String(units),
      (units * price[t]!).toFixed(2),
      unitCost === null ? '' : (units * (price[t]! - unitCost)).toFixed(2),
      unitCost === null ? '' : unitCost.toFixed(2),
      Number.isNaN(rival) ? '' : rival.toFixed(2),
    ].join(',');
  });
}

/** A count with that mean and about `dispersion` times its variance: Poisson of a mean that is itself log-normal. */
function overdispersedCount(random: Random, mean: number, dispersion: number): number {
  const extra = mean > 0 ? Math.max(0, dispersion - 1) / mean : 0;
  const spread = Math.sqrt(Math.log(1 + extra));
  return poissonCount(random, mean * Math.exp(spread * random.normal() - spread ** 2 / 2));
}
