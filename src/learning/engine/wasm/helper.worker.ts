// The second thread of the WebAssembly engine in a browser: it says that it is ready and then serves until stopped.

import { instantiate } from './kernels.ts';

export interface HelperRequest {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of the threads' control block. */
  readonly control: number;
}

globalThis.onmessage = ({ data }: MessageEvent<HelperRequest>) => {
  const kernels = instantiate(data.module, data.memory);
  globalThis.postMessage('ready');
  kernels.serve(data.control, 1);
};
