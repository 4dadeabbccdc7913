// A result that never happened, to try a read-out with: the plan carried out in a shop that follows the demand fit.

import type { DemandSummary } from '../demand/demand-summary.ts';
import { unitsExpected } from '../demand/draws.ts';
import { Random } from '../random.ts';
import { poissonCount } from '../statistics/poisson-count.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { assignDays, plannedExtent, type AssignedDay, type TestDesign } from './assignment.ts';
import type { ResultFile } from './result-file.ts';

/** The result of a test of a product as the page simulates it, from the product's past and its fit. */
export function simulatedTest(
  design: TestDesign,
  { daysPerRow, unitCost }: Pick<ProductHistory, 'daysPerRow' | 'unitCost'>,
  demand: DemandSummary,
): ResultFile {
  return simulatedResult(assignDays(design), demand, Math.max(1, daysPerRow), unitCost, design.seed);
}

/** Each shop sells its share of the product's units; the same for the same seed. */
function simulatedResult(
  plan: readonly AssignedDay[],
  demand: Pick<
    DemandSummary,
    'baseUnits' | 'referencePrice' | 'marketElasticity' | 'steepening' | 'dispersion'
  >,
  daysPerRow: number,
  unitCost: number | null,
  seed: number,
): ResultFile {
  const random = new Random(seed).fork('simulated result');
  const shops = new Set(plan.map(({ shop }) => shop)).size;
  const days = plan.map((assigned) => {
    const mean = unitsExpected(demand, assigned.price) / daysPerRow / shops;
    // Poisson of a log-normal mean scatters `dispersion` times as much as Poisson.
    const spread = Math.sqrt(Math.log(1 + Math.max(0, (demand.dispersion ?? 1) - 1) / Math.max(1e-9, mean)));
    const units = poissonCount(random, mean * Math.exp(spread * random.normal() - spread ** 2 / 2));
    const sales = units * assigned.price;
    return { ...assigned, units, sales, profit: unitCost === null ? NaN : sales - units * unitCost };
  });
  return { fileName: 'simulated result', days, openRows: 0, planned: plannedExtent(plan) };
}
