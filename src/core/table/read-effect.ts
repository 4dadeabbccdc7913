// What answers make of a file, from its first rows: what the mapping dialog shows while a person chooses.
//
// It is the real road, `inspect`, `readTable` and `buildDataset`, over the beginning of the file, so that what is shown
// is what reading will do. A refusal for too little history counts only where the beginning is all of the file.

import { knownOrNull } from '../statistics/or-null.ts';
import { buildDataset } from './build-dataset.ts';
import { type ByteSource, headOf, memorySource } from './byte-source.ts';
import { isoDate } from './day-numbers.ts';
import type { Dataset, FilePreview, ReadChoices } from './dataset.ts';
import { noDay } from './date-dictionary.ts';
import { ReadError } from './read-error.ts';
import { unpack } from './open-source.ts';
import { inspect, readTable, type ReadResult } from './read-table.ts';

/** The beginning of a file, out of whatever it is packed in. */
export interface FileBeginning {
  readonly source: ByteSource;
  readonly isWhole: boolean;
  /** Whether its numbers have a decimal point whatever is chosen, as in a workbook. */
  readonly hasTypedNumbers: boolean;
}

/** What some choices make of a file's beginning. */
export interface ReadEffect {
  /** The first look under the choices; null where they allow none. */
  readonly preview: FilePreview | null;
  /** Why it could not be read so, as a sentence; null where it can. */
  readonly refusal: string | null;
  /** What would come of it; null where it is refused. */
  readonly facts: EffectFacts | null;
}

interface EffectFacts {
  /** Whether the facts are of the whole file; else of its first rows. */
  readonly isWhole: boolean;
  readonly rows: number;
  readonly products: number;
  /** Days since 1970-01-01. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Prices above 0; null where no row has one. */
  readonly prices: { readonly low: number; readonly high: number } | null;
  /** The first rows as they would be read, in the order of the file. */
  readonly first: readonly EffectRow[];
}

/** One row as it would be read; a number is null where it is blank or unreadable. */
export interface EffectRow {
  /** As a spreadsheet counts. */
  readonly fileRow: number;
  /** ISO date. */
  readonly date: string;
  readonly product: string;
  readonly price: number | null;
  readonly units: number | null;
  readonly sales: number | null;
}

const beginningBytes = 1 << 18;
const shownRows = 5;

/** @throws ReadError where the file is packed and cannot be opened. */
export async function beginningOf(
  file: ByteSource,
  given: Pick<ReadChoices, 'part' | 'parts'> = {},
): Promise<FileBeginning> {
  const { source, opened } = await unpack(file, given);
  const { bytes, isWhole } = await headOf(source, beginningBytes);
  const cut = isWhole ? bytes : bytes.subarray(0, afterLastLine(bytes));
  return { source: memorySource(file.name, cut), isWhole, hasTypedNumbers: opened?.isTyped ?? false };
}

/** Where the last whole line ends, the second byte of a UTF-16 line break included. */
function afterLastLine(bytes: Uint8Array): number {
  const at = bytes.lastIndexOf(10);
  if (at < 0) return bytes.length;
  return bytes[at + 1] === 0 ? at + 2 : at + 1;
}

/** What the choices make of it. */
export async function readEffect(
  { source, isWhole, hasTypedNumbers }: FileBeginning,
  given: ReadChoices,
): Promise<ReadEffect> {
  const choices: ReadChoices = hasTypedNumbers ? { ...given, decimalSeparator: '.' } : given;
  let preview: FilePreview | null = null;
  try {
    preview = await inspect(source, choices);
    const result = await readTable(source, choices);
    return { preview, refusal: null, facts: factsOf(result, choices, isWhole) };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return { preview, refusal: error.message, facts: null };
  }
}

function factsOf(result: ReadResult, choices: ReadChoices, isWhole: boolean): EffectFacts {
  const open = result.questions[0];
  if (open && !isWhole && choices.dateOrder === undefined) throw new ReadError(open.message);
  if (isWhole) return factsOfTable(buildDataset(result, choices).table, true);
  const { table, dateReading } = result;
  const order = choices.dateOrder ?? result.dateOrder;
  return factsOfTable(
    { ...table, day: table.dates.daysOf(table.dateCode, { ...dateReading, order }) },
    false,
  );
}

type Table = Pick<Dataset['table'], 'rowCount' | 'fileRow' | 'day' | 'product' | 'products' | 'numbers'>;

function factsOfTable(table: Table, isWhole: boolean): EffectFacts {
  const { price, units, sales } = table.numbers;
  let [firstDay, lastDay] = [Infinity, -Infinity];
  let [low, high] = [Infinity, -Infinity];
  const products = new Set<number>();
  const dated: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const day = table.day[row]!;
    if (day === noDay) continue;
    dated.push(row);
    products.add(table.product[row]!);
    firstDay = Math.min(firstDay, day);
    lastDay = Math.max(lastDay, day);
    const paid = price?.[row] ?? NaN;
    if (!(paid > 0)) continue;
    low = Math.min(low, paid);
    high = Math.max(high, paid);
  }
  if (dated.length === 0) throw new ReadError('No date could be read in the first rows of the file.');
  const numberAt = (column: Float64Array | undefined, row: number) => knownOrNull(column?.[row] ?? NaN);
  const first = dated
    .toSorted((a, b) => table.fileRow[a]! - table.fileRow[b]! || a - b)
    .slice(0, shownRows)
    .map((row): EffectRow => ({
      fileRow: table.fileRow[row]!,
      date: isoDate(table.day[row]!),
      product: table.products[table.product[row]!]!.name,
      price: numberAt(price, row),
      units: numberAt(units, row),
      sales: numberAt(sales, row),
    }));
  return {
    isWhole,
    rows: dated.length,
    products: products.size,
    firstDay,
    lastDay,
    prices: low <= high ? { low, high } : null,
    first,
  };
}
