// What all layouts are told by: rows with something in them, cells that are data, headers as they are meant.

import type { OpenQuestion } from '../table/dataset.ts';
import { parseDate } from '../table/dates.ts';
import { readNumber } from '../table/numbers.ts';
import type { Note } from './note.ts';

/** Rows of a file made into plain rows under `headers`. */
export interface Reshaped {
  readonly headers: string[];
  readonly shape: (cells: string[]) => string[][];
  /** Rows that `shape` still holds at the end of the file, since something of them never came. */
  readonly rest?: () => string[][];
  /** Makes `shape` forget what rows it has seen, before the file is read from its start. */
  readonly restart?: () => void;
  readonly note: Note;
  /** What the layout leaves open. */
  readonly question?: OpenQuestion;
}

/** A blank cell or a piece of a ruled line: `----`, `+=====+`. */
export const isRuled = (cell: string) => /^\s*(?:[-=_:+]{2,}\s*)?$/.test(cell);

export const isFilled = (row: readonly string[]) => row.some((cell) => !isRuled(cell));

export const isNumber = (cell: string) =>
  typeof readNumber(cell, '.') === 'number' || typeof readNumber(cell, ',') === 'number';

export const isData = (cell: string) => isNumber(cell) || parseDate(cell) !== null;

/** A header's text without marks that nobody sees. */
export function cleanHeader(cell: string): string {
  return cell
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
