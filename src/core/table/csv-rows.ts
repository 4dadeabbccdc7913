// Text into rows of cells, a piece at a time, by PapaParse's parser.
//
// PapaParse's own streaming needs a worker or a File and dies silently under some bundlers; its `Parser` takes a
// string and stops after the last complete row, which is all that streaming needs. Line ends are `\n` by then.

import Papa from 'papaparse';

import type { FileFormat } from './dataset.ts';
import { ReadError } from './read-error.ts';

export type Delimiter = FileFormat['delimiter'];

export const delimiterNames: Readonly<Record<Delimiter, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
};

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|'];

/** A row longer than this is a quote that was never closed, or no row of sales. */
const longestRow = 1 << 20;

interface PapaResult {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string; readonly row?: number }[];
  readonly meta: { readonly cursor: number };
}

function parse(text: string, delimiter: Delimiter, ignoreLastRow: boolean, preview = 0): PapaResult {
  const parser = new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"', preview });
  return parser.parse(text, 0, ignoreLastRow) as PapaResult;
}

/** The delimiter that a first line `sep=;` names, and where the text after that line begins. */
export function separatorLine(
  text: string,
): { readonly delimiter: Delimiter; readonly length: number } | null {
  const match = /^sep=([,;\t|])\n/i.exec(text);
  return match ? { delimiter: match[1] as Delimiter, length: match[0].length } : null;
}

/**
 * The delimiter that cuts the first rows most evenly into the same number of cells. Title lines above the header are
 * shorter, so it is the usual width that counts, not the first row's.
 */
