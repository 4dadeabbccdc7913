// Where the header of a file stands, and how its rows are laid out: below title lines, over two rows, or in one of the ways that
// have a file of their own (a block of columns per product, days as columns, the date in three). Whatever it is, the rest of
// the reader sees plain rows under one header.

import { parseDate } from '../table/dates.ts';
import { alignedText } from './aligned-text.ts';
import { namedBlocks, productBlocks } from './column-blocks.ts';
import { datedBlocks } from './dated-blocks.ts';
import { datedSections } from './dated-sections.ts';
import { framedList } from './framed-list.ts';
import { conceptsOf } from './header-concepts.ts';
import { meaningsOf } from './header-words.ts';
import { cleanHeader, isData, isFilled, isNumber, type Reshaped } from './layout-parts.ts';
import { keyValueRows } from './key-value-rows.ts';
import type { Note } from './note.ts';
import { outlineTable } from './outline-table.ts';
import { splitDate } from './split-date.ts';
import { stackedHeader } from './stacked-header.ts';
import { tablesBeside } from './tables-beside.ts';
import { tallTable } from './tall-table.ts';
import { transposedTable } from './transposed-table.ts';
import { unitsByPlace } from './units-by-place.ts';
import { type WideFigures, wideTable } from './wide-table.ts';
import { monthsOfYear, yearGrids } from './year-grid.ts';

export interface Layout extends Pick<Reshaped, 'rest' | 'restart' | 'question'> {
  /** Place of the header among the given rows. */
  readonly headerAt: number;
  readonly headers: readonly string[];
  /** One row of the file as rows under `headers`; null where they are the same. */
  readonly shape: ((cells: string[]) => string[][]) | null;
  readonly notes: readonly Note[];
}

/** Rows below the first filled one that the header is looked for in. */
const searched = 60;

/**
 * The layout of a file that begins with `rows`; `chosenRow` is the header's place where the person named it, and
 * `wideFigures` what stands below the days where they are columns.
 */
