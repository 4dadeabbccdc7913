// Days, weeks or months as columns: each row of the file becomes a row a day.
//
// What stands below a date is units unless its header or a column of measures says otherwise; the person may say it is money.

import type { OpenQuestion, ReadChoices } from '../table/dataset.ts';
import { parseDate } from '../table/dates.ts';
import { ReadError } from '../table/read-error.ts';
import type { Concept } from './header-phrases.ts';
import { meaningsOf } from './header-words.ts';
import { isNumber, type Reshaped } from './layout-parts.ts';
import type { Note } from './note.ts';
import { isTotalWord } from './vocabulary.ts';

export const wideQuestionAbout = 'days as columns';

/** The date a column is headed by, and the measure beside it; '' where it has none. */
export interface DatedColumn {
  readonly date: string;
  readonly measure: string;
}

/** What stands below days that are columns. */
export type WideFigures = NonNullable<ReadChoices['wideFigures']>;

const counterHeader = /^(?:d|day|week|w|wk|f|period|p|t|tag|woche|semana|semaine|jour|dag)[_\s-]?\d{1,4}$/i;

const wideRefusal =
  'each row should be one product and day (one row per product and day), with a date, a price and the units in columns';

/**
 * Days, weeks or months as columns: read where the headers are dates and a row holds the price.
 *
 * `given` says what each column is where a header of several rows names it.
 *
 * @throws ReadError where the columns are days that the file does not date or price, or two are of one day.
 */
export function wideTable(
  headers: readonly string[],
  body: readonly (readonly string[])[],
  figures: WideFigures,
  given?: readonly (DatedColumn | null)[],
): Reshaped | null {
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
  const parsed = given ?? headers.map((header) => datedHeader(header));
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
    ['units', 'sales'].every((concept) =>
      measures.some((measure) => meaningsOf(measure)[0]?.concept === concept),
    ) ||
    ids.some((column) => meaningsOf(headers[column]!)[0]?.concept === 'price' && numeric(column));
  const dates = [...new Set(parsed.flatMap((one) => (one ? [one.date] : [])))];
  const columns = parsed.flatMap((one) => (one ? [`${one.measure} ${one.date}`.trim()] : []));
  const twice = columns.find((name, i) => columns.indexOf(name) < i);
  if (twice !== undefined)
    throw new ReadError(
      `The days are columns, and several are headed "${twice}": ${wideRefusal}. Nothing in the header tells those columns apart.`,
    );
  if (measureColumn !== undefined) return rowsOfMeasures(headers, body, parsed, ids, measureColumn);
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

/** Rows that each hold one kind of figure of a product, named in a column of its own. */
function rowsOfMeasures(
  headers: readonly string[],
  body: readonly (readonly string[])[],
  parsed: readonly (DatedColumn | null)[],
  ids: readonly number[],
  measureColumn: number,
): Reshaped {
  const dates = [...new Set(parsed.flatMap((one) => (one ? [one.date] : [])))];
  const kinds = [
    ...new Set(body.map((row) => (row[measureColumn] ?? '').trim()).filter((cell) => cell !== '')),
  ];
  const keys = ids.filter((column) => column !== measureColumn);
  let named: readonly string[] = [];
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
    shape: (given) => {
      // A cross table names what its rows have in common on the first of them.
      const cells = [...given];
      for (const column of keys) if ((cells[column] ?? '').trim() === '') cells[column] = named[column] ?? '';
      named = cells;
      const key = keys.map((column) => cells[column] ?? '').join('\u0000');
      const kind = (cells[measureColumn] ?? '').trim();
      const known = held.get(key) ?? new Map<string, string[]>();
      known.set(kind, cells);
      held.set(key, known);
      if (known.size < kinds.length) return [];
      held.delete(key);
      return daysOf(known);
    },
    restart: () => {
      held.clear();
      named = [];
    },
    rest: () => {
      const rows = [...held.values()].flatMap(daysOf);
      held.clear();
      return rows;
    },
    note: wideNote(dates),
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
function datedHeader(header: string): DatedColumn | null {
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
