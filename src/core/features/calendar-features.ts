// The four calendar features of a day.

import { civilFromDay, dayFromCivil, weekdayOf } from '../table/day-numbers.ts';

export interface CalendarFeatures {
  readonly weekdaySin: number;
  readonly weekdayCos: number;
  readonly monthSin: number;
  readonly monthCos: number;
}

/** `(sin(2 pi k / period) + 1) / 2` and the cosine likewise, for every k of the period. */
function circle(period: number): readonly (readonly [sin: number, cos: number])[] {
  return Array.from({ length: period }, (_, k) => {
    const angle = (2 * Math.PI * k) / period;
    return [(Math.sin(angle) + 1) / 2, (Math.cos(angle) + 1) / 2] as const;
  });
}

const weekCircle = circle(7);
const yearCircle = circle(12);

/** The calendar features of ascending days, in the columns `out`. [days] each */
export function calendarColumns(
  days: Int32Array,
  out: readonly [Float64Array, Float64Array, Float64Array, Float64Array],
): Readonly<Record<keyof CalendarFeatures, Float64Array>> {
  const [weekdaySin, weekdayCos, monthSin, monthCos] = out;
  // The civil calendar is asked once a month: a million rows are few months a product.
  let nextMonth = -Infinity;
  let ofMonth = yearCircle[0]!;
  for (let t = 0; t < days.length; t++) {
    const day = days[t]!;
    if (day >= nextMonth) {
      const { year, month } = civilFromDay(day);
      ofMonth = yearCircle[month - 1]!;
      nextMonth = month === 12 ? dayFromCivil(year + 1, 1, 1) : dayFromCivil(year, month + 1, 1);
    }
    const ofWeekday = weekCircle[weekdayOf(day)]!;
    weekdaySin[t] = ofWeekday[0];
    weekdayCos[t] = ofWeekday[1];
    monthSin[t] = ofMonth[0];
    monthCos[t] = ofMonth[1];
  }
  return { weekdaySin, weekdayCos, monthSin, monthCos };
}

/** Weekday (Monday 0, of 7) and month (January 0, of 12) as points on a circle, each coordinate in 0..1. */
export function calendarFeatures(day: number): CalendarFeatures {
  const [weekdaySin, weekdayCos] = weekCircle[weekdayOf(day)]!;
  const [monthSin, monthCos] = yearCircle[civilFromDay(day).month - 1]!;
  return { weekdaySin, weekdayCos, monthSin, monthCos };
}
