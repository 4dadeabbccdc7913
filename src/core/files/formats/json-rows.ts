// JSON: a list of records, one record a line, columns of values, or an answer of a service that holds one of these.

import { ReadError } from '../../table/read-error.ts';
import type { FileKind } from '../file-kind.ts';
import { recordRows, type RecordValue } from '../record-rows.ts';
import { csvSource, gatheredBytes, wholeText } from './whole-bytes.ts';

export const json: FileKind = {
  name: 'JSON',
  matches: (head) => {
    const text = wholeText(head, 'windows-1252').replace(/^(?:ï»¿|\s)+/, '');
    return /^\[\s*\[/.test(text) || (/^[[{]\s*(?:[[{"]|$)/.test(text) && /"\s*:/.test(text));
  },
  open: async (source) => {
    const text = wholeDigits(wholeText(await gatheredBytes(source), 'utf-8'));
    const rows = recordRows(valueOf(text, source.name));
    if (!rows)
      throw new ReadError(
        `"${source.name}" is JSON, but holds no list of records; export it as CSV, one row per product and day.`,
      );
    const { headers, rowCount, rowAt } = rows;
    return {
      source: csvSource(
        source.name,
        rowCount + 1,
        (row) => (row === 0 ? headers : rowAt(row - 1)),
        text.length,
      ),
      format: 'JSON',
      // Numbers have a decimal point; figures in texts may have a comma.
      isTyped: !/"-?[\d.]+,\d+"/.test(text),
      parts: [],
      part: null,
    };
  },
};

/** Numbers of so many digits as texts: two long identifiers must not become the same number. */
function wholeDigits(text: string): string {
  if (!/\d{16}/.test(text)) return text;
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g, (found) =>
    found.startsWith('"') ? found : `"${found}"`,
  );
}

/** The value of the whole text, or the records of its lines. @throws ReadError where it is neither. */
function valueOf(text: string, name: string): RecordValue {
  try {
    return JSON.parse(text) as RecordValue;
  } catch {
    const lines = text.split('\n');
    const records: RecordValue[] = [];
    for (const [at, line] of lines.entries()) {
      const plain = line.trim().replace(/,$/, '');
      if (plain === '' || plain === '[' || plain === ']') continue;
      try {
        records.push(JSON.parse(plain) as RecordValue);
      } catch (cause) {
        throw new ReadError(
          `"${name}" is JSON, but cut off or damaged (line ${at + 1}); export it again, or as CSV.`,
          { cause },
        );
      }
    }
    return records;
  }
}
