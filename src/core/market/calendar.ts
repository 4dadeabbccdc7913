// Weekday and month of a day number (days since 1970-01-01, a Thursday), without time zones.

/** Monday 0 to Sunday 6; January 0 to December 11. */
export function calendarOf(day: number): { readonly weekday: number; readonly month: number } {
  return { weekday: weekdayOf(day), month: new Date(day * 86_400_000).getUTCMonth() };
}

/** Monday 0 to Sunday 6. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
