// Serves the page of the engine tests from the sources; it is no part of the build.

import { createServer, type ViteDevServer } from 'vite';

import { kernelsPlugin } from '../../src/learning/engine/wasm/kernels-plugin.ts';

/** As in the lab: threads may share memory. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** A running server and the address of its page. */
export async function startEngineServer(): Promise<{ server: ViteDevServer; url: string }> {
  const project = new URL('../..', import.meta.url).pathname;
  const server = await createServer({
    configFile: false,
    root: new URL('.', import.meta.url).pathname,
    cacheDir: `${project}node_modules/.vite-engine-tests`,
    plugins: [kernelsPlugin()],
    logLevel: 'error',
    server: { port: 0, fs: { allow: [project] }, watch: null, hmr: false, headers: isolation },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('The server of the engine tests has no address.');
  return { server, url };
}
