// Which columns split the rows of one product and day into series, and what is asked about them.

import type { ColumnMapping, ColumnRole } from '../table/columns.ts';
import type { OpenQuestion, ReadChoices } from '../table/dataset.ts';
import { type ColumnFacts, isNamed, namedAs } from './column-facts.ts';
import type { Note } from './note.ts';
import {
  addedUp,
  pricedApart,
  priceExplained,
  type SampleRows,
  splittingColumns,
  toldApartBy,
} from './second-key.ts';

/**
 * The columns, by place, whose values split the rows of one product and day into series: what the person chose, or else what tells
 * their prices apart (`isByOrder`: rows have the number of an order). Says so in `notes`, and asks in `questions` whether they are kept apart or added up.
 */
export function splitsOf(
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  used: ReadonlySet<number>,
  choices: ReadChoices,
  notes: Note[],
  questions: OpenQuestion[],
  isByOrder: boolean,
): number[] {
  if (choices.splits)
    return choices.splits
      .map((header) => facts.findIndex((column) => column.header === header))
      .filter((column) => column >= 0);
  const currency = facts.find(
    (column) =>
      isNamed(column, 'currency') &&
      column.distinct >= 2 &&
      column.distinct <= 20 &&
      column.filled > 0.5 * sample.rows,
  );
  const splits = splittingColumns(sample, facts, used, isByOrder).map((column) => column.index);
  const apart = splits.length === 0 ? pricedApart(sample, facts, used) : null;
  if (apart) splits.push(apart.index);
  if (currency && !splits.includes(currency.index)) splits.push(currency.index);
  if (splits.length === 0) tellAddedUp(addedUp(sample, facts, used), notes, questions);
  notes.push(...splits.map((index) => splitNote(facts[index]!)));
  if (splits.length > 0 && !(splits.length === 1 && currency))
    questions.push(seriesQuestion(splits.map((index) => facts[index]!.header)));
  return splits;
}

/** Whether a column tells rows of one product and day apart that are added up; the first time it is said, and asked. */
export function isToldApart(
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  used: ReadonlySet<number>,
  splits: readonly number[],
  choices: ReadChoices,
  notes: Note[],
  questions: OpenQuestion[],
): boolean {
  const column = toldApartBy(sample, facts, used, splits);
  if (column && choices.splits === undefined) noteToldApart(column, notes, questions);
  return column !== null;
}

/** Says that rows of one product and day are added up, though a column tells them apart. */
function noteToldApart(column: ColumnFacts, notes: Note[], questions: OpenQuestion[]): void {
  if (notes.some(([kind, , found]) => kind === 'added-up' && found.includes(`"${column.header}"`))) return;
  notes.push([
    'added-up',
    'info',
    `Rows of one product and day are told apart by "${column.header}"`,
    'They are added up',
    suchAs(column),
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

/** Rows of one product and day that are added up over these columns; nothing to say where there is none. */
function tellAddedUp(merged: readonly ColumnFacts[], notes: Note[], questions: OpenQuestion[]): void {
  if (merged.length === 0) return;
  const names = merged
    .slice(0, 4)
    .map(({ header }) => `"${header}"`)
    .join(', ');
  notes.push([
    'added-up',
    'info',
    `Rows of one product and day are added up over ${names}`,
    'Their prices do not differ by it; keep the values as separate series if they should be priced separately',
    suchAs(merged[0]!),
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

function splitNote(column: ColumnFacts): Note {
  const isCurrency = isNamed(column, 'currency');
  return [
    isCurrency ? 'split-by-currency' : 'split-by-column',
    isCurrency ? 'attention' : 'info',
    isCurrency
      ? `"${column.header}" holds ${column.distinct} currencies, whose prices cannot be mixed`
      : `"${column.header}" splits the rows of one product and day (${column.distinct} values)`,
    'Each of its values is kept as a separate series',
    suchAs(column),
  ];
}

function seriesQuestion(headers: readonly string[]): OpenQuestion {
  return {
    about: 'series',
    message: `Are the values of ${headers.map((header) => `"${header}"`).join(' and ')} kept as separate series, or added up?`,
    choices: [
      { label: 'Kept separate', choices: { splits: headers } },
      { label: 'Added up', choices: { splits: [] } },
    ],
  };
}

function suchAs({ cells }: ColumnFacts): string {
  const examples = [...new Set(cells)].slice(0, 3).map((cell) => `"${cell}"`);
  return `Such as ${examples.join(', ')}`;
}

/**
 * Where one key goes with several names, the names identify the products: `mapping` takes their column as the key. Gives the
 * sample by these names, or as it was.
 */
export function renamedKey(
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  used: ReadonlySet<number>,
  mapping: Partial<Record<ColumnRole, number>>,
  notes: Note[],
): SampleRows {
  const name = sameKeyOtherName(facts, mapping, sample, used);
  if (!name) return sample;
  const key = facts[mapping.productId!]!;
  notes.push([
    'key-with-two-names',
    'attention',
    `One value of "${key.header}" goes with several names (product name in "${name.header}"), so it does not identify one product`,
    `Products are identified by "${name.header}"${/E\+\d+$/i.test(key.cells[0] ?? '') ? '; a spreadsheet has shortened the key to scientific notation' : ''}`,
    `"${keyOfTwo(key, name)}" stands for several products`,
  ]);
  mapping.productId = name.index;
  if (mapping.productName === name.index) delete mapping.productName;
  return { ...sample, product: name.cells };
}

/** The first key that stands beside two names. */
function keyOfTwo(key: ColumnFacts, name: ColumnFacts): string {
  const names = new Map<string, string>();
  for (const [row, cell] of key.cells.entries()) {
    if (cell === '') continue;
    const known = names.get(cell);
    if (known !== undefined && known !== name.cells[row]) return cell;
    names.set(cell, name.cells[row]!);
  }
  return key.cells[0]!;
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
  // What has no key, a voucher or a charge, is no second name of the product above.
  const price = sample.price.map((value, row) => (key.cells[row] === '' ? NaN : value));
  const keyed = key.filled > 0.5 * sample.rows ? { ...sample, price } : sample;
  const isScientific = key.cells.some((cell) => /^\d(?:[.,]\d+)?E\+\d+$/i.test(cell));
  for (const column of names) {
    if (column.distinct < 2 || column.distinct > sample.rows / 10) continue;
    if (priceExplained(keyed, column, true) > 0.9 || (isScientific && column.distinct > key.distinct))
      return column;
  }
  return null;
}
