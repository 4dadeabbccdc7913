// Two tables beside each other under one row of headers, as people keep a product a table in a spreadsheet: each row of the
// file is a row of each of them.

import { conceptsOf } from './header-concepts.ts';
import type { Reshaped } from './layout-parts.ts';

/** Tables of the same headers beside each other, each with its own date; null where there is one. */
export function tablesBeside(headers: readonly string[]): Reshaped | null {
  const begins = headers.findIndex((header) => header !== '');
  const first = headers[begins];
  if (first === undefined) return null;
  const key = (at: number) => (headers[at] ?? '').toLowerCase();
  const starts = headers.flatMap((_, at) => (key(at) === key(begins) ? [at] : []));
  if (starts.length < 2) return null;
  const room = starts[1]! - begins;
  let width = room;
  while (width > 1 && headers[begins + width - 1] === '') width--;
  const names = headers.slice(begins, begins + width);
  const concepts = conceptsOf(names);
  if (concepts.size < 3 || !(concepts.has('date') || concepts.has('month'))) return null;
  const isEven = starts.every(
    (start, i) =>
      start === begins + i * room && names.every((_, column) => key(start + column) === key(begins + column)),
  );
  const last = starts.at(-1)! + width;
  if (!isEven || headers.slice(last).some((header) => header !== '')) return null;
  return {
    headers: names,
    shape: (cells) =>
      starts
        .map((start) => Array.from({ length: width }, (_, column) => cells[start + column] ?? ''))
        .filter((row) => row.some((cell) => cell.trim() !== '')),
    note: [
      'tables-beside',
      'repaired',
      `The file has ${starts.length} tables beside each other`,
      'Read as one, the rows of each below those of the one before',
      `Each has the columns ${names.map((name) => `"${name}"`).join(', ')}`,
    ],
  };
}
