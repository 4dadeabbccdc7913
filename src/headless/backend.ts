// TensorFlow.js in Node: its WebAssembly files lie in the installed package.

import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import type { BackendReport } from '../core/run/backend.ts';
import { startBackend } from '../learning/backend.ts';

export type NodeBackend = 'wasm' | 'cpu';

/** @throws Error where the wished backend did not come up. */
export async function startNodeBackend(wish: NodeBackend): Promise<BackendReport> {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  const report = await startBackend({ wish, wasmFiles: `${dirname(entry)}/`, gpu: null });
  if (report.name !== wish) throw new Error(`Backend "${wish}" could not be started. ${report.reason}.`);
  return report;
}

/** @throws Error naming what was expected, for anything but `wasm` and `cpu`. */
export function nodeBackendFrom(text: string | undefined): NodeBackend {
  if (text === undefined || text === 'wasm') return 'wasm';
  if (text === 'cpu') return 'cpu';
  throw new Error(`Option --backend: expected wasm or cpu, got "${text}"`);
}
