// The kernels in a browser: fetched from the page's own files (kernels-plugin.ts), helpers as workers.

import relaxedUrl from 'virtual:kernels/relaxed';
import relaxedThreadsUrl from 'virtual:kernels/relaxed-threads';
import simdUrl from 'virtual:kernels/simd';
import simdThreadsUrl from 'virtual:kernels/simd-threads';

import type { HelperRequest } from './helper.worker.ts';
import type { Helper, KernelFiles, KernelVariant } from './kernels.ts';

const urls: Readonly<Record<KernelVariant, string>> = {
  simd: simdUrl,
  'simd-threads': simdThreadsUrl,
  relaxed: relaxedUrl,
  'relaxed-threads': relaxedThreadsUrl,
};

/** For a worker: a helper makes its caller wait now and then, which a page's main thread must not. */
export const browserKernels: KernelFiles = {
  get sharesMemory() {
    return globalThis.crossOriginIsolated;
  },
  async load(variant) {
    const response = await fetch(urls[variant]);
    if (!response.ok)
      throw new Error(
        `The kernels (${variant}) could not be fetched: ${response.status} ${response.statusText}`,
      );
    // Not compileStreaming: that wants the MIME type application/wasm of whoever serves the page.
    return WebAssembly.compile(await response.arrayBuffer());
  },
  startHelper: (module, memory, control) =>
    new Promise<Helper>((resolve, reject) => {
      const worker = new Worker(new URL('./helper.worker.ts', import.meta.url), { type: 'module' });
      worker.onerror = (event) => reject(new Error(`The helper thread did not start: ${event.message}`));
      worker.onmessage = () => resolve({ stop: () => worker.terminate() });
      worker.postMessage({ module, memory, control } satisfies HelperRequest);
    }),
};
