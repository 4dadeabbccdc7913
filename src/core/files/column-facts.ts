// What a column of a file holds, from a sample of its rows: numbers, dates, words, and how often each.
//
// Everything that decides what a column is reads these facts; names come second.

import { parseDate } from '../table/dates.ts';
import { type DecimalSeparator, readNumber, separatorProof } from '../table/numbers.ts';
import type { Concept } from './header-phrases.ts';
import { meaningsOf, type Meaning } from './header-words.ts';

/** A column whose first so many cells are no dates has none. */
const sureOfNone = 1000;

export interface ColumnFacts {
  readonly index: number;
  readonly header: string;
  readonly meanings: readonly Meaning[];
  /** The sample's cells without blanks around them. [rows] */
  readonly cells: readonly string[];
  /** NaN where a cell is no number. [rows] */
  readonly numbers: Float64Array;
  /** Cells with something in them. */
  readonly filled: number;
  /** Of those, the share that are numbers, and of these the share that are whole. */
  readonly numeric: number;
  readonly whole: number;
  /** Of those, the share that are dates and no bare numbers. */
  readonly dated: number;
  /** How many different cells there are. */
  readonly distinct: number;
  /** Whether a cell carries a percent sign. */
  readonly hasPercent: boolean;
  readonly hasCurrency: boolean;
}

/** Facts of each column of `rows`; `separators` are tried per column. */
export function columnFacts(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  fallback: DecimalSeparator,
): ColumnFacts[] {
  return headers.map((header, index) => {
    const cells = rows.map((row) => (row[index] ?? '').trim());
    let points = 0;
    let commas = 0;
    for (const cell of cells) {
      const proof = separatorProof(cell);
      if (proof === '.') points++;
      else if (proof === ',') commas++;
    }
    const separator = points === commas ? fallback : points > commas ? '.' : ',';
    const numbers = new Float64Array(cells.length);
    const seen = new Set<string>();
    let filled = 0;
    let numeric = 0;
    let whole = 0;
    let dated = 0;
    let hasPercent = false;
    let hasCurrency = false;
    cells.forEach((cell, row) => {
      numbers[row] = NaN;
      if (cell === '') return;
      filled++;
      seen.add(cell);
      const value = readNumber(cell, separator);
      if (typeof value === 'number') {
        numbers[row] = value;
        numeric++;
        if (Number.isInteger(value)) whole++;
        if (cell.endsWith('%')) hasPercent = true;
        if (/[$€£¥₹]/.test(cell)) hasCurrency = true;
      }
      if (
        dated < 400 &&
        (dated > 0 || filled <= sureOfNone) &&
        !/^\d+(?:[.,]\d+)?$/.test(cell) &&
        parseDate(cell) !== null
      )
        dated++;
    });
    return {
      index,
      header,
      meanings: meaningsOf(header),
      cells,
      numbers,
      filled,
      numeric: filled > 0 ? numeric / filled : 0,
      whole: numeric > 0 ? whole / numeric : 0,
      dated: filled > 0 ? dated / Math.min(400, filled) : 0,
      distinct: seen.size,
      hasPercent,
      hasCurrency,
    };
  });
}

/** The facts of some rows of a column; shares and signs stay those of all. */
export function rowsOf(column: ColumnFacts, isOne: (value: unknown, row: number) => boolean): ColumnFacts {
  const cells = column.cells.filter(isOne);
  const numbers = column.numbers.filter(isOne);
  return { ...column, cells, numbers, filled: cells.filter((cell) => cell !== '').length };
}

/** How good a name for a concept a column has; Infinity where it names something else. */
export function rankAs(column: ColumnFacts, concept: Concept): number {
  return column.meanings.find((meaning) => meaning.concept === concept)?.rank ?? Infinity;
}

/** Whether the best name of a column is for this concept. */
export function isNamed(column: ColumnFacts, concept: Concept): boolean {
  return column.meanings[0]?.concept === concept;
}

/** The columns that may be a concept by their name, the best name first. */
export function namedAs(columns: readonly ColumnFacts[], concept: Concept): ColumnFacts[] {
  return columns
    .filter((column) => rankAs(column, concept) < Infinity)
    .sort((a, b) => rankAs(a, concept) - rankAs(b, concept) || a.index - b.index);
}
