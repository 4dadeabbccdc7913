// A zip with one table in it, or several to choose from: unpacked as it is read, and counted, whatever sizes it declares.

import { Unzip, UnzipInflate, unzipSync } from 'fflate';

import { memorySource, type ByteSource } from '../../table/byte-source.ts';
import { ReadError } from '../../table/read-error.ts';
import type { FileKind, OpenedFile } from '../file-kind.ts';
import { joinedTexts } from '../zipped-texts.ts';
import { largestUnpacked, unpacksTooFar, wholeBytes } from './whole-bytes.ts';

const texts = /\.(?:csv|tsv|txt|tab)$/i;
const tables = /\.(?:csv|tsv|txt|tab|xlsx|xlsm|parquet|gz|json|jsonl|ndjson|xml|html?|xls)$/i;

export const zipped: FileKind = {
  name: 'zip',
  matches: (head) => head[0] === 0x50 && head[1] === 0x4b && head[2] === 3,
  open: async (source, _head, part, openInner, hooks) => {
    const bytes = await wholeBytes(source);
    const entries: { readonly name: string; readonly size: number }[] = [];
    try {
      unzipSync(bytes, {
        filter: ({ name, originalSize }) => {
          entries.push({ name, size: originalSize });
          return false;
        },
      });
    } catch (cause) {
      throw new ReadError(
        `"${source.name}" is a damaged zip archive; pack it again, or choose the CSV inside.`,
        { cause },
      );
    }
    if (entries.some(({ name }) => name === 'mimetype' || name === 'content.xml'))
      throw new ReadError(
        `"${source.name}" is an OpenDocument spreadsheet (LibreOffice); open it there and save it as CSV or as an Excel workbook (.xlsx).`,
      );
    const inside = entries
      .filter(({ name }) => tables.test(name) && !/(?:^|\/)(?:__MACOSX|\.)/.test(name))
      .sort((a, b) => b.size - a.size);
    if (inside.length === 0)
      throw new ReadError(
        `"${source.name}" is a zip archive without a table in it; choose a CSV, an Excel workbook or a Parquet file.`,
      );
    const together =
      typeof part === 'object' && part.length !== 1 ? textsTogether(source.name, bytes, inside, part) : null;
    if (together) return together;
    const wanted = typeof part === 'object' ? part[0] : part;
    const chosen = wanted === undefined ? inside[0]! : inside.find(({ name }) => name === wanted);
    if (!chosen)
      throw new ReadError(
        `"${source.name}" has no file "${wanted!}"; its tables are ${inside.map(({ name }) => `"${name}"`).join(', ')}.`,
      );
    const text = unpackedEntry(bytes, chosen.name, source.name);
    const name = chosen.name.split('/').at(-1)!;
    const inner: ByteSource = memorySource(name, text);
    const nested = await openInner(
      inner,
      text.subarray(0, 4096),
      typeof part === 'object' && part.length === 0 ? part : undefined,
      hooks,
    );
    return {
      source: nested?.source ?? inner,
      format: nested ? `${nested.format} in a zip` : 'zip',
      isTyped: nested?.isTyped ?? false,
      parts: [chosen.name, ...inside.filter((one) => one !== chosen).map((one) => one.name)],
      part: chosen.name,
    };
  },
};

/**
 * The text tables of a zip that belong together; null where none do, so that one of them is read.
 *
 * @throws ReadError where the person named several that have other columns, or they unpack too far.
 */
function textsTogether(
  archive: string,
  bytes: Uint8Array,
  inside: readonly { readonly name: string }[],
  wanted: readonly string[],
): OpenedFile | null {
  const isChosen = wanted.length > 0;
  const names = inside
    .map(({ name }) => name)
    .filter((name) => texts.test(name) && (!isChosen || wanted.includes(name)));
  if (names.length < 2) return null;
  let unpacked = 0;
  const found = joinedTexts(
    archive.replace(/\.zip$/i, '.csv'),
    names,
    (name) => {
      const text = unpackedEntry(bytes, name, archive);
      unpacked += text.length;
      if (unpacked > largestUnpacked) throw unpacksTooFar(archive);
      return text;
    },
    isChosen,
  );
  if (isChosen && found?.joined.sheets.length !== wanted.length)
    throw new ReadError(
      `The files ${wanted.map((name) => `"${name}"`).join(', ')} of "${archive}" do not have the same columns, so they cannot be read together; choose one of them.`,
    );
  if (!found) return null;
  const { source, joined } = found;
  return {
    source,
    format: 'zip',
    isTyped: false,
    parts: [
      ...joined.sheets,
      ...inside.map(({ name }) => name).filter((name) => !joined.sheets.includes(name)),
    ],
    part: joined.sheets[0]!,
    together: { parts: joined.sheets, column: joined.column, what: 'file' },
  };
}

/** The bytes of one file of a zip, counted as they are unpacked. */
function unpackedEntry(bytes: Uint8Array, wanted: string, archive: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  let failed: Error | null = null;
  let isTooFar = false;
  const unzip = new Unzip((file) => {
    if (file.name !== wanted) return;
    file.ondata = (error, chunk) => {
      // What is thrown in here, the library hands back as a fault of the zip.
      if (error) failed = error;
      if (error || isTooFar) return;
      total += chunk.length;
      if (total > largestUnpacked) isTooFar = true;
      else parts.push(chunk);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length && !isTooFar; from += 1 << 16)
      unzip.push(bytes.slice(from, from + (1 << 16)), from + (1 << 16) >= bytes.length);
  } catch (cause) {
    failed = cause as Error;
  }
  if (isTooFar) throw unpacksTooFar(archive);
  if (failed !== null || parts.length === 0)
    throw new ReadError(`"${archive}" is a damaged zip archive; pack it again, or choose the CSV inside.`);
  const out = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
