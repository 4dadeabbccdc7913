// Tables of web pages, which many programs save as .xls; Excel's XML spreadsheets of 2003; records in XML.
//
// Tags are cut out one after the other, without a document: a page may be damaged or end early. Scripts, styles and
// comments are left out, entities are those of XML and of Latin letters, and those with numbers; none that a file declares itself
// is filled in. What one tag may stand for is bounded, and no pattern reads a file more than a few times.

import { ReadError } from '../../table/read-error.ts';
import type { FileKind } from '../file-kind.ts';
import { conceptsOf } from '../header-concepts.ts';
import { recordRows, type RecordValue } from '../record-rows.ts';
import { csvSource, gatheredBytes, wholeText } from './whole-bytes.ts';

/** Elements within elements deeper than this are no table of sales. */
const deepest = 200;

/** No cell spans more columns than a spreadsheet has. */
const widest = 1024;

/** Blank cells that merged ones of one file may stand for. */
const mostMerged = 2 ** 24;

export const markup: FileKind = {
  name: 'web page or XML',
  matches: (head) => {
    const start = wholeText(head, 'windows-1252').replace(/^(?:ï»¿)?\s+|^ï»¿/, '');
    // The header of a CSV may write its names so: <DATE>,<PRICE>.
    if (/^<[^<>\n]*>\s*[,;\t|]/.test(start)) return false;
    return /^<(?:\?xml|!doctype|!--|html|head|meta|style|body|div|table|[a-z][\w:-]*[\s>])/i.test(start);
  },
  open: async (source) => {
    const bytes = await gatheredBytes(source);
    const text = textOf(bytes);
    const start = text.slice(0, 2000);
    const isPage =
      /<(?:!doctype\s+)?html\b/i.test(start) || (!/^\s*<\?xml/i.test(start) && /<table\b/i.test(start));
    const tables = tablesIn(text, isPage, source.name).sort((a, b) => scoreOf(b) - scoreOf(a));
    const best = tables.find((rows) => rows.length > 1 && rows.some((row) => row.length > 1));
    const value = best || isPage ? null : valueOf(text);
    const records = value && recordRows(value);
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

/** The text in the encoding that it names; that of its bytes where it is in another. */
function textOf(bytes: Uint8Array): string {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 2048));
  const named = /(?:charset|encoding)\s*=\s*["']?([\w-]{2,20})/i.exec(head)?.[1] ?? 'utf-8';
  // Programs write UTF-16 into the first line of what they then save as UTF-8.
  return wholeText(bytes, /^utf-?16/i.test(named) ? 'utf-8' : named);
}

/** Cells, many times more where the first rows name columns of sales. */
const scoreOf = (rows: readonly (readonly string[])[]) =>
  rows.length *
  Math.max(0, ...rows.slice(0, 20).map((row) => row.length)) *
  (Math.max(0, ...rows.slice(0, 20).map((row) => conceptsOf(row).size)) >= 3 ? 100 : 1);

const tag =
  /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][\w:.-]*)([^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)>|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<[?!][^>]*(?:>|$)/g;

/** What a page does not show: comments, what it runs and what it is dressed by. */
const unseen = /<!--[\s\S]*?(?:-->|$)|<(script|style)(?=[\s>])[\s\S]*?(?:<\/\1\s*>|$)/gi;

const localName = (name: string) => name.slice(name.indexOf(':') + 1).toLowerCase();

const attribute = (name: string) => new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*["']?\\s*(\\d+)`, 'i');
/** What a page and what Excel's XML says of cells that are merged, and where a cell stands. */
const merging = {
  across: [attribute('colspan'), attribute('MergeAcross')],
  down: [attribute('rowspan'), attribute('MergeDown')],
  place: attribute('Index'),
} as const;

/** Columns or rows a cell covers. Excel counts those beyond the first. */
function covered([ofPage, ofExcel]: readonly [RegExp, RegExp], attributes: string, most: number): number {
  const said = Number(ofPage.exec(attributes)?.[1] ?? 1 + Number(ofExcel.exec(attributes)?.[1] ?? 0));
  return Math.min(most, Math.max(1, said));
}

interface OpenTable {
  readonly rows: string[][];
  /** Cells that reach down from rows above: by column, how many more rows and what they hold. */
  readonly down: Map<number, { left: number; readonly text: string }>;
  row: string[] | null;
}

/**
 * The tables of a page, or the sheets of an XML spreadsheet; those within others stand by themselves.
 *
 * @throws ReadError where merged cells stand for more than can be read.
 */
function tablesIn(text: string, isPage: boolean, fileName: string): string[][][] {
  const seen = isPage ? text.replaceAll(unseen, '') : text;
  const tables = new Tables(fileName);
  let from = 0;
  for (const match of seen.matchAll(tag)) {
    tables.read(seen.slice(from, match.index));
    from = match.index + match[0].length;
    const [, close, name, attributes, literal] = match;
    if (literal !== undefined) tables.read(literal.replaceAll('&', '&amp;'));
    if (name !== undefined) tables.pass(localName(name), close === '/', attributes!);
  }
  return tables.end();
}

class Tables {
  private readonly fileName: string;
  private readonly done: string[][][] = [];
  private readonly open: OpenTable[] = [];
  private cell: { text: string; readonly attributes: string } | null = null;
  private merged = 0;

  constructor(fileName: string) {
    this.fileName = fileName;
  }

  /** Text between tags. */
  read(text: string): void {
    if (this.cell) this.cell.text += text;
  }

  /** A tag by its local name. */
  pass(kind: string, isEnd: boolean, attributes: string): void {
    if (kind === 'table') this.passTable(isEnd);
    else if (kind === 'tr' || kind === 'row') {
      this.endRow();
      const table = this.open.at(-1);
      if (!isEnd && table) table.row = [];
    } else if (kind === 'td' || kind === 'th' || kind === 'cell') {
      this.endCell();
      if (!isEnd) this.cell = { text: '', attributes };
      if (attributes.trimEnd().endsWith('/')) this.endCell();
    } else if (kind === 'comment')
      this.endCell(); // of a cell of Excel's, behind what it holds
    else if (kind === 'br') this.read(' ');
  }

  end(): string[][][] {
    this.endRow();
    return [...this.done, ...this.open.map(({ rows }) => rows)];
  }

  private passTable(isEnd: boolean): void {
    if (isEnd) {
      this.endRow();
      const table = this.open.pop();
      if (table) this.done.push(table.rows);
    } else if (this.open.length < deepest) {
      this.endCell();
      this.open.push({ rows: [], down: new Map(), row: null });
    }
  }

  private endCell(): void {
    const table = this.open.at(-1);
    if (this.cell && table?.row) this.putCell(table, table.row, this.cell);
    this.cell = null;
  }

  private endRow(): void {
    this.endCell();
    const table = this.open.at(-1);
    if (!table?.row) return;
    this.reachDown(table, table.row);
    table.rows.push(table.row);
    table.row = null;
  }

  private putCell(
    table: OpenTable,
    row: string[],
    { text, attributes }: { readonly text: string; readonly attributes: string },
  ): void {
    const place = Number(merging.place.exec(attributes)?.[1] ?? 0);
    while (row.length < Math.min(place - 1, widest)) this.putMerged(row, '');
    this.reachDown(table, row);
    const across = covered(merging.across, attributes, widest);
    const left = covered(merging.down, attributes, 100_000) - 1;
    const plain = plainText(text);
    for (let i = 0; i < across; i++) {
      const own = i === 0 ? plain : '';
      if (left > 0) table.down.set(row.length, { left, text: own });
      if (i === 0) row.push(own);
      else this.putMerged(row, own);
    }
  }

  /** Puts in what cells above hold for the next columns. */
  private reachDown({ down }: OpenTable, row: string[]): void {
    for (let above = down.get(row.length); above; above = down.get(row.length)) {
      if (above.left === 0) return;
      above.left--;
      this.putMerged(row, above.text);
    }
  }

  private putMerged(row: string[], text: string): void {
    if (++this.merged > mostMerged)
      throw new ReadError(
        `"${this.fileName}" merges more than ${mostMerged >> 20} million cells; open it in a spreadsheet and save its table as CSV.`,
      );
    row.push(text);
  }
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  thinsp: ' ',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  szlig: 'ß',
  oslash: 'ø',
  Oslash: 'Ø',
  aelig: 'æ',
  AElig: 'Æ',
  lstrok: 'ł',
  Lstrok: 'Ł',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  reg: '®',
  trade: '™',
  deg: '°',
  times: '×',
};

/** Marks that an entity names behind its letter: `ntilde`. */
const marks: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  caron: '\u030c',
  cedil: '\u0327',
  ogon: '\u0328',
};

/** What `&name;` stands for; null where nobody knows. */
function entity(name: string): string | null {
  if (Object.hasOwn(entities, name)) return entities[name]!;
  const mark = name.slice(1);
  return Object.hasOwn(marks, mark) ? (name[0]! + marks[mark]!).normalize('NFC') : null;
}

const plainText = (text: string) =>
  text
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi,
      (whole, number?: string, hex?: string, name?: string) => {
        if (name !== undefined) return entity(name) ?? whole;
        const code = number === undefined ? parseInt(hex!, 16) : Number(number);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      },
    )
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();

