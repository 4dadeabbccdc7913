// The map of a policy in a history market: the price of the last seven rows across and their sales upwards, in the words of
// what a row covers (a day, a week, a month).

import { periodWord } from '../../table/period-word.ts';
import { historyState } from './history-state.ts';
import type { HistorySetup } from './history-setup.ts';
import {
  featureCount,
  nextFeatureRow,
  pushDay,
  rawFeatures,
  rollWindow,
  scaleRow,
  windowDays,
} from '../../features/features.ts';
import type { Actor } from '../episode-returns.ts';
import type { Market } from '../market.ts';
import { observationSizeOf } from '../observation-size.ts';
import {
  historyObservationSize,
  prepareProduct,
  writeHistoryContext,
  type PreparedProduct,
} from './prepared-product.ts';
import { priceFromAction } from '../price-from-action.ts';
import type { MapPoint, MapPolicy, MapView, PolicyMap } from '../map-facts.ts';

const priceLevels = 24;
const salesLevels = 20;

/** The map of `policy`, which acts as `actor` does in `market`. Yields its progress from 0 to 1 after every row. */
export function* historyMap(
  setup: HistorySetup,
  policy: MapPolicy,
  { product: index }: MapView,
  { market, actor }: { readonly market: Market; readonly actor: Actor },
): Generator<number, PolicyMap> {
  const one = setup.products[index]!;
  const product = prepareProduct(one, setup.parameters.carryAlongDemandCurve);
  const { history, features } = product;
  const { lo, hi } = product.priceRange;
  const x = centres(lo, hi, priceLevels);
  const pastWeeks = weeksOf(product);
  const y = centres(...salesEnds(pastWeeks), salesLevels);
  const prices = new Float64Array(y.length * x.length);
  const size = observationSizeOf(setup, historyObservationSize);
  const observations = new Float32Array(x.length * size);
  for (const [row, sales] of y.entries()) {
    x.forEach((price, column) => {
      writeSteadyWeek(product, price, sales, observations, column * size);
      writeHistoryContext(product, price, size, observations, column * size);
    });
    const actions = policy.act(observations, x.length);
    x.forEach((_, column) => {
      prices[row * x.length + column] = priceFromAction(product.priceRange, actions[column]!);
    });
    yield (row + 1) / (y.length + 1);
  }
  const inUnits = history.salesMeaning === 'units';
  const period = periodWord(history.daysPerRow);
  const seven = `seven ${period}s`;
  const medians = heldAtMedian(product);
  return {
    productName: history.product.name,
    x,
    y,
    axes: {
      x: {
        label: `price of the last ${seven} (currency)`,
        plural: 'prices',
        quantity: 'money',
        place: `after ${seven} at {}`,
      },
      y: {
        label: `sales a ${period} (${inUnits ? 'units' : 'currency'})`,
        plural: 'levels of sales',
        quantity: 'figure',
        place: `with sales of {}${inUnits ? ' units' : ''} a ${period}`,
      },
    },
    prices,
    reached: nearPast(x, y, pastWeeks),
    episodes: historyEpisodes(market, actor),
    dots: pastWeeks,
    states: `The price after {cells} kinds of ${seven}: {columns} prices × {rows} levels of sales, the same in all seven.`,
    held: {
      text: `Held: the calendar of the ${seven} to {0}${medians.length === 0 ? '' : `, ${medians.join(' and ')} at the training median`}.`,
      figures: [{ value: features.days.at(-1)!, quantity: 'day' }],
    },
    marks: `Dots: ${seven} of the past. Hatched: no ${seven} like them in the data; the policy extrapolates.`,
    unreached: `No ${seven} of the past were like it.`,
    isComparable: false,
    yesterday: null,
  };
}

/** Middles of `count` equal parts of `low..high`. */
function centres(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => low + ((k + 0.5) / count) * (high - low));
}

