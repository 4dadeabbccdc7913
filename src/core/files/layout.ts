// Where the header of a file stands, and how its rows are laid out: below title lines, over two rows, with a block of
// columns per product, with days as columns, with the date in three columns. Whatever it is, the rest of the reader sees
// plain rows under one header.

import { dayFromCivil, isoDate } from '../table/day-numbers.ts';
import type { OpenQuestion, ReadChoices } from '../table/dataset.ts';
import { parseDate } from '../table/dates.ts';
import { ReadError } from '../table/read-error.ts';
import type { Concept } from './header-phrases.ts';
import { headerTokens } from './header-tokens.ts';
import { meaningsOf } from './header-words.ts';
import { cleanHeader, isData, isFilled, isNumber, type Reshaped } from './layout-parts.ts';
import type { Note } from './note.ts';
import { outlineTable } from './outline-table.ts';
import { isTotalWord } from './vocabulary.ts';

export interface Layout {
  /** Place of the header among the given rows. */
  readonly headerAt: number;
  readonly headers: readonly string[];
  /** One row of the file as rows under `headers`; null where they are the same. */
  readonly shape: ((cells: string[]) => string[][]) | null;
  /** Rows that `shape` still holds at the end of the file, since something of them never came. */
  readonly rest?: () => string[][];
  /** Makes `shape` forget what rows it has seen, before the file is read from its start. */
  readonly restart?: () => void;
  readonly notes: readonly Note[];
  /** What the layout leaves open. */
  readonly question?: OpenQuestion;
}

export const wideQuestionAbout = 'days as columns';

type WideFigures = NonNullable<ReadChoices['wideFigures']>;

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
  if (unwrapped) return { headerAt, ...unwrapped, notes: [...notes, unwrapped.note] };
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
  const blocks = headerAt > 0 ? productBlocks(rows[headerAt - 1]!.map(cleanHeader), headers) : null;
  if (blocks) return { headerAt, ...blocks, notes: [...notes, blocks.note] };
  const outline = outlineTable(headers, rows, headerAt);
  if (outline) return { headerAt, ...outline, notes: [...notes, outline.note] };
  const tall = tallTable(headers, body);
  if (tall) return { headerAt, ...tall, notes: [...notes, tall.note] };
  const named = namedBlocks(headers);
  if (named) return { headerAt, ...named, notes: [...notes, named.note] };
  const wide = wideTable(headers, body, wideFigures);
  if (wide) return { headerAt, ...wide, notes: [...notes, wide.note] };
  const dates = splitDate(headers, body);
  if (dates) return { headerAt, headers: dates.headers, shape: dates.shape, notes: [...notes, dates.note] };
  return { headerAt, headers, shape: null, notes };
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

/** Names of columns over two rows (`Unit` above `price`) as one; null where the first row alone says as much. */
function joinedHeaders(above: readonly string[], below: readonly string[]): string[] | null {
  if (below.filter((cell) => cell !== '').length < 2 || below.some(isData)) return null;
  const width = Math.max(above.length, below.length);
  const whole = Array.from({ length: width }, (_, i) => `${above[i] ?? ''} ${below[i] ?? ''}`.trim());
  const concepts = conceptsOf(whole);
  return concepts.size >= 3 && concepts.size > conceptsOf(above).size ? whole : null;
}

/** The concepts that headers mean as a whole. */
function conceptsOf(headers: readonly string[]): Set<string> {
  const concepts = new Set<string>();
  for (const cell of headers) {
    const best = meaningsOf(cell)[0];
    if (best && best.rank < 2000 && best.concept !== 'other') concepts.add(best.concept);
  }
  return concepts;
}

