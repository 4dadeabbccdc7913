// How the date texts of a column are meant where one alone does not tell: which number of `03/04/2025` is the month, whether
// `202105` is a month or a week. All different texts decide it together; where they do not, it is asked.

import type { DateOrder } from './dataset.ts';
import { dayOf, fullYear, isoWeek, type ParsedDate } from './dates.ts';

/** How the texts of a column are meant where one alone does not tell. */
export interface DateReading {
  readonly order: DateOrder;
  /** Whether `202105` is a week of the year rather than a month. */
  readonly partsAreWeeks?: boolean;
  /** Whether `240131` is a day with a year of two digits. */
  readonly partsAreDays?: boolean;
  /** The year of days without one (`Jan-05` is then the 5th of January of it); null where the number is the year. */
  readonly year?: number | null;
}

/** The day of a parsed date under a reading; null where there is no such day. */
export function resolveDate(parsed: ParsedDate, given: DateOrder | DateReading): number | null {
  const reading: DateReading = typeof given === 'string' ? { order: given } : given;
  switch (parsed.kind) {
    case 'day':
      return parsed.day;
    case 'part':
      if (reading.partsAreDays === true) return parsed.day;
      if (reading.partsAreWeeks === true) {
        const week = isoWeek(parsed.year, parsed.part, 1);
        return week?.kind === 'day' ? week.day : null;
      }
      return dayOf(parsed.year, parsed.part, 1);
    case 'monthNumber':
      return reading.year === undefined || reading.year === null
        ? dayOf(fullYear(parsed.number, 2), parsed.month, 1)
        : dayOf(reading.year, parsed.month, parsed.number);
    case 'triple': {
      const { first, second, third, short } = parsed;
      if (reading.order === 'mdy') return dayOf(third, first, second);
      if (reading.order === 'dmy') return dayOf(third, second, first);
      return short ? dayOf(fullYear(first, 2), second, third % 100) : null;
    }
    default:
      return parsed satisfies never;
  }
}

export interface DateOrderVerdict {
  readonly order: DateOrder;
  /** A text that can be read both ways, where nothing in the column tells which is meant. */
  readonly ambiguous: string | null;
  /** Two texts that prove different orders, where neither is a rare slip. */
  readonly contradiction: readonly [dayFirst: string, monthFirst: string] | null;
  readonly partsAreWeeks: boolean;
  readonly partsAreDays: boolean;
  /** A text that is a day without a year, where the column holds such. */
  readonly withoutYear: string | null;
}

/** Share of the texts that prove the rarer order above which both are meant. */
const rareSlip = 0.02;

/**
 * The order of day and month that the different texts of a column prove. A point between the numbers counts as
 * day first, as everybody who writes points means it, unless a text says otherwise. With years of two digits the order
 * is the one under which all texts are days and lie closest together. Texts that prove nothing are decided by the
 * calendar: an even step of months under one order, none under the other.
 */
export function decideDateOrder(
  entries: Iterable<{ readonly text: string; readonly parsed: ParsedDate | null }>,
): DateOrderVerdict {
  let dotted = 0;
  let short = 0;
  let example: string | null = null;
  const dayFirst: string[] = [];
  const monthFirst: string[] = [];
  const triples: Extract<ParsedDate, { kind: 'triple' }>[] = [];
  let largestPart = 0;
  let onlyDays = 0;
  const numbersByMonth = new Map<number, Set<number>>();
  let monthExample: string | null = null;
  for (const { text, parsed } of entries) {
    if (parsed?.kind === 'part') {
      largestPart = Math.max(largestPart, parsed.part);
      if (parsed.year === 0) onlyDays++;
    }
    if (parsed?.kind === 'monthNumber') {
      monthExample ??= text;
      const known = numbersByMonth.get(parsed.month);
      if (known) known.add(parsed.number);
      else numbersByMonth.set(parsed.month, new Set([parsed.number]));
    }
    if (parsed?.kind !== 'triple') continue;
    triples.push(parsed);
    if (parsed.dotted) dotted++;
    if (parsed.short) short++;
    if (parsed.first > 12) dayFirst.push(text);
    else if (parsed.second > 12) monthFirst.push(text);
    else if (parsed.first !== parsed.second) example ??= text;
  }
  const most = Math.max(0, ...[...numbersByMonth.values()].map((numbers) => numbers.size));
  const rest = {
    partsAreWeeks: largestPart > 12,
    partsAreDays: onlyDays > 0,
    withoutYear: most > 9 ? monthExample : null,
    contradiction: null,
  };
  if (triples.length === 0) return { ...rest, order: 'ymd', ambiguous: null };
  if (short > 0.5 * triples.length && yearFirst(triples)) return { ...rest, order: 'ymd', ambiguous: null };
  const [more, fewer] = dayFirst.length > monthFirst.length ? [dayFirst, monthFirst] : [monthFirst, dayFirst];
  if (fewer.length > 2 && fewer.length > rareSlip * (more.length + fewer.length))
    return {
      ...rest,
      order: more === dayFirst ? 'dmy' : 'mdy',
      ambiguous: null,
      contradiction: [dayFirst[0]!, monthFirst[0]!],
    };
  if (dayFirst.length !== monthFirst.length)
    return { ...rest, order: more === dayFirst ? 'dmy' : 'mdy', ambiguous: null };
  if (dotted * 2 > triples.length) return { ...rest, order: 'dmy', ambiguous: null };
  const even = evenOrder(triples);
  if (even) return { ...rest, order: even, ambiguous: null };
  return { ...rest, order: 'dmy', ambiguous: example };
}

/** Whether two-digit years stand first: all texts are days then, and lie closer together than with the year last. */
function yearFirst(triples: readonly Extract<ParsedDate, { kind: 'triple' }>[]): boolean {
  const span = (order: DateOrder) => {
    let low = Infinity;
    let high = -Infinity;
    for (const one of triples) {
      const day = resolveDate(one, order);
      if (day === null) return Infinity;
      if (day < low) low = day;
      if (day > high) high = day;
    }
    return high - low;
  };
  return span('ymd') * 3 < Math.min(span('dmy'), span('mdy'));
}

/** The order under which a column of two years or more steps by whole months, where the other order does not. */
function evenOrder(triples: readonly Extract<ParsedDate, { kind: 'triple' }>[]): DateOrder | null {
  const isEven = (order: DateOrder) => {
    const days = [...new Set(triples.map((one) => resolveDate(one, order)))]
      .filter((day) => day !== null)
      .sort((a, b) => a - b);
    if (days.length < 14) return false;
    let monthly = 0;
    for (let i = 1; i < days.length; i++)
      if (days[i]! - days[i - 1]! >= 28 && days[i]! - days[i - 1]! <= 31) monthly++;
    return monthly >= 0.9 * (days.length - 1);
  };
  const [dmy, mdy] = [isEven('dmy'), isEven('mdy')];
  return dmy === mdy ? null : dmy ? 'dmy' : 'mdy';
}
