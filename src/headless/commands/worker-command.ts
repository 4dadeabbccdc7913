// `lab worker --redis URL`: takes jobs from a Redis server until it is told to stop.

import { readLine } from '../command.ts';
import { workerLine } from '../lines/service-lines.ts';
import { RedisWorker } from '../jobs/redis/redis-worker.ts';
import { say } from '../say.ts';

/** @throws Error in one sentence for a bad option or where no server answers. */
export async function workerCommand(args: readonly string[]): Promise<void> {
  const { values } = readLine(workerLine, args);
  const worker = await RedisWorker.start(values.redis, {
    threads: values.threads,
    checkpointEveryMs: 1000 * values['checkpoint-every'],
    lockMs: 1000 * values['dead-after'],
    say,
  });
  say(`Waiting for jobs, ${values.threads} at a time. Ctrl-C saves the jobs in progress and exits.`);
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  say('Leaving.');
  await worker.leave();
}
