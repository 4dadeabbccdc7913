// A model as "train --out" and the page write it.

import { basename } from 'node:path';

import { readModelBundle, type ModelBundle } from '../core/export/model/model-bundle.ts';
import { within } from '../core/incoming/json.ts';
import { bytesOf } from './file-source.ts';

export function isModelPath(path: string): boolean {
  return path.toLowerCase().endsWith('.zip');
}

/** @throws Error in one sentence that names the file where it cannot be read or is no model. */
export async function modelAt(
  path: string,
  command: string,
): Promise<ModelBundle & { readonly bytes: Uint8Array }> {
  const bytes = await bytesOf(path, command);
  return { ...within(basename(path), () => readModelBundle(bytes)), bytes };
}
