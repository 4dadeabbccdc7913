// What a policy map says in words and figures: its sentence, one cell of it, and all of it as a table. Pure.

import type { FeatureName } from '../../core/features/features.ts';
import type { PolicyMap } from '../../core/market/policy-map.ts';
import type { PolicyMapAnswer } from '../../worker/protocol/policy.ts';
import {
  formatCount,
  formatCountOf,
  formatDay,
  formatMoney,
  formatPercent,
  formatSignificant,
} from '../format.ts';
import type { ChartData } from '../ui/chart-data.ts';

/** A cell of the map, counted from the lowest row and the first column. */
export interface MapCell {
  readonly column: number;
  readonly row: number;
}

/** The optimum's prices, cell for cell; null where there is none, or not yet. */
export function optimumPrices({ optimum }: PolicyMapAnswer): Float64Array | null {
  return optimum.status === 'done' ? optimum.map.prices : null;
}

/** The policy's prices over the optimum's, less 1. [rows * columns] */
export function differences(answer: PolicyMapAnswer): Float64Array | null {
  const optimum = optimumPrices(answer);
  return optimum && answer.map.prices.map((price, i) => price / optimum[i]! - 1);
}

/** Whose prices the map holds. */
function drawnPolicy({ optimum }: PolicyMapAnswer): 'policy' | 'optimum' {
  return optimum.status === 'alone' ? 'optimum' : 'policy';
}

/** Indices of the cells that can come to pass; of all where that is not known or none can. */
export function reachedCells({ prices, reached }: PolicyMap): readonly number[] {
  const all = [...prices.keys()];
  const possible = reached ? all.filter((cell) => reached[cell] === 1) : all;
  return possible.length > 0 ? possible : all;
}

/** Indices of the cells that the policy's own episodes pass, each once. */
export function ownCells({ x, y, episodes }: Pick<PolicyMap, 'x' | 'y' | 'episodes'>): readonly number[] {
  const nearest = (axis: readonly number[], value: number) => {
    const step = axis.length > 1 ? axis[1]! - axis[0]! : 1;
    return Math.round((value - axis[0]!) / step);
  };
  const passed = new Set<number>();
  for (const { x: across, y: up } of episodes.flat()) {
    const [column, row] = [nearest(x, across), nearest(y, up)];
    // Below the lowest row the stock is gone, or nearly.
    if (column < x.length && row >= 0 && row < y.length && column >= 0) passed.add(row * x.length + column);
  }
  return [...passed];
}

/** What stands under the map. */
export function mapSentence(answer: PolicyMapAnswer): string {
  const { map } = answer;
  const cells = reachedCells(map);
  const at = (compare: (a: number, b: number) => boolean) =>
    cells.reduce((best, cell) => (compare(map.prices[cell]!, map.prices[best]!) ? cell : best));
  const dearest = at((a, b) => a > b);
  const cheapest = at((a, b) => a < b);
  const same = map.prices[dearest]! - map.prices[cheapest]! < 0.005;
  const places = same
    ? `It asks ${formatMoney(map.prices[dearest]!)} everywhere.`
    : `It asks most, ${formatMoney(map.prices[dearest]!)}, ${placeWords(map, cellAt(map, dearest))}, and least, ` +
      `${formatMoney(map.prices[cheapest]!)}, ${placeWords(map, cellAt(map, cheapest))}.`;
  return `${countWords(answer)} ${heldWords(map)} ${places} ${optimumWords(answer, cells)} ${marksWords(answer)}`;
}

function countWords(answer: PolicyMapAnswer): string {
  const { map } = answer;
  const cells = formatCount(map.prices.length);
  const whose = drawnPolicy(answer) === 'optimum' ? 'optimal price, known before any training,' : 'price';
  return map.kind === 'demand'
    ? `The ${whose} in ${formatCount(map.x.length)} days × ${formatCount(map.y.length)} ${map.initialStock === null ? 'prices of the day before' : 'levels of stock'} = ${cells} states.`
    : `The price after ${cells} kinds of seven days: ${formatCount(map.x.length)} prices × ${formatCount(map.y.length)} levels of sales, the same on all seven.`;
}

function heldWords(map: PolicyMap): string {
  if (map.kind === 'demand') {
    const rival = map.rivalPrice === null ? [] : [`the rival at ${formatMoney(map.rivalPrice)}`];
    const before =
      map.initialStock === null ? [] : [`${formatMoney(map.yesterdayPrice)} charged the day before`];
    const held = [...before, ...rival];
    return held.length === 0 ? 'This market knows no stock.' : `Held: ${held.join(', ')}.`;
  }
  const medians = map.heldAtMedian.map((name) => featureWords[name] ?? name);
  const median = medians.length === 0 ? '' : `, ${medians.join(' and ')} at the training median`;
  return `Held: the calendar of the seven days to ${formatDay(map.lastDay)}${median}.`;
}

const featureWords: Partial<Record<FeatureName, string>> = {
  organicConversion: 'organic conversion',
  adConversion: 'ad conversion',
  profit: 'profit',
};

