// A table for each day under a line that names the day: `Business Date: 01/05/2024`, the header, the day's products, the header again below the
// next day's line. The day becomes a column.

import { parseDate } from '../table/dates.ts';
import { meaningsOf } from './header-words.ts';
import { cleanHeader, isFilled, type Reshaped } from './layout-parts.ts';

const fewestDays = 3;

/** The date that a line of one cell names, behind a label or alone; null where it names none or more than that. */
function dayOfLine(row: readonly string[]): string | null {
  const filled = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length === 0 || filled.length > 2 || filled.join(' ').length > 60) return null;
  const text = filled.at(-1)!.replace(/^[^:=]*\p{L}[^:=]*[:=]\s*/u, '');
  if (filled.length === 2 && /\d/.test(filled[0]!)) return null;
  return /^\d{1,4}$/.test(text) || parseDate(text) === null ? null : text;
}

/** The tables below their days; null where no header stands again and again below such a line. */
export function datedSections(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  headerAt: number,
): Reshaped | null {
  if (headers.some((header) => meaningsOf(header)[0]?.concept === 'date')) return null;
  const isHeader = (row: readonly string[]) =>
    headers.every((header, i) => cleanHeader(row[i] ?? '').toLowerCase() === header.toLowerCase());
  const filled = rows.slice(0, headerAt).filter(isFilled);
  const first = filled.findLast((row) => dayOfLine(row) !== null);
  const body = rows.slice(headerAt + 1).filter(isFilled);
  const again = body.filter((row, i) => i > 0 && isHeader(row) && dayOfLine(body[i - 1]!) !== null).length;
  if (first === undefined || again < fewestDays - 1) return null;
  const begin = dayOfLine(first)!;
  let day = begin;
  return {
    headers: ['Date', ...headers],
    shape: (cells) => {
      const named = dayOfLine(cells);
      if (named !== null) day = named;
      return named !== null || isHeader(cells) || !isFilled(cells) ? [] : [[day, ...cells]];
    },
    restart: () => {
      day = begin;
    },
    note: [
      'dated-sections',
      'repaired',
      'The file has a table for each day, below a line that names the day',
      'They are read as one table; the day becomes a column',
      `The first is ${begin}`,
    ],
  };
}
