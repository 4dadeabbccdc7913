// How the demand chart is drawn: where no price was ever tried, and where its axis ends.

import {
  priceSpan,
  type CurvePoint,
  type PricePoint,
  type PriceSpan,
} from '../core/export/charts/demand-curve-data.ts';
import type { ProductHistory } from '../core/table/dataset.ts';
import { niceEnds } from './nice-axis.ts';

/** Neighbouring prices further apart than this share of the span leave a gap. */
const gapShare = 0.4;
/** Points above this share of them do not stretch the chart. */
const drawnShare = 0.98;

/** Where no price was ever tried, lowest first: both ends of the chart and wide gaps between past prices. */
export function untriedSpans(history: ProductHistory, chart: PriceSpan): readonly PriceSpan[] {
  const tried = priceSpan(history);
  const prices = [...new Set(history.price)].sort((a, b) => a - b);
  const gaps = prices.slice(1).map((high, i) => ({ low: prices[i]!, high }));
  const wide = gaps.filter(({ low, high }) => high - low > gapShare * (tried.high - tried.low));
  return [
    { low: chart.low, high: tried.low },
    // Two prices alone have one gap, which says no more than the chart does.
    ...(prices.length > 2 ? wide : []),
    { low: tried.high, high: chart.high },
  ];
}

/**
 * Top of the units axis, a round number: the curve, its interval where prices were tried, and 98 of 100 points. A day with one huge
 * order, or an interval that runs away where nothing was tried, would flatten all the rest.
 */
export function unitsTop(
  points: readonly PricePoint[],
  line: readonly CurvePoint[],
  tried: PriceSpan,
): number {
  const units = points.map((point) => point.units).sort((a, b) => a - b);
  const usual = units[Math.min(units.length - 1, Math.floor(drawnShare * units.length))] ?? 0;
  const inside = line.filter(({ price }) => price >= tried.low && price <= tried.high);
  const known = inside.map(({ band }) => Math.min(band[1], 3 * Math.max(usual, 1e-9)));
  return niceEnds(0, Math.max(usual, ...known, ...inside.map((point) => point.units))).high;
}
