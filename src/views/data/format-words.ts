// The ways a file can be written, in words.

import type { DateOrder, FileFormat } from '../../core/table/dataset.ts';

export const dateOrderWords = {
  ymd: 'year, month, day',
  dmy: 'day, month, year',
  mdy: 'month, day, year',
} as const satisfies Record<DateOrder, string>;

export const decimalWords = {
  '.': 'point (12.50)',
  ',': 'comma (12,50)',
} as const satisfies Record<FileFormat['decimalSeparator'], string>;

export const encodingWords = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
} as const satisfies Record<FileFormat['encoding'], string>;

export const delimiterWords = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
} as const satisfies Record<FileFormat['delimiter'], string>;

/** What one row of a history covers, from its typical days per row. */
export function periodWord(daysPerRow: number): 'day' | 'week' | 'month' | 'row' {
  if (daysPerRow < 2) return 'day';
  if (daysPerRow >= 6 && daysPerRow <= 8) return 'week';
  if (daysPerRow >= 27 && daysPerRow <= 32) return 'month';
  return 'row';
}
