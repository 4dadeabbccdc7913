// Which columns split the rows of one product and day into series, and what is asked about them.

import type { ColumnMapping, ColumnRole } from '../table/columns.ts';
import type { OpenQuestion, ReadChoices } from '../table/dataset.ts';
import { type ColumnFacts, isNamed, namedAs } from './column-facts.ts';
import type { Note } from './note.ts';
import { addedUp, pricedApart, priceExplained, type SampleRows, splittingColumns } from './second-key.ts';

export function splitsOf(
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  used: ReadonlySet<number>,
  mapping: Partial<Record<ColumnRole, number>>,
  choices: ReadChoices,
  headers: readonly string[],
  notes: Note[],
  questions: OpenQuestion[],
): number[] {
  if (choices.splits)
    return choices.splits.map((header) => headers.indexOf(header)).filter((column) => column >= 0);
  const currency = facts.find(
    (column) =>
      isNamed(column, 'currency') &&
      column.distinct >= 2 &&
      column.distinct <= 20 &&
      column.filled > 0.5 * sample.rows,
  );
  const keyName = sameKeyOtherName(facts, mapping, sample, used);
  if (keyName) {
    const key = facts[mapping.productId!]!;
    notes.push([
      'key-with-two-names',
      'attention',
      `One value of "${key.header}" goes with several names (product name in "${keyName.header}"), so it does not identify one product`,
      `Products are identified by "${keyName.header}"${/E\+\d+$/i.test(key.cells[0] ?? '') ? '; a spreadsheet has shortened the key to scientific notation' : ''}`,
      `"${key.cells[0]!}" stands for several products`,
    ]);
    mapping.productId = keyName.index;
    if (mapping.productName === keyName.index) delete mapping.productName;
    keyName.cells.forEach((cell, row) => ((sample.product as string[])[row] = cell));
  }
  const found = splittingColumns(sample, facts, used);
  const splits = found.map((column) => column.index);
  const apart = found.length === 0 ? pricedApart(sample, facts, used) : null;
  if (apart) splits.push(apart.index);
  if (currency && !splits.includes(currency.index)) splits.push(currency.index);
  if (splits.length === 0) {
    const merged = addedUp(sample, facts, used);
    if (merged.length > 0) {
      const names = merged
        .slice(0, 4)
        .map(({ header }) => `"${header}"`)
        .join(', ');
      notes.push([
        'added-up',
        'info',
        `Rows of one product and day are added up over ${names}`,
        'Their prices do not differ by it; keep the values as separate series if they should be priced separately',
        `Such as ${[...new Set(merged[0]!.cells)]
          .slice(0, 3)
          .map((cell) => `"${cell}"`)
          .join(', ')}`,
      ]);
      questions.push({
        about: 'series',
        message: `Are the rows of ${names} added up, or kept as separate series?`,
        choices: [
          { label: 'Added up', choices: { splits: [] } },
          { label: 'Kept separate', choices: { splits: [merged[0]!.header] } },
        ],
      });
    }
  }
  for (const index of splits) {
    const column = facts[index]!;
    const isCurrency = isNamed(column, 'currency');
    notes.push([
      isCurrency ? 'split-by-currency' : 'split-by-column',
      isCurrency ? 'attention' : 'info',
      isCurrency
        ? `"${column.header}" holds ${column.distinct} currencies, whose prices cannot be mixed`
        : `"${column.header}" splits the rows of one product and day (${column.distinct} values)`,
      'Each of its values is kept as a separate series',
      `Such as ${[...new Set(column.cells)]
        .slice(0, 3)
        .map((cell) => `"${cell}"`)
        .join(', ')}`,
    ]);
  }
  if (splits.length > 0 && !(splits.length === 1 && currency))
    questions.push({
      about: 'series',
      message: `Are the values of ${splits.map((index) => `"${headers[index]!}"`).join(' and ')} kept as separate series, or added up?`,
      choices: [
        { label: 'Kept separate', choices: { splits: splits.map((index) => headers[index]!) } },
        { label: 'Added up', choices: { splits: [] } },
      ],
    });
  return splits;
}

/** Says that rows of one product and day are added up, though a column tells them apart. */
export function noteToldApart(column: ColumnFacts, notes: Note[], questions: OpenQuestion[]): void {
  if (notes.some(([kind, , found]) => kind === 'added-up' && found.includes(`"${column.header}"`))) return;
  const seen = [...new Set(column.cells)].filter((cell) => cell !== '').slice(0, 3);
  notes.push([
    'added-up',
    'info',
    `Rows of one product and day are told apart by "${column.header}"`,
    'They are added up',
    `Such as ${seen.map((cell) => `"${cell}"`).join(', ')}`,
  ]);
  if (isNamed(column, 'time')) return;
  questions.push({
    about: 'series',
    message: `Are the rows of "${column.header}" added up, or kept as separate series?`,
    choices: [
      { label: 'Added up', choices: { splits: [] } },
      { label: 'Kept separate', choices: { splits: [column.header] } },
    ],
  });
}

/** A name column whose values part the rows of one key and day, where the key is damaged or stands for several products. */
function sameKeyOtherName(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  sample: SampleRows,
  used: ReadonlySet<number>,
): ColumnFacts | null {
  if (mapping.productId === undefined) return null;
  const key = facts[mapping.productId]!;
  const names = namedAs(facts, 'productName').filter(
    (column) =>
      column.index !== key.index &&
      column.numeric < 0.5 &&
      column.filled > 0.9 * sample.rows &&
      (mapping.productName === column.index || !used.has(column.index)),
  );
  const isScientific = key.cells.some((cell) => /^\d(?:[.,]\d+)?E\+\d+$/i.test(cell));
  for (const column of names) {
    if (column.distinct < 2 || column.distinct > sample.rows / 10) continue;
    if (priceExplained(sample, column, true) > 0.9 || (isScientific && column.distinct > key.distinct))
      return column;
  }
  return null;
}
