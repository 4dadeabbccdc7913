// The kernels as files of the page: `import url from 'virtual:kernels/simd'` gives the address of that variant, compiled where
// its sources changed. Runs in Node, as part of vite.config.ts.

import type { Plugin } from 'vite';

import { kernelFile } from './compile-kernels.ts';
import { kernelVariants } from './kernels.ts';

const prefix = 'virtual:kernels/';

/** Workers are built by themselves: name it in `plugins` and in `worker.plugins`. */
export function kernelsPlugin(): Plugin {
  return {
    name: 'kernels',
    enforce: 'pre',
    async resolveId(id) {
      const variant = kernelVariants.find((each) => id === `${prefix}${each}`);
      return variant === undefined ? null : `${await kernelFile(variant)}?url`;
    },
  };
}