function optimumWords({ map, optimum }: PolicyMapAnswer, cells: readonly number[]): string {
  switch (optimum.status) {
    case 'computing':
      return 'The optimum is being computed.';
    case 'none':
      return optimum.why;
    case 'alone':
      return `It is what earns most reward on average over the noise of demand.${estimateWords(optimum)}`;
    case 'done': {
      const { prices } = optimum.map;
      const mean =
        cells.reduce((sum, cell) => sum + Math.abs(map.prices[cell]! / prices[cell]! - 1), 0) / cells.length;
      const own = ownCells(map);
      const along =
        own.reduce((sum, cell) => sum + Math.abs(map.prices[cell]! / prices[cell]! - 1), 0) / own.length;
      return (
        `In the states its own episodes pass it is ${formatPercent(along, 0)} from the optimum on average, ` +
        `in all that an episode can reach ${formatPercent(mean, 0)}.${estimateWords(optimum)}`
      );
    }
    default:
      return optimum satisfies never;
  }
}

function estimateWords({ atEstimate }: { readonly atEstimate: boolean }): string {
  return atEstimate ? ' The optimum takes the elasticity at its estimate.' : '';
}

function marksWords(answer: PolicyMapAnswer): string {
  const { map } = answer;
  const each = map.kind === 'demand' && drawnPolicy(answer) === 'policy' ? ' of each policy' : '';
  const lines = `Lines: ${formatCountOf(map.episodes.length, 'episode')}${each}.`;
  if (map.kind === 'demand')
    return map.reached === null
      ? `${lines} Which states a moving rival leaves within reach is not computed.`
      : `${lines} Hatched: no episode gets there.`;
  return `${lines} Dots: seven days of the past. Hatched: none were like it, so the policy guesses.`;
}

function cellAt({ x }: PolicyMap, index: number): MapCell {
  return { column: index % x.length, row: Math.floor(index / x.length) };
}

/** `on day 5 with 60 % of the stock`, `after seven days at 12.50 with sales of 140`. */
function placeWords(map: PolicyMap, { column, row }: MapCell): string {
  if (map.kind === 'demand') {
    const day = `on day ${formatCount(map.x[column]!)}`;
    return map.initialStock === null
      ? `${day} after ${formatMoney(map.y[row]!)}`
      : `${day} with ${formatPercent(map.y[row]!, 0)} of the stock`;
  }
  const unit = map.salesMeaning === 'units' ? ' units' : '';
  return `after seven days at ${formatMoney(map.x[column]!)} with sales of ${formatSignificant(map.y[row]!)}${unit} a day`;
}

/** One cell as a line to read out. */
export function cellWords(answer: PolicyMapAnswer, cell: MapCell): string {
  const { map } = answer;
  const index = cell.row * map.x.length + cell.column;
  const place = placeWords(map, cell);
  const stock =
    map.kind === 'demand' && map.initialStock !== null
      ? ` (${formatSignificant(map.y[cell.row]! * map.initialStock, 4)} units)`
      : '';
  const optimum = optimumPrices(answer);
  const beside = optimum
    ? `; optimum ${formatMoney(optimum[index]!)}, difference ${signedPercent(map.prices[index]! / optimum[index]! - 1)}`
    : '';
  const unreached =
    map.reached?.[index] === 0
      ? map.kind === 'demand'
        ? ' No episode gets here.'
        : ' No seven days of the past were like it.'
      : '';
  return `${place.charAt(0).toUpperCase()}${place.slice(1)}${stock}: ${drawnPolicy(answer)} ${formatMoney(map.prices[index]!)}${beside}.${unreached}`;
}

function signedPercent(share: number): string {
  const text = formatPercent(share, 1);
  return share > 0.0005 ? `+${text}` : text;
}

/** A row a cell. */
export function mapTable(answer: PolicyMapAnswer): ChartData {
  const { map } = answer;
  const optimum = optimumPrices(answer);
  const [across, up] = axisWords(map);
  const alone = drawnPolicy(answer) === 'optimum';
  const prices = alone
    ? ['optimum price (currency)']
    : ['policy price (currency)', 'optimum price (currency)'];
  return {
    columns: [across, up, ...prices, 'reached'],
    rows: [...map.prices].map((price, index) => {
      const { column, row } = cellAt(map, index);
      const reached = map.reached === null ? null : map.reached[index] === 1 ? 'yes' : 'no';
      const beside = alone ? [] : [optimum?.[index] ?? null];
      return [map.x[column]!, map.y[row]!, price, ...beside, reached];
    }),
  };
}

/** Whether the levels of the map are shares, to be written in percent. */
export function hasShares(map: PolicyMap): boolean {
  return map.kind === 'demand' && map.initialStock !== null;
}

/** The axes with their units. */
export function axisWords(map: PolicyMap): readonly [across: string, up: string] {
  if (map.kind === 'demand')
    return [
      'day of the episode',
      map.initialStock === null ? 'price of the day before (currency)' : 'stock left (share)',
    ];
  return [
    'price of the last seven days (currency)',
    map.salesMeaning === 'money' ? 'sales a day (currency)' : 'sales a day (units)',
  ];
}
