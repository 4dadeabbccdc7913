// A run as "train --log" and the page write it.

import { basename } from 'node:path';

import { readRunLog } from '../core/export/run/run-log.ts';
import type { RunRecord } from '../core/export/run/run-record.ts';
import { within } from '../core/incoming/json.ts';
import { bytesOf } from './file-source.ts';

/** @throws Error in one sentence where it cannot be read or is no run. */
export async function runAt(path: string, command: string): Promise<RunRecord> {
  const text = new TextDecoder().decode(await bytesOf(path, command));
  return within(basename(path), () => readRunLog(text));
}
