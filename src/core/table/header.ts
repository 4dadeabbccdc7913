// Which column of a file plays which role, by the names in its header.

import { type ColumnDefinition, type ColumnMapping, type ColumnRole, columns } from './columns.ts';
import { parseDate } from './dates.ts';
import { readNumber } from './numbers.ts';
import { ReadError } from './read-error.ts';

/** No name of a column is longer; what stands behind it is not looked through. */
const longestName = 200;

/** A header without case, accents, spacing and punctuation: `Ünit-Price ` and `unit price` are the same. */
export function plainHeader(header: string): string {
  return header
    .slice(0, longestName)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/%/g, 'percent')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The same without what stands in brackets and without currency: `Price (EUR)`, `Revenue $`, `Umsatz in EUR`. */
function bareHeader(header: string): string {
  return plainHeader(
    header
      .slice(0, longestName)
      .replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')
      .replace(/\p{Sc}/gu, ' ')
      .replace(/\b(?:in\s+)?(?:usd|eur|gbp|chf|euro?s?|dollars?)\b/gi, ' ')
      .replace(/\bin\s*$/i, ' '),
  );
}

interface Match {
  readonly role: ColumnRole;
  readonly column: number;
  /** Smaller is better: the native header, then synonyms in their order, then matches without bracketed units. */
  readonly rank: number;
}

/**
 * The mapping that the header names themselves: the best match first, never two roles for a column or two columns
 * for a role.
 */
export function matchHeaders(headers: readonly string[]): ColumnMapping {
  const matches: Match[] = [];
  const all: readonly (ColumnDefinition & { readonly role: ColumnRole })[] = columns;
  for (const definition of all) {
    const names = [definition.header, definition.role, ...definition.synonyms].map(plainHeader);
    headers.forEach((header, column) => {
      const rank = names.indexOf(plainHeader(header));
      const bareRank = names.indexOf(bareHeader(header));
      if (rank >= 0) matches.push({ role: definition.role, column, rank });
      else if (bareRank >= 0) matches.push({ role: definition.role, column, rank: 1000 + bareRank });
    });
  }
  matches.sort((a, b) => a.rank - b.rank || a.column - b.column);
  const mapping: Partial<Record<ColumnRole, number>> = {};
  const taken = new Set<number>();
  for (const { role, column } of matches) {
    if (mapping[role] !== undefined || taken.has(column)) continue;
    mapping[role] = column;
    taken.add(column);
  }
  return mapping;
}

/**
 * Why a mapping cannot be read with, in one sentence that names what was found and what is missing; null where it
 * has a date, a price, and sales or units.
 */
export function mappingProblem(headers: readonly string[], mapping: ColumnMapping): string | null {
  const missing: string[] = [];
  if (mapping.date === undefined) missing.push('a date (such as "Report Date")');
  if (mapping.price === undefined) missing.push('a price (such as "Product Price")');
  if (mapping.sales === undefined && mapping.units === undefined) {
    missing.push('sales or units (such as "Total Sales" or "Units")');
  }
  if (missing.length === 0) return null;
  const shown = headers.slice(0, 20).map((header) => `"${header}"`);
  if (headers.length > 20) shown.push(`${headers.length - 20} more`);
  return `The file has the columns ${inWords(shown)}, but none that names ${inWords(missing, 'or')}.`;
}

function inWords(parts: readonly string[], word = 'and'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}

/** @throws Error where a chosen mapping names a column that is not there, or one column twice. */
export function checkMapping(headers: readonly string[], mapping: ColumnMapping): void {
  const roles = new Map<number, string>();
  for (const [role, column] of Object.entries(mapping)) {
    if (!Number.isInteger(column) || column < 0 || column >= headers.length) {
      throw new ReadError(
        `The column chosen for ${role} does not exist: the file has ${headers.length} columns.`,
      );
    }
    const other = roles.get(column);
    if (other !== undefined) {
      throw new ReadError(
        `The column "${headers[column]}" was chosen for both ${other} and ${role}; choose one.`,
      );
    }
    roles.set(column, role);
  }
}

/** @throws ReadError where the first row holds data rather than names. */
export function checkHeader(headers: readonly string[], fileName: string): void {
  const filled = headers.filter((header) => header !== '');
  const data = filled.filter(
    (header) => typeof readNumber(header, '.') === 'number' || parseDate(header) !== null,
  );
  if (data.length === 0 || Object.keys(matchHeaders(headers)).length > 0) return;
  throw new ReadError(
    `"${fileName}" has no header: its first row holds data (${data
      .slice(0, 3)
      .map((cell) => `"${cell}"`)
      .join(
        ', ',
      )}); put a first row with the columns' names, such as Report Date, Product Price, Total Sales.`,
  );
}
