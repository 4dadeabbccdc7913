// Engines in Node: the lab's WebAssembly kernels, or the portable learner on TensorFlow.js's backend.

import type { BackendReport } from '../core/run/backend.ts';
import { chosenEngines, type EngineHost } from '../learning/engine/choose-engine.ts';
import { portableEngines, type EngineSource } from '../learning/engine/engine-source.ts';
import { nodeKernels } from '../learning/engine/wasm/node-kernels.ts';

/** Where a headless run gets its engine from; `auto` tries whether a second thread pays. */
export function nodeEngines(
  report: BackendReport,
  engine: 'fused' | 'portable',
  threads: 'auto' | 1 = 'auto',
): EngineSource {
  if (engine === 'portable') return portableEngines(report);
  const host = nodeHost(report);
  // Without shared memory there is nothing a second thread could work on.
  return chosenEngines(threads === 1 ? { ...host, kernels: { ...nodeKernels, sharesMemory: false } } : host);
}

export function nodeHost(report: BackendReport): EngineHost {
  return {
    preference: report.name,
    report,
    device: null,
    kernels: nodeKernels,
    now: () => performance.now(),
    restart: () => Promise.reject(new Error('There is no other backend in Node.')),
  };
}
