// The report's script for the page: `import script from 'virtual:report-script'` gives its text. Part of vite.config.ts.

import type { Plugin } from 'vite';

import { reportScript } from './bundle.ts';

const name = 'virtual:report-script';

export function reportScriptPlugin(): Plugin {
  return {
    name: 'report-script',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: async (id) =>
      id === `\0${name}` ? `export default ${JSON.stringify(await reportScript())};` : null,
  };
}
