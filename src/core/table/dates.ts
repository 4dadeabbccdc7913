// What one date text says, in the forms that people and programs write. Which of `03/04/2025`'s numbers is the month is decided
// afterwards, from all texts of a column (date-order.ts).

import { dayFromCivil, daysInMonth, weekdayOf } from './day-numbers.ts';
import { hijriDay, isHijriYear } from './hijri-calendar.ts';
import { bareLetters, monthOf, thaiMonth } from './month-names.ts';
import { plainCharacters, withoutFormula } from './numbers.ts';
import { usualDateForm } from './usual-date-form.ts';

/** A text that names one day, or numbers of which the whole column tells what they mean. */
export type ParsedDate =
  | { readonly kind: 'day'; readonly day: number; readonly isMonth?: true }
  | {
      readonly kind: 'triple';
      readonly first: number;
      readonly second: number;
      readonly third: number;
      /** Whether `third` was written with two digits, so that the year may stand first as well. */
      readonly short: boolean;
      readonly dotted: boolean;
    }
  /**
   * `202105` or `2021-05`: month 5 or week 5 of 2021; `240131`: a day, `year` and `part` 0. `day` is the reading as YYMMDD.
   * `isMonth` where the parts are written apart, as months mostly are.
   */
  | {
      readonly kind: 'part';
      readonly year: number;
      readonly part: number;
      readonly day: number | null;
      readonly isMonth?: true;
    }
  /** `Jan-21`: January 2021, or the 21st of January of a year that is not given. */
  | { readonly kind: 'monthNumber'; readonly month: number; readonly number: number };

const weekday =
  '(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mie|jue|vie|sab|dom|seg|ter|qua|qui|sex|pon|wto|sro|czw|pia|sob|nie|пон|вто|сре|чет|пят|суб|вос|пн|вт|ср|чт|пт|сб|вс)\\p{L}*';
const weekdayNames = new RegExp(`^${weekday}\\.?,\\s*`, 'u');
const weekdayWord = new RegExp(`^${weekday}\\.?,?\\s+(?=[\\p{L}\\d])`, 'u');

