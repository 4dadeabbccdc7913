// What a policy map says in words and figures: its sentence, one cell of it, and all of it as a table. Pure.

import type { PolicyMap, Quantity } from '../../../core/market/map-facts.ts';
import {
  formatChange,
  formatCount,
  formatCountOf,
  formatDay,
  formatMoney,
  formatPercent,
  formatRough,
  formatSignificant,
  upperFirst,
} from '../../../core/text/format.ts';
import type { PolicyMapAnswer } from '../../../worker/protocol/policy-protocol.ts';
import type { ChartData } from '../../../core/export/charts/chart-data.ts';

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
    ? `The price is ${formatMoney(map.prices[dearest]!)} everywhere.`
    : `Highest price ${formatMoney(map.prices[dearest]!)}, ${placeWords(map, cellAt(map, dearest))}; lowest ` +
      `${formatMoney(map.prices[cheapest]!)}, ${placeWords(map, cellAt(map, cheapest))}.`;
  return `${countWords(answer)} ${heldWords(map)} ${places} ${optimumWords(answer, cells)} ${marksWords(answer)}`;
}

function countWords(answer: PolicyMapAnswer): string {
  const { map } = answer;
  const cells = formatCount(map.prices.length);
  const whose = drawnPolicy(answer) === 'optimum' ? 'optimal price, known before any training,' : 'price';
  return filled(map.states, {
    price: whose,
    columns: formatCount(map.x.length),
    rows: formatCount(map.y.length),
    cells,
  });
}

function heldWords({ held: { text, figures } }: PolicyMap): string {
  return filled(
    text,
    Object.fromEntries(figures.map(({ value, quantity }, i) => [i, written(value, quantity)])),
  );
}

/** `text` with its `{names}` filled in. */
function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w*)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A figure as its quantity is written. */
export function written(value: number, quantity: Quantity): string {
  switch (quantity) {
    case 'count':
      return formatCount(value);
    case 'money':
      return formatMoney(value);
    case 'share':
      return formatPercent(value, 0);
    case 'figure':
      return figureWords(value);
    case 'day':
      return formatDay(value);
    default:
      return quantity satisfies never;
  }
}

/** Three figures, from a million on in millions: `0.62`, `12,300`, `28.5 M`. */
export function figureWords(value: number): string {
  return Math.abs(value) < 999_500 ? formatSignificant(value) : formatRough(value);
}

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
        `Average gap to the optimal price: ${formatPercent(along, 0)} in the states it visits, ` +
        `${formatPercent(mean, 0)} in all an episode can reach.${estimateWords(optimum)}`
      );
    }
    default:
      return optimum satisfies never;
  }
}

function estimateWords({ atEstimate }: { readonly atEstimate: boolean }): string {
  return atEstimate ? ' The optimum assumes the estimated elasticity.' : '';
}

function marksWords(answer: PolicyMapAnswer): string {
  const { map } = answer;
  const each = map.isComparable && drawnPolicy(answer) === 'policy' ? ' of each policy' : '';
  return `Lines: ${formatCountOf(map.episodes.length, 'episode')}${each}. ${map.marks}`;
}

function cellAt({ x }: PolicyMap, index: number): MapCell {
  return { column: index % x.length, row: Math.floor(index / x.length) };
}

/** `on day 5 with 60 % of the stock`, `after seven days at 12.50 with sales of 140`. */
function placeWords(map: PolicyMap, { column, row }: MapCell): string {
  const { x, y } = map.axes;
  const across = filled(x.place, { '': written(map.x[column]!, x.quantity) });
  return `${across} ${filled(y.place, { '': written(map.y[row]!, y.quantity) })}`;
}

/** One cell as a line to read out. */
export function cellWords(answer: PolicyMapAnswer, cell: MapCell): string {
  const { map } = answer;
  const index = cell.row * map.x.length + cell.column;
  const place = placeWords(map, cell);
  const { whole } = map.axes.y;
  const amount = whole ? ` (${formatSignificant(map.y[cell.row]! * whole.amount, 4)} ${whole.unit})` : '';
  const optimum = optimumPrices(answer);
  const beside = optimum
    ? `; optimum ${formatMoney(optimum[index]!)}, difference ${formatChange(map.prices[index]! / optimum[index]! - 1)}`
    : '';
  const unreached = map.reached?.[index] === 0 ? ` ${map.unreached}` : '';
  return `${upperFirst(place)}${amount}: ${drawnPolicy(answer)} ${formatMoney(map.prices[index]!)}${beside}.${unreached}`;
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
export function hasShares({ axes }: PolicyMap): boolean {
  return axes.y.quantity === 'share';
}

/** The axes with their units. */
export function axisWords({ axes }: PolicyMap): readonly [across: string, up: string] {
  return [axes.x.label, axes.y.label];
}
