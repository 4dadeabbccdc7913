// Tables of web pages, which many programs save as .xls; Excel's XML spreadsheets of 2003; records in XML.
//
// Tags are cut out one after the other, without a document: a page may be damaged or end early. Scripts, styles and
// comments are left out, entities are the five of XML, the blank and those with numbers.

import { ReadError } from '../../table/read-error.ts';
import type { FileKind } from '../file-kind.ts';
import { conceptsOf } from '../header-concepts.ts';
import { recordRows, type RecordValue } from '../record-rows.ts';
import { csvSource, gatheredBytes } from './whole-bytes.ts';

/** Elements within elements deeper than this are no table of sales. */
const deepest = 200;

/** No cell spans more columns than a spreadsheet has. */
const widest = 1024;

export const markup: FileKind = {
  name: 'web page or XML',
  matches: (head) => {
    const start = new TextDecoder('windows-1252').decode(head).replace(/^(?:ï»¿)?\s+|^ï»¿/, '');
    return /^<(?:\?xml|!doctype|!--|html|head|meta|style|body|div|table|[a-z][\w:-]*[\s>])/i.test(start);
  },
  open: async (source) => {
    const bytes = await gatheredBytes(source);
    const text = textOf(bytes);
    const tables = tablesIn(text).sort((a, b) => scoreOf(b) - scoreOf(a));
    const best = tables.find((rows) => rows.length > 1 && rows.some((row) => row.length > 1));
    const isXml = /^\s*<\?xml/i.test(text) || !/<(?:html|table)\b/i.test(text.slice(0, 2000));
    const records = best || !isXml ? null : recordRows(valueOf(text));
    const rows =
      best ??
      (records && [
        records.headers,
        ...Array.from({ length: records.rowCount }, (_, row) => records.rowAt(row)),
      ]);
    if (!rows)
      throw new ReadError(
        `"${source.name}" is a web page or XML without a table, not CSV; open it in a spreadsheet and save it as CSV.`,
      );
    return {
      source: csvSource(source.name, rows.length, (row) => rows[row]!, text.length),
      format:
        best && !/urn:schemas-microsoft-com:office:spreadsheet/.test(text.slice(0, 4000))
          ? 'table of a web page'
          : 'XML',
      isTyped: false,
      parts: [],
      part: null,
    };
  },
};

function textOf(bytes: Uint8Array): string {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 2048));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  const named = /(?:charset|encoding)\s*=\s*["']?([\w-]{2,20})/i.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(named, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes); // an encoding nobody knows, or another than was said
  }
}

/** Cells, many times more where the first rows name columns of sales. */
const scoreOf = (rows: readonly (readonly string[])[]) =>
  rows.length *
  Math.max(0, ...rows.slice(0, 20).map((row) => row.length)) *
  (Math.max(0, ...rows.slice(0, 20).map((row) => conceptsOf(row).size)) >= 3 ? 100 : 1);

