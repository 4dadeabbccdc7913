// TensorFlow.js in Node: its WebAssembly files lie in the installed package.

import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import { backendTitles, type BackendReport } from '../core/run/backend.ts';
import { startBackend } from '../learning/backend.ts';

export type NodeBackend = 'wasm' | 'cpu';

/**
 * `undefined` where nobody asked for one: WebAssembly then, and the report does not claim that it was asked for.
 *
 * @throws Error where the backend did not come up.
 */
export async function startNodeBackend(asked: NodeBackend | undefined): Promise<BackendReport> {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  const wish = asked ?? 'wasm';
  const report = await startBackend({ wish, wasmFiles: `${dirname(entry)}/`, gpu: null });
  if (report.name !== wish) throw new Error(`Backend "${wish}" could not be started. ${report.reason}.`);
  return asked ? report : { ...report, reason: `Running on ${backendTitles[wish]} (${report.detail})` };
}
