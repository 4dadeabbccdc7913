// The one list of what a file can be packed in.

import type { FileKind, OpenFile } from './file-kind.ts';
import { compressed } from './formats/compressed.ts';
import { json } from './formats/json-rows.ts';
import { markup } from './formats/markup.ts';
import { parquet } from './formats/parquet.ts';
import { workbook } from './formats/workbook.ts';
import { zipped } from './formats/zipped.ts';

/** All kinds that are not delimited text themselves; a workbook is a zip, so it comes first. */
const fileKinds: readonly FileKind[] = [workbook, parquet, compressed, zipped, json, markup];

export const openFile: OpenFile = async (source, head, part, hooks = {}) => {
  const kind = fileKinds.find((one) => one.matches(head, source.name));
  return kind ? kind.open(source, head, part, openFile, hooks) : null;
};
