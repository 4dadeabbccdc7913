// Records as rows of cells: what JSON holds, and XML read as the same kind of value.
//
// A list of records becomes a row each; a list within them, such as the lines of an order, becomes a row a line, behind what
// the order says of all of them.

import { parseDate } from '../table/dates.ts';
import { ReadError } from '../table/read-error.ts';

/** A value as JSON has it. */
export type RecordValue =
  string | number | boolean | null | readonly RecordValue[] | { readonly [key: string]: RecordValue };

type Entries = { readonly [key: string]: RecordValue };

export interface RecordRows {
  readonly headers: readonly string[];
  readonly rowCount: number;
  readonly rowAt: (row: number) => readonly string[];
}

/** More columns than this are no table of sales, and too much for a blank cell in each row. */
const mostColumns = 2000;

/** Lists are looked for so many records deep. */
const deepest = 5;

const isList = (value: RecordValue): value is readonly RecordValue[] => Array.isArray(value);
const isEntries = (value: RecordValue): value is Entries =>
  typeof value === 'object' && value !== null && !isList(value);
const isPlain = (value: RecordValue) => typeof value !== 'object' || value === null;

/** The longest list of records in a value, as rows; null where there is none. @throws ReadError where they have too many keys. */
export function recordRows(value: RecordValue): RecordRows | null {
  const found = byColumns(value) ?? byKey(value) ?? byKeys(value) ?? longestList(value, 0);
  if (!found || found.length === 0) return null;
  const [first] = found;
  if (isList(first!)) return rowsOfLists(found.filter(isList));
  return rowsOfRecords(found.filter(isEntries));
}

/** `{"columns": [...], "data": [[...]]}`, `{"date": [...], "price": [...]}` and `{"date": {"0": ...}}`. */
function byColumns(value: RecordValue): readonly RecordValue[] | null {
  if (!isEntries(value)) return null;
  const { columns, data } = value;
  if (columns !== undefined && data !== undefined && isList(columns) && isList(data) && data.every(isList))
    return [columns, ...data];
  const described = describedLists(value, 0);
  if (described) return described;
  const keys = Object.keys(value);
  const lists = keys.map((key) => {
    const column = value[key]!;
    if (isList(column)) return column.every(isPlain) ? column : null;
    if (!isEntries(column)) return null;
    const cells = Object.values(column);
    return cells.length > 0 &&
      cells.every(isPlain) &&
      Object.keys(column).every((place) => /^\d+$/.test(place))
      ? cells
      : null;
  });
  const rows = lists[0]?.length ?? 0;
  if (keys.length < 2 || rows < 2 || lists.some((list) => list?.length !== rows)) return null;
  return [keys, ...Array.from({ length: rows }, (_, row) => lists.map((list) => list![row]!))];
}

const namesOfColumn = ['name', 'id', 'field', 'key', 'label', 'title', 'display_name', 'displayName'];

/** Lists of values beside a list of what the columns are: `{"fields": [{"name": "day"}, ...], "rows": [[...], ...]}`, whatever the two are called. */
function describedLists(value: RecordValue, depth: number): readonly RecordValue[] | null {
  if (!isEntries(value) || depth > 3) return null;
  const lists = Object.values(value).filter(isList);
  const rows = lists.find(
    (list) => list.length > 1 && list.every((row) => isList(row) && row.every(isPlain)),
  );
  const width = rows && isList(rows[0]!) ? rows[0].length : 0;
  for (const list of width < 2 ? [] : lists) {
    const name = namesOfColumn.find((key) =>
      list.every((column) => isEntries(column) && typeof column[key] === 'string'),
    );
    if (list !== rows && list.length === width && name !== undefined)
      return [list.map((column) => (isEntries(column) ? column[name]! : null)), ...rows!];
  }
  for (const inner of Object.values(value)) {
    const found = isEntries(inner) ? describedLists(inner, depth + 1) : null;
    if (found) return found;
  }
  return null;
}

/** `{"Mug": [{...}], "Pan": [{...}]}`: lists of records of the same keys, each under its own name; the name becomes a key of each. */
function byKey(value: RecordValue): readonly RecordValue[] | null {
  if (!isEntries(value)) return null;
  const lists = Object.entries(value);
  if (lists.length < 2) return null;
  const keysOf = (record: RecordValue | undefined) =>
    record !== undefined && isEntries(record) ? Object.keys(record).sort().join('\u0000') : null;
  const keys = isList(lists[0]![1]) ? keysOf(lists[0]![1][0]) : null;
  if (keys === null || keys === '') return null;
  const records: RecordValue[] = [];
  for (const [name, list] of lists) {
    if (!isList(list) || keysOf(list[0]) !== keys) return null;
    for (const one of list) {
      if (!isEntries(one)) return null;
      records.push({ [nameOfKeys(Object.keys(value), keys.split('\u0000'))]: name, ...one });
    }
  }
  return records;
}

/** Fewer records than this by their keys are parts of a summary. */
const leastByKeys = 5;

/**
 * `{"2024-01-31": {"Mug": {"price": 20, "units": 3}}}`: records of the same keys, not in lists but each under a date, a product or
 * both; the names above a record become keys of it. One of them must be dates.
 */
