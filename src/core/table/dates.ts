// Date texts into days. A column is read as a dictionary of its different texts; which of `03/04/2025`'s numbers is the
// month is decided afterwards, from all of them, and asked where they do not tell.

import { dayFromCivil, daysInMonth, weekdayOf } from './calendar.ts';
import type { DateOrder } from './dataset.ts';

/** A text that names one day, or three numbers whose order is to be decided. */
export type ParsedDate =
  | { readonly kind: 'day'; readonly day: number }
  | {
      readonly kind: 'triple';
      readonly first: number;
      readonly second: number;
      readonly third: number;
      readonly dotted: boolean;
    };

// Beginnings of month names in English, German, French, Spanish, Italian, Portuguese and Dutch, without accents.
const monthBeginnings: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fev'],
  ['mar', 'maa', 'mrt', 'mrz'],
  ['apr', 'abr', 'avr'],
  ['may', 'mai', 'mag', 'mei'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'out', 'ott'],
  ['nov'],
  ['dec', 'dez', 'dic'],
];

const weekdayNames =
  /^(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mie|jue|vie|sab|dom)[a-z]*\.?,\s*/;

/** 1 to 12 for a month's name or its beginning, 0 for anything else. */
function monthOf(name: string): number {
  if (name.length < 3) return 0;
  const index = monthBeginnings.findIndex((beginnings) =>
    beginnings.some((beginning) => name.startsWith(beginning)),
  );
  return index + 1;
}

