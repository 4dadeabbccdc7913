// Whether date, product, price and units or money are all there; else what is missing, and the way on.

import type { ColumnMapping, ColumnRole } from '../table/columns.ts';
import { matchHeaders } from '../table/header.ts';
import { ReadError } from '../table/read-error.ts';
import { type ColumnFacts, isNamed, rankAs } from './column-facts.ts';
import type { Formula } from './read-plan.ts';
import { isTotalWord } from './vocabulary.ts';
import { isCounter } from './date-column.ts';

/** Whether the headers alone name a date, a price and sales or units. */
export function namesAll(headers: readonly string[]): boolean {
  const named = matchHeaders(headers);
  return named.date !== undefined && named.price !== undefined && (named.sales ?? named.units) !== undefined;
}

/** @throws ReadError where date, price or sales are missing, with what would give them. */
export function refuseUnlessWhole(
  headers: readonly string[],
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  formulas: readonly Formula[],
  fileName: string,
  rows: readonly (readonly string[])[],
  running: readonly string[],
): void {
  const has = (role: ColumnRole) =>
    mapping[role] !== undefined || formulas.some((formula) => formula.role === role);
  const missing: string[] = [];
  const ways: string[] = [];
  if (!has('date')) {
    missing.push('a date (such as "Report Date")');
    const counter = facts.find((column) => isNamed(column, 'date') && isCounter(column) && column.filled > 0);
    const fiscal = facts
      .filter((column) => rankAs(column, 'date') < Infinity)
      .map((column) => ({ column, cell: column.cells.find((cell) => fiscalPeriod.test(cell)) }))
      .find(({ cell }) => cell !== undefined);
    if (fiscal)
      ways.push(
        `"${fiscal.column.header}" holds periods of a fiscal year ("${fiscal.cell!}"), whose days this file does not tell: write the first day of each, such as 2025-01-27`,
      );
    else if (counter)
      ways.push(
        `"${counter.header}" counts (${counter.cells.find((cell) => cell !== '')!}) and holds no calendar dates: write dates such as 2025-01-31, or weeks such as 2025-W05`,
      );
  }
  if (!has('price')) {
    missing.push('a price (such as "Product Price")');
    if (mapping.regularPrice !== undefined)
      ways.push(
        `"${facts[mapping.regularPrice]!.header}" is a regular price beside a promotion mark, not the price that was paid; add a column with the price paid`,
      );
    else if (mapping.sales !== undefined && mapping.units === undefined)
      ways.push(
        `"${facts[mapping.sales]!.header}" divided by the units sold would give the price; add a column of units`,
      );
    else if (mapping.units !== undefined && mapping.sales === undefined)
      ways.push(
        `sales divided by "${facts[mapping.units]!.header}" would give the price; add a column of sales`,
      );
  }
  const computed = formulas.find(({ role }) => role === 'price');
  if (computed && missing.length > 0) ways.unshift(`the price would be ${computed.words}`);
  const runningTotal =
    running[0] ??
    facts.find(
      (column) =>
        /to date|cumul|running|kumul|acumul|ytd/i.test(column.header.slice(0, 200)) && column.numeric > 0.9,
    )?.header;
  if (runningTotal !== undefined && !has('sales') && !has('units'))
    ways.push(
      `"${runningTotal}" is a running total, not the sales of a day; take the difference from the row before`,
    );
  if (!has('sales') && !has('units')) {
    missing.push('sales or units (such as "Total Sales" or "Units")');
    const log = facts.find((column) => /^log/i.test(column.header) && column.numeric > 0.9);
    if (log) ways.push(`"${log.header}" looks like a logarithm: its exponential would give units`);
  }
  if (missing.length === 0) return;
  const shown = headers.slice(0, 20).map((header) => `"${header}"`);
  if (headers.length > 20) shown.push(`${headers.length - 20} more`);
  const totals = rows.filter((row) => row.some(isTotalWord)).length;
  const tail =
    ways.length > 0
      ? ` ${ways.map((way) => way[0]!.toUpperCase() + way.slice(1)).join('. ')}.`
      : totals === rows.length
        ? ` "${fileName}" holds totals only.`
        : '';
  throw new ReadError(
    `The file has the columns ${inWords(shown)}, but none that names ${inWords(missing, 'or')}.${tail}`,
  );
}

/** A period counted within a fiscal year: `FY24 P01 W3`, `Q1 FY24`, `P03 W2`. */
const fiscalPeriod = /(?:^|[^\p{L}])(?:FY|GJ)\s?'?\d{2}|^P\d{1,2}[\s._-]*W\d{1,2}/iu;

/** The parts as a list in a sentence: `a, b and c`. */
export function inWords(parts: readonly string[], word = 'and'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)!}`;
}
