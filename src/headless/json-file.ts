// A JSON file that a command takes, checked by its schema.

import { basename } from 'node:path';

import type { z } from 'zod';

import { firstIssue } from '../core/incoming/json.ts';
import { bytesOf } from './file-source.ts';

/**
 * What the file at `path` holds.
 *
 * @param what - what it should be, after "expected": `assumed costs`.
 * @throws Error in one sentence that names the file and the first thing that is wrong.
 */
export async function jsonFile<T>(
  path: string,
  {
    command,
    what,
    schema,
  }: { readonly command: string; readonly what: string; readonly schema: z.ZodType<T> },
): Promise<T> {
  const text = new TextDecoder().decode(await bytesOf(path, command));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${basename(path)}: expected ${what} as JSON, but the text is not JSON`, {
      cause: error,
    });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new Error(`${basename(path)}: expected ${what}; at ${firstIssue(parsed.error)}`);
  return parsed.data;
}
