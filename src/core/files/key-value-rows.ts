// Figures that each carry their name: `SDLITM=4711|SDUORG=12`, `date=2024-01-01 sku=M1 qty=12`, or a line a figure with a blank line
// between records, `Quantity: 12`. Dumps of ERP systems and logs of programs are written so.
//
// The names become the header, in the order in which they first come; a record without one of them has a blank cell there.

import { isFilled, type Reshaped } from './layout-parts.ts';

/** A name, a sign and a value; the value may be quoted. */
const pair = /^\s*"?([\p{L}_][\p{L}\p{N} _.#/()%-]{0,39}?)"?\s*[=:]\s*(.*)$/u;
/** `key=value` within a line, parted by blanks: values with blanks are quoted. */
const inLine = /([\p{L}_][\p{L}\p{N}_.-]{0,39})=("(?:[^"]|"")*"|'[^']*'|[^\s,;|]*)/gu;
const leastPairs = 3;
const asked = 200;

type Pair = readonly [name: string, value: string];

const bare = (text: string) => text.trim().replace(/^(["'])(.*)\1$/s, '$2');

/** The pairs of a row whose cells are all such; null where they are not. */
function pairsOfCells(row: readonly string[]): Pair[] | null {
  const cells = row.filter((cell) => cell.trim() !== '');
  const pairs = cells.flatMap((cell): Pair[] => {
    const found = pair.exec(cell);
    return found ? [[found[1]!.trim(), bare(found[2]!)]] : [];
  });
  return pairs.length === cells.length && pairs.length > 0 ? pairs : null;
}

/** The pairs of a line of text, behind what else it begins with (a level, a time in brackets); null where they are few. */
function pairsOfLine(row: readonly string[]): Pair[] | null {
  const pairs = [...row.join(' ').matchAll(inLine)].map(([, name, value]): Pair => [name!, bare(value!)]);
  return pairs.length >= leastPairs ? pairs : null;
}

/** The names of all records, where nearly all of them have the same; null where they have not. */
function namesOf(records: readonly (readonly Pair[])[]): string[] | null {
  const counts = new Map<string, number>();
  for (const record of records)
    for (const name of new Set(record.map(([one]) => one))) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts.keys()];
  const usual = names.filter((name) => counts.get(name)! > 0.8 * records.length);
  return usual.length >= leastPairs && names.length < 3 * usual.length ? names : null;
}

const rowOf = (record: readonly Pair[], names: readonly string[]) =>
  names.map((name) => record.find(([one]) => one === name)?.[1] ?? '');

/** Rows that are records of named figures; null where they are none. */
export function keyValueRows(rows: readonly (readonly string[])[]): Reshaped | null {
  const filled = rows.slice(0, asked).filter(isFilled);
  if (filled.length < 5) return null;
  for (const pairsOf of [pairsOfCells, pairsOfLine]) {
    const records = filled.map(pairsOf).filter((record) => record !== null && record.length >= leastPairs);
    if (records.length < 0.9 * filled.length) continue;
    const names = namesOf(records as Pair[][]);
    if (!names) continue;
    return {
      headers: names,
      shape: (cells) => {
        const record = pairsOf(cells);
        return record && record.length >= leastPairs ? [rowOf(record, names)] : [];
      },
      note: note(names, 'Each row is a record'),
    };
  }
  return blocksOfLines(filled);
}

/** A line a figure: the name of the first one begins the next record. */
function blocksOfLines(filled: readonly (readonly string[])[]): Reshaped | null {
  const lines = filled.map((row) => pairsOfCells([row.join(',')]));
  if (lines.filter((pairs) => pairs !== null).length < 0.95 * lines.length) return null;
  const first = lines.find((pairs) => pairs !== null)?.[0]?.[0];
  const records: Pair[][] = [];
  for (const pairs of lines) {
    if (pairs === null) continue;
    if (pairs[0]![0] === first) records.push([]);
    records.at(-1)?.push(...pairs);
  }
  const names = records.length >= 5 ? namesOf(records.slice(0, -1)) : null;
  if (!names) return null;
  let held: Pair[] = [];
  const given = () => {
    const row = held.length >= leastPairs ? [rowOf(held, names)] : [];
    held = [];
    return row;
  };
  return {
    headers: names,
    shape: (cells) => {
      const pairs = pairsOfCells([cells.join(',')]);
      if (!pairs) return [];
      const done = pairs[0]![0] === first ? given() : [];
      held.push(...pairs);
      return done;
    },
    rest: given,
    restart: () => {
      held = [];
    },
    note: note(names, 'The lines from one of the first name to the next are a record'),
  };
}

const note = (names: readonly string[], done: string): Reshaped['note'] => [
  'key-value-rows',
  'repaired',
  'Each figure is written behind its name',
  `${done}; the names become the header`,
  `Names such as ${names
    .slice(0, 3)
    .map((name) => `"${name}"`)
    .join(', ')}`,
];
