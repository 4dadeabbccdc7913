// A second file with the sheet that belongs to sales: the one that was chosen, else the first that holds something known.

import type { ByteSource } from '../../table/byte-source.ts';
import type { OpenQuestion, ReadChoices } from '../../table/dataset.ts';
import { counted } from '../../table/findings.ts';
import type { ReadHooks } from '../../table/read-hooks.ts';
import { ownValue } from '../../text/own-value.ts';
import { type CellTable, readCells } from '../read-cells.ts';
import { secondColumns } from './second-columns.ts';
import { secondFileKinds } from './second-file-kinds.ts';

/** No more sheets are looked through. */
const mostTried = 20;

const isKnown = (table: CellTable) => {
  const columns = secondColumns(table);
  return secondFileKinds.some((kind) => kind.recognise(columns) !== null);
};

/**
 * The cells of a second file. Where no sheet holds anything that belongs to sales it is the first one, which joining then
 * refuses in its words.
 *
 * @throws ReadError, ReadCancelled as `readCells`.
 */
export async function readSecondFile(
  file: ByteSource,
  { secondParts }: ReadChoices,
  hooks: ReadHooks = {},
): Promise<CellTable> {
  const chosen = ownValue(secondParts ?? {}, file.name);
  const first = await readCells(file, chosen, hooks);
  if (chosen !== undefined || first.parts.length < 2 || isKnown(first)) return first;
  for (const part of first.parts.slice(0, mostTried)) {
    if (part === first.part) continue;
    const other = await readCells(file, part, hooks);
    if (isKnown(other)) return other;
  }
  return first;
}

/** Which sheet of each second file is meant, where it has several and none was chosen; the one that was read stands first. */
export function sheetQuestions(
  tables: readonly CellTable[],
  { secondParts = {} }: ReadChoices,
): OpenQuestion[] {
  return tables
    .filter(({ fileName, parts }) => parts.length > 1 && ownValue(secondParts, fileName) === undefined)
    .map(({ fileName, part, parts }) => ({
      about: `sheet of ${fileName}`,
      message: `"${fileName}" holds ${counted(parts.length, 'table')}; "${part ?? parts[0]!}" was joined. Which one is meant?`,
      choices: [part ?? parts[0]!, ...parts.filter((one) => one !== (part ?? parts[0]!))].map((one) => ({
        label: one,
        choices: { secondParts: { ...secondParts, [fileName]: one } },
      })),
    }));
}