/** A year as it was written, with `digits` digits: two of them mean 1970 to 2069. */
export function fullYear(year: number, digits: number): number {
  if (digits > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

/** Years that Thailand counts before those of the common era. */
const buddhistEra = 543;

/**
 * Days since 1970-01-01 of a date (month and day from 1); null where there is no such date or it lies outside 1900 to 2199.
 *
 * Years from 2443 to 2642 are read as those of Thailand, from 1420 to 1475 as those of the Islamic calendar.
 */
export function dayOf(given: number, month: number, dayOfMonth: number): number | null {
  if (isHijriYear(given)) return hijriDay(given, month, dayOfMonth);
  const year = given >= 2443 && given < 2643 ? given - buddhistEra : given;
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return null;
  if (dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return null;
  return dayFromCivil(year, month, dayOfMonth);
}

function asDay(year: number, month: number, dayOfMonth: number): ParsedDate | null {
  const day = dayOf(year, month, dayOfMonth);
  return day === null ? null : { kind: 'day', day };
}

/**
 * A day of the Persian calendar, years 1370 to 1415 (1991 to 2036), which are years of no other calendar in use.
 * Leap years by the cycle of 33 years, which agrees with the calendar over these.
 */
function persianDay(year: number, month: number, dayOfMonth: number): ParsedDate | null {
  if (year < 1370 || year > 1415 || month < 1 || month > 12 || dayOfMonth < 1) return null;
  const isLeap = (25 * year + 11) % 33 < 8;
  if (dayOfMonth > (month < 7 ? 31 : month < 12 || isLeap ? 30 : 29)) return null;
  const before = (of: number) => 365 * (of - 1) + Math.floor((8 * of + 21) / 33);
  const inYear = month < 7 ? 31 * (month - 1) : 30 * (month - 1) + 6;
  // 1 Farvardin 1400 is 2021-03-21.
  const day = dayFromCivil(2021, 3, 21) + before(year) - before(1400) + inYear + dayOfMonth - 1;
  return { kind: 'day', day };
}

/** A month by its first day. */
function asMonth(year: number, month: number): ParsedDate | null {
  const day = dayOf(year, month, 1);
  return day === null ? null : { kind: 'day', day, isMonth: true };
}

/** A month, or a week of the year where others of the column are. */
function asPart(year: number, part: number): ParsedDate | null {
  if (part > 53 || dayOf(year, Math.min(12, part), 1) === null) return null;
  return { kind: 'part', year, part, day: null, isMonth: true };
}

/** Longer than any date; a cell of a megabyte is not looked through. */
const longestDate = 80;

/** The date part of a text with a time of day behind it, and the year where that comes last: `Mon Jan 01 10:05:00 2024`. */
export function withoutTime(text: string): string {
  if (text.length < 11 || text.length > longestDate) return text;
  const parts =
    /^(.*?\d\.?)(?:T|,?\s+|\s+-\s+(?=\d{1,2}:)|\s+(?:at|um|klo|kl\.?|à|a las|alle|às|om|o|в)\s+)\d{1,2}[:.h]\d{2}(.*)$/i.exec(
      text,
    );
  if (!parts) return text;
  const [, front, rest] = parts as unknown as [string, string, string];
  const year = /\d{4}/.test(front) ? null : /(?:^|\s)((?:19|20)\d{2})\s*$/.exec(rest);
  return year && /\p{L}{3}/u.test(front) ? `${front} ${year[1]!}` : front;
}

/** What stands before a date and says of what it is: `Week ending 2024-01-07`, `Mo, 01.01.2024`, `w/c 5 Jan 2024`. `4 w/e` is a sum of four weeks. */
const leadingWords =
  /^(?:0?1\s+)?(?:weeks?|wk|woche|semaine|semana|settimana)\s+(?:ending|ended|beginning|starting|commencing|of|from|vom|ab|du|del)\.?:?\s+|^(?:0?1\s+)?w\/[ceb]\.?:?\s+|^(?:del?|du|vom|von|dal|from)\s+(?=\d{1,2}[./-]\d)|^(?:den|ngày)\s+(?=\d{1,2}\s)|^w[ce]?\s+(?=\d{1,2}[./-](?:\d{1,2}|[a-z]{3})[./-]\d)|^(?:mon?|tue?s?|wed(?:nes)?|thu(?:rs?)?|fri?|sat?(?:ur)?|sun?|di|mi|do|so|lun|mar|mer|jeu|ven|sam|dim)(?:day)?\.?,?\s+(?=\d)/i;

/** A range of days is known by its first one: `2024-01-01 - 2024-01-07`, `1/1/2024 to 1/7/2024`. */
const range = /^(.{7,20}?\d)(?:\s+(?:-|–|—|to|until|bis|au|al|a|t\/m|do)\s+|\s*[–—~]\s*|\/)(.{8,20})$/i;

/** A range whose first day leaves out what the last one says: `Jan 1 - Jan 7, 2024`, `01.01. - 07.01.2024`, `1 - 7 Jan 2024`. */
const shortRange = /^(\S.{0,11}?)(?:\s*[-–—]\s*|\s+(?:to|bis|au)\s+)(\S.{5,20})$/i;

/** The first day of a range, by the year and month of its last one where it names none. */
function firstOfRange(first: string, last: string): ParsedDate | null {
  const end = parseBare(last);
  if (end === null || !/\d/.test(first)) return null;
  const year = /(?:19|20)\d{2}/.exec(last)?.[0];
  if (year === undefined) return null;
  const withYear = (front: string, of: number) =>
    /\d\.$/.test(front) || /\d\/\d/.test(front)
      ? parseBare(`${front}${front.endsWith('.') ? '' : '/'}${of}`)
      : parseBare(`${front} ${of}`);
  const isDay = /^\d{1,2}\.?$/.test(first);
  // The number before 2024-01-07 is that of its week or of its row.
  if (isDay && /^\d{4}/.test(last)) return null;
  const begin = isDay
    ? parseBare(last.replace(/\d{1,2}(?=\D)/, first.replace('.', '')))
    : withYear(first, +year);
  if (begin?.kind !== end.kind) return null;
  // From December into January the year named is that of the last day.
  return isLater(begin, end) ? withYear(first, +year - 1) : begin;
}

/** Whether a day is later than another of the same year; of `29/12` and `04/01` in every order that both allow. */
function isLater(day: ParsedDate, other: ParsedDate): boolean {
  if (day.kind === 'day' && other.kind === 'day') return day.day > other.day;
  if (day.kind !== 'triple' || other.kind !== 'triple') return false;
  const orders = [
    [day.first, day.second, other.first, other.second],
    [day.second, day.first, other.second, other.first],
  ] as const;
  const possible = orders.filter(([month, , otherMonth]) => month <= 12 && otherMonth <= 12);
  return possible.length > 0 && possible.every(([m, d, om, od]) => m > om || (m === om && d > od));
}

/** Years of the Japanese and Chinese republic's count as those of the common era. */
const eras: readonly (readonly [name: string, before: number])[] = [
  ['令和', 2018],
  ['平成', 1988],
  ['民國', 1911],
  ['民国', 1911],
];

/** What a date text says; null where it is no date. */
export function parseDate(text: string): ParsedDate | null {
  if (text.length > longestDate) return null;
  const trimmed = withoutTime(withoutFormula(plainCharacters(text).trim()))
    .replace(/^['’](?=\d)/, '')
    .replace(weekdayBehind, '');
  return parseBare(trimmed) ?? parseLed(trimmed);
}

/** A weekday behind a date: `2024/01/01(月)`, `2024年1月1日 星期一`, `01.01.2024 (Mo)`; and the Russian and Ukrainian "of the year". */
const weekdayBehind =
  /(?:\s*[([（](?:[月火水木金土日一二三四五六天]|[월화수목금토일]|\p{L}{2,9}\.?)[)\]）]|\s*(?:星期|周|週)[一二三四五六日天]|\s*[гр]\.?)$/u;

/** A date with words before it, or the first of a range. */
function parseLed(trimmed: string): ParsedDate | null {
  if (!/\d/.test(trimmed) || trimmed.length < 5) return null;
  const short = shortRange.exec(trimmed);
  const first = short && firstOfRange(short[1]!, short[2]!);
  if (first) return first;
  const led = trimmed.replace(leadingWords, '');
  if (led !== trimmed) return parseDate(led);
  const parts = range.exec(trimmed);
  if (parts) {
    const [first, last] = [parseBare(parts[1]!.trim()), parseBare(parts[2]!.trim())];
    if (first?.kind === last?.kind) return first;
  }
  const taiwanese = /^(1[0-4]\d)([-/.])(\d{1,2})\2(\d{1,2})$/.exec(trimmed);
  if (taiwanese) return asDay(+taiwanese[1]! + 1911, +taiwanese[3]!, +taiwanese[4]!);
  const thai = /^(\d{1,2})\s?([\u0e00-\u0e7f.]{3,})\s?(\d{4})$/.exec(trimmed);
  if (thai) return asDay(+thai[3]!, thaiMonth(thai[2]!), +thai[1]!);
  const era = eras.find(([name]) => trimmed.startsWith(name));
  if (!era) {
    const usual = usualDateForm(trimmed);
    return usual === null ? null : (parseBare(usual) ?? parseLed(usual));
  }
  const rest = /^(元|\d{1,3})年(.+)$/.exec(trimmed.slice(era[0].length));
  return rest && parseBare(`${(rest[1] === '元' ? 1 : +rest[1]!) + era[1]}年${rest[2]!}`);
}

function parseBare(trimmed: string): ParsedDate | null {
  let m = /^(\d{4})(?:[-/.]|\.?\s)(\d{1,2})(?:[-/.]|\.?\s)(\d{1,2})\.?$/.exec(trimmed);
  if (m) return asDay(+m[1]!, +m[2]!, +m[3]!) ?? persianDay(+m[1]!, +m[2]!, +m[3]!);
  m = /^(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?$/.exec(trimmed);
  if (m) return triple(+m[1]!, +m[3]!, m[4]!, m[2] === '.');
  m = /^0?(\d{2})[./]((?:19|20)\d{2})$/.exec(trimmed); // a month or week and its year, which is no number of days
  if (m) return asPart(+m[2]!, +m[1]!);
  if (/^\d+(?:[.,]\d+)?$/.test(trimmed)) return bareNumber(trimmed);
  m = /^(\d{4})(\d{2})(\d{2})T\d{4,6}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(trimmed);
  if (m) return asDay(+m[1]!, +m[2]!, +m[3]!);
  m = /^(\d{4})[年년]\s*(\d{1,2})[月월](?:\s*(\d{1,2})[日일]?)?$/.exec(trimmed);
  if (m) return asDay(+m[1]!, +m[2]!, +(m[3] ?? 1));
  m = /^(\d{4})[-_/ ]?[WwSs](\d{1,2})(?:-?([1-7]))?$/.exec(trimmed);
  if (m) return isoWeek(+m[1]!, +m[2]!, +(m[3] ?? 1));
  m =
    /^(?:kw|cw|w|wk|week|woche|semaine|semana|settimana|sem|tydzien|tydzień|weeknr|s)\.?\s*(\d{1,2})[\s./,'-]+(\d{4}|\d{2})$/i.exec(
      trimmed,
    );
  if (m) return isoWeek(fullYear(+m[2]!, m[2]!.length), +m[1]!, 1);
  m = /^(\d{1,2})\.?\s*(?:kw|cw|woche|week|semaine|semana|settimana)[\s./,-]+(\d{4})$/i.exec(trimmed);
  if (m) return isoWeek(+m[2]!, +m[1]!, 1);
  m = /^(\d{4})[\s./,-]*(?:kw|cw|wk|week|woche|semaine|semana|settimana)\.?\s*(\d{1,2})$/i.exec(trimmed);
  if (m) return isoWeek(+m[1]!, +m[2]!, 1);
  m = /^(\d{4})-?[Mm](\d{1,2})$/.exec(trimmed);
  if (m) return asMonth(+m[1]!, +m[2]!);
  m = /^(\d{4})[-/.](\d{1,2})$/.exec(trimmed);
  if (m) return asPart(+m[1]!, +m[2]!);
  m = /^(\d{1,2})[-/.](\d{4})$/.exec(trimmed);
  if (m) return asPart(+m[2]!, +m[1]!);
  m = /^(\d{4})[-_/ ]?[QqTtKk]([1-4])$/.exec(trimmed);
  if (m) return asDay(+m[1]!, +m[2]! * 3 - 2, 1);
  m = /^(?:q|t|quarter|quartal|trimestre)\s?([1-4])[-_/ ]*'?(\d{4}|\d{2})$/i.exec(trimmed);
  if (m) return asDay(fullYear(+m[2]!, m[2]!.length), +m[1]! * 3 - 2, 1);
  m = /^([1-4])[.\s]*(?:q|t|quarter|quartal|trimestre)[-_/ ]*'?(\d{4}|\d{2})$/i.exec(trimmed);
  if (m) return asDay(fullYear(+m[2]!, m[2]!.length), +m[1]! * 3 - 2, 1);
  m = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/.exec(trimmed);
  if (m) return unixDay(+m[1]! / 1000);
  return named(trimmed);
}

/** Serial days of spreadsheets, Unix times, `20250131` and `202501`; null for any other number. */
function bareNumber(text: string): ParsedDate | null {
  const value = Number(text.replace(',', '.'));
  const digits = /^\d+/.exec(text)![0].length;
  if (digits === 8 && text.length === 8)
    return (
      asDay(+text.slice(0, 4), +text.slice(4, 6), +text.slice(6)) ??
      (/^(?:19|20)\d\d$/.test(text.slice(4))
        ? triple(+text.slice(0, 2), +text.slice(2, 4), text.slice(4), false)
        : null)
    );
  if (digits === 6 && text.length === 6) {
    const [year, part] = [+text.slice(0, 4), +text.slice(4)];
    const day = dayOf(fullYear(+text.slice(0, 2), 2), +text.slice(2, 4), part);
    if (year >= 1950 && year <= 2100 && part >= 1 && part <= 53) return { kind: 'part', year, part, day };
    return day === null ? dayOfCentury(text) : { kind: 'part', year: 0, part: 0, day };
  }
  if (digits === 5 && value >= 25_000 && value < 75_000)
    return { kind: 'day', day: Math.floor(value) - serialOfEpoch };
  if ((digits === 12 || digits === 14) && text.length === digits) {
    const clock = /^((?:19|20)\d\d)(\d\d)(\d\d)([01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/.exec(text);
    const day = clock && asDay(+clock[1]!, +clock[2]!, +clock[3]!);
    if (day) return day;
  }
  if (digits >= 15 && digits <= 16 && value > 3e14) return unixDay(value / 1e6);
  if (digits >= 18 && digits <= 19 && value > 3e17) return unixDay(value / 1e9);
  if (digits === 10 && text.length === 10) {
    // 2024010514 is an hour of a day; as seconds it would be one of 2034.
    const hour = /^(20\d\d)(\d\d)(\d\d)(?:[01]\d|2[0-3])$/.exec(text);
    const day = hour && asDay(+hour[1]!, +hour[2]!, +hour[3]!);
    if (day) return day;
  }
  if (digits >= 9 && digits <= 10 && value > 3e8) return unixDay(value);
  if (digits >= 12 && digits <= 13 && value > 3e11) return unixDay(value / 1000);
  return null;
}

/** `124366`: the century since 1900, the year and the day of the year, as JD Edwards keeps dates. */
function dayOfCentury(text: string): ParsedDate | null {
  const [year, day] = [1900 + Number(text.slice(0, 3)), Number(text.slice(3))];
  if (year < 2010 || year > 2059 || day < 1 || day > 366) return null;
  return { kind: 'day', day: dayFromCivil(year, 1, 1) + day - 1 };
}

/** What spreadsheets count 1970-01-01 as. */
const serialOfEpoch = 25_569;

function unixDay(seconds: number): ParsedDate | null {
  const day = Math.floor(seconds / 86_400);
  return day < -25_000 || day > 84_000 ? null : { kind: 'day', day };
}

function triple(first: number, second: number, year: string, dotted: boolean): ParsedDate | null {
  const short = year.length === 2;
  const third = fullYear(+year, year.length);
  if (!short && (first < 1 || second < 1 || (first > 12 && second > 12))) return null;
  return { kind: 'triple', first, second, third, short, dotted };
}

/** The given day (Monday 1) of an ISO week; week 1 holds 4 January. Only long years have a week 53. */
export function isoWeek(year: number, week: number, weekday: number): ParsedDate | null {
  if (week < 1 || week > 53 || year < 1900 || year > 2199) return null;
  if (week === 53 && weekOne(year + 1) - weekOne(year) !== 53 * 7) return null;
  return { kind: 'day', day: weekOne(year) + (week - 1) * 7 + weekday - 1 };
}

/** Monday of the first ISO week of a year. */
function weekOne(year: number): number {
  const fourth = dayFromCivil(year, 1, 4);
  return fourth - weekdayOf(fourth);
}

/** Dates with a month's name: `5 Jan 2025`, `Jan 5, 2025`, `05-Jan-25`, `5. März 2025`, `January 2025`. */
function named(text: string): ParsedDate | null {
  if (!/\p{L}{2}/u.test(text)) return null;
  const plain = bareLetters(text)
    .replace(weekdayNames, '')
    .replace(/(\d{4})\.$/, '$1')
    .replace(/(\d)(?:st|nd|rd|th)\b/, '$1')
    .replace(/(?<!\p{L})(?:de|of)(?!\p{L})/gu, ' ');
  const withoutWeekday = plain.replace(weekdayWord, '');
  return namedIn(plain) ?? (withoutWeekday === plain ? null : namedIn(withoutWeekday));
}

/** The one word of a date with a named month. Classes of letters are slow to set up, for a file that has no such dates too. */
const longWord = /[^\d\s.,'\-/]{3,}/;

function namedIn(plain: string): ParsedDate | null {
  const word = longWord.exec(plain)?.[0];
  if (word === undefined || monthOf(word) === 0) return null;
  let m = /^(\d{1,2})[\s.\-/]*(\p{L}{3,})[\s.,\-/]*'?(\d{4}|\d{2})$/u.exec(plain);
  if (m) return asDay(fullYear(+m[3]!, m[3]!.length), monthOf(m[2]!), +m[1]!);
  m = /^(\p{L}{3,})[\s.\-/]*(\d{1,2})(?:\s*,\s*|[\s\-/]+)(\d{4}|\d{2})$/u.exec(plain);
  if (m) return asDay(fullYear(+m[3]!, m[3]!.length), monthOf(m[1]!), +m[2]!);
  m = /^(\d{4})[\s\-/](\p{L}{3,})[\s.\-/]*(\d{1,2})$/u.exec(plain);
  if (m) return asDay(+m[1]!, monthOf(m[2]!), +m[3]!);
  m = /^(\d{4})[\s\-/](\p{L}{3,})\.?$/u.exec(plain);
  if (m) return asMonth(+m[1]!, monthOf(m[2]!));
  m = /^(\p{L}{3,})[\s.,\-/]*'?(\d{4}|\d{1,2})$/u.exec(plain);
  if (m) {
    const month = monthOf(m[1]!);
    if (month === 0) return null;
    return m[2]!.length === 4 ? asMonth(+m[2]!, month) : { kind: 'monthNumber', month, number: +m[2]! };
  }
  m = /^(\d{1,2})[\s.\-/]*(\p{L}{3,})\.?$/u.exec(plain);
  if (m && monthOf(m[2]!) > 0) return { kind: 'monthNumber', month: monthOf(m[2]!), number: +m[1]! };
  return null;
}
