// The built page without a network: a service worker that keeps every file of the build from the first visit on.
//
// A build is kept whole, under its own name, and goes when the last page that used the build before is closed: an open
// page never mixes files of two builds. Nothing but the build's own files is ever kept.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Plugin } from 'vite';

/** Read by hosts, not by the page. */
const notKept = new Set(['_headers']);

/** Writes `sw.js`, beside `index.html`, with the names of all files of the build. */
export function offline(): Plugin {
  let publicFolder = '';
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const hash = createHash('sha256');
        const files: string[] = [];
        const keep = (name: string, content: string | Uint8Array) => {
          files.push(name);
          hash.update(name).update(content);
        };
        for (const name of Object.keys(bundle).sort()) {
          const output = bundle[name]!;
          keep(name, output.type === 'chunk' ? output.code : output.source);
        }
        for (const name of filesIn(publicFolder))
          if (!notKept.has(name)) keep(name, readFileSync(join(publicFolder, name)));
        const build = hash.digest('hex').slice(0, 16);
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: serviceWorker(build, files) });
      },
    },
  };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** The service worker's text; `files` by their address from the page's folder. */
export function serviceWorker(build: string, files: readonly string[]): string {
  return `// Made by the build: keeps its files, so that the page opens with the network off.
const folder = new URL('./', self.location).href;
const mine = 'pricing-lab ' + folder + ' ';
const name = mine + ${JSON.stringify(build)};
const files = ${JSON.stringify(files)};

self.addEventListener('install', (event) => {
  const all = files.map((file) => new Request(folder + file, { cache: 'no-cache' }));
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(all)));
});

self.addEventListener('activate', (event) => {
  const leaveOthers = async () => {
    for (const key of await caches.keys()) if (key.startsWith(mine) && key !== name) await caches.delete(key);
    await self.clients.claim();
  };
  event.waitUntil(leaveOthers());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(folder)) return;
  const address = request.mode === 'navigate' ? folder + 'index.html' : request.url;
  const kept = caches.open(name).then((cache) => cache.match(address, { ignoreSearch: true }));
  event.respondWith(kept.then((response) => response ?? fetch(request)));
});
`;
}
