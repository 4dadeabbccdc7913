// What is said, asked and refused of how a column of dates is written.

import { isoDate } from './day-numbers.ts';
import type { ReadQuestion } from './dataset.ts';
import type { DateDictionary } from './date-dictionary.ts';
import { type DateOrderVerdict, type DateReading, resolveDate } from './date-order.ts';
import type { FindingCollector } from './findings.ts';
import { plainCharacters } from './numbers.ts';
import { ReadError } from './read-error.ts';

/** @throws ReadError where some dates can only be day first and others only month first. */
export function refuseContradiction({ contradiction }: DateOrderVerdict): void {
  if (!contradiction) return;
  throw new ReadError(
    `The dates contradict each other: "${contradiction[0]}" can only have the day first, "${contradiction[1]}" only the month first, ` +
      'so both orders occur; write all dates as 2025-01-31, or read each export on its own.',
    { mend: { kind: 'dateOrder', example: contradiction[0] } },
  );
}

/** The refusal of dates without a year, which a choice of the year can mend. */
export function withoutYear(example: string): ReadError {
  return new ReadError(
    `Dates such as "${example}" are days without a year, so the year is missing; write dates such as 2025-01-31, or say which year is meant.`,
    { mend: { kind: 'year' } },
  );
}

/** The question whether day or month stands first, with a date of the file that can be read both ways. */
export function dateOrderQuestion(example: string): ReadQuestion {
  return {
    kind: 'dateOrder',
    message: `Dates such as "${example}" can be read with the day or with the month first; choose which is meant.`,
    example,
  };
}

const dateForms: readonly [pattern: RegExp, words: string][] = [
  [/^\d{5}(?:[.,]\d+)?$/, 'Excel serial numbers'],
  [/^\d{9,13}$|^\/Date\(/, 'Unix timestamps (seconds or milliseconds since 1970)'],
  [/^1[1-5]\d[0-3]\d{2}$/, 'the century since 1900, the year and the day of the year (JD Edwards)'],
  [/^\d{6}$/, 'year and month (YYYYMM), as in 2021-01'],
  [/q[1-4]|[1-4]q|quart|trimestre/i, 'quarters, as in 2019-Q1'],
  [
    /^(?:kw|cw|w|wk|week|woche|semaine|semana|settimana)\b|^\d{4}[\s./-]*(?:kw|wk|cw)/i,
    'weeks, as in 2023-W05',
  ],
  [
    /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/,
    'dates in digits of another script, as in the date 2024-01-01; such as 2025-01-31 is plain',
  ],
];

/** 2050-01-01: no sales of today. */
const farFuture = 29_220;

/** How dates are written, where that is worth a word. */
export function noteDateForm(
  header: string,
  dates: DateDictionary,
  reading: DateReading,
  findings: FindingCollector,
): void {
  const text = dates.texts.find((_, code) => code > 0 && dates.parsed[code] !== null);
  if (text === undefined) return;
  const parsed = dates.parsed[dates.texts.indexOf(text)]!;
  const day = resolveDate(parsed, reading);
  if (day === null) return;
  if (day > farFuture)
    findings.add(
      {
        kind: 'far-future',
        severity: 'attention',
        found: `The dates in "${header}" are far in the future`,
        done: `"${text}" is read as ${isoDate(day)}`,
      },
      0,
      () => 'A year of two digits may be of another calendar: 67 of the Buddhist one is 2024',
    );
  let words = dateForms.find(([pattern]) => pattern.test(text))?.[1];
  if (parsed.kind === 'part' && reading.partsAreDays === true)
    words = 'days with a year of two digits (YYMMDD), as in 24-01-31';
  else if (parsed.kind === 'part' && reading.partsAreWeeks === true)
    words = 'year and week (YYYYWW), as in 2021-W05';
  if (
    parsed.kind === 'day' &&
    /[a-z]/i.test(text) &&
    /^[a-z]{3,}/i.test(text) &&
    !/q|quart|trim|kw|wk|week|w\d/i.test(text)
  )
    words = undefined;
  if (/\d(?:\s+(?:-|–|—|to|until|bis|au|al|a|t\/m|do)\s+|\s*[–—~]\s*).{8,}$/i.test(text))
    words = 'ranges of days, known by their first day';
  const year = /(?<!\d)(2[45]\d\d|26[0-4]\d)(?!\d)/.exec(text);
  if (year && text.length < 20 && !/^\d+$/.test(text)) words = 'years of the Buddhist calendar (543 ahead)';
  if (/^(?:13[7-9]|14[01])\d[-/.]/.test(plainCharacters(text))) words = 'years of the Persian calendar';
  if (/^1[0-4]\d[-/.]/.test(text)) words = 'years of Taiwan (1911 behind)';
  if (/^(?:令和|平成|民國|民国)/.test(text)) words = 'years counted by era';
  if (parsed.kind === 'triple' && reading.order === 'ymd') words = 'two-digit years with the year first';
  if (words === undefined) return;
  findings.add(
    {
      kind: 'date-form',
      severity: 'info',
      found: `"${header}" holds ${words}`,
      done: `"${text}" is read as ${isoDate(day)}`,
    },
    0,
    () => 'Choose another order of day, month and year if that is wrong',
  );
}
