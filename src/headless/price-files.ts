// Priced slices to a file: lines of CSV as they come, or a row group of Parquet each.

import { open, type FileHandle } from 'node:fs/promises';

import { ParquetWriter, fileWriter, schemaFromColumnData, type ColumnSource } from 'hyparquet-writer';

import { pricesCsvHeader, pricesColumns, type FigureColumn } from '../core/decisions/prices-csv.ts';
import { program } from '../core/run/program-version.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import type { CataloguePiece } from './jobs/kinds/catalogue-job.ts';

export interface PriceFile {
  readonly form: CataloguePiece['form'];
  add(slice: Uint8Array): Promise<void>;
  /** The file is whole only after this. */
  finish(): Promise<void>;
}

/** @throws Error in a sentence where the file cannot be written. */
export async function createPriceFile(path: string): Promise<PriceFile> {
  const failed = (error: unknown) => {
    throw new Error(`price: cannot write ${path}: ${sentenceOf(error)}`, { cause: error });
  };
  // Both ways the file is there, empty, before an hour of work ends in one that cannot be written.
  const handle = await open(path, 'w').catch(failed);
  return path.toLowerCase().endsWith('.parquet') ? parquetFile(path, handle) : csvFile(handle, failed);
}

async function csvFile(handle: FileHandle, failed: (error: unknown) => never): Promise<PriceFile> {
  await handle.write(pricesCsvHeader());
  return {
    form: 'lines',
    add: async (slice) => {
      await handle.write(slice).catch(failed);
    },
    finish: () => handle.close(),
  };
}

async function parquetFile(path: string, handle: FileHandle): Promise<PriceFile> {
  await handle.close();
  const sources = (columns: readonly FigureColumn[]): ColumnSource[] =>
    columns.map(({ name, isText, cells }) => ({
      name,
      data: isText ? cells.map((cell) => (cell === null ? null : String(cell))) : [...cells],
      type: isText ? 'STRING' : 'DOUBLE',
      nullable: true,
    }));
  const schema = schemaFromColumnData({ columnData: sources(pricesColumns([])) });
  const writer = new ParquetWriter({ writer: fileWriter(path), schema, createdBy: program });
  return {
    form: 'columns',
    async add(slice) {
      const columns = JSON.parse(new TextDecoder().decode(slice)) as FigureColumn[];
      await writer.write({ columnData: sources(columns), rowGroupSize: columns[0]!.cells.length });
    },
    finish: async () => writer.finish(),
  };
}