/** Rows that stand in one cell each, quoted as a whole or parted by a sign that is no usual delimiter. */
function wholeRows(rows: readonly (readonly string[])[], headerAt: number): Reshaped | null {
  const header = rows[headerAt]!.filter((cell) => cell.trim() !== '');
  const body = rows.slice(headerAt + 1, headerAt + 41).filter(isFilled);
  if (header.length !== 1 || body.length === 0) return null;
  if (body.some((row) => row.filter((cell) => cell.trim() !== '').length !== 1)) return null;
  for (const sign of [',', ';', '\t', '|', '^', '~', '¦', ':']) {
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
        `Split at "${sign === '\t' ? 'tab' : sign}"`,
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

/** A header over two rows: products (or days) above, the same names below each of them. */
function productBlocks(above: readonly string[], below: readonly string[]): Reshaped | null {
  const starts = above.flatMap((cell, column) =>
    cell === '' || (below[column] ?? '') === '' ? [] : [column],
  );
  if (starts.length < 2) return null;
  const blocks = starts.map((from, i) => ({ name: above[from]!, from, to: starts[i + 1] ?? below.length }));
  const columnsOf = (block: (typeof blocks)[number]) =>
    Array.from({ length: block.to - block.from }, (_, i) => block.from + i).filter(
      (column) => below[column] !== '',
    );
  const first = columnsOf(blocks[0]!).map((column) => below[column]!);
  if (
    blocks.some(
      (block) =>
        columnsOf(block)
          .map((column) => below[column]!)
          .join('\u0000') !== first.join('\u0000'),
    )
  )
    return null;
  const shared = Array.from({ length: starts[0]! }, (_, column) => column);
  return fromBlocks(
    shared.map((column) => below[column]! || above[column]!),
    shared,
    first,
    blocks.map((block) => ({ name: block.name, columns: columnsOf(block) })),
    'The header spans two rows, with a block of columns for each',
    'two-row-header',
  );
}

/** Columns such as `Mug price, Mug units, Pan price, Pan units`: a block a product in one header. */
function namedBlocks(headers: readonly string[]): Reshaped | null {
  const blocks = new Map<string, Map<string, number>>();
  const shared: number[] = [];
  headers.forEach((header, column) => {
    const parts = namedMeasure(header);
    if (!parts) {
      shared.push(column);
      return;
    }
    const known = blocks.get(parts.name);
    if (known) known.set(parts.measure, column);
    else blocks.set(parts.name, new Map([[parts.measure, column]]));
  });
  const measures = [...(blocks.values().next().value?.keys() ?? [])];
  const isShared = (concept: Concept) =>
    shared.some((column) => meaningsOf(headers[column]!)[0]?.concept === concept);
  // Units of each store beside one price are enough, as long as no column holds all units.
  const areUnits =
    measures.join() === 'units' && isShared('price') && !isShared('units') && !isShared('sales');
  const isWhole =
    measures.includes('price') || (measures.includes('units') && measures.includes('sales')) || areUnits;
  if (blocks.size < 2 || !isWhole) return null;
  const isEven = [...blocks.values()].every(
    (block) => block.size === measures.length && measures.every((measure) => block.has(measure)),
  );
  if (!isEven) return null;
  const names: Readonly<Record<string, string>> = { price: 'Price', units: 'Units', sales: 'Sales' };
  return fromBlocks(
    shared.map((column) => headers[column]!),
    shared,
    measures.map((measure) => names[measure]!),
    [...blocks].map(([name, block]) => ({ name, columns: measures.map((measure) => block.get(measure)!) })),
    'The header has a block of columns for each',
    'product-columns',
    areUnits && (isShared('productId') || isShared('productName')) ? 'Series' : 'Product',
  );
}

/** A column that names the figure and one that holds it: `Date, Product, Measure Names, Measure Values`. */
function tallTable(
  headers: readonly string[],
  body: readonly (readonly string[])[],
): (Reshaped & Pick<Layout, 'rest'>) | null {
  if (body.length < 6) return null;
  const cellsOf = (column: number) => body.map((row) => (row[column] ?? '').trim());
  const names = headers.findIndex((_, column) => {
    const different = [...new Set(cellsOf(column))];
    if (different.length < 2 || different.length > 8 || different.includes('')) return false;
    const kinds = new Set(different.map((cell) => meaningsOf(cell)[0]?.concept));
    return ['price', 'units', 'sales'].filter((one) => kinds.has(one as Concept)).length > 1;
  });
  if (names < 0) return null;
  const values = headers.flatMap((_, column) =>
    column !== names && cellsOf(column).every((cell) => cell === '' || isNumber(cell)) ? [column] : [],
  );
  if (values.length !== 1) return null;
  const [value] = values as [number];
  const kinds = [...new Set(cellsOf(names))];
  const keys = headers.flatMap((_, column) => (column === names || column === value ? [] : [column]));
  const held = new Map<string, { readonly cells: string[]; readonly by: Map<string, string> }>();
  const rowOf = ({ cells, by }: { readonly cells: string[]; readonly by: Map<string, string> }) => [
    ...keys.map((column) => cells[column] ?? ''),
    ...kinds.map((kind) => by.get(kind) ?? ''),
  ];
  return {
    headers: [...keys.map((column) => headers[column]!), ...kinds],
    shape: (cells) => {
      const key = keys.map((column) => cells[column] ?? '').join('\u0000');
      const one = held.get(key) ?? { cells, by: new Map<string, string>() };
      one.by.set((cells[names] ?? '').trim(), cells[value] ?? '');
      held.set(key, one);
      if (kinds.some((kind) => !one.by.has(kind))) return [];
      held.delete(key);
      return [rowOf(one)];
    },
    rest: () => {
      const rows = [...held.values()].map(rowOf);
      held.clear();
      return rows;
    },
    note: [
      'tall-table',
      'repaired',
      `"${headers[names]!}" names the figure that "${headers[value]!}" holds`,
      'Its rows become columns: one row per product and day',
      `Figures such as ${kinds
        .slice(0, 3)
        .map((kind) => `"${kind}"`)
        .join(', ')}`,
    ],
  };
}

/** A header that is a name and a measure, either first; "Unit price" and "Net sales" are names of columns, not a product's. */
function namedMeasure(header: string): { readonly name: string; readonly measure: Concept } | null {
  if (meaningsOf(header).some(({ rank }) => rank < 2000)) return null;
  const last = /^(\S.{0,80}?)[\s_:.\-–|/]+(\S+)$/.exec(header);
  const first = /^(\S+?)[\s_:.\-–|/]+(\S.{0,80})$/.exec(header);
  for (const [name, measure] of [
    [last?.[1], last?.[2]],
    [first?.[2], first?.[1]],
  ]) {
    if (name === undefined || measure === undefined || meaningsOf(name).length > 0) continue;
    const kind = meaningsOf(measure)[0];
    if (kind && kind.rank < 1000 && ['price', 'units', 'sales'].includes(kind.concept))
      return { name, measure: kind.concept };
  }
  return null;
}

/** Rows out of blocks of columns: one a block, behind what all blocks share. */
function fromBlocks(
  sharedHeaders: readonly string[],
  shared: readonly number[],
  measures: readonly string[],
  blocks: readonly { readonly name: string; readonly columns: readonly number[] }[],
  found: string,
  kind: string,
  named = 'Product',
): Reshaped {
  const areDays = blocks.every(({ name }) => parseDate(name) !== null);
  return {
    headers: [areDays ? 'Date' : named, ...sharedHeaders, ...measures],
    shape: (cells) =>
      blocks.map(({ name, columns }) => [
        name,
        ...shared.map((column) => cells[column] ?? ''),
        ...columns.map((column) => cells[column] ?? ''),
      ]),
    note: [
      kind,
      'repaired',
      `${found} ${areDays ? 'day' : named.toLowerCase()}`,
      'Each block becomes rows: one row per product and day',
      `${areDays ? 'Days' : named === 'Product' ? 'Products' : named} such as "${blocks[0]!.name}" and "${blocks[1]!.name}"`,
    ],
  };
}

const counterHeader = /^(?:d|day|week|w|wk|f|period|p|t|tag|woche|semana|semaine|jour|dag)[_\s-]?\d{1,4}$/i;
const wideRefusal =
  'each row should be one product and day (one row per product and day), with a date, a price and the units in columns';

/**
 * Days, weeks or months as columns: read where the headers are dates and a row holds the price.
 *
 * @throws ReadError where the columns are days that the file does not date or price.
 */
function wideTable(
  headers: readonly string[],
  body: readonly (readonly string[])[],
  figures: WideFigures,
): (Reshaped & Pick<Layout, 'rest' | 'question'>) | null {
  const numeric = (column: number) => {
    const cells = body.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
    return cells.length > 0 && cells.filter(isNumber).length > 0.6 * cells.length;
  };
  const counters = headers.filter((header, column) => counterHeader.test(header) && numeric(column));
  if (counters.length >= 7)
    throw new ReadError(
      `The days are columns ("${counters[0]!}" to "${counters.at(-1)!}", ${counters.length} of them): ${wideRefusal}. ` +
        'The columns carry no dates, and prices are missing.',
    );
  const parsed = headers.map((header) => datedHeader(header));
  const dated = parsed.filter((one, column) => one !== null && numeric(column)).length;
  if (dated < 5 || dated < 0.4 * headers.filter((header) => header !== '').length) return null;
  const measures = [...new Set(parsed.flatMap((one) => (one ? [one.measure] : [])))];
  const ids = headers.flatMap((header, column) =>
    parsed[column] === null && !isTotalWord(header) ? [column] : [],
  );
  const measureColumn = ids.find((column) => {
    const words = new Set(body.map((row) => meaningsOf(row[column] ?? '')[0]?.concept));
    return ['price', 'units', 'sales'].filter((one) => words.has(one as Concept)).length > 1;
  });
  const hasPrice =
    measures.some((measure) => meaningsOf(measure)[0]?.concept === 'price') ||
    ids.some((column) => meaningsOf(headers[column]!)[0]?.concept === 'price' && numeric(column));
  const dates = [...new Set(parsed.flatMap((one) => (one ? [one.date] : [])))];
  if (measureColumn !== undefined) {
    const kinds = [
      ...new Set(body.map((row) => (row[measureColumn] ?? '').trim()).filter((cell) => cell !== '')),
    ];
    const keys = ids.filter((column) => column !== measureColumn);
    const held = new Map<string, Map<string, string[]>>();
    const place = new Map(dates.map((date) => [date, parsed.findIndex((header) => header?.date === date)]));
    const daysOf = (known: Map<string, string[]>) => {
      const cells = [...known.values()].at(-1)!;
      return dates.map((date) => [
        ...keys.map((column) => cells[column] ?? ''),
        date,
        ...kinds.map((one) => known.get(one)?.[place.get(date)!] ?? ''),
      ]);
    };
    return {
      headers: [...keys.map((column) => headers[column]!), 'Date', ...kinds],
      // The rows of one product follow one another, a row for each kind of figure; they become days when the last is there.
      shape: (cells) => {
        const key = keys.map((column) => cells[column] ?? '').join('\u0000');
        const kind = (cells[measureColumn] ?? '').trim();
        const known = held.get(key) ?? new Map<string, string[]>();
        known.set(kind, cells);
        held.set(key, known);
        if (known.size < kinds.length) return [];
        held.delete(key);
        return daysOf(known);
      },
      rest: () => {
        const rows = [...held.values()].flatMap(daysOf);
        held.clear();
        return rows;
      },
      note: wideNote(dates),
    };
  }
  if (!hasPrice)
    throw new ReadError(
      `The days are columns ("${headers[parsed.findIndex((one) => one !== null)]!}" and ${dated - 1} more): ${wideRefusal}. ` +
        'A price is missing: add it as a column, or give sales beside units.',
    );
  const columnOf = new Map(
    parsed.flatMap((one, column) => (one ? [[`${one.date}\u0000${one.measure}`, column] as const] : [])),
  );
  return {
    headers: [
      ...ids.map((column) => headers[column]!),
      'Date',
      ...measures.map((measure) => measure || (figures === 'sales' ? 'Sales' : 'Units')),
    ],
    shape: (cells) =>
      dates.map((date) => [
        ...ids.map((column) => cells[column] ?? ''),
        date,
        ...measures.map((measure) => cells[columnOf.get(`${date}\u0000${measure}`) ?? -1] ?? ''),
      ]),
    note: wideNote(dates),
    ...(measures.includes('') ? { question: wideQuestion(dates) } : {}),
  };
}

function wideNote(dates: readonly string[]): Note {
  return [
    'wide-table',
    'attention',
    `The days are columns (${dates.length} of them, ${dates[0]!} to ${dates.at(-1)!})`,
    'Each is read as a row: one row per product and day',
    'Figures below a date are units unless their header says otherwise',
  ];
}

function wideQuestion(dates: readonly string[]): OpenQuestion {
  return {
    about: wideQuestionAbout,
    message: `The days are columns (${dates.length} of them, ${dates[0]!} to ${dates.at(-1)!}). What do they hold?`,
    choices: [
      { label: 'Units sold', choices: { wideFigures: 'units' } },
      { label: 'Sales in money', choices: { wideFigures: 'sales' } },
    ],
  };
}

/** The date in a header, and what else it says: `2024-01-05 Price`, `Units Jan-24`. */
function datedHeader(header: string): { readonly date: string; readonly measure: string } | null {
  if (header.length > 60 || !/\d/.test(header)) return null;
  if (/^\d{1,4}$/.test(header)) return null;
  if (parseDate(header) !== null) return { date: header, measure: '' };
  const parts = header.split(/[\s_]+/);
  for (const [date, measure] of [
    [parts[0]!, parts.slice(1).join(' ')],
    [parts.at(-1)!, parts.slice(0, -1).join(' ')],
  ] as const)
    if (
      measure !== '' &&
      date.length > 5 &&
      /\d/.test(date) &&
      parseDate(date) !== null &&
      meaningsOf(measure).length > 0
    )
      return { date, measure };
  return null;
}

/** Whether a column is named as the date and its cells are dates, not the numbers of days. */
function holdsDates(header: string, filled: readonly string[]): boolean {
  return (
    filled.length > 0 &&
    meaningsOf(header).some((meaning) => meaning.concept === 'date') &&
    filled.filter((cell) => !/^\d{1,3}$/.test(cell) && parseDate(cell) !== null).length > 0.8 * filled.length
  );
}

/** Year, month and perhaps day in columns of their own, where no other column holds dates. */
function splitDate(headers: readonly string[], body: readonly (readonly string[])[]): Reshaped | null {
  const cells = (column: number) =>
    body.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
  const numbersIn = (column: number, low: number, high: number) =>
    cells(column).length > 0 &&
    cells(column).every((cell) => /^\d{1,4}(?:\.0)?$/.test(cell) && +cell >= low && +cell <= high);
  const named = (concept: string) =>
    headers.findIndex((header) =>
      meaningsOf(header).some((meaning) => meaning.concept === concept && meaning.rank < 2000),
    );
  const year = headers.findIndex(
    (header, column) =>
      meaningsOf(header).some((meaning) => meaning.concept === 'year') && numbersIn(column, 1950, 2100),
  );
  if (year < 0) return null;
  if (headers.some((header, column) => column !== year && holdsDates(header, cells(column)))) return null;
  const month = named('month');
  const week = headers.findIndex(
    (header, column) =>
      headerTokens(header).some((token) =>
        /^(?:week|wk|kw|woche|semaine|semana|settimana|tydzien|周|週)$/.test(token),
      ) && numbersIn(column, 1, 53),
  );
  const quarter = headers.findIndex(
    (header, column) =>
      headerTokens(header).some((token) => /^(?:quarter|quartal|trimestre|qtr)$/.test(token)) &&
      cells(column).every((cell) => /^q?[1-4]$/i.test(cell)),
  );
  const day = headers.findIndex(
    (header, column) =>
      column !== month &&
      meaningsOf(header).some((meaning) => meaning.concept === 'dayOfMonth') &&
      numbersIn(column, 1, 31),
  );
  const dayOfYear = headers.findIndex(
    (header, column) =>
      column !== month &&
      meaningsOf(header).some((meaning) => meaning.concept === 'dayOfMonth') &&
      numbersIn(column, 1, 366) &&
      !numbersIn(column, 1, 31),
  );
  const whole = (cell: string | undefined) => (cell ?? '').trim().replace(/\.0$/, '');
  const pad = (text: string) => text.padStart(2, '0');
  let join: (cells: string[]) => string;
  let used: number[];
  if (month >= 0) {
    const isName = cells(month).some((cell) => /\p{L}{3}/u.test(cell));
    used = day >= 0 ? [year, month, day] : [year, month];
    join = (row) => {
      const [y, m, d] = [whole(row[year]), whole(row[month]), day >= 0 ? whole(row[day]) : '1'];
      if (y === '' || m === '' || d === '') return '';
      return isName ? `${d} ${m} ${y}` : `${y}-${pad(m)}-${pad(d)}`;
    };
    if (!isName && !numbersIn(month, 1, 12)) return null;
  } else if (dayOfYear >= 0) {
    used = [year, dayOfYear];
    join = (row) => {
      const [y, d] = [whole(row[year]), whole(row[dayOfYear])];
      return y === '' || d === '' ? '' : isoDate(dayFromCivil(+y, 1, 1) + Number(d) - 1);
    };
  } else if (week >= 0) {
    used = [year, week];
    join = (row) =>
      whole(row[year]) === '' || whole(row[week]) === ''
        ? ''
        : `${whole(row[year])}-W${pad(whole(row[week]))}`;
  } else if (quarter >= 0) {
    used = [year, quarter];
    join = (row) =>
      whole(row[year]) === '' ? '' : `${whole(row[year])}-Q${whole(row[quarter]).replace(/^q/i, '')}`;
  } else return null;
  const name = used.map((column) => headers[column]!).join(', ');
  return {
    headers: [
      ...headers.map((header, column) => (used.includes(column) ? `${header} (part of the date)` : header)),
      'Date',
    ],
    shape: (row) => {
      const padded = headers.map((_, column) => row[column] ?? '');
      return [
        [...padded, row.every((cell) => cell.trim() === '') ? '' : join(row), ...row.slice(headers.length)],
      ];
    },
    note: [
      'date-in-columns',
      'info',
      `The date is spread over several columns: ${name}`,
      'Joined into one column, "Date"',
      `Such as ${body[0] ? join([...body[0]]) : ''}`,
    ],
  };
}
