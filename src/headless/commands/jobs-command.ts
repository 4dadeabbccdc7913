// `lab jobs --redis URL`: what is on a Redis server, how far it is, and cancelling.

import { readLine } from '../command.ts';
import { flatRows } from '../flat-rows.ts';
import { jobsLine } from '../lines/service-lines.ts';
import { RedisPool } from '../jobs/redis/redis-pool.ts';
import { textTable } from '../text-table.ts';
import { writeCsv } from '../write-csv.ts';

/** @throws Error in one sentence for a bad option, where no server answers or there is no such batch. */
export async function jobsCommand(args: readonly string[]): Promise<void> {
  const { values } = readLine(jobsLine, args);
  const pool = await RedisPool.open(values.redis);
  try {
    const batches = await pool.batches();
    if (values.cancel !== undefined) {
      const { cancel } = values;
      if (!batches.some(({ batch }) => batch === cancel))
        throw new Error(
          `jobs: there is no batch "${cancel}"; there are ${batches.map(({ batch }) => batch).join(', ') || 'none'}`,
        );
      const taken = await pool.cancel(cancel);
      return console.log(JSON.stringify({ cancelled: cancel, takenAway: taken }));
    }
    if (values.csv !== undefined) await writeCsv('jobs', values.csv, flatRows(batches));
    if (!values.table) {
      for (const batch of batches) console.log(JSON.stringify(batch));
      return;
    }
    const rows = batches.map(({ batch, waiting, active, completed, failed, under }) => [
      batch,
      String(waiting),
      String(active),
      String(completed),
      String(failed),
      under.map(({ sentence, share }) => `${sentence} (${Math.round(100 * share)} %)`).join('; '),
    ]);
    console.log(textTable(['batch', 'waiting', 'under way', 'done', 'failed', 'now'], rows));
  } finally {
    await pool.close();
  }
}
