// `lab verify-log LOG`: whether an audit log is as it was written, and what stands in it.

import { basename } from 'node:path';

import { digestOf } from '../../core/decisions/audit-log.ts';
import { entrySentence } from '../../core/decisions/audit-words.ts';
import { readLine } from '../command.ts';
import { verifyLogLine } from '../lines/watching-lines.ts';
import { wholeLog } from '../log-file.ts';
import { writeCsv } from '../write-csv.ts';

/**
 * Prints a JSON object with the number of entries and the head to compare with a copy kept elsewhere.
 *
 * @throws Error in one sentence that names the first entry that does not fit.
 */
export async function verifyLogCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(verifyLogLine, args);
  const { entries, head } = await wholeLog(argument, 'verify-log');
  const last = entries.at(-1);
  if (values.head !== undefined && !entries.some(({ hash }) => hash === values.head))
    throw new Error(
      `${basename(argument)}: no entry has the hash ${values.head}: the log was rewritten since that was noted, or is another one.`,
    );
  const rows = entries.map((entry) => ({
    entry: entry.index,
    at: entry.at,
    kind: entry.kind,
    sentence: entrySentence(entry),
    digest: digestOf(entry.body),
  }));
  if (values.entries) for (const row of rows) console.log(JSON.stringify(row));
  if (values.csv !== undefined)
    await writeCsv('verify-log', values.csv, [
      ['entry', 'at', 'kind', 'sentence'],
      ...rows.map(({ entry, at, kind, sentence }) => [entry, at, kind, sentence]),
    ]);
  console.log(
    JSON.stringify({
      file: basename(argument),
      ok: true,
      entries: entries.length,
      hash: last?.hash ?? null,
      // Without its last line a log that was cut at the end cannot be told from a whole one.
      isEndKnown: head !== null,
    }),
  );
}