export function findLayout(
  rows: readonly (readonly string[])[],
  chosenRow: number | null,
  wideFigures: WideFigures = 'units',
): Layout {
  const notes: Note[] = [];
  const whole =
    chosenRow === null ? (transposedTable(rows) ?? datedBlocks(rows, wideFigures) ?? yearGrids(rows)) : null;
  if (whole) return placed(whole.reshaped, whole.at, notes);
  const named = chosenRow === null ? keyValueRows(rows) : null;
  // Its names stand in every row: what is read begins with the first.
  if (named) return placed(named, -1, notes);
  const headerAt = chosenRow ?? headerPlace(rows);
  const above = rows.slice(0, headerAt).filter(isFilled);
  if (above.length > 0 && chosenRow === null) {
    const comments = above.filter((row) => /^\s*#/.test(row[0] ?? '')).length;
    notes.push([
      'title-lines',
      'info',
      `The header is in row ${headerAt + 1}`,
      comments > above.length / 2
        ? `The lines above it that begin with # are comments and left out`
        : `The ${above.length === 1 ? 'title line' : `${above.length} title lines`} above the header ${above.length === 1 ? 'is' : 'are'} left out`,
      `The first of them: ${above[0]!
        .filter((cell) => cell.trim() !== '')
        .join(', ')
        .slice(0, 80)}`,
    ]);
  }
  const unwrapped = wholeRows(rows, headerAt);
  if (unwrapped) return placed(unwrapped, headerAt, notes);
  const aligned = chosenRow === null ? alignedText(rows) : null;
  if (aligned) return placed(aligned.reshaped, aligned.headerAt, []);
  const spanned = measuresAbove(rows, headerAt);
  if (spanned) return placed(spanned.reshaped, spanned.at, notes);
  const stacked = chosenRow === null ? stackedHeader(rows) : null;
  if (stacked) return placed(stacked.reshaped, stacked.at, []);
  const { headers, differ, isDouble } = headersOf(rows, headerAt);
  if (isDouble) {
    const at = headerAt + 1 + rows.slice(headerAt + 1).findIndex(isFilled);
    notes.push([
      'two-row-header',
      'info',
      'The header spans two rows',
      'Each column is named by both of them',
      `Such as "${headers.find((header) => header.includes(' ')) ?? headers[0]!}"`,
    ]);
    return { headerAt: at, headers, shape: null, notes };
  }
  if (differ)
    notes.push([
      'header-delimiter',
      'attention',
      `The delimiters differ: the header has ${differ[0]} between its cells, the rows have ${differ[1]}`,
      'Each is split by its own separator',
      `Row ${headerAt + 1}: ${rows[headerAt]!.join(' ').slice(0, 60)}`,
    ]);
  const body = rows.slice(headerAt + 1, headerAt + 41).filter(isFilled);
  const reshaped =
    (headerAt > 0 ? productBlocks(rows[headerAt - 1]!.map(cleanHeader), headers) : null) ??
    framedList(rows, headerAt) ??
    tablesBeside(headers) ??
    datedSections(headers, rows, headerAt) ??
    outlineTable(headers, rows, headerAt) ??
    tallTable(headers, body) ??
    namedBlocks(headers) ??
    unitsByPlace(headers, body) ??
    wideTable(headers, body, wideFigures) ??
    monthsOfYear(headers, body) ??
    splitDate(headers, body);
  if (reshaped) return placed(reshaped, headerAt, notes);
  return { headerAt, headers, shape: null, notes };
}

function placed({ note, ...reshaped }: Reshaped, headerAt: number, notes: readonly Note[]): Layout {
  return { headerAt, ...reshaped, notes: [...notes, note] };
}

const signs = { ';': 'semicolons', ',': 'commas', '\t': 'tabs', '|': 'pipes' } as const;

/** The header's cells; a header of one cell that another sign cuts as the rows are wide is cut by that sign. */
function headersOf(
  rows: readonly (readonly string[])[],
  headerAt: number,
): {
  readonly headers: string[];
  readonly differ: readonly [string, string] | null;
  readonly isDouble: boolean;
} {
  const cells = rows[headerAt]!.filter((cell, i) => cell.trim() !== '' || i === 0);
  const next = rows.slice(headerAt + 1).find(isFilled);
  if (cells.length === 1 && next && next.length > 1)
    for (const sign of Object.keys(signs) as (keyof typeof signs)[]) {
      const parts = cells[0]!.split(sign);
      if (parts.length === next.length && parts.filter((part) => meaningsOf(part).length > 0).length >= 2) {
        return { headers: parts.map(cleanHeader), differ: [signs[sign], 'others'], isDouble: false };
      }
    }
  const headers = rows[headerAt]!.map(cleanHeader);
  const double = next ? joinedHeaders(headers, next.map(cleanHeader)) : null;
  return { headers: double ?? headers, differ: null, isDouble: double !== null };
}

/** A header that names measures above the products of each: `Date, Units, , Price, ` over ` , Mug, Pan, Mug, Pan`. */
function measuresAbove(
  rows: readonly (readonly string[])[],
  headerAt: number,
): { readonly reshaped: Reshaped; readonly at: number } | null {
  const below = rows.slice(headerAt + 1).findIndex(isFilled);
  if (below < 0) return null;
  const [above, names] = [rows[headerAt]!.map(cleanHeader), rows[headerAt + 1 + below]!.map(cleanHeader)];
  if (names.some((cell) => cell !== '' && isData(cell))) return null;
  let measure = '';
  const whole = names.map((name, column) => {
    if ((above[column] ?? '') !== '') measure = above[column]!;
    return name === '' ? (above[column] ?? '') : `${measure} ${name}`;
  });
  const isSpanned = names.some((name, column) => name !== '' && (above[column] ?? '') === '');
  if (!isSpanned || names.some((name) => name !== '' && meaningsOf(name).length > 0)) return null;
  const reshaped = namedBlocks(whole);
  return reshaped && { reshaped, at: headerAt + 1 + below };
}

/** Names of columns over two rows (`Unit` above `price`) as one; null where the first row alone says as much. */
function joinedHeaders(above: readonly string[], below: readonly string[]): string[] | null {
  if (below.filter((cell) => cell !== '').length < 2 || below.some(isData)) return null;
  const width = Math.max(above.length, below.length);
  const whole = Array.from({ length: width }, (_, i) => `${above[i] ?? ''} ${below[i] ?? ''}`.trim());
  const concepts = conceptsOf(whole);
  return concepts.size >= 3 && concepts.size > conceptsOf(above).size ? whole : null;
}

/** Rows that stand in one cell each, quoted as a whole or parted by a sign that is no usual delimiter. */
function wholeRows(rows: readonly (readonly string[])[], headerAt: number): Reshaped | null {
  const header = rows[headerAt]!.filter((cell) => cell.trim() !== '');
  const body = rows.slice(headerAt + 1, headerAt + 41).filter(isFilled);
  if (header.length !== 1 || body.length === 0) return null;
  if (body.some((row) => row.filter((cell) => cell.trim() !== '').length !== 1)) return null;
  for (const sign of [',', ';', '\t', '|', '^', '~', '¦', ':', '\u0001', '\u001f']) {
    const parts = header[0]!.split(sign).map(cleanHeader);
    if (parts.length < 3 || parts.filter((part) => meaningsOf(part).length > 0).length < 2) continue;
    if (body.some((row) => row.find((cell) => cell.trim() !== '')!.split(sign).length !== parts.length))
      continue;
    return {
      headers: parts,
      shape: (cells) => {
        const whole = cells.find((cell) => cell.trim() !== '');
        return whole === undefined ? [] : [whole.split(sign).map((cell) => cell.trim())];
      },
      note: [
        'whole-rows',
        'repaired',
        `Each row is in one cell`,
        sign < ' ' && sign !== '\t'
          ? 'Split at a control character'
          : `Split at "${sign === '\t' ? 'tab' : sign}"`,
        `Row ${headerAt + 2}: ${body[0]!.join('').slice(0, 60)}`,
      ],
    };
  }
  return null;
}

/** The row that reads most like a header: the first filled one, unless names of columns stand further down. */
function headerPlace(rows: readonly (readonly string[])[]): number {
  const first = rows.findIndex(isFilled);
  if (first < 0) return first;
  const score = (row: readonly string[]) => {
    const cells = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
    if (cells.length < 2 || cells.some((cell) => cell.length > 200)) return 0;
    const data = cells.filter(isData).length;
    return data > cells.length / 3 ? 0 : conceptsOf(cells).size;
  };
  const beginning = score(rows[first]!);
  const width = rows[first]!.filter((cell) => cell.trim() !== '').length;
  const next = rows.slice(first + 1).find(isFilled);
  const isBeaten = next !== undefined && score(next) > beginning;
  if (beginning >= 3 || (beginning >= 2 && width <= 4 && !isBeaten)) return first;
  const days = daysAsColumns(rows, first);
  if (days !== null) return days;
  let best = first;
  let bestScore = Math.max(1, beginning);
  for (let i = first + 1; i < Math.min(rows.length, first + searched); i++) {
    const here = score(rows[i]!);
    if (here > bestScore) {
      best = i;
      bestScore = here;
    }
    if (here >= 3) break;
  }
  return best;
}

/** The row of a cross table whose columns are days, below the name of what they are; null where there is none. */
function daysAsColumns(rows: readonly (readonly string[])[], first: number): number | null {
  for (let i = first; i < Math.min(rows.length, first + 10); i++) {
    const cells = rows[i]!.map((cell) => cell.trim());
    const days = cells.filter((cell) => !isNumber(cell) && parseDate(cell) !== null).length;
    if (days < 10 || days < 0.8 * cells.length) continue;
    return cells[0] !== '' && parseDate(cells[0]!) !== null ? null : i;
  }
  return null;
}
