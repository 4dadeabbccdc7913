// Suggested prices as CSV for a spreadsheet.

import { csvCell, type Cell } from './csv-cell.ts';
import { decisionFor, suggestionMoved, type Decision, type Decisions } from './decision.ts';
import type { Suggestion } from './suggestion.ts';

type Column = readonly [header: string, cell: (suggestion: Suggestion) => Cell];

const figureColumns: readonly Column[] = [
  ['product_id', (s) => s.productId],
  ['product_name', (s) => s.productName],
  ['category', (s) => s.category],
  ['current_price', (s) => s.currentPrice],
  ['suggested_price', (s) => s.price],
  ['change_percent', (s) => (s.price === null ? null : rounded((s.price / s.currentPrice - 1) * 100, 2))],
  ['policy_price', (s) => rounded(s.policyPrice, 4)],
  ['binding_rule', (s) => s.bindingRule],
  ['unit_cost', (s) => rounded(s.unitCost, 4)],
  ['expected_units_at_current', (s) => rounded(s.expectedAtCurrent.units, 4)],
  ['expected_units_at_suggested', (s) => rounded(s.expectedAtSuggested?.units ?? null, 4)],
  ['expected_sales_at_current', (s) => rounded(s.expectedAtCurrent.sales, 2)],
  ['expected_sales_at_suggested', (s) => rounded(s.expectedAtSuggested?.sales ?? null, 2)],
  ['expected_profit_at_current', (s) => rounded(s.expectedAtCurrent.profit, 2)],
  ['expected_profit_at_suggested', (s) => rounded(s.expectedAtSuggested?.profit ?? null, 2)],
  ['units_at_suggested_low', (s) => rounded(s.outlookAtSuggested?.units.interval[0] ?? null, 4)],
  ['units_at_suggested_high', (s) => rounded(s.outlookAtSuggested?.units.interval[1] ?? null, 4)],
  ['profit_at_suggested_low', (s) => rounded(s.outlookAtSuggested?.profit?.interval[0] ?? null, 2)],
  ['profit_at_suggested_high', (s) => rounded(s.outlookAtSuggested?.profit?.interval[1] ?? null, 2)],
  ['confidence', (s) => rounded(s.confidence, 4)],
  ['confidence_in', (s) => s.confidenceIn],
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

/** What a person decided: the price to charge, and an override marked as one. */
function decisionColumns(decisions: Decisions): readonly Column[] {
  const of = (s: Suggestion) => decisionFor(decisions, s.productId);
  return [
    ['decision', (s) => of(s)?.action ?? null],
    ['decided_price', (s) => of(s)?.price ?? null],
    ['decision_reason', (s) => of(s)?.reason ?? null],
    ['suggestion_changed_since', (s) => changedSince(of(s), s)],
  ];
}

function changedSince(decision: Decision | null, suggestion: Suggestion): Cell {
  if (decision === null) return null;
  return suggestionMoved(decision, suggestion) ? 'yes' : 'no';
}

/** A header line and one line a suggestion, CRLF at each line's end (RFC 4180). */
export function pricesCsv(suggestions: readonly Suggestion[], decisions: Decisions): string {
  const columns = [...figureColumns, ...decisionColumns(decisions), ...wordColumns];
  return headerOf(columns) + linesOf(suggestions, columns);
}

/** The first line of a file that is written part by part: figures only, a quarter of the size. */
export function pricesCsvHeader(): string {
  return headerOf(figureColumns);
}

/** One line a suggestion, below `pricesCsvHeader`. */
export function pricesCsvLines(suggestions: readonly Suggestion[]): string {
  return linesOf(suggestions, figureColumns);
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

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
