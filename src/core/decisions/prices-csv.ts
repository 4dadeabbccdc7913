// Suggested prices as CSV for a spreadsheet.

import { csvCell, type Cell } from '../text/csv-cell.ts';
import { calendarCell, stockCell } from './calendar-rows.ts';
import { decisionFor, suggestionMoved, type Decision, type Decisions } from './decision.ts';
import type { Suggestion } from './suggestion.ts';

type Column = readonly [header: string, cell: (suggestion: Suggestion) => Cell];

const figureColumns: readonly Column[] = [
  ['product_id', (s) => s.productId],
  ['product_name', (s) => s.productName],
  ['category', (s) => s.category],
  ['current_price', (s) => s.currentPrice],
  ['recommended_price', (s) => s.price],
  ['action', (s) => s.recommendation.action],
  ['change_percent', (s) => (s.price === null ? null : rounded((s.price / s.currentPrice - 1) * 100, 2))],
  ['objective', (s) => s.recommendation.objective],
  ['gain_per_day', (s) => rounded(s.recommendation.gainPerDay.value, 2)],
  ['gain_per_day_low', (s) => rounded(s.recommendation.gainPerDay.interval[0], 2)],
  ['gain_per_day_high', (s) => rounded(s.recommendation.gainPerDay.interval[1], 2)],
  ['gain_per_year', (s) => rounded(s.recommendation.gainPerYear.value, 2)],
  ['probability_of_gain', (s) => rounded(s.confidence, 4)],
  ['chosen_candidate', (s) => s.recommendation.candidate],
  ['price_calendar', calendarCell],
  ['price_by_stock', stockCell],
  ['agent_price', (s) => agentOf(s)?.price ?? null],
  ['agent_price_before_rules', (s) => rounded(s.policyPrice, 4)],
  ['agent_gain_per_day', (s) => rounded(agentOf(s)?.gainPerDay.value ?? null, 2)],
  ['agent_probability_of_gain', (s) => rounded(agentOf(s)?.probability ?? null, 4)],
  ['binding_rule', (s) => s.bindingRule],
  ['unit_cost', (s) => rounded(s.unitCost, 4)],
  ['assumed_cost', (s) => s.assumedCost],
  ['expected_units_at_current', (s) => rounded(s.expectedAtCurrent.units, 4)],
  ['expected_units_at_recommended', (s) => rounded(s.expectedAtSuggested?.units ?? null, 4)],
  ['expected_sales_at_current', (s) => rounded(s.expectedAtCurrent.sales, 2)],
  ['expected_sales_at_recommended', (s) => rounded(s.expectedAtSuggested?.sales ?? null, 2)],
  ['expected_profit_at_current', (s) => rounded(s.expectedAtCurrent.profit, 2)],
  ['expected_profit_at_recommended', (s) => rounded(s.expectedAtSuggested?.profit ?? null, 2)],
  ['units_at_recommended_low', (s) => rounded(s.outlookAtSuggested?.units.interval[0] ?? null, 4)],
  ['units_at_recommended_high', (s) => rounded(s.outlookAtSuggested?.units.interval[1] ?? null, 4)],
  ['profit_at_recommended_low', (s) => rounded(s.outlookAtSuggested?.profit?.interval[0] ?? null, 2)],
  ['profit_at_recommended_high', (s) => rounded(s.outlookAtSuggested?.profit?.interval[1] ?? null, 2)],
  ['verdict', (s) => s.verdict],
  ['expected_from', (s) => s.expectedFrom],
  ['support_days', (s) => s.supportDays],
  ['infeasible', (s) => s.infeasible?.sentence ?? null],
];
const wordColumns: readonly Column[] = [
  ['verdict_sentence', (s) => s.verdictSentence],
  ['reasons', (s) => s.reasons.join(' ')],
  ['warnings', (s) => s.warnings.join(' ')],
];

/** The agent's candidate; undefined where no agent was asked. */
function agentOf({ recommendation }: Suggestion) {
  return recommendation.candidates.find(({ name }) => name === 'agent');
}

/** What a person decided: the price to charge, and an override marked as one. */
function decisionColumns(decisions: Decisions): readonly Column[] {
  const of = (s: Suggestion) => decisionFor(decisions, s.productId);
  return [
    ['decision', (s) => of(s)?.action ?? null],
    ['decided_price', (s) => of(s)?.price ?? null],
    ['decided_from', (s) => of(s)?.from ?? null],
    ['decision_reason', (s) => of(s)?.reason ?? null],
    ['recommendation_changed_since', (s) => changedSince(of(s), s)],
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
    ['product_key', ({ productId, split }) => split?.key ?? productId],
    ...[...names].map((name): Column => [
      taken.has(name.toLowerCase()) ? `${name} (series)` : name,
      ({ split }) => split?.series[name] ?? null,
    ]),
  ];
}

function listColumns(suggestions: readonly Suggestion[], decisions: Decisions): readonly Column[] {
  const [id, name, ...figures] = figureColumns;
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
  return headerOf(columns) + linesOf(suggestions, columns);
}

/** The same cells for a workbook: headers first, then one row a suggestion. */
export function pricesTable(
  suggestions: readonly Suggestion[],
  decisions: Decisions,
): readonly (readonly Cell[])[] {
  const columns = listColumns(suggestions, decisions);
  return [
    columns.map(([header]) => header),
    ...suggestions.map((suggestion) => columns.map(([, cell]) => cell(suggestion))),
  ];
}

/** The first line of a file that is written part by part: figures only, a quarter of the size. */
export function pricesCsvHeader(): string {
  return headerOf(figureColumns);
}

/** One line a suggestion, below `pricesCsvHeader`. */
export function pricesCsvLines(suggestions: readonly Suggestion[]): string {
  return linesOf(suggestions, figureColumns);
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
export function pricesColumns(suggestions: readonly Suggestion[]): readonly FigureColumn[] {
  return figureColumns.map(([name, cell]) => ({
    name,
    isText: textHeaders.has(name),
    cells: suggestions.map(cell),
  }));
}

function headerOf(columns: readonly Column[]): string {
  return `${columns.map(([header]) => header).join(',')}\r\n`;
}

function linesOf(suggestions: readonly Suggestion[], columns: readonly Column[]): string {
  let lines = '';
  for (const suggestion of suggestions)
    lines += `${columns.map(([, cell]) => csvCell(cell(suggestion))).join(',')}\r\n`;
  return lines;
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
