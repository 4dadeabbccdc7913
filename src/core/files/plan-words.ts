// What the plan of a file says of its columns: odd cells, columns used and not used.

import { type ColumnMapping, columns as columnList } from '../table/columns.ts';
import type { Finding } from '../table/dataset.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { MoneyPlan } from './money.ts';
import type { Note } from './note.ts';
import type { Formula } from './read-plan.ts';
import type { StatusRule } from './status-column.ts';

/** A note of the plan as a finding of the file; it counts once, since it is about columns and not rows. */
export function noteFinding([kind, severity, found, done, example]: Note): Finding {
  return {
    kind,
    severity,
    found,
    done,
    count: 1,
    rows: [],
    example: example === '' ? 'See the columns' : example,
  };
}

const oddForms: readonly [pattern: RegExp, words: string][] = [
  [
    /[\uff10-\uff19\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/,
    'digits of another script (full-width, Arabic, Indian)',
  ],
  [/\d{1,2},\d{2},\d{3}/, 'the Indian grouping of lakh'],
  [/\d\s*(?:\/\s*)?[\p{L}円元원]{1,8}\.?$/u, 'words after the number'],
];

/** Numbers that are written in a way worth a word: the person sees how they were read. */
export function oddCells(facts: readonly ColumnFacts[], mapping: ColumnMapping): Note[] {
  return columnList.flatMap(({ role, kind }): Note[] => {
    const column = mapping[role] === undefined || kind !== 'number' ? null : facts[mapping[role]];
    if (!column) return [];
    for (const [pattern, words] of oddForms) {
      const row = column.cells.findIndex(
        (cell, i) => cell.length < 60 && pattern.test(cell) && !Number.isNaN(column.numbers[i]!),
      );
      if (row < 0 || /[€$£¥]|\b(?:EUR|USD|GBP|CHF|kr|zł)\b/.test(column.cells[row]!)) continue;
      return [
        [
          'number-form',
          'info',
          `"${column.header}" has ${words}`,
          `"${column.cells[row]!}" is read as ${column.numbers[row]!}`,
          'Check that this is correct',
        ],
      ];
    }
    return [];
  });
}

/** Headers of the columns that nothing reads, in the order of the file. */
export function unusedColumns(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  money: MoneyPlan,
  splits: readonly number[],
  statuses: readonly StatusRule[],
  order: ColumnFacts | undefined,
  size: number | null,
): string[] {
  const used = new Set<number>([
    ...(size === null ? [] : [size]),
    ...Object.values(mapping),
    ...Object.values(money.helpers),
    ...splits,
    ...statuses.map(({ column }) => column),
    ...(order ? [order.index] : []),
  ]);
  return facts
    .filter((column) => !used.has(column.index) && column.filled > 0 && column.header !== '')
    .map(({ header }) => header);
}

/** What each role is read from, in words: a header, or the formula that makes it. */
export function columnWords(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  formulas: readonly Formula[],
  splits: readonly number[],
): Record<string, string> {
  const words: Record<string, string> = {};
  for (const { role } of columnList) {
    const column = mapping[role];
    if (column !== undefined) words[role] = facts[column]!.header;
  }
  for (const { role, words: formula } of formulas) words[role] = formula;
  if (splits.length > 0) words.series = splits.map((column) => facts[column]!.header).join(', ');
  return words;
}

/** What is said of the column of sizes, if any. */
export function sizeNotes(facts: readonly ColumnFacts[], size: number | null): Note[] {
  if (size === null) return [];
  const { header, cells } = facts[size]!;
  const done = 'Added to names that lack them; size ladders are found from them';
  const example = cells.find((cell) => cell !== '') ?? '';
  return [['pack-size', 'info', `The pack sizes are in "${header}"`, done, example]];
}

/** What is said of the headers of columns that have no role. */
export function unusedNote(unused: readonly string[]): Note {
  return [
    'unused-columns',
    'info',
    `${unused.length === 1 ? 'A column is' : `${unused.length} columns are`} not used`,
    unused
      .slice(0, 12)
      .map((header) => `"${header}"`)
      .join(', ') + (unused.length > 12 ? ` and ${unused.length - 12} more` : ''),
    'Choose columns to give one of them a role',
  ];
}