function fullYear(year: number, digits: number): number {
  if (digits > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function dayOf(year: number, month: number, dayOfMonth: number): number | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return null;
  if (dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return null;
  return dayFromCivil(year, month, dayOfMonth);
}

function asDay(year: number, month: number, dayOfMonth: number): ParsedDate | null {
  const day = dayOf(year, month, dayOfMonth);
  return day === null ? null : { kind: 'day', day };
}

/** The date part of a text with a time of day behind it. */
function withoutTime(text: string): string {
  if (text.length < 11) return text;
  return text.replace(/^(.*?\d)(?:T|,?\s+)\d{1,2}[:.]\d{2}.*$/i, '$1');
}

/** What a date text says; null where it is no date. */
export function parseDate(text: string): ParsedDate | null {
  const trimmed = withoutTime(text.trim());
  let m = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\.?$/.exec(trimmed);
  if (m) return asDay(+m[1]!, +m[2]!, +m[3]!);
  m = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?$/.exec(trimmed);
  if (m) return triple(+m[1]!, +m[3]!, m[4]!, m[2] === '.');
  m = /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed);
  if (m) return asDay(+m[1]!, +m[2]!, +m[3]!);
  m = /^(\d{4})-?W(\d{1,2})(?:-?([1-7]))?$/i.exec(trimmed);
  if (m) return isoWeek(+m[1]!, +m[2]!, +(m[3] ?? 1));
  m = /^(\d{4})[-/.](\d{1,2})$/.exec(trimmed);
  if (m) return asDay(+m[1]!, +m[2]!, 1);
  m = /^(\d{1,2})[-/.](\d{4})$/.exec(trimmed);
  if (m) return asDay(+m[2]!, +m[1]!, 1);
  m = /^(\d{4})[- /]?Q([1-4])$/i.exec(trimmed);
  if (m) return asDay(+m[1]!, +m[2]! * 3 - 2, 1);
  return named(trimmed);
}

function triple(first: number, second: number, year: string, dotted: boolean): ParsedDate | null {
  const third = fullYear(+year, year.length);
  if (first < 1 || second < 1 || (first > 12 && second > 12)) return null;
  return { kind: 'triple', first, second, third, dotted };
}

/** The given day (Monday 1) of an ISO week; week 1 holds 4 January. */
function isoWeek(year: number, week: number, weekday: number): ParsedDate | null {
  if (week < 1 || week > 53 || year < 1900 || year > 2199) return null;
  const fourth = dayFromCivil(year, 1, 4);
  return { kind: 'day', day: fourth - weekdayOf(fourth) + (week - 1) * 7 + weekday - 1 };
}

/** Dates with a month's name: `5 Jan 2025`, `Jan 5, 2025`, `05-Jan-25`, `5. März 2025`, `January 2025`. */
function named(text: string): ParsedDate | null {
  if (!/\p{L}{2}/u.test(text)) return null;
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(weekdayNames, '')
    .replace(/(\d)(?:st|nd|rd|th)\b/, '$1')
    .replace(/\b(?:de|of)\b/g, ' ');
  let m = /^(\d{1,2})[\s.\-/]*([a-z]{3,})[\s.,\-/]*'?(\d{4}|\d{2})$/.exec(plain);
  if (m) return asDay(fullYear(+m[3]!, m[3]!.length), monthOf(m[2]!), +m[1]!);
  m = /^([a-z]{3,})[\s.\-/]*(\d{1,2})(?:\s*,\s*|[\s\-/]+)(\d{4}|\d{2})$/.exec(plain);
  if (m) return asDay(fullYear(+m[3]!, m[3]!.length), monthOf(m[1]!), +m[2]!);
  m = /^(\d{4})[\s\-/]([a-z]{3,})[\s.\-/]*(\d{1,2})$/.exec(plain);
  if (m) return asDay(+m[1]!, monthOf(m[2]!), +m[3]!);
  m = /^([a-z]{3,})[\s.,\-/]*'?(\d{4}|\d{2})$/.exec(plain);
  if (m) return asDay(fullYear(+m[2]!, m[2]!.length), monthOf(m[1]!), 1);
  return null;
}

/** The day of a parsed date under an order; null where there is no such day. */
export function resolveDate(parsed: ParsedDate, order: DateOrder): number | null {
  if (parsed.kind === 'day') return parsed.day;
  const { first, second, third } = parsed;
  if (order === 'mdy') return dayOf(third, first, second);
  if (order === 'dmy') return dayOf(third, second, first);
  return null; // year first, but the year stands last
}

export interface DateOrderVerdict {
  readonly order: DateOrder;
  /** A text that can be read both ways, where nothing in the column tells which is meant. */
  readonly ambiguous: string | null;
}

/**
 * The order of day and month that the different texts of a column prove. A point between the numbers counts as
 * day first, as everybody who writes points means it, unless a text says otherwise.
 */
export function decideDateOrder(
  entries: Iterable<{ readonly text: string; readonly parsed: ParsedDate | null }>,
): DateOrderVerdict {
  let dayFirst = 0;
  let monthFirst = 0;
  let dotted = 0;
  let triples = 0;
  let example: string | null = null;
  for (const { text, parsed } of entries) {
    if (parsed?.kind !== 'triple') continue;
    triples++;
    if (parsed.dotted) dotted++;
    if (parsed.first > 12) dayFirst++;
    else if (parsed.second > 12) monthFirst++;
    else if (parsed.first !== parsed.second) example ??= text;
  }
  if (triples === 0) return { order: 'ymd', ambiguous: null };
  if (dayFirst !== monthFirst) return { order: dayFirst > monthFirst ? 'dmy' : 'mdy', ambiguous: null };
  if (dotted * 2 > triples) return { order: 'dmy', ambiguous: null };
  return { order: 'dmy', ambiguous: example };
}

/** Stands for the day of a text that names none; before all days. */
export const noDay = -1_000_000;

/** The different date texts of a column, numbered in the order of their first appearance; 0 is the blank cell. */
export class DateDictionary {
  readonly texts: string[] = [''];
  readonly parsed: (ParsedDate | null)[] = [null];
  readonly #codes = new Map<string, number>([['', 0]]);

  codeOf(cell: string): number {
    const known = this.#codes.get(cell);
    if (known !== undefined) return known;
    const text = withoutTime(cell.trim());
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.texts.length;
      const kept = ownCopy(text);
      this.texts.push(kept);
      this.parsed.push(parseDate(kept));
      this.#codes.set(kept, code);
    }
    return code;
  }

  /** The days that texts of these codes name under an order, `noDay` where they name none. [rows] */
  daysOf(codes: Uint32Array, order: DateOrder): Int32Array {
    const days = this.parsed.map((parsed) => (parsed && resolveDate(parsed, order)) ?? noDay);
    const out = new Int32Array(codes.length);
    for (let row = 0; row < codes.length; row++) out[row] = days[codes[row]!]!;
    return out;
  }

  *entries(): Generator<{ readonly text: string; readonly parsed: ParsedDate | null }> {
    for (let code = 1; code < this.texts.length; code++) {
      yield { text: this.texts[code]!, parsed: this.parsed[code]! };
    }
  }
}

/** A copy with its own memory: a slice of a piece of the file would keep that whole piece alive. */
export function ownCopy(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
