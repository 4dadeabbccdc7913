// Excel workbooks (.xlsx), by read-excel-file: sheets are offered, the one with the most cells is read, dates come typed.

import { Unzip, UnzipInflate } from 'fflate';

import { ReadError } from '../../table/read-error.ts';
import type { FileKind } from '../file-kind.ts';
import { meaningsOf } from '../header-words.ts';
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
  open: async (source, _head, part) => {
    const bytes = await wholeBytes(source);
    refuseBomb(bytes, source.name);
    let sheets: { readonly sheet: string; readonly data: Cell[][] }[];
    try {
      const { default: readXlsxFile } = await import('read-excel-file/universal');
      sheets = (await readXlsxFile(bytes.slice().buffer)) as unknown as typeof sheets;
    } catch (cause) {
      throw new ReadError(
        `"${source.name}" looks like an Excel workbook, but is damaged or holds no table; open it in Excel and save it again, or save it as CSV.`,
        { cause },
      );
    }
    const filled = sheets
      .filter(({ data }) => data.length > 1)
      .sort((a, b) => sheetScore(b.data) - sheetScore(a.data));
    if (filled.length === 0)
      throw new ReadError(
        `"${source.name}" is an Excel workbook without a filled sheet; choose one with sales, or save them as CSV.`,
      );
    const chosen = part === undefined ? filled[0]! : filled.find(({ sheet }) => sheet === part);
    if (!chosen)
      throw new ReadError(
        `"${source.name}" has no sheet "${part!}"; its sheets are ${filled.map(({ sheet }) => `"${sheet}"`).join(', ')}.`,
      );
    const rows = chosen.data;
    return {
      source: csvSource(
        source.name,
        rows.length,
        (row) => rows[row]!.map(cellText),
        rows.length * 8 * (rows[0]?.length ?? 1),
      ),
      format: 'Excel workbook',
      isTyped: true,
      parts: [chosen.sheet, ...filled.filter((one) => one !== chosen).map(({ sheet }) => sheet)],
      part: chosen.sheet,
    };
  },
};

/** Cells of a sheet, many times more where its first rows name columns of sales. */
function sheetScore(data: readonly Cell[][]): number {
  const named = data.slice(0, 20).map((row) => {
    const concepts = row.flatMap((cell) => (typeof cell === 'string' ? [meaningsOf(cell)[0]?.concept] : []));
    return new Set(concepts.filter((concept) => concept !== undefined)).size;
  });
  return data.length * (data[0]?.length ?? 0) * (Math.max(0, ...named) >= 3 ? 100 : 1);
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) {
    const text = Number.isNaN(cell.getTime()) ? '' : cell.toISOString();
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
  }
  return String(cell);
}

/** @throws ReadError where the files of the workbook unpack to more than the bound, whatever sizes they declare. */
function refuseBomb(bytes: Uint8Array, name: string): void {
  let total = 0;
  const unzip = new Unzip((file) => {
    file.ondata = (_error, chunk) => {
      total += chunk?.length ?? 0;
      if (total > largestUnpacked) throw unpacksTooFar(name);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length; from += 1 << 16)
      unzip.push(bytes.slice(from, from + (1 << 16)), from + (1 << 16) >= bytes.length);
  } catch (error) {
    if (error instanceof ReadError) throw error; // anything else is damage, which the reader names
  }
}