export function detectDelimiter(head: string): Delimiter {
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const rows = parse(head, delimiter, false, 80).data.filter(
      (row) => row.length > 1 || row[0]!.trim() !== '',
    );
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
    let width = 0;
    let most = 0;
    for (const [length, count] of counts) {
      if (length < 2 || count < most || (count === most && length < width)) continue;
      width = length;
      most = count;
    }
    if (width < 2) continue;
    const even = most / rows.length;
    const score = even * even * Math.log(width);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Rows of cells from pieces of text. */
export class RowStream {
  readonly #delimiter: Delimiter;
  #carry = '';
  #isStart: boolean;
  /** Rows given out so far, blank lines included: the last row's number as a spreadsheet counts. */
  rowsDone: number;
  /** Row numbers in which a quote is followed by text; the first few. */
  readonly malformedQuotes: number[] = [];
  malformedQuoteCount = 0;

  /** @param rowsBefore - in the file, where its rows from some later one on are read; null: from the beginning. */
  constructor(delimiter: Delimiter, rowsBefore: number | null = null) {
    this.#delimiter = delimiter;
    this.#isStart = rowsBefore === null;
    this.rowsDone = rowsBefore ?? 0;
  }

  /** The complete rows so far. Cells refer to the piece's memory: copy a cell that is to be kept. */
  push(text: string): string[][] {
    return this.#take(text, false);
  }

  /** The last rows. */
  end(text: string): string[][] {
    return this.#take(text, true);
  }

  #take(text: string, isLast: boolean): string[][] {
    let input = this.#carry === '' ? text : this.#carry + text;
    if (this.#isStart && input.length > 0) {
      if (!isLast && input.length < 8) {
        this.#carry = input; // too short yet to tell a `sep=;` line
        return [];
      }
      input = input.slice(separatorLine(input)?.length ?? 0);
      this.#isStart = false;
    }
    const result = parse(input, this.#delimiter, !isLast);
    for (const error of result.errors) this.#note(error, result.data.length);
    this.#carry = isLast ? '' : input.slice(result.meta.cursor);
    // The line end of the file's last row is no row of its own.
    if (isLast && result.data.at(-1)?.length === 1 && result.data.at(-1)![0] === '') result.data.pop();
    if (input.includes('"')) this.#refuseSwallowed(result.data);
    this.rowsDone += result.data.length;
    if (this.#carry.length > longestRow) throw endless(this.#carry, this.#delimiter, this.rowsDone + 1);
    return result.data;
  }

  /** @throws ReadError where a cell holds whole lines of the file: a quotation mark that closes rows later, by chance. */
  #refuseSwallowed(rows: readonly string[][]): void {
    for (let r = 0; r < rows.length; r++) {
      const row = rows[r]!;
      for (const cell of row) {
        if (cell.length < 40 || !cell.includes('\n')) continue;
        const lines = cell.split('\n');
        const cut = (line: string) => line.split(this.#delimiter).length;
        const width = cut(lines[1]!);
        if (lines.length < 5 || width < 2) continue;
        if (lines.slice(1, -1).some((line) => Math.abs(cut(line) - width) > 0)) continue;
        throw new ReadError(
          `Row ${this.rowsDone + r + 1} has an unmatched quotation mark that closes ${lines.length - 1} lines later, which would merge ` +
            `${lines.length - 1} rows into one cell. Write two quotation marks where one is meant, or remove it.`,
        );
      }
    }
  }

  #note(error: PapaResult['errors'][number], complete: number): void {
    const row = this.rowsDone + 1 + (error.row ?? 0);
    if (error.code === 'MissingQuotes') throw unclosedQuote(row);
    // A row that is not complete yet is parsed again with the next piece.
    if (
      error.code === 'InvalidQuotes' &&
      (error.row ?? 0) < complete &&
      this.malformedQuotes.at(-1) !== row
    ) {
      this.malformedQuoteCount++;
      if (this.malformedQuotes.length < 5) this.malformedQuotes.push(row);
    }
  }
}

/** Whole rows of a text that comes in pieces, uncut: for whoever hands them on to be read elsewhere by a RowStream. */
export class RowCutter {
  readonly #delimiter: Delimiter;
  #carry = '';
  #isStart = true;
  /** Rows given out so far, as a RowStream counts them. */
  rowsDone = 0;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  /** The rows that are complete. @throws ReadError where one has no end. */
  push(text: string): string {
    const input = this.#begun(this.#carry + text);
    // Without quotation marks every line is a row; where they are only reading tells.
    const end = input.includes('"')
      ? parse(input, this.#delimiter, true).meta.cursor
      : input.lastIndexOf('\n') + 1;
    const rows = input.slice(0, end);
    this.#carry = input.slice(end);
    if (this.#carry.length > longestRow) throw endless(this.#carry, this.#delimiter, this.rowsDone + 1);
    this.rowsDone += rows.includes('"')
      ? parse(rows, this.#delimiter, true).data.length
      : occurrences(rows, '\n');
    return rows;
  }

  /** What is left, the last row, which may be cut. */
  end(text: string): string {
    return this.#begun(this.#carry + text);
  }

  /** Without a first line `sep=;`. */
  #begun(input: string): string {
    if (!this.#isStart || input.length === 0) return input;
    this.#isStart = false;
    return input.slice(separatorLine(input)?.length ?? 0);
  }
}

function occurrences(text: string, sign: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count++;
  return count;
}

function endless(text: string, delimiter: Delimiter, row: number): ReadError {
  return opensQuote(text, delimiter) ? unclosedQuote(row) : tooLong(row);
}

/** Whether a row without an end has a cell that begins with a quotation mark. */
function opensQuote(text: string, delimiter: Delimiter): boolean {
  return text.startsWith('"') || text.includes(`${delimiter}"`) || text.includes('\n"');
}

function tooLong(row: number): ReadError {
  return new ReadError(
    `Row ${row} is too long: it has over ${(longestRow >> 20).toString()} MB without a line break, longer than any row of sales; ` +
      'check that the file ends its lines, and take out columns of long texts.',
  );
}

function unclosedQuote(row: number): ReadError {
  return new ReadError(
    `Row ${row} opens a cell with a quotation mark that is never closed, so everything after it would be lost; ` +
      'close the cell with another quotation mark, or write two where one is meant.',
  );
}
