// Newer sales from a folder: every file that was not taken yet, in the order of their names.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { sentenceOf } from '../../../core/text/sentence-of.ts';
import { sha256Of, takeSales } from '../shop/take-sales.ts';
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
    for (const name of await filesIn(salesFolder)) {
      const bytes = new Uint8Array(await readFile(join(salesFolder, name)));
      if (await isKnown(shop, sha256Of(bytes))) continue;
      try {
        await takeSales(shop, null, { name, bytes }, 'add');
        taken.push(name);
      } catch (error) {
        refusedOnce.add(sha256Of(bytes)); // complained about once; a mended file is another one
        throw new Error(`${name} in the folder for sales cannot be used: ${sentenceOf(error)}`, {
          cause: error,
        });
      }
    }
    return taken.length === 0
      ? { outcome: 'nothing', sentence: 'The folder for sales holds no new file.' }
      : { outcome: 'done', sentence: `Read ${taken.join(', ')}.` };
  },
} as const satisfies ScheduleKind;

const refusedOnce = new Set<string>();

async function isKnown(shop: ScheduleContext['shop'], hash: string): Promise<boolean> {
  const { allSales } = await shop.state();
  return (
    refusedOnce.has(hash) || allSales.some(({ taken, fingerprint }) => taken === hash || fingerprint === hash)
  );
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new Error(`The folder for sales, ${folder}, cannot be read.`, { cause: error });
  });
  const now = Date.now();
  const names: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const { mtimeMs } = await stat(join(folder, entry.name));
    if (now - mtimeMs >= restMs) names.push(entry.name);
  }
  return names.sort();
}
