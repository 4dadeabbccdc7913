// Newer sales from a folder: every file that was not taken yet, in the order of their names. One that cannot be taken is
// complained about once and keeps no other one waiting.

import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { sentenceOf } from '../../../core/text/sentence-of.ts';
import { fileProblem } from '../../write-file.ts';
import { Problem } from '../problem.ts';
import { sha256Of } from '../../sha256.ts';
import { takeSales } from '../shop/take-sales.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { ScheduleContext, ScheduleKind } from './schedule.ts';

/** A file that was written to this lately may not be whole yet. */
const restMs = 2_000;

export const reread = {
  name: 'reread',
  meaning: 'reads sales files that were put into the folder',
  run: async ({ shop, salesFolder }) => {
    if (salesFolder === null)
      return { outcome: 'nothing', sentence: 'There is no folder for sales: start with --sales-folder.' };
    const taken: string[] = [];
    const refused: string[] = [];
    for (const name of await filesIn(salesFolder)) {
      const path = join(salesFolder, name);
      /** What is told once: a file that cannot be read, and later the content that cannot be used. */
      let known = path;
      try {
        const bytes = await wholeFile(path);
        if (bytes === null) continue;
        refusedOnce.delete(path);
        known = sha256Of(bytes);
        if (await isKnown(shop, known)) continue;
        await takeSales(shop, null, { name, bytes }, 'add');
        taken.push(name);
      } catch (error) {
        // Not the file's fault: it is read at the next time.
        if (error instanceof StoreUnavailable || error instanceof Problem) throw error;
        if (!refusedOnce.has(known))
          refused.push(`${name} in the folder for sales cannot be used: ${sentenceOf(error)}`);
        refusedOnce.add(known); // a mended file is another one
      }
    }
    const read = taken.length > 0 ? [`Read ${taken.join(', ')}.`] : [];
    if (refused.length > 0) throw new Error([...refused, ...read].join(' '));
    return read.length === 0
      ? { outcome: 'nothing', sentence: 'The folder for sales holds no new file.' }
      : { outcome: 'done', sentence: read.join('') };
  },
} as const satisfies ScheduleKind;

const refusedOnce = new Set<string>();

async function isKnown(shop: ScheduleContext['shop'], hash: string): Promise<boolean> {
  const { allSales } = await shop.state();
  return (
    refusedOnce.has(hash) || allSales.some(({ taken, fingerprint }) => taken === hash || fingerprint === hash)
  );
}

/** `sales-2.csv` before `sales-10.csv`: read the other way round its days would be over. */
const byName = new Intl.Collator('en', { numeric: true });

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new Error(`The folder for sales, ${folder}, cannot be read: ${fileProblem(error)}.`, {
      cause: error,
    });
  });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort((a, b) => byName.compare(a, b) || (a < b ? -1 : 1));
}

/** null where somebody is at it: it is gone, was written to lately or while it was read. @throws Error where it cannot be read. */
async function wholeFile(path: string): Promise<Uint8Array | null> {
  try {
    const file = await open(path);
    try {
      const before = await file.stat();
      // A time that is yet to come, from a machine whose clock is ahead, is not lately.
      if (Math.abs(Date.now() - before.mtimeMs) < restMs) return null;
      const bytes = await file.readFile();
      const after = await file.stat();
      return after.mtimeMs === before.mtimeMs && after.size === bytes.length ? new Uint8Array(bytes) : null;
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`${fileProblem(error)}.`, { cause: error });
  }
}
