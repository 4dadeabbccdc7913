// The kernels in Node: compiled where they have to be, helpers as worker threads.

import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

import { kernelFile } from './compile-kernels.ts';
import { hasRelaxedSimd, type Helper, type KernelFiles } from './kernels.ts';

// V8 11.3 (Node 20) has relaxed SIMD behind a flag, 11.4 (Chromium 114) has it without: 54 instead of 42 GFLOP/s.
if (!hasRelaxedSimd()) setFlagsFromString('--experimental-wasm-relaxed-simd');

// Plain JavaScript, because a worker thread cannot load TypeScript by itself; the browser's twin is helper.worker.ts.
const helperSource = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { module, memory, control } = workerData;
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports;
  parentPort.postMessage('ready');
  kernels.serve(control, 1);
`;

export const nodeKernels: KernelFiles = {
  sharesMemory: true,
  load: async (variant) => new WebAssembly.Module(readFileSync(await kernelFile(variant))),
  startHelper: (module, memory, control) =>
    new Promise<Helper>((resolve, reject) => {
      const worker = new Worker(helperSource, { eval: true, workerData: { module, memory, control } });
      worker.once('error', reject);
      worker.once('message', () => {
        worker.unref();
        resolve({ stop: () => void worker.terminate() });
      });
    }),
};
