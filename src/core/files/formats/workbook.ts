// Excel workbooks (.xlsx), by read-excel-file: sheets are offered, the one with the most cells is read, dates come typed.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Unzip, UnzipInflate } from 'fflate';

import { ReadCancelled, ReadError } from '../../table/read-error.ts';
import type { FileKind, OpenHooks } from '../file-kind.ts';
import { meaningsOf } from '../header-words.ts';
import { joinedSheets, type TextSheet } from '../joined-sheets.ts';
import { csvSource, largestUnpacked, unpacksTooFar, wholeBytes } from './whole-bytes.ts';

type Cell = string | number | boolean | Date | null;

export const workbook: FileKind = {
  name: 'Excel workbook',
  matches: (head, fileName) => {
    if (!(head[0] === 0x50 && head[1] === 0x4b && head[2] === 3)) return false;
    const names = new TextDecoder('windows-1252').decode(head.subarray(0, 4096));
    if (/opendocument/.test(names)) return false;
    return /\.xls[xm]$/i.test(fileName) || names.includes('xl/') || names.includes('[Content_Types].xml');
  },
  open: async (source, _head, part, _openInner, hooks) => {
    const bytes = await wholeBytes(source);
    const sheets = await sheetsOf(bytes, source.name, hooks);
    const withRows = sheets.filter(({ data }) => data.length > 1);
    // What is hidden in Excel is no part of what is shown, unless no other sheet holds sales or it is asked for by its name.
    const wanted = typeof part === 'object' ? part : part === undefined ? [] : [part];
    const isShown = ({ sheet, isHidden }: Sheet) => !isHidden || wanted.includes(sheet);
    const shown = withRows.filter(isShown);
    const isElsewhere = !shown.some(holdsSales) && withRows.some(holdsSales);
    const filled = (shown.length > 0 && !isElsewhere ? shown : withRows).sort(
      (a, b) => sheetScore(b.data) - sheetScore(a.data),
    );
    const hidden = withRows.filter((one) => one.isHidden && holdsSales(one)).map(({ sheet }) => sheet);
    const unshown = hidden.filter((name) => !filled.some(({ sheet }) => sheet === name));
    if (filled.length === 0)
      throw new ReadError(
        `"${source.name}" is an Excel workbook without a filled sheet; choose one with sales, or save them as CSV.`,
      );
    const unknown = wanted.find((name) => !filled.some(({ sheet }) => sheet === name));
    if (unknown !== undefined)
      throw new ReadError(
        `"${source.name}" has no sheet "${unknown}"; its sheets are ${filled.map(({ sheet }) => `"${sheet}"`).join(', ')}.`,
      );
    const chosen = filled.find(({ sheet }) => wanted.length === 0 || sheet === wanted[0])!;
    const others = filled.filter((one) => one !== chosen).map(({ sheet }) => sheet);
    const order = sheets.map(({ sheet }) => sheet);
    const ofText = (list: readonly Sheet[]) => list.map(textSheet);
    if (typeof part === 'object' && wanted.length !== 1) {
      const isChosen = wanted.length > 0;
      const among = isChosen ? filled.filter(({ sheet }) => wanted.includes(sheet)) : filled;
      const joined = joinedSheets(ofText(among), order, isChosen);
      if (isChosen && joined?.sheets.length !== among.length)
        throw new ReadError(
          `The sheets ${wanted.map((name) => `"${name}"`).join(', ')} of "${source.name}" do not have the same columns, so they cannot be read together; choose one of them.`,
        );
      if (joined)
        return {
          source: csvSource(
            source.name,
            joined.rowCount,
            joined.rowAt,
            joined.rowCount * 8 * (joined.rowAt(0).length || 1),
          ),
          format: 'Excel workbook',
          isTyped: true,
          parts: [...order.filter((name) => filled.some(({ sheet }) => sheet === name)), ...unshown],
          hidden,
          part: joined.sheets[0]!,
          together: { parts: joined.sheets, column: joined.column },
        };
    }
    const rows = chosen.data;
    const alike = typeof part === 'object' ? joinedSheets(ofText(filled), order, true) : null;
    return {
      source: csvSource(
        source.name,
        rows.length,
        (row) => rows[row]!.map(cellText),
        rows.length * 8 * (rows[0]?.length ?? 1),
      ),
      format: 'Excel workbook',
      isTyped: true,
      parts: [chosen.sheet, ...others, ...unshown],
      hidden,
      part: chosen.sheet,
      ...(alike ? { alike: alike.sheets } : {}),
    };
  },
};

