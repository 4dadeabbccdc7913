// Suggested prices as CSV for a spreadsheet.

import { CsvBytes, roundedTo } from '../text/csv-bytes.ts';
import { type Cell, csvLines } from '../text/csv-cell.ts';
import { decisionFor, suggestionMoved, type Decision, type Decisions } from './decision.ts';
import { figuresOf, type PriceFigures } from './price-figures.ts';
import type { Suggestion } from './suggestion.ts';

/** A suggestion with its figures' cells, as a line of a list has them. */
interface Line {
  readonly suggestion: Suggestion;
  readonly cells: readonly Cell[];
}
type Column = readonly [header: string, cell: (line: Line) => Cell];

/** What takes a line's cells one after another: bytes, or a list of them with their headers. */
interface CellSink {
  text(value: string | null, header: string): void;
  number(value: number | null, header: string): void;
  /** To `digits` decimals. */
  rounded(value: number | null, digits: number, header: string): void;
}

/** The columns of figures, each written out: to walk a list of functions takes a million products a third of a second more. */
function writeFigures(f: PriceFigures, out: CellSink): void {
  out.text(f.productId, 'product_id');
  out.text(f.productName, 'product_name');
  out.text(f.category, 'category');
  out.rounded(f.currentPrice, 4, 'current_price');
  out.rounded(f.price, 4, 'recommended_price');
  out.text(f.action, 'action');
  out.rounded(f.price === null ? null : (f.price / f.currentPrice - 1) * 100, 2, 'change_percent');
  out.text(f.objective, 'objective');
  out.rounded(f.gainPerDay, 2, 'gain_per_day');
  out.rounded(f.gainPerDayLow, 2, 'gain_per_day_low');
  out.rounded(f.gainPerDayHigh, 2, 'gain_per_day_high');
  out.rounded(f.gainPerYear, 2, 'gain_per_year');
  out.rounded(f.confidence, 4, 'probability_of_gain');
  out.text(f.candidate, 'chosen_candidate');
  out.text(f.calendar, 'price_calendar');
  out.text(f.byStock, 'price_by_stock');
  out.rounded(f.agentPrice, 4, 'agent_price');
  out.rounded(f.policyPrice, 4, 'agent_price_before_rules');
  out.rounded(f.agentGainPerDay, 2, 'agent_gain_per_day');
  out.rounded(f.agentProbability, 4, 'agent_probability_of_gain');
  out.text(f.bindingRule, 'binding_rule');
  out.rounded(f.unitCost, 4, 'unit_cost');
  out.text(f.assumedCost, 'assumed_cost');
  out.rounded(f.unitsNow, 4, 'expected_units_at_current');
  out.rounded(f.units, 4, 'expected_units_at_recommended');
  out.rounded(f.salesNow, 2, 'expected_sales_at_current');
  out.rounded(f.sales, 2, 'expected_sales_at_recommended');
  out.rounded(f.profitNow, 2, 'expected_profit_at_current');
  out.rounded(f.profit, 2, 'expected_profit_at_recommended');
  out.rounded(f.unitsLow, 4, 'units_at_recommended_low');
  out.rounded(f.unitsHigh, 4, 'units_at_recommended_high');
  out.rounded(f.profitLow, 2, 'profit_at_recommended_low');
  out.rounded(f.profitHigh, 2, 'profit_at_recommended_high');
  out.text(f.verdict, 'verdict');
  out.text(f.expectedFrom, 'expected_from');
  out.number(f.supportDays, 'support_days');
  out.text(f.infeasible, 'infeasible');
}

interface FigureName {
  readonly name: string;
  readonly isText: boolean;
}

/** Names and types are those of any product, also of one of which nothing is known. */
const figureColumns = namesOf({} as PriceFigures);

function namesOf(figures: PriceFigures): readonly FigureName[] {
  const names: FigureName[] = [];
  writeFigures(figures, {
    text: (_, name) => names.push({ name, isText: true }),
    number: (_, name) => names.push({ name, isText: false }),
    rounded: (_value, _digits, name) => names.push({ name, isText: false }),
  });
  return names;
}

/** One cell a column. */
function figureCells(figures: PriceFigures): readonly Cell[] {
  const cells: Cell[] = [];
  writeFigures(figures, {
    text: (value) => cells.push(value),
    number: (value) => cells.push(value),
    rounded: (value, digits) => cells.push(roundedTo(value, digits)),
  });
  return cells;
}

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
  const taken = new Set([
    ...figureColumns.map(({ name }) => name),
    ...[...decisionColumns({}), ...wordColumns].map(([header]) => header),
  ]);
  return [
    ['product_key', ({ suggestion: { productId, split } }) => split?.key ?? productId],
    ...[...names].map((name): Column => [
      taken.has(name.toLowerCase()) ? `${name} (series)` : name,
      ({ suggestion }) => suggestion.split?.series[name] ?? null,
    ]),
  ];
}

function listColumns(suggestions: readonly Suggestion[], decisions: Decisions): readonly Column[] {
  const [id, name, ...figures] = figureColumns.map((column, c): Column => [
    column.name,
    ({ cells }) => cells[c]!,
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
  return headerOf(columns) + csvLines(lines);
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

/** The first line of a file that is written part by part: figures only, a quarter of the size. UTF-8. */
export function pricesCsvHeader(): Uint8Array<ArrayBuffer> {
  const out = new CsvBytes(1_024);
  for (const { name } of figureColumns) out.text(name);
  out.endRow();
  return out.done();
}

/** One line a product, below `pricesCsvHeader`. UTF-8. */
export function pricesCsvLines(products: readonly PriceFigures[]): Uint8Array<ArrayBuffer> {
  const out = new CsvBytes(bytesALine * products.length);
  for (const figures of products) writePricesLine(figures, out);
  return out.done();
}

/** One of these lines. */
export function writePricesLine(figures: PriceFigures, out: CsvBytes): void {
  writeFigures(figures, out);
  out.endRow();
}

/** A little more than a line usually has. */
export const bytesALine = 320;

export interface FigureColumn {
  readonly name: string;
  readonly isText: boolean;
  readonly cells: readonly Cell[];
}

/** The cells of `pricesCsvLines` column by column, text as it is: no spreadsheet runs a column file. */
export function pricesColumns(products: readonly PriceFigures[]): readonly FigureColumn[] {
  const rows = products.map(figureCells);
  return figureColumns.map(({ name, isText }, c) => ({
    name,
    isText,
    cells: rows.map((cells) => cells[c]!),
  }));
}

function headerOf(columns: readonly (readonly [header: string, ...unknown[]])[]): string {
  return `${columns.map(([header]) => header).join(',')}\r\n`;
}

function lineOf(suggestion: Suggestion): Line {
  return { suggestion, cells: figureCells(figuresOf(suggestion)) };
}

function cellsOf(columns: readonly Column[], line: Line): readonly Cell[] {
  return columns.map(([, cell]) => cell(line));
}
