// Rows under headings: a product named above its days, or a day above its products, in the very column that holds those.
//
// `Row Labels` of a pivot table is the usual one: "Mug", then its days, "Pan", then its days. Others put a title line and
// the header again before each block. A heading's own figures are sums of the rows below it and left out.

import { parseDate } from '../table/dates.ts';
import { cleanHeader, isFilled, isNumber, type Reshaped } from './layout-parts.ts';
import { meaningsOf } from './header-words.ts';
import { endsAsTotal, isTotalWord } from './vocabulary.ts';

const fewestRows = 20;

const isDay = (cell: string) => !/^\d{1,4}$/.test(cell) && parseDate(cell) !== null;
const isName = (cell: string) =>
  cell.length < 80 &&
  /\p{L}/u.test(cell) &&
  !isDay(cell) &&
  !isNumber(cell) &&
  !isTotalWord(cell) &&
  !endsAsTotal(cell);

/** `Product: Mug` names the product Mug. */
const withoutLabel = (cell: string) =>
  cell
    .replace(
      /^(?:product|item|sku|artikel|produkt|article|produit|art[ií]culo|producto|articolo|prodotto|produto)\s*[:#]\s*/i,
      '',
    )
    .trim();

/** The table under headings below the header at `headerAt`; null where the rows are no outline. */
export function outlineTable(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  headerAt: number,
): Reshaped | null {
  const isHeader = (row: readonly string[]) =>
    headers.every((header, i) => cleanHeader(row[i] ?? '').toLowerCase() === header.toLowerCase());
  const below = rows.slice(headerAt + 1).filter((row) => isFilled(row) && !isHeader(row));
  // A line of the header that says what stands below each product: `Period (day)` under `Item`.
  const body = below[0] && isLevelName(below[0]) ? below.slice(1) : below;
  if (body.length < fewestRows) return null;
  for (let column = 0; column < Math.min(3, headers.length); column++) {
    const cells = body.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
    const days = cells.filter(isDay);
    if (days.length === 0 || days.length === cells.length) continue;
    const names = cells.filter(isName);
    if (cells.length < 0.9 * body.length || days.length + names.length < 0.9 * cells.length) continue;
    const daysElsewhere = headers.some(
      (_, other) =>
        other !== column && body.filter((row) => isDay((row[other] ?? '').trim())).length > 0.5 * body.length,
    );
    if (daysElsewhere) continue;
    if (areBelowNames(cells, days, names)) {
      const title = titleAbove(rows, headerAt);
      if (isName(cells[0]!) ? names.length >= 2 : names.length >= 1 && title !== null)
        return underHeadings(headers, column, 'product', isName(cells[0]!) ? null : title, isHeader);
    }
    if (areBelowDays(cells, days, names)) return underHeadings(headers, column, 'day', null, isHeader);
  }
  return null;
}

/** Whether a row is one cell that names days. */
function isLevelName(row: readonly string[]): boolean {
  const filled = row.filter((cell) => cell.trim() !== '');
  return (
    filled.length === 1 &&
    !isDay(filled[0]!) &&
    meaningsOf(filled[0]!).some(({ concept }) => concept === 'date')
  );
}

/** Whether days stand below names: mostly days, each name once, and the days come again below the next name. */
function areBelowNames(cells: readonly string[], days: readonly string[], names: readonly string[]): boolean {
  return (
    days.length > 3 * names.length &&
    names.length > 0 &&
    new Set(names).size === names.length &&
    isDay(cells[1]!) &&
    new Set(days).size < 0.9 * days.length
  );
}

/** Whether names stand below days: the first is a day, each day once, and the names come again below the next day. */
function areBelowDays(cells: readonly string[], days: readonly string[], names: readonly string[]): boolean {
  return (
    isDay(cells[0]!) &&
    isName(cells[1]!) &&
    days.length >= 5 &&
    names.length >= days.length &&
    new Set(days).size === days.length &&
    new Set(names).size <= Math.max(1, 0.7 * names.length)
  );
}

/** The lone cell of the last line above the header; null where there is none. */
function titleAbove(rows: readonly (readonly string[])[], headerAt: number): string | null {
  const above = rows.slice(0, headerAt).findLast(isFilled);
  const filled = above?.filter((cell) => cell.trim() !== '') ?? [];
  return filled.length === 1 && isName(filled[0]!.trim()) ? withoutLabel(filled[0]!.trim()) : null;
}

function underHeadings(
  headers: readonly string[],
  column: number,
  heading: 'product' | 'day',
  first: string | null,
  isHeader: (row: readonly string[]) => boolean,
): Reshaped {
  const isHeading = heading === 'product' ? isName : isDay;
  const above = heading === 'product' ? 'Product' : 'Date';
  const below = heading === 'product' ? 'Date' : 'Product';
  const wanted = heading === 'product' ? ['date'] : ['productId', 'productName'];
  const isNamed = meaningsOf(headers[column]!).some(({ concept }) => wanted.includes(concept));
  let now = first ?? '';
  return {
    headers: [above, ...headers.map((header, i) => (i === column && !isNamed ? below : header))],
    shape: (cells) => {
      if (isHeader(cells)) return [];
      const cell = (cells[column] ?? '').trim();
      if (cell !== '' && isHeading(cell)) {
        now = heading === 'product' ? withoutLabel(cell) : cell;
        return [];
      }
      return [[now, ...cells]];
    },
    restart: () => {
      now = first ?? '';
    },
    note: [
      'outline',
      'repaired',
      `"${headers[column]!}" holds ${heading === 'product' ? 'products above their days' : 'days above their products'}`,
      `Each row belongs to the ${heading} above it; the figures beside a ${heading}'s own line are sums and left out`,
      'One row per product and day is made of them',
    ],
  };
}