/** Cells of a sheet, many times more where its first rows name columns of sales. */
const sheetScore = (data: readonly Cell[][]) =>
  data.length * (data[0]?.length ?? 0) * (concepts(data) >= 3 ? 100 : 1);

const holdsSales = ({ data }: Sheet) => concepts(data) >= 3;

/** How many things one of a sheet's first rows names. */
function concepts(data: readonly Cell[][]): number {
  const named = data.slice(0, 20).map((row) => {
    const found = row.flatMap((cell) => (typeof cell === 'string' ? [meaningsOf(cell)[0]?.concept] : []));
    return new Set(found.filter((concept) => concept !== undefined)).size;
  });
  return Math.max(0, ...named);
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) {
    const text = Number.isNaN(cell.getTime()) ? '' : cell.toISOString();
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
  }
  return String(cell);
}

const textSheet = ({ sheet, data }: Sheet): TextSheet => ({
  sheet,
  rowCount: data.length,
  rowAt: (row) => data[row]!.map(cellText),
});

interface Sheet {
  readonly sheet: string;
  readonly isHidden?: boolean;
  readonly data: Cell[][];
}

/** The workbook parsed last, by the SHA-256 of its bytes: who looks at a file first and reads it then parses it once. */
let parsedLast: { readonly digest: string; readonly sheets: readonly Sheet[] } | null = null;

/** Every so many cells the hooks are asked: some ten times a second. */
const cellsBetween = 8192;

/** @throws ReadError where the workbook is damaged or unpacks to more than it may, ReadCancelled. */
async function sheetsOf(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  hooks: OpenHooks,
): Promise<readonly Sheet[]> {
  const digest = bytesToHex(sha256(bytes));
  const known = parsedLast?.digest === digest ? parsedLast.sheets : null;
  parsedLast = null;
  if (known) return known;
  const { values, merges, hidden } = lookedThrough(bytes, name);
  let done = 0;
  // The library parses a sheet in one go; its hook for numbers is the one place where others can be let in.
  const parseNumber = (text: string): number => {
    if (++done % cellsBetween === 0) {
      if (hooks.isCancelled?.() === true) throw new ReadCancelled();
      const share = Math.min(1, done / Math.max(1, values));
      hooks.onProgress?.({ rows: 0, bytesRead: share * bytes.length, bytesTotal: bytes.length });
    }
    return Number(text);
  };
  if (hooks.isCancelled?.() === true) throw new ReadCancelled();
  try {
    const { default: readXlsxFile } = await import('read-excel-file/universal');
    const read = (await readXlsxFile(bytes.slice().buffer, { parseNumber })) as unknown as Sheet[];
    const sheets = read.map((one) => (hidden.has(one.sheet) ? { ...one, isHidden: true } : one));
    for (const { sheet, data } of sheets) fillMerged(data, merges.get(sheet) ?? []);
    parsedLast = { digest, sheets };
    return sheets;
  } catch (cause) {
    if (cause instanceof ReadCancelled) throw cause;
    throw new ReadError(
      `"${name}" looks like an Excel workbook, but is damaged or holds no table; open it in Excel and save it again, or save it as CSV.`,
      { cause },
    );
  }
}

/** A range of merged cells, such as `A3:A9`. */
const mergedRange = /<mergeCell\s[^>]*ref="([A-Z]+)(\d+):[A-Z]+(\d+)"/g;

