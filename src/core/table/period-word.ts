export type Period = 'day' | 'week' | 'month' | 'row';

/** What one row of a history covers, from its typical days per row. */
export function periodWord(daysPerRow: number): Period {
  if (daysPerRow < 2) return 'day';
  if (daysPerRow >= 6 && daysPerRow <= 8) return 'week';
  if (daysPerRow >= 27 && daysPerRow <= 32) return 'month';
  return 'row';
}
