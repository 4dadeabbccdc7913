// Suggested prices as CSV for a spreadsheet: text that a spreadsheet would run as a formula is defused, numbers stay
// numbers.
//
// Source of the rule: OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection.

import type { Suggestion } from './suggestion.ts';

type Cell = string | number | null;

const columns: readonly (readonly [header: string, cell: (suggestion: Suggestion) => Cell])[] = [
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
  ['expected_from', (s) => s.expectedFrom],
  ['support_days', (s) => s.supportDays],
  ['infeasible', (s) => s.infeasible?.sentence ?? null],
  ['reasons', (s) => s.reasons.join(' ')],
  ['warnings', (s) => s.warnings.join(' ')],
];

/** A header line and one line a suggestion, CRLF at each line's end (RFC 4180). */
export function pricesCsv(suggestions: readonly Suggestion[]): string {
  const lines = [
    columns.map(([header]) => header).join(','),
    ...suggestions.map((suggestion) => columns.map(([, cell]) => csvCell(cell(suggestion))).join(',')),
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

/**
 * One cell. Text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe before it, which
 * a spreadsheet reads as "this is text"; a number that is not finite, and null, is an empty cell.
 */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const defused = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
