// A date in two or three columns: year, month and day; year and day of the year; year and week; year and quarter.

import { dayFromCivil, isoDate } from '../table/day-numbers.ts';
import { parseDate } from '../table/dates.ts';
import { headerTokens } from './header-tokens.ts';
import { meaningsOf } from './header-words.ts';
import type { Reshaped } from './layout-parts.ts';

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
  const name = used.map((column) => given[column]!).join(', ');
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
      'info',
      `The date is spread over several columns: ${name}`,
      'Joined into one column, "Date"',
      `Such as ${body[0] ? join([...body[0]]) : ''}`,
    ],
  };
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
