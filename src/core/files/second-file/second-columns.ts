// Which column of a second file is what: by what its cells hold, then by its header, in the words of the one reader.

import { parseDate } from '../../table/dates.ts';
import type { DecimalSeparator } from '../../table/numbers.ts';
import { type ColumnFacts, columnFacts, rankAs } from '../column-facts.ts';
import type { Concept } from '../header-phrases.ts';
import { headerTokens } from '../header-tokens.ts';
import type { CellTable } from '../read-cells.ts';

export interface SecondColumns {
  readonly fileName: string;
  readonly all: readonly ColumnFacts[];
  /** First day that a row holds for, and last; absent where no column says so. */
  readonly from?: ColumnFacts;
  readonly to?: ColumnFacts;
  /** The best column of numbers named so, null without one. */
  number(concept: Concept): ColumnFacts | null;
  /** The best column of words named so, null without one. */
  text(concept: Concept): ColumnFacts | null;
  /** Whether a header holds one of these words. */
  says(pattern: RegExp): boolean;
}

const sampled = 2000;

/** Programs that write a decimal comma part the cells by semicolons. */
export const usualDecimal = ({ delimiter }: CellTable): DecimalSeparator => (delimiter === ';' ? ',' : '.');

const fromWord =
  /^(?:from|start\w*|begin\w*|since|effective|ab|von|anfang|debut|du|desde|inicio|inizio|dal|vanaf|van|od|poczatek|с)$|開始|开始|起始/;
const toWord =
  /^(?:to|until|till|end|ends|ending|enddat\w*|enddate|expir\w*|through|thru|bis|ende|fin|hasta|au|al|fine|ate|fim|tot|tm|einde|do|koniec|по)$|終了|结束|截止/;

/**
 * What the columns of a second file are by name and by their first 2,000 rows, and where its periods begin and end; the date
 * on which a record was last changed is neither.
 */
export function secondColumns(table: CellTable): SecondColumns {
  const all = columnFacts(
    table.headers,
    table.rows.slice(0, sampled).map(({ cells }) => cells),
    usualDecimal(table),
  );
  const dated = all.filter(isDated);
  const tokens = (column: ColumnFacts) => headerTokens(column.header);
  const isUpdate = (column: ColumnFacts) =>
    /\b(?:update[sd]?|created|modified|geandert|erstellt|changed)\b/.test(tokens(column).join(' '));
  let to = dated.find((column) => tokens(column).some((token) => toWord.test(token)));
  let from =
    dated.find((column) => column !== to && tokens(column).some((token) => fromWord.test(token))) ??
    dated.find((column) => column !== to && !isUpdate(column));
  if (from && !to) {
    // Two columns of dates of which one never lies before the other are a beginning and an end, whatever they are called.
    const other = dated.find((column) => column !== from && !isUpdate(column));
    const order = other ? orderOf(from, other) : 0;
    if (other && order !== 0) [from, to] = order > 0 ? [from, other] : [other, from];
  }
  const named = (concept: Concept, isNumber: boolean) =>
    all
      .filter(
        (column) =>
          !dated.includes(column) &&
          rankAs(column, concept) < Infinity &&
          column.filled > 0 &&
          (isNumber ? column.numeric >= 0.5 : column.numeric < 0.5),
      )
      .sort((a, b) => rankAs(a, concept) - rankAs(b, concept) || a.index - b.index)[0] ?? null;
  return {
    fileName: table.fileName,
    all,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    number: (concept) => named(concept, true),
    text: (concept) => named(concept, false),
    says: (pattern) => table.headers.some((header) => pattern.test(headerTokens(header).join(' '))),
  };
}

/** Columns of dates: cells that are no bare numbers, or bare ones (serials, `202401`) under a header that says so. */
function isDated(column: ColumnFacts): boolean {
  if (column.filled === 0) return false;
  if (column.dated >= 0.5) return true;
  const isCalled =
    column.meanings[0]?.concept === 'date' || headerTokens(column.header).some((t) => t === 'date');
  if (!isCalled) return false;
  const cells = column.cells.filter((cell) => cell !== '').slice(0, 200);
  return cells.filter((cell) => parseDate(cell) !== null).length >= 0.8 * cells.length;
}

/** 1 where `a` never lies after `b`, -1 the other way round, 0 where neither holds or both do. */
function orderOf(a: ColumnFacts, b: ColumnFacts): number {
  let before = 0;
  let after = 0;
  for (let row = 0; row < a.cells.length; row++) {
    const [one, other] = [parseDate(a.cells[row]!), parseDate(b.cells[row]!)];
    if (one?.kind !== 'day' || other?.kind !== 'day') continue;
    if (one.day < other.day) before++;
    if (one.day > other.day) after++;
  }
  return before > 0 && after === 0 ? 1 : after > 0 && before === 0 ? -1 : 0;
}
