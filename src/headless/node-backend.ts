// TensorFlow.js in Node: its WebAssembly files lie in the installed package.

import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import { backendTitles, type BackendReport } from '../core/run/backend.ts';
import { startBackend } from '../learning/tensor-backend.ts';

export type NodeBackend = 'wasm' | 'cpu';

/**
 * `undefined` where nobody asked for one: WebAssembly then, and the report does not claim that it was asked for.
 *
 * @throws Error where the backend did not come up.
 */
export async function startNodeBackend(asked: NodeBackend | undefined): Promise<BackendReport> {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  const preference = asked ?? 'wasm';
  const report = await startBackend({ preference, wasmFiles: `${dirname(entry)}/`, gpu: null });
  if (report.name !== preference)
    throw new Error(`Backend "${preference}" could not be started. ${report.reason}.`);
  return asked ? report : { ...report, reason: `Running on ${backendTitles[preference]} (${report.detail})` };
}
