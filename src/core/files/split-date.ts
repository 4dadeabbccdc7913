// A date in two or three columns: year, month and day; year and day of the year; year and week; year and quarter.

import { dayFromCivil, isoDate } from '../table/day-numbers.ts';
import { parseDate } from '../table/dates.ts';
import { headerTokens } from './header-tokens.ts';
import { meaningsOf } from './header-words.ts';
import type { Reshaped } from './layout-parts.ts';

const fiscal = /\b(?:fiscal|fy|fin(?:ancial)? year|gj|geschaftsjahr|exercice|ejercicio|esercizio|boekjaar)\b/;

/** Year, month and perhaps day in columns of their own, where no other column holds dates. */
export function splitDate(given: readonly string[], body: readonly (readonly string[])[]): Reshaped | null {
  const headers = withoutPrefix(given);
  const cells = (column: number) =>
    body.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
  const numbersIn = (column: number, low: number, high: number) =>
    cells(column).length > 0 &&
    cells(column).every((cell) => /^\d{1,4}(?:\.0)?$/.test(cell) && +cell >= low && +cell <= high);
  const named = (concept: string) =>
    headers.findIndex((header) =>
      meaningsOf(header).some((meaning) => meaning.concept === concept && meaning.rank < 2000),
    );
  const monthAndDay = dayBesideMonth(headers, cells);
  if (monthAndDay) return monthAndDay;
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
        /^(?:week|weeks|isoweek|weeknr|wk|kw|kalenderwoche|kalwoche|woche|semaine|semana|settimana|tydzien|vecka|uge|uke|viikko|周|週)$/.test(
          token,
        ),
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
  const name = used.map((column) => given[column]!).join(', ');
  const isFiscal = used.some((column) => fiscal.test(headerTokens(given[column]!).join(' ')));
  return {
    headers: [
      ...given.map((header, column) => (used.includes(column) ? `${header} (part of the date)` : header)),
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
      isFiscal ? 'attention' : 'info',
      `The date is spread over several columns: ${name}`,
      isFiscal
        ? 'Joined into one column, "Date", as weeks and months of the calendar; where the fiscal year begins at another time, all dates and with them the season are shifted'
        : 'Joined into one column, "Date"',
      `Such as ${body[0] ? join([...body[0]]) : ''}`,
    ],
  };
}

/** A month with its year in one column (`2024-01`, `Jan 2024`) and the day of the month in another; null where there are no such two. */
function dayBesideMonth(
  headers: readonly string[],
  cells: (column: number) => readonly string[],
): Reshaped | null {
  const places = headers.map((_, column) => column);
  const day = places.find((column) => {
    const filled = cells(column);
    return (
      (meaningsOf(headers[column]!)[0]?.concept === 'dayOfMonth' || isCalledDate(headers[column]!)) &&
      filled.length > 0 &&
      filled.every((cell) => /^\d{1,2}$/.test(cell) && +cell >= 1 && +cell <= 31) &&
      filled.some((cell) => +cell > 12)
    );
  });
  const month = places.find((column) => cells(column).length > 0 && cells(column).every(isMonthOfYear));
  if (day === undefined || month === undefined) return null;
  const isOther = (column: number) => column !== day && column !== month;
  if (places.some((column) => isOther(column) && holdsDates(headers[column]!, cells(column)))) return null;
  const join = (row: readonly string[]) => {
    const [of, number] = [(row[month] ?? '').trim(), (row[day] ?? '').trim()];
    if (of === '' || number === '') return '';
    const [first, last] = of.split(/[-/.]/) as [string, string?];
    if (!/^\d{4}$|^\d{1,2}$/.test(first)) return `${number} ${of}`;
    const [y, m] = first.length === 4 ? [first, last!] : [last!, first];
    return `${y}-${m.padStart(2, '0')}-${number.padStart(2, '0')}`;
  };
  return {
    headers: [
      ...headers.map((header, column) => (isOther(column) ? header : `${header} (part of the date)`)),
      'Date',
    ],
    shape: (row) => [[...headers.map((_, column) => row[column] ?? ''), join(row)]],
    note: [
      'date-in-columns',
      'info',
      `The date is spread over several columns: ${headers[month]!}, ${headers[day]!}`,
      'Joined into one column, "Date"',
      `Such as "${cells(month)[0]!}" and "${cells(day)[0] ?? ''}"`,
    ],
  };
}

/** Whether a header says date and nothing else: bare days of a month may stand under it, weeks and periods do not. */
const isCalledDate = (header: string) =>
  /^(?:date|datum|fecha|data|dato|tarih|дата|日付|日期)$/.test(headerTokens(header).join(' '));

/** Whether a cell names a month of a year and no day: `2024-01`, `01/2024`, `Jan 2024`. */
function isMonthOfYear(cell: string): boolean {
  if (/^\d{4}[-/.](?:0?[1-9]|1[0-2])$|^(?:0?[1-9]|1[0-2])[-/.]\d{4}$/.test(cell)) return true;
  if (!/^\p{L}{3,}[\s.-]+\d{4}$/u.test(cell)) return false;
  const parsed = parseDate(cell);
  return parsed?.kind === 'day' && parsed.isMonth === true;
}

/** Headers without what the parts of one date all begin with: `arrival_date_year`, `arrival_date_month`. */
function withoutPrefix(headers: readonly string[]): readonly string[] {
  const tokens = headers.map(headerTokens);
  const year = tokens.find((words) => words.length > 1 && words.at(-1) === 'year');
  if (!year) return headers;
  const prefix = `${year.slice(0, -1).join(' ')} `;
  const rest = tokens
    .map((words) => words.join(' '))
    .map((text) => (text.startsWith(prefix) ? text.slice(prefix.length) : null));
  const isPart = (text: string | null) =>
    text !== null && /^(?:month|day|day of month|week|week number)$/.test(text);
  return rest.some(isPart)
    ? headers.map((header, i) => (rest[i] === 'year' || isPart(rest[i]!) ? rest[i]! : header))
    : headers;
}

/** Whether a column is named as the date and its cells are dates, not the numbers of days. */
function holdsDates(header: string, filled: readonly string[]): boolean {
  return (
    filled.length > 0 &&
    meaningsOf(header).some((meaning) => meaning.concept === 'date') &&
    filled.filter((cell) => !/^\d{1,3}$/.test(cell) && parseDate(cell) !== null).length > 0.8 * filled.length
  );
}
