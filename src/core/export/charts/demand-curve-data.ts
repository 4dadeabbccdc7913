// The figures of the demand chart: past days as points, and the curve with its interval.

import type { DemandSummary } from '../../demand/demand-summary.ts';
import { demandDraws, unitsAt, unitsExpected } from '../../demand/draws.ts';
import { Random } from '../../random.ts';
import type { ProductHistory } from '../../table/dataset.ts';
import type { ChartData } from './chart-data.ts';

/** Prices in currency. */
export interface PriceSpan {
  readonly low: number;
  readonly high: number;
}

export interface PricePoint {
  readonly price: number;
  readonly units: number;
}

export interface CurvePoint extends PricePoint {
  /** 95 % interval of the units expected. */
  readonly band: readonly [number, number];
}

const drawnPoints = 300;
const curvePoints = 60;
const curveDraws = 400;
const goldenRatio = (1 + Math.sqrt(5)) / 2;
/** How far the chart looks beyond the prices tried, as a share of their span. */
const beyond = 0.25;

/** The range of past prices; a single one is a range of its own. */
export function priceSpan(history: ProductHistory): PriceSpan {
  let low = Infinity;
  let high = -Infinity;
  for (const price of history.price) {
    low = Math.min(low, price);
    high = Math.max(high, price);
  }
  return { low, high };
}

/** The prices the chart covers: those tried and a quarter of their span on each side, at least a tenth of a price. */
export function chartSpan({ low, high }: PriceSpan): PriceSpan {
  const margin = Math.max(beyond * (high - low), 0.1 * low);
  return { low: Math.max(low - margin, 0.25 * low), high: high + margin };
}

/** Rows on each side that say how high demand stood: two weeks of a daily file. */
const levelRows = 14;

/**
 * The history with its units moved from the level of demand around their row to the present one, so that points and curve stand on the
 * same footing. The level there is what was sold over what the elasticity alone lets expect, over four weeks; the price of the row
 * itself stays in its point. A plain fit has one level for all rows and is left as it is.
 */
export function atPresentLevel(
  history: Pick<ProductHistory, 'price' | 'units'>,
  summary: DemandSummary,
): Pick<ProductHistory, 'price' | 'units'> {
  if (summary.found === null || summary.baseUnits <= 0) return history;
  const { price, units } = history;
  const expected = Float64Array.from(price, (value) => unitsExpected(summary, value) / summary.baseUnits);
  const moved = units.map((value, row) => {
    let sold = 0;
    let due = 0;
    for (
      let other = Math.max(0, row - levelRows);
      other <= Math.min(units.length - 1, row + levelRows);
      other++
    ) {
      if (!Number.isFinite(units[other]!)) continue;
      sold += units[other]!;
      due += expected[other]!;
    }
    return sold === 0 ? value : (value * summary.baseUnits * due) / sold;
  });
  return { price, units: moved };
}

/**
 * Past days, thinned to what a chart can draw without changing how they scatter.
 *
 * Every point has the same chance: multiples of the golden ratio spread over the days without falling in step with
 * the week, as an even stride could. (Thinning a line keeps its peaks and would hollow the cloud out.)
 */
export function dayPoints(
  history: Pick<ProductHistory, 'price' | 'units'>,
  limit = drawnPoints,
): readonly PricePoint[] {
  const count = history.price.length;
  const indices =
    count <= limit
      ? history.price.keys()
      : new Set(Array.from({ length: limit }, (_, index) => Math.floor(((index * goldenRatio) % 1) * count)));
  return Array.from(indices, (day) => ({ price: history.price[day]!, units: history.units[day]! }));
}

/** The fitted curve with its interval over draws, evenly spaced over the span. */
export function curve(summary: DemandSummary, { low, high }: PriceSpan): readonly CurvePoint[] {
  const draws = demandDraws(summary, curveDraws, new Random(1).fork('demand chart'));
  const drawn = new Float64Array(curveDraws);
  return Array.from({ length: curvePoints + 1 }, (_, index) => {
    const price = low + ((high - low) * index) / curvePoints;
    drawn.forEach((_, i) => (drawn[i] = unitsAt(draws, i, price, summary.referencePrice)));
    drawn.sort();
    const band = [drawn[Math.floor(0.025 * curveDraws)]!, drawn[Math.ceil(0.975 * curveDraws) - 1]!] as const;
    return { price, units: unitsExpected(summary, price), band };
  });
}

/** The chart's figures as a table: the curve's rows, then the days. */
export function curveData(
  line: readonly CurvePoint[],
  points: readonly PricePoint[],
  period: string,
): ChartData {
  return {
    columns: [
      'price (currency)',
      `expected units a ${period}`,
      '95 % interval from',
      '95 % interval to',
      `units of a past ${period}`,
    ],
    rows: [
      ...line.map(({ price, units, band }) => [price, units, band[0], band[1], null]),
      ...points.map(({ price, units }) => [price, null, null, null, units]),
    ],
  };
}

/** What the demand chart draws of a product. */
export interface DemandDrawing {
  readonly tried: PriceSpan;
  readonly span: PriceSpan;
  readonly points: readonly PricePoint[];
  readonly line: readonly CurvePoint[];
}

/** The prices tried and those covered, past days at today's level, and the curve. */
export function demandDrawing(history: ProductHistory, summary: DemandSummary): DemandDrawing {
  const tried = priceSpan(history);
  const span = chartSpan(tried);
  return {
    tried,
    span,
    points: dayPoints(atPresentLevel(history, summary)),
    line: curve(summary, span),
  };
}