const tag =
  /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)|<(\/?)([a-zA-Z][\w:.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|<!\[CDATA\[([\s\S]*?)\]\]>|<[?!][^>]*>/gi;

const localName = (name: string) => name.slice(name.indexOf(':') + 1).toLowerCase();

const attributeOf = (text: string, name: string) =>
  new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*["']?([^"'\\s>]*)`, 'i').exec(text)?.[1];

interface OpenTable {
  readonly rows: string[][];
  /** Cells that reach down from rows above: by column, how many more rows and what they hold. */
  readonly down: Map<number, { left: number; readonly text: string }>;
  row: string[] | null;
}

/** The tables of a page, or the sheets of an XML spreadsheet; those within others stand by themselves. */
function tablesIn(text: string): string[][][] {
  const done: string[][][] = [];
  const open: OpenTable[] = [];
  let cell: { text: string; readonly attributes: string } | null = null;
  let from = 0;
  const endCell = () => {
    const table = open.at(-1);
    if (cell && table?.row) putCell(table, cell.text, cell.attributes);
    cell = null;
  };
  const endRow = () => {
    endCell();
    const table = open.at(-1);
    if (!table?.row) return;
    reachDown(table);
    table.rows.push(table.row);
    table.row = null;
  };
  for (const match of text.matchAll(tag)) {
    if (cell) cell.text += text.slice(from, match.index);
    from = match.index + match[0].length;
    const [, , close, name, attributes, literal] = match;
    if (cell && literal !== undefined) cell.text += literal;
    if (name === undefined) continue;
    const isEnd = close === '/';
    const kind = localName(name);
    if (kind === 'table') {
      if (isEnd) {
        endRow();
        const table = open.pop();
        if (table) done.push(table.rows);
      } else if (open.length < deepest) {
        endCell();
        open.push({ rows: [], down: new Map(), row: null });
      }
    } else if (kind === 'tr' || kind === 'row') {
      endRow();
      const table = open.at(-1);
      if (!isEnd && table) table.row = [];
    } else if (kind === 'td' || kind === 'th' || kind === 'cell') {
      endCell();
      const isEmpty = attributes?.trim().endsWith('/');
      if (!isEnd) cell = { text: '', attributes: attributes ?? '' };
      if (isEmpty) endCell();
    } else if (kind === 'br' && cell) cell.text += ' ';
  }
  endRow();
  return [...done, ...open.map(({ rows }) => rows)];
}

function putCell(table: OpenTable, text: string, attributes: string): void {
  const row = table.row!;
  const place = Number(attributeOf(attributes, 'Index') ?? 0);
  while (row.length < Math.min(place - 1, widest)) row.push('');
  reachDown(table);
  const across = Math.min(widest, Math.max(1, Number(attributeOf(attributes, 'colspan') ?? 1) || 1));
  const rows = Math.min(100_000, Number(attributeOf(attributes, 'rowspan') ?? 1) || 1);
  const plain = plainText(text);
  if (rows > 1) table.down.set(row.length, { left: rows - 1, text: plain });
  row.push(plain);
  for (let i = 1; i < across; i++) row.push('');
}

/** Puts in what cells above hold for the next columns. */
function reachDown({ row, down }: OpenTable): void {
  for (let above = down.get(row!.length); above; above = down.get(row!.length)) {
    if (above.left === 0) return;
    above.left--;
    row!.push(above.text);
  }
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
};

const plainText = (text: string) =>
  text
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi,
      (whole, number?: string, hex?: string, name?: string) => {
        if (name !== undefined) return Object.hasOwn(entities, name) ? entities[name]! : whole;
        const code = number === undefined ? parseInt(hex!, 16) : Number(number);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      },
    )
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();

/** XML as records: elements and attributes are keys, elements of one name a list. */
function valueOf(text: string): RecordValue {
  interface Element {
    readonly name: string;
    readonly entries: Record<string, RecordValue>;
    text: string;
  }
  const element = (name: string): Element => ({
    name,
    entries: Object.create(null) as Record<string, RecordValue>,
    text: '',
  });
  const put = ({ entries }: Element, key: string, value: RecordValue) => {
    const known = entries[key];
    if (known === undefined) entries[key] = value;
    else if (Array.isArray(known)) (known as RecordValue[]).push(value);
    else entries[key] = [known, value];
  };
  const open: Element[] = [element('')];
  let from = 0;
  const end = () => {
    if (open.length < 2) return;
    const { name, entries, text: own } = open.pop()!;
    put(open.at(-1)!, name, Object.keys(entries).length > 0 ? entries : plainText(own));
  };
  for (const match of text.matchAll(tag)) {
    open.at(-1)!.text += text.slice(from, match.index);
    from = match.index + match[0].length;
    const [, , close, name, attributes, literal] = match;
    if (literal !== undefined) open.at(-1)!.text += literal.replaceAll('&', '&amp;');
    if (name === undefined) continue;
    const local = name.slice(name.indexOf(':') + 1);
    if (close === '/') {
      if (open.at(-1)!.name === local) end();
      continue;
    }
    if (open.length > deepest) break;
    const next = element(local);
    for (const [, key, , double, single] of (attributes ?? '').matchAll(
      /([\w:.-]+)\s*=\s*("([^"]*)"|'([^']*)')/g,
    ))
      if (!key!.startsWith('xmlns')) put(next, key!, plainText(double ?? single ?? ''));
    open.push(next);
    if (/\/\s*$/.test(attributes ?? '')) end();
  }
  while (open.length > 1) end();
  return open[0]!.entries;
}
