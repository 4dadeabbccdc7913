// The report's script as one piece of text: the core's own pricing functions and the page's handful of handlers, bundled and made
// small. Runs in Node: for the build of the page (bundle-plugin.ts) and for `lab report`.

import { fileURLToPath } from 'node:url';

import { build } from 'vite';

const entry = fileURLToPath(new URL('answer-back.ts', import.meta.url));

let bundled: Promise<string> | undefined;

/** The same text each time; bundled once. */
export function reportScript(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry, formats: ['iife'], name: 'report', fileName: 'report' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('internal: the report script was not bundled');
  const chunk = output.output.find(({ type }) => type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('internal: the report script has no code');
  if (/<\/script|<!--/i.test(chunk.code))
    throw new Error('internal: the report script would end the element that holds it');
  return chunk.code.trim();
}
