// Suggested prices as CSV for a spreadsheet.

import { csvCell, type Cell } from '../text/csv-cell.ts';
import { decisionFor, suggestionMoved, type Decision, type Decisions } from './decision.ts';
import { figuresOf, type PriceFigures } from './price-figures.ts';
import type { Suggestion } from './suggestion.ts';

/** A suggestion with its figures, as a line of a list has them. */
interface Line {
  readonly suggestion: Suggestion;
  readonly figures: PriceFigures;
}
type Column = readonly [header: string, cell: (line: Line) => Cell];

const figureColumns: readonly (readonly [header: string, cell: (figures: PriceFigures) => Cell])[] = [
  ['product_id', (f) => f.productId],
  ['product_name', (f) => f.productName],
  ['category', (f) => f.category],
  ['current_price', (f) => f.currentPrice],
  ['recommended_price', (f) => f.price],
  ['action', (f) => f.action],
  ['change_percent', (f) => (f.price === null ? null : rounded((f.price / f.currentPrice - 1) * 100, 2))],
  ['objective', (f) => f.objective],
  ['gain_per_day', (f) => rounded(f.gainPerDay, 2)],
  ['gain_per_day_low', (f) => rounded(f.gainPerDayLow, 2)],
  ['gain_per_day_high', (f) => rounded(f.gainPerDayHigh, 2)],
  ['gain_per_year', (f) => rounded(f.gainPerYear, 2)],
  ['probability_of_gain', (f) => rounded(f.confidence, 4)],
  ['chosen_candidate', (f) => f.candidate],
  ['price_calendar', (f) => f.calendar],
  ['price_by_stock', (f) => f.byStock],
  ['agent_price', (f) => f.agentPrice],
  ['agent_price_before_rules', (f) => rounded(f.policyPrice, 4)],
  ['agent_gain_per_day', (f) => rounded(f.agentGainPerDay, 2)],
  ['agent_probability_of_gain', (f) => rounded(f.agentProbability, 4)],
  ['binding_rule', (f) => f.bindingRule],
  ['unit_cost', (f) => rounded(f.unitCost, 4)],
  ['assumed_cost', (f) => f.assumedCost],
  ['expected_units_at_current', (f) => rounded(f.unitsNow, 4)],
  ['expected_units_at_recommended', (f) => rounded(f.units, 4)],
  ['expected_sales_at_current', (f) => rounded(f.salesNow, 2)],
  ['expected_sales_at_recommended', (f) => rounded(f.sales, 2)],
  ['expected_profit_at_current', (f) => rounded(f.profitNow, 2)],
  ['expected_profit_at_recommended', (f) => rounded(f.profit, 2)],
  ['units_at_recommended_low', (f) => rounded(f.unitsLow, 4)],
  ['units_at_recommended_high', (f) => rounded(f.unitsHigh, 4)],
  ['profit_at_recommended_low', (f) => rounded(f.profitLow, 2)],
  ['profit_at_recommended_high', (f) => rounded(f.profitHigh, 2)],
  ['verdict', (f) => f.verdict],
  ['expected_from', (f) => f.expectedFrom],
  ['support_days', (f) => f.supportDays],
  ['infeasible', (f) => f.infeasible],
];
const figureCells = figureColumns.map(([, cell]) => cell);
const wordColumns: readonly Column[] = [
  ['verdict_sentence', ({ suggestion }) => suggestion.verdictSentence],
  ['reasons', ({ suggestion }) => suggestion.reasons.join(' ')],
  ['warnings', ({ suggestion }) => suggestion.warnings.join(' ')],
];

/** What a person decided: the price to charge, and an override marked as one. */
function decisionColumns(decisions: Decisions): readonly Column[] {
  const of = ({ suggestion }: Line) => decisionFor(decisions, suggestion.productId);
  return [
    ['decision', (line) => of(line)?.action ?? null],
    ['decided_price', (line) => of(line)?.price ?? null],
    ['decided_from', (line) => of(line)?.from ?? null],
    ['decision_reason', (line) => of(line)?.reason ?? null],
    ['recommendation_changed_since', (line) => changedSince(of(line), line.suggestion)],
  ];
}