function byKeys(value: RecordValue): readonly RecordValue[] | null {
  if (!isEntries(value)) return null;
  const outer = Object.entries(value);
  if (outer.length < 2 || !outer.every(([, one]) => isEntries(one))) return null;
  const records = outer as [string, Entries][];
  if (records.every(([, one]) => isRecord(one))) {
    const fields = [...new Set(records.flatMap(([, one]) => Object.keys(one)))];
    if (records.length < leastByKeys || !areDates(Object.keys(value)) || fields.length > 40) return null;
    const name = nameOfKeys(Object.keys(value), fields);
    return records.map(([key, one]) => ({ [name]: key, ...one }));
  }
  if (!records.every(([, one]) => Object.values(one).every((inner) => isEntries(inner) && isRecord(inner))))
    return null;
  const below = records.flatMap(([, one]) => Object.entries(one) as [string, Entries][]);
  const fields = [...new Set(below.flatMap(([, one]) => Object.keys(one)))];
  const [outerKeys, innerKeys] = [Object.keys(value), [...new Set(below.map(([key]) => key))]];
  if (below.length < leastByKeys || fields.length > 40) return null;
  if (areDates(outerKeys) === areDates(innerKeys)) return null;
  const name = nameOfKeys(outerKeys, fields);
  const innerName = nameOfKeys(innerKeys, [...fields, name]);
  return records.flatMap(([key, one]) =>
    (Object.entries(one) as [string, Entries][]).map(([inner, record]) => ({
      [name]: key,
      [innerName]: inner,
      ...record,
    })),
  );
}

/** Whether entries are a record: values alone, more than one. */
const isRecord = (entries: Entries) => {
  const values = Object.values(entries);
  return values.length > 1 && values.every(isPlain);
};

const areDates = (keys: readonly string[]) => keys.every((key) => parseDate(key) !== null);

/** What keys that records stand under are called: dates, else products, unless records have a field of that name. */
function nameOfKeys(keys: readonly string[], fields: readonly string[]): string {
  const name = areDates(keys) ? 'date' : 'product';
  return fields.includes(name) ? 'list' : name;
}

function longestList(value: RecordValue, depth: number): readonly RecordValue[] | null {
  if (depth > deepest || isPlain(value)) return null;
  if (isList(value)) return value.some((one) => !isPlain(one)) ? value : null;
  let best: readonly RecordValue[] | null = null;
  for (const one of Object.values(value)) {
    const list = longestList(one, depth + 1);
    if (list && list.length > (best?.length ?? 0)) best = list;
  }
  return best;
}

function rowsOfLists(lists: readonly (readonly RecordValue[])[]): RecordRows {
  const [headers, ...rows] = lists.map((list) => list.map(cellOf));
  return { headers: headers!, rowCount: rows.length, rowAt: (row) => rows[row]! };
}

function rowsOfRecords(records: readonly Entries[]): RecordRows {
  const inner = innerList(records);
  const columns = new Map<string, number>();
  const rows: string[][] = [];
  const put = (row: string[], path: string, value: RecordValue) => {
    let column = columns.get(path);
    if (column === undefined) columns.set(path, (column = columns.size));
    if (column >= mostColumns)
      throw new ReadError(
        `Its records have more than ${mostColumns} different keys between them; export it as CSV, one row per product and day.`,
      );
    while (row.length < column) row.push('');
    row[column] = cellOf(value);
  };
  const fill = (row: string[], entries: Entries, path: string, depth: number) => {
    for (const [key, value] of Object.entries(entries)) {
      const whole = path + key;
      if (whole === inner) continue;
      if (isEntries(value) && depth < deepest) fill(row, value, `${whole}.`, depth + 1);
      else if (!isList(value) || value.every(isPlain))
        put(row, whole, isList(value) ? value.map(cellOf).join(' | ') : value);
    }
  };
  for (const record of records) {
    const row: string[] = [];
    fill(row, record, '', 0);
    const items = inner === null ? null : record[inner];
    const list =
      items === undefined || items === null
        ? []
        : isList(items)
          ? items.filter(isEntries)
          : [items].filter(isEntries);
    if (list.length === 0) rows.push(row);
    for (const item of list) {
      const whole = [...row];
      fill(whole, item, `${inner!}.`, 0);
      rows.push(whole);
    }
  }
  return { headers: shortNames([...columns.keys()]), rowCount: rows.length, rowAt: (row) => rows[row]! };
}

/** The key whose lists hold the most records within the records; null where none does. */
function innerList(records: readonly Entries[]): string | null {
  const counts = new Map<string, number>();
  for (const record of records.slice(0, 1000))
    for (const [key, value] of Object.entries(record))
      if (isList(value) && value.some(isEntries)) counts.set(key, (counts.get(key) ?? 0) + value.length);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** Ends of paths that say nothing of money without what they are of: `price.amount`. */
const vague = /^(?:amount|value|total|sum|net|gross|currency|currency_?code)$/i;
const money = /price|cost|discount|tax|fee|shipping/i;

/** The last part of each path, with the one before where it says too little; the whole path where another one ends so. */
function shortNames(paths: readonly string[]): string[] {
  const short = (path: string) => {
    const parts = path.split('.');
    const last = parts.at(-1)!;
    return vague.test(last) && money.test(parts.at(-2) ?? '') ? `${parts.at(-2)!} ${last}` : last;
  };
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(short(path), (counts.get(short(path)) ?? 0) + 1);
  return paths.map((path) => (counts.get(short(path)) === 1 ? short(path) : path));
}

/** @throws ReadError where the value is nested so deeply that no text can be made of it. */
function cellOf(value: RecordValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new ReadError(
      'Its records are nested too deeply for a table; export it as CSV, one row per product and day.',
      { cause },
    );
  }
}
