// The backends of unit tests, which run in Node from the project's root.

import type { BackendReport } from '../core/run/backend.ts';
import { startBackend } from './tensor-backend.ts';

export function startTestBackend(preference: 'wasm' | 'cpu'): Promise<BackendReport> {
  return startBackend({
    preference,
    wasmFiles: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/',
    gpu: null,
  });
}
