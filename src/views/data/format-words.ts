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
  'windows-1250': 'Windows-1250 (Central Europe)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  'windows-1254': 'Windows-1254 (Turkish)',
  'windows-1257': 'Windows-1257 (Baltic)',
  'windows-1253': 'Windows-1253 (Greek)',
  'windows-1255': 'Windows-1255 (Hebrew)',
  'windows-1256': 'Windows-1256 (Arabic)',
  'windows-874': 'Windows-874 (Thai)',
  ibm850: 'DOS 850 and 437 (Western Europe)',
  ibm852: 'DOS 852 (Central Europe)',
  ibm866: 'DOS 866 (Cyrillic)',
  'iso-8859-2': 'ISO 8859-2 (Central Europe)',
  'iso-8859-5': 'ISO 8859-5 (Cyrillic)',
  'koi8-r': 'KOI8-R (Russian)',
  macintosh: 'Mac Roman',
  shift_jis: 'Shift JIS (Japanese)',
  'euc-jp': 'EUC-JP (Japanese)',
  gb18030: 'GB 18030 (Chinese)',
  big5: 'Big5 (Chinese)',
  'euc-kr': 'EUC-KR (Korean)',
} as const satisfies Record<FileFormat['encoding'], string>;

export const delimiterWords = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
} as const satisfies Record<FileFormat['delimiter'], string>;