interface Element {
  readonly name: string;
  readonly entries: Record<string, RecordValue>;
  text: string;
}

/**
 * XML as records: elements and attributes are keys, elements of one name a list. The text of an element with attributes is there under
 * the element's own name: `<price currency="EUR">9.50</price>`. null where it is nested too deeply.
 */
function valueOf(text: string): RecordValue {
  const open: Element[] = [element('')];
  let from = 0;
  const end = () => {
    const { name, entries, text: own } = open.pop()!;
    const plain = plainText(own);
    const hasEntries = Object.keys(entries).length > 0;
    if (hasEntries && plain !== '' && entries[name] === undefined) entries[name] = plain;
    putValue(open.at(-1)!, name, hasEntries ? entries : plain);
  };
  for (const match of text.matchAll(tag)) {
    open.at(-1)!.text += text.slice(from, match.index);
    from = match.index + match[0].length;
    const [, close, name, attributes, literal] = match;
    if (literal !== undefined) open.at(-1)!.text += literal.replaceAll('&', '&amp;');
    if (name === undefined) continue;
    const local = name.slice(name.indexOf(':') + 1);
    if (close === '/') {
      if (open.length > 1 && open.at(-1)!.name === local) end();
      continue;
    }
    if (open.length > deepest) return null;
    const next = element(local);
    for (const [, key, double, single] of attributes!.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
      if (!key!.startsWith('xmlns')) putValue(next, key!, plainText(double ?? single ?? ''));
    open.push(next);
    if (attributes!.trimEnd().endsWith('/')) end();
  }
  while (open.length > 1) end();
  return open[0]!.entries;
}

function element(name: string): Element {
  return { name, entries: Object.create(null) as Record<string, RecordValue>, text: '' };
}

function putValue({ entries }: Element, key: string, value: RecordValue): void {
  const known = entries[key];
  if (known === undefined) entries[key] = value;
  else if (Array.isArray(known)) (known as RecordValue[]).push(value);
  else entries[key] = [known, value];
}
