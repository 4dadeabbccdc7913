// Priced slices to a file: lines of CSV as they come, or a row group of Parquet each.

import { open, type FileHandle } from 'node:fs/promises';

import { ParquetWriter, fileWriter, schemaFromColumnData, type ColumnSource } from 'hyparquet-writer';

import { pricesCsvHeader, pricesColumns, type FigureColumn } from '../core/decisions/prices-csv.ts';
import { program } from '../core/run/program-version.ts';
import type { CataloguePiece } from './jobs/kinds/catalogue-job.ts';
import { partOf, type FilePart } from './write-file.ts';

export interface PriceFile {
  readonly form: CataloguePiece['form'];
  add(slice: Uint8Array): Promise<void>;
  /** The file is there only after this. */
  finish(): Promise<void>;
  /** Leaves things as they were before. */
  drop(): Promise<void>;
}

/** @throws Error in a sentence where the file cannot be written. */
export async function createPriceFile(path: string): Promise<PriceFile> {
  const part = await partOf('price', path);
  // Both ways a file is there, empty, before an hour of work ends in one that cannot be written.
  const handle = await open(part.path, 'w').catch(part.fail);
  return path.toLowerCase().endsWith('.parquet') ? parquetFile(part, handle) : csvFile(part, handle);
}

async function csvFile(part: FilePart, handle: FileHandle): Promise<PriceFile> {
  await handle.write(pricesCsvHeader()).catch(part.fail);
  return {
    form: 'lines',
    add: async (slice) => {
      await handle.write(slice).catch(part.fail);
    },
    finish: async () => {
      await handle.close();
      await part.done();
    },
    drop: async () => {
      await handle.close();
      await part.drop();
    },
  };
}

async function parquetFile(part: FilePart, handle: FileHandle): Promise<PriceFile> {
  await handle.close();
  const sources = (columns: readonly FigureColumn[]): ColumnSource[] =>
    columns.map(({ name, isText, cells }) => ({
      name,
      data: isText ? cells.map((cell) => (cell === null ? null : String(cell))) : [...cells],
      type: isText ? 'STRING' : 'DOUBLE',
      nullable: true,
    }));
  const schema = schemaFromColumnData({ columnData: sources(pricesColumns([])) });
  const writer = new ParquetWriter({ writer: fileWriter(part.path), schema, createdBy: program });
  return {
    form: 'columns',
    async add(slice) {
      const columns = JSON.parse(new TextDecoder().decode(slice)) as FigureColumn[];
      await writer.write({ columnData: sources(columns), rowGroupSize: columns[0]!.cells.length });
    },
    finish: async () => {
      await Promise.resolve(writer.finish()).catch(part.fail);
      await part.done();
    },
    drop: part.drop,
  };
}
