// Sheets of one workbook that are one file: a sheet a month, a sheet a store, under the same header.
//
// They are read one below the other, as if they had been copied together. Where the same days stand in several of them, or the
// day stands in none, the sheet's name is what tells them apart and becomes a column. Sheets that repeat each other, plans beside
// what happened and months that add up are not put together: one of them is read, and the others are offered.

import { isoDate } from '../table/day-numbers.ts';
import { parseDate } from '../table/dates.ts';
import { headerTokens } from './header-tokens.ts';
import { meaningsOf } from './header-words.ts';
import { hasHappened, isPlanned, isTotalWord } from './vocabulary.ts';

/** A sheet as rows of texts. */
export interface TextSheet {
  readonly sheet: string;
  /** What its name says, where that is more than what tells it from the others; absent: the name itself. */
  readonly label?: string;
  readonly rowCount: number;
  /** Cells of a row, 0: the first. */
  readonly rowAt: (row: number) => readonly string[];
}

/** Several sheets as one table: its rows, the header first. */
export interface JoinedSheets {
  readonly sheets: readonly string[];
  /** The column that the sheets' names became; null where they carry nothing. */
  readonly column: string | null;
  readonly headers: readonly string[];
  /** Of each sheet: the row of its header, its columns in the order of `headers` (null: as they are), what stands in `column`. */
  readonly parts: readonly {
    readonly sheet: string;
    readonly headerAt: number;
    readonly columns: readonly number[] | null;
    readonly value: string | null;
  }[];
  readonly rowCount: number;
  readonly rowAt: (row: number) => readonly string[];
}

interface HeadedSheet extends TextSheet {
  readonly headerAt: number;
  readonly headers: readonly string[];
  readonly columns: readonly number[] | null;
}

const labelOf = ({ label, sheet }: TextSheet) => (label ?? sheet).trim();

const comparedRows = 20_000;
/** Names that are no store's and no month's. */
const plainName =
  /^(?:(?:sheet|tabelle|feuil|hoja|foglio|planilha|blad|arkusz|лист|data|daten|sales|verkäufe|umsatz|other|copy|kopie|old|alt|new|neu|backup|raw|export|import|report|notes?|info|readme|read me|summary|overview|übersicht|pivot|temp|test|draft)[\s_-]*\d*)$/iu;

const plain = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();

function headed(sheet: TextSheet): HeadedSheet | null {
  let best: HeadedSheet | null = null;
  let most = 1;
  for (let row = 0; row < Math.min(20, sheet.rowCount); row++) {
    const cells = sheet.rowAt(row);
    const concepts = new Set(
      cells.flatMap((cell) => (/\p{L}/u.test(cell) ? [meaningsOf(cell)[0]?.concept] : [])),
    );
    concepts.delete(undefined);
    if (concepts.size <= most) continue;
    most = concepts.size;
    const last = cells.findLastIndex((cell) => cell.trim() !== '');
    best = {
      ...sheet,
      headerAt: row,
      columns: null,
      headers: cells.slice(0, last + 1).map((cell) => cell.trim()),
    };
  }
  return best;
}

const columnAs = (headers: readonly string[], ...concepts: readonly string[]) =>
  headers.findIndex((header) => concepts.includes(meaningsOf(header)[0]?.concept ?? ''));

/** Share of the rows (by day and all words beside it) that another sheet has too, and of those, of equal rows. */
function shared(
  sheets: readonly HeadedSheet[],
  date: number,
): { readonly keys: number; readonly rows: number } {
  const [first] = sheets;
  const words = first!.headers.flatMap((_, column) => {
    const isFigure = (sheet: HeadedSheet) => {
      for (let row = sheet.headerAt + 1; row < Math.min(sheet.rowCount, sheet.headerAt + 40); row++)
        if (/^-?[\d.,\s]+$/.test(sheet.rowAt(row)[column] ?? '') && column !== date) return true;
      return false;
    };
    return column === date ||
      !isFigure(first!) ||
      columnAs([first!.headers[column]!], 'productId', 'orderId', 'place') === 0
      ? [column]
      : [];
  });
  const seen = new Map<string, { readonly sheet: number; readonly text: string }>();
  let all = 0;
  let keys = 0;
  let rows = 0;
  sheets.forEach((sheet, index) => {
    for (let row = sheet.headerAt + 1; row < Math.min(sheet.rowCount, comparedRows); row++) {
      const cells = sheet.rowAt(row);
      if ((cells[Math.max(0, date)] ?? '') === '') continue;
      all++;
      const key = words.map((column) => cells[column] ?? '').join('\u0000');
      const before = seen.get(key);
      const text = cells.join('\u0000');
      if (!before) seen.set(key, { sheet: index, text });
      else if (before.sheet !== index) {
        keys++;
        if (before.text === text) rows++;
      }
    }
  });
  return { keys: all === 0 ? 0 : keys / all, rows: keys === 0 ? 0 : rows / keys };
}

