// The four calendar features of a day.

import { civilFromDay, weekdayOf } from '../table/calendar.ts';

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

/** Weekday (Monday 0, of 7) and month (January 0, of 12) as points on a circle, each coordinate in 0..1. */
export function calendarFeatures(day: number): CalendarFeatures {
  const [weekdaySin, weekdayCos] = weekCircle[weekdayOf(day)]!;
  const [monthSin, monthCos] = yearCircle[civilFromDay(day).month - 1]!;
  return { weekdaySin, weekdayCos, monthSin, monthCos };
}