/** The sales of past weeks, a tenth wider on each side as prices are, never below 0. */
function salesEnds(weeks: readonly MapPoint[]): [low: number, high: number] {
  const sales = weeks.map((week) => week.y);
  const [least, most] = [Math.min(...sales), Math.max(...sales)];
  const room = Math.max(0.1 * (most - least), 0.05 * most, 1e-9);
  return [Math.max(0, least - room), most + room];
}

function weeksOf({ history }: PreparedProduct): MapPoint[] {
  const { priceMa7, salesMa7 } = rawFeatures(history);
  const weeks: MapPoint[] = [];
  for (let t = windowDays - 1; t < priceMa7.length; t++) weeks.push({ x: priceMa7[t]!, y: salesMa7[t]! });
  return weeks;
}

/** Features that a map does not move, in words; profit only where no cost is known. */
function heldAtMedian({ history }: PreparedProduct): readonly string[] {
  const held: string[] = [];
  if (history.has.organicConversion) held.push('organic conversion');
  if (history.has.adConversion) held.push('ad conversion');
  if (history.unitCost === null && history.has.profit) held.push('profit');
  return held;
}

/**
 * The window after seven days of the same price and the same sales, at `out[offset..offset + 98]`: averages and
 * predictions are then those of a day, momentum and trend are none. The calendar is that of the history's last week.
 */
export function writeSteadyWeek(
  product: PreparedProduct,
  price: number,
  sales: number,
  out: Float32Array,
  offset: number,
): Float32Array {
  const { history, features, median } = product;
  const steady = (value: number) => new Float64Array(windowDays).fill(value);
  const recent = { price: steady(price), sales: steady(sales), salesMa7: steady(sales) };
  const units = history.salesMeaning === 'money' ? sales / price : sales;
  const profit = history.unitCost === null ? median.profit : units * (price - history.unitCost);
  const raw = new Float64Array(featureCount);
  const scaled = new Float64Array(featureCount);
  const last = features.days.length - 1;
  for (let back = windowDays - 1; back >= 0; back--) {
    nextFeatureRow(
      recent,
      {
        day: features.days[last - back]!,
        price,
        organicConversion: median.organicConversion,
        adConversion: median.adConversion,
        profit,
        sales,
        predictedSales: sales,
      },
      raw,
    );
    pushDay(recent, raw);
    scaleRow(raw, features.ranges, scaled);
    rollWindow(out, offset, scaled);
  }
  return out;
}

/** Cells with a past week in them or in a cell beside them. */
function nearPast(x: readonly number[], y: readonly number[], weeks: readonly MapPoint[]): Uint8Array {
  const reached = new Uint8Array(x.length * y.length);
  const cellOf = (value: number, axis: readonly number[]) => {
    const step = axis.length > 1 ? axis[1]! - axis[0]! : 1;
    return Math.min(axis.length - 1, Math.max(0, Math.round((value - axis[0]!) / step)));
  };
  for (const week of weeks) {
    const [column, row] = [cellOf(week.x, x), cellOf(week.y, y)];
    for (let r = Math.max(0, row - 1); r <= Math.min(y.length - 1, row + 1); r++)
      for (let c = Math.max(0, column - 1); c <= Math.min(x.length - 1, column + 1); c++)
        reached[r * x.length + c] = 1;
  }
  return reached;
}

/** Episodes in expected mode, each from a start of its own: means of the last seven days, day by day. */
function historyEpisodes(market: Market, actor: Actor): MapPoint[][] {
  const recentPoint = (): MapPoint[] =>
    historyState(market).episodes.map(({ recent }) => ({
      x: recent.price.reduce((sum, price) => sum + price, 0) / windowDays,
      y: recent.salesMa7.at(-1)!,
    }));
  const episodes: MapPoint[][] = recentPoint().map((point) => [point]);
  let running = true;
  while (running) {
    const step = market.step(actor(market));
    recentPoint().forEach((point, i) => episodes[i]!.push(point));
    running = step.truncated[0] === 0 && step.terminated[0] === 0;
  }
  return episodes;
}