/** Whether a column holds bare days of a month, 1 to 31. */
function holdsDaysOfMonth(sheet: HeadedSheet, column: number): boolean {
  let days = 0;
  for (let row = sheet.headerAt + 1; row < Math.min(sheet.rowCount, comparedRows); row++) {
    const cell = (sheet.rowAt(row)[column] ?? '').trim();
    if (cell === '' || isTotalWord(cell)) continue;
    if (!/^(?:0?[1-9]|[12]\d|3[01])\.?$/.test(cell)) return false;
    days++;
  }
  return days > 0;
}

/** The day or month that a sheet's name says: `Jan 2024`, `2024-03`, `Q1 2024`; null where it says none. */
const periodOf = (name: string) => {
  const parsed = parseDate(name.trim());
  return parsed === null || (parsed.kind === 'part' && parsed.year === 0) ? null : parsed;
};

/**
 * The sheets that belong to the first of `sheets` under one header, in the order of `sheets` in `order`; null where there is
 * one alone or they do not belong together. `isChosen`: the person named them, so that only their headers are compared.
 */
export function joinedSheets(
  sheets: readonly TextSheet[],
  order: readonly string[],
  isChosen: boolean,
): JoinedSheets | null {
  const [first, ...others] = sheets.map(headed);
  if (!first) return null;
  const names = first.headers.map(plain);
  const place = new Map(names.map((name, column) => [name, column]));
  if (place.size !== names.length || names.includes('')) return null;
  const like = [first, ...others].filter(
    (one): one is HeadedSheet =>
      one !== null &&
      one.headers.length === names.length &&
      one.headers.every((header) => place.has(plain(header))),
  );
  like.sort((a, b) => order.indexOf(a.sheet) - order.indexOf(b.sheet));
  if (like.length < 2) return null;
  // Columns may stand in another order on another sheet.
  const straight = like.map((one): HeadedSheet => {
    const columns = names.map((name) => one.headers.findIndex((header) => plain(header) === name));
    const isSame = columns.every((column, i) => column === i);
    return isSame
      ? one
      : { ...one, columns, rowAt: (row) => columns.map((column) => one.rowAt(row)[column] ?? '') };
  });
  const date = columnAs(first.headers, 'date', 'time');
  const periods = straight.map((one) => periodOf(labelOf(one)));
  const arePeriods = periods.every((period) => period !== null);
  if (
    !isChosen &&
    straight.map(labelOf).some((name) => isPlanned(name) || hasHappened(name) || isTotalWord(name))
  )
    return null;
  const day = date >= 0 ? date : columnAs(first.headers, 'dayOfMonth');
  if (arePeriods && day >= 0 && straight.every((one) => holdsDaysOfMonth(one, day))) {
    const months = periods.map((period) => (period.kind === 'day' && period.isMonth ? period.day : null));
    if (months.every((month) => month !== null) && new Set(months).size === months.length)
      return stacked(straight, first.headers, names.includes('month') ? 'Sheet' : 'Month', (name) =>
        isoDate((periodOf(name) as { readonly day: number }).day).slice(0, 7),
      );
  }
  if (date < 0 && columnAs(first.headers, 'year', 'month') < 0) {
    if (!arePeriods) return null;
    return stacked(straight, first.headers, 'Date', (name) => {
      const period = periodOf(name);
      return period?.kind === 'day' ? isoDate(period.day) : name;
    });
  }
  const { keys, rows } = shared(straight, date);
  if (keys < 0.2) return stacked(straight, first.headers, null, String);
  if (!isChosen && (rows > 0.9 || arePeriods || straight.some((one) => plainName.test(labelOf(one)))))
    return null;
  const saysPlace = straight.some((one) =>
    headerTokens(labelOf(one)).some((token) => meaningsOf(token)[0]?.concept === 'place'),
  );
  const hasProduct = columnAs(first.headers, 'productId', 'productName') >= 0;
  const column = hasProduct || saysPlace ? 'Store' : 'Product';
  return stacked(straight, first.headers, names.includes(column.toLowerCase()) ? 'Sheet' : column, String);
}

function stacked(
  sheets: readonly HeadedSheet[],
  headers: readonly string[],
  column: string | null,
  valueOf: (name: string) => string,
): JoinedSheets {
  const starts: number[] = [];
  let rowCount = 1;
  for (const { headerAt, rowCount: rows } of sheets) {
    starts.push(rowCount);
    rowCount += rows - headerAt - 1;
  }
  const values = sheets.map((one) => valueOf(labelOf(one)));
  const named = column === null ? headers : [...headers, column];
  let at = 0;
  return {
    sheets: sheets.map(({ sheet }) => sheet),
    column,
    headers: named,
    parts: sheets.map(({ sheet, headerAt, columns }, i) => ({
      sheet,
      headerAt,
      columns,
      value: column === null ? null : values[i]!,
    })),
    rowCount,
    rowAt: (row) => {
      if (row === 0) return named;
      if (row < starts[at]!) at = 0;
      while (at + 1 < starts.length && row >= starts[at + 1]!) at++;
      const sheet = sheets[at]!;
      const cells = sheet.rowAt(sheet.headerAt + 1 + row - starts[at]!);
      if (column === null || cells.every((cell) => cell === '')) return cells;
      return [...headers.map((_, i) => cells[i] ?? ''), values[at]!];
    },
  };
}
