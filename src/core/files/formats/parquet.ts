// Parquet, by hyparquet: column names and typed values, whatever they are compressed with.

import { ReadError } from '../../table/read-error.ts';
import type { FileKind } from '../file-kind.ts';
import { csvSource, wholeBytes } from './whole-bytes.ts';

export const parquet: FileKind = {
  name: 'Parquet',
  matches: (head) => head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31,
  open: async (source) => {
    const bytes = await wholeBytes(source);
    const file = bytes.slice().buffer;
    try {
      const { parquetMetadata, parquetReadObjects } = await import('hyparquet');
      const { compressors } = await import('hyparquet-compressors');
      const metadata = parquetMetadata(file);
      const names = metadata.schema
        .filter((element) => element.num_children === undefined && element.repetition_type !== 'REPEATED')
        .map(({ name }) => name);
      const rows = await parquetReadObjects({ file, metadata, columns: names, compressors });
      return {
        source: csvSource(
          source.name,
          rows.length + 1,
          (row) => (row === 0 ? names : names.map((name) => valueText(rows[row - 1]![name]))),
          rows.length * 8 * names.length,
        ),
        format: 'Parquet',
        isTyped: true,
        parts: [],
        part: null,
      };
    } catch (cause) {
      throw new ReadError(
        `"${source.name}" is a damaged Parquet file, or one of nested tables; save its table as CSV.`,
        { cause },
      );
    }
  },
};

function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    const text = value.toISOString();
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
  }
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  return '';
}