function changedSince(decision: Decision | null, suggestion: Suggestion): Cell {
  if (decision === null) return null;
  return suggestionMoved(decision, suggestion) ? 'yes' : 'no';
}

/** What splits the products, a column each under its name in the file; none where no product is split. */
function splitColumns(suggestions: readonly Suggestion[]): readonly Column[] {
  const names = new Set(suggestions.flatMap(({ split }) => Object.keys(split?.series ?? {})));
  if (names.size === 0) return [];
  const taken = new Set([...figureColumns, ...decisionColumns({}), ...wordColumns].map(([header]) => header));
  return [
    ['product_key', ({ suggestion: { productId, split } }) => split?.key ?? productId],
    ...[...names].map((name): Column => [
      taken.has(name.toLowerCase()) ? `${name} (series)` : name,
      ({ suggestion }) => suggestion.split?.series[name] ?? null,
    ]),
  ];
}

function listColumns(suggestions: readonly Suggestion[], decisions: Decisions): readonly Column[] {
  const [id, name, ...figures] = figureColumns.map(([header, cell]): Column => [
    header,
    (line) => cell(line.figures),
  ]);
  return [
    id!,
    name!,
    ...splitColumns(suggestions),
    ...figures,
    ...decisionColumns(decisions),
    ...wordColumns,
  ];
}

/** A header line and one line a suggestion, CRLF at each line's end (RFC 4180). */
export function pricesCsv(suggestions: readonly Suggestion[], decisions: Decisions): string {
  const columns = listColumns(suggestions, decisions);
  const lines = suggestions.map((suggestion) => cellsOf(columns, lineOf(suggestion)));
  return headerOf(columns) + lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** The same cells for a workbook: headers first, then one row a suggestion. */
export function pricesTable(
  suggestions: readonly Suggestion[],
  decisions: Decisions,
): readonly (readonly Cell[])[] {
  const columns = listColumns(suggestions, decisions);
  return [
    columns.map(([header]) => header),
    ...suggestions.map((suggestion) => cellsOf(columns, lineOf(suggestion))),
  ];
}

/** The first line of a file that is written part by part: figures only, a quarter of the size. */
export function pricesCsvHeader(): string {
  return headerOf(figureColumns);
}

/** One line a product, below `pricesCsvHeader`. */
export function pricesCsvLines(products: readonly PriceFigures[]): string {
  let lines = '';
  for (const figures of products) {
    lines += csvCell(figureCells[0]!(figures));
    for (let c = 1; c < figureCells.length; c++) lines += `,${csvCell(figureCells[c]!(figures))}`;
    lines += '\r\n';
  }
  return lines;
}

/** Of the figures' columns those that hold text; all others hold numbers. */
const textHeaders: ReadonlySet<string> = new Set([
  'product_id',
  'product_name',
  'category',
  'action',
  'objective',
  'chosen_candidate',
  'binding_rule',
  'assumed_cost',
  'verdict',
  'expected_from',
  'infeasible',
]);

export interface FigureColumn {
  readonly name: string;
  readonly isText: boolean;
  readonly cells: readonly Cell[];
}

/** The cells of `pricesCsvLines` column by column, text as it is: no spreadsheet runs a column file. */
export function pricesColumns(products: readonly PriceFigures[]): readonly FigureColumn[] {
  return figureColumns.map(([name, cell]) => ({
    name,
    isText: textHeaders.has(name),
    cells: products.map(cell),
  }));
}

function headerOf(columns: readonly (readonly [header: string, ...unknown[]])[]): string {
  return `${columns.map(([header]) => header).join(',')}\r\n`;
}

function lineOf(suggestion: Suggestion): Line {
  return { suggestion, figures: figuresOf(suggestion) };
}

function cellsOf(columns: readonly Column[], line: Line): readonly Cell[] {
  return columns.map(([, cell]) => cell(line));
}

/** As `toFixed` rounds, but without its text where the figure is clear of a half. */
function rounded(value: number | null, digits: number): number | null {
  if (value === null) return null;
  const scale = 10 ** digits;
  const scaled = value * scale;
  const whole = Math.round(scaled);
  const isClear = Math.abs(scaled) < 1e9 && Math.abs(Math.abs(scaled - whole) - 0.5) > 1e-6;
  return isClear ? whole / scale : Number(value.toFixed(digits));
}
