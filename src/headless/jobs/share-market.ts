// A market as pieces carry it: the files that were named by their paths lie with the pool.

import { basename } from 'node:path';

import type { AskedMarket } from '../training/asked-run.ts';
import { bytesOf } from '../file-source.ts';
import type { JobPool } from './job-pool.ts';
import type { TrainingMarket } from './kinds/training-job.ts';

/** @throws Error in a sentence for a file that cannot be read or is too large to be sent. */
export async function sharedMarket(
  command: string,
  asked: AskedMarket,
  pool: JobPool,
): Promise<TrainingMarket> {
  if (asked.kind !== 'sales') return asked;
  const share = async (path: string) => pool.put(basename(path), await bytesOf(path, command));
  const file = await share(asked.path);
  const join = [];
  for (const path of asked.join) join.push(await share(path));
  return { kind: 'sales', file, choices: asked.choices, join };
}
