// The build's check of what the first visit loads before any worker: at most 260 KB of script, gzipped, and nothing
// of TensorFlow.js in it.

import { gzipSync } from 'node:zlib';

import type { Plugin } from 'vite';

const budgetBytes = 260_000;

export function firstLoadBudget(): Plugin {
  return {
    name: 'first-load-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((output) => output.type === 'chunk' && output.isEntry);
      if (!entry) throw new Error('first-load-budget: the build has no entry');
      const loaded = new Set<string>();
      const follow = (fileName: string) => {
        if (loaded.has(fileName)) return;
        const chunk = bundle[fileName];
        if (chunk?.type !== 'chunk') return;
        loaded.add(fileName);
        chunk.imports.forEach(follow);
      };
      follow(entry.fileName);
      let bytes = 0;
      for (const fileName of loaded) {
        const chunk = bundle[fileName]!;
        if (chunk.type !== 'chunk') continue;
        bytes += gzipSync(chunk.code).length;
        const heavy = chunk.moduleIds.find((id) => id.includes('@tensorflow'));
        if (heavy !== undefined)
          this.error(
            `First load: ${fileName} contains TensorFlow.js (${heavy}); only the lab worker may load it.`,
          );
      }
      const kilobytes = (bytes / 1000).toFixed(0);
      if (bytes > budgetBytes)
        this.error(
          `First load: ${kilobytes} KB of gzipped script before the workers, the budget is ${budgetBytes / 1000} KB. ` +
            'Load what a first look does not need with import().',
        );
      this.info(
        `First load: ${kilobytes} KB of gzipped script of ${budgetBytes / 1000} KB, in ${loaded.size} files.`,
      );
    },
  };
}
