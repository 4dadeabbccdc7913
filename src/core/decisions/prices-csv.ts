// Suggested prices as CSV for a spreadsheet.

import { CsvBytes, roundedTo } from '../text/csv-bytes.ts';
import { type Cell, csvLines } from '../text/csv-cell.ts';
import { decisionFor, suggestionMoved, type Decision, type Decisions } from './decision.ts';
import { figuresOf, type PriceFigures } from './price-figures.ts';
import type { Suggestion } from './suggestion.ts';

/** A suggestion with its figures, as a line of a list has them. */
interface Line {
  readonly suggestion: Suggestion;
  readonly figures: PriceFigures;
}
type Column = readonly [header: string, cell: (line: Line) => Cell];

/** One column of figures: its cell, and the same cell written where nothing but bytes is wanted. */
interface FigureCell {
  readonly header: string;
  readonly isText: boolean;
  readonly cell: (figures: PriceFigures) => Cell;
  readonly write: (figures: PriceFigures, out: CsvBytes) => void;
}

function text(header: string, cell: (figures: PriceFigures) => string | null): FigureCell {
  return { header, isText: true, cell, write: (figures, out) => out.text(cell(figures)) };
}

function number(header: string, cell: (figures: PriceFigures) => number | null): FigureCell {
  return { header, isText: false, cell, write: (figures, out) => out.number(cell(figures)) };
}

/** To `digits` decimals. */
function rounded(header: string, digits: number, of: (figures: PriceFigures) => number | null): FigureCell {
  return {
    header,
    isText: false,
    cell: (figures) => roundedTo(of(figures), digits),
    write: (figures, out) => out.rounded(of(figures), digits),
  };
}

const figureColumns: readonly FigureCell[] = [
  text('product_id', (f) => f.productId),
  text('product_name', (f) => f.productName),
  text('category', (f) => f.category),
  rounded('current_price', 4, (f) => f.currentPrice),
  rounded('recommended_price', 4, (f) => f.price),
  text('action', (f) => f.action),
  rounded('change_percent', 2, (f) => (f.price === null ? null : (f.price / f.currentPrice - 1) * 100)),
  text('objective', (f) => f.objective),
  rounded('gain_per_day', 2, (f) => f.gainPerDay),
  rounded('gain_per_day_low', 2, (f) => f.gainPerDayLow),
  rounded('gain_per_day_high', 2, (f) => f.gainPerDayHigh),
  rounded('gain_per_year', 2, (f) => f.gainPerYear),
  rounded('probability_of_gain', 4, (f) => f.confidence),
  text('chosen_candidate', (f) => f.candidate),
  text('price_calendar', (f) => f.calendar),
  text('price_by_stock', (f) => f.byStock),
  rounded('agent_price', 4, (f) => f.agentPrice),
  rounded('agent_price_before_rules', 4, (f) => f.policyPrice),
  rounded('agent_gain_per_day', 2, (f) => f.agentGainPerDay),
  rounded('agent_probability_of_gain', 4, (f) => f.agentProbability),
  text('binding_rule', (f) => f.bindingRule),
  rounded('unit_cost', 4, (f) => f.unitCost),
  text('assumed_cost', (f) => f.assumedCost),
  rounded('expected_units_at_current', 4, (f) => f.unitsNow),
  rounded('expected_units_at_recommended', 4, (f) => f.units),
  rounded('expected_sales_at_current', 2, (f) => f.salesNow),
  rounded('expected_sales_at_recommended', 2, (f) => f.sales),
  rounded('expected_profit_at_current', 2, (f) => f.profitNow),
  rounded('expected_profit_at_recommended', 2, (f) => f.profit),
  rounded('units_at_recommended_low', 4, (f) => f.unitsLow),
  rounded('units_at_recommended_high', 4, (f) => f.unitsHigh),
  rounded('profit_at_recommended_low', 2, (f) => f.profitLow),
  rounded('profit_at_recommended_high', 2, (f) => f.profitHigh),
  text('verdict', (f) => f.verdict),
  text('expected_from', (f) => f.expectedFrom),
  number('support_days', (f) => f.supportDays),
  text('infeasible', (f) => f.infeasible),
];
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
    ...figureColumns.map(({ header }) => header),
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
  const [id, name, ...figures] = figureColumns.map(({ header, cell }): Column => [
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
  for (const { header } of figureColumns) out.text(header);
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
  for (let c = 0; c < figureColumns.length; c++) figureColumns[c]!.write(figures, out);
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
  return figureColumns.map(({ header, isText, cell }) => ({
    name: header,
    isText,
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