interface Merged {
  /** 0-based, both rows included. */
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** The value of merged cells in each of their rows; those of a header stay, since it is read as it looks. */
function fillMerged(data: Cell[][], merged: readonly Merged[]): void {
  for (const { column, from, to } of merged) {
    const value = data[from]?.[column] ?? null;
    if (value === null || from === 0 || (typeof value === 'string' && meaningsOf(value).length > 0)) continue;
    for (let row = from + 1; row <= Math.min(to, data.length - 1); row++)
      if (data[row]![column] === null || data[row]![column] === undefined) data[row]![column] = value;
  }
}

const columnOf = (letters: string) =>
  [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;

/**
 * How many values the workbook holds, and which cells of each sheet are merged: what the library does not tell.
 *
 * @throws ReadError where its files unpack to more than the bound, whatever sizes they declare.
 */
function lookedThrough(
  bytes: Uint8Array,
  name: string,
): {
  readonly values: number;
  readonly merges: ReadonlyMap<string, readonly Merged[]>;
  readonly hidden: ReadonlySet<string>;
} {
  let total = 0;
  let values = 0;
  const small = new Map<string, string>();
  const byFile = new Map<string, Merged[]>();
  const unzip = new Unzip((file) => {
    const isSheet = /^xl\/worksheets\/[^/]+\.xml$/.test(file.name);
    const isList = file.name === 'xl/workbook.xml' || file.name === 'xl/_rels/workbook.xml.rels';
    const decoder = new TextDecoder();
    let carry = '';
    file.ondata = (_error, chunk) => {
      total += chunk?.length ?? 0;
      if (total > largestUnpacked) throw unpacksTooFar(name);
      if (!chunk || !(isSheet || isList)) return;
      const text = carry + decoder.decode(chunk, { stream: true });
      if (isList) {
        carry = text.length > longestList ? '' : text;
        small.set(file.name, carry);
        return;
      }
      for (let at = text.indexOf('<v>'); at >= 0; at = text.indexOf('<v>', at + 3)) values++;
      for (const [, letters, from, to] of text.matchAll(mergedRange)) {
        if (from === to) continue;
        const known = byFile.get(file.name) ?? [];
        known.push({ column: columnOf(letters!), from: Number(from) - 1, to: Number(to) - 1 });
        byFile.set(file.name, known);
      }
      // What was not closed yet is looked at with the next piece.
      const open = text.lastIndexOf('<');
      carry = open >= 0 && !text.includes('>', open) ? text.slice(open).slice(0, 1000) : '';
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length; from += 1 << 16)
      unzip.push(bytes.slice(from, from + (1 << 16)), from + (1 << 16) >= bytes.length);
  } catch (error) {
    if (error instanceof ReadError) throw error; // anything else is damage, which the library names
  }
  return {
    values,
    merges: byFile.size > 0 ? bySheetName(byFile, small) : new Map(),
    hidden: hiddenIn(small),
  };
}

const longestList = 1 << 20;

const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

/** Names of the sheets that Excel does not show. */
function hiddenIn(small: ReadonlyMap<string, string>): Set<string> {
  const tags = [...(small.get('xl/workbook.xml') ?? '').matchAll(/<sheet\s[^>]*>/g)].map(([tag]) => tag);
  return new Set(
    tags
      .filter((tag) => /hidden/i.test(attribute(tag, 'state')))
      .map((tag) => unescaped(attribute(tag, 'name'))),
  );
}

/** By the name of the sheet that a file is of. */
function bySheetName(
  byFile: ReadonlyMap<string, readonly Merged[]>,
  small: ReadonlyMap<string, string>,
): Map<string, readonly Merged[]> {
  const targets = new Map<string, string>();
  for (const [tag] of (small.get('xl/_rels/workbook.xml.rels') ?? '').matchAll(/<Relationship\s[^>]*>/g))
    targets.set(attribute(tag, 'Id'), attribute(tag, 'Target').replace(/^\/?(?:xl\/)?/, 'xl/'));
  const out = new Map<string, readonly Merged[]>();
  for (const [tag] of (small.get('xl/workbook.xml') ?? '').matchAll(/<sheet\s[^>]*>/g)) {
    const merged = byFile.get(targets.get(attribute(tag, 'r:id')) ?? '');
    if (merged) out.set(unescaped(attribute(tag, 'name')), merged);
  }
  return out;
}

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
