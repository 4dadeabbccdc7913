// The built page without a network: a service worker that keeps every file of the build from the first visit on.
//
// A build is kept whole, under its own name, and goes when the last page that used the build before is closed, or when a
// person asks for the new one (keep-for-offline.ts). Then the build before stays for other pages that are open: they go on
// with its files, whose names hold their content. Nothing but the files of builds is ever kept.
//
// It also lets one load of the page ask one server besides its own, where a person has typed that in (server-link.ts): a
// policy cannot be widened once a page has it, so the page is loaded anew, and the next load has the policy of the build again.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Plugin } from 'vite';

import { originPattern, serverWishCache, wishPatienceMs } from '../src/store/server-wish.ts';
import { newBuildWish } from '../src/views/ui/new-build-wish.ts';

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
const wishes = ${JSON.stringify(serverWishCache)} + folder;
const patience = ${wishPatienceMs};

self.addEventListener('install', (event) => {
  const all = files.map((file) => new Request(folder + file, { cache: 'no-cache' }));
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(all)));
});

/** Whether a page asked for this build while the one before was in use. */
let isAskedFor = false;

self.addEventListener('message', (event) => {
  if (event.data !== ${JSON.stringify(newBuildWish)}) return;
  isAskedFor = true;
  event.waitUntil(self.skipWaiting());
});

self.addEventListener('activate', (event) => {
  const leaveOthers = async () => {
    const others = await buildsBefore();
    for (const key of isAskedFor ? others.slice(0, -1) : others) await caches.delete(key);
    await self.clients.claim();
  };
  event.waitUntil(leaveOthers());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(folder)) return;
  const isPage = request.mode === 'navigate';
  const address = isPage ? folder + 'index.html' : request.url;
  const answer = keptAt(address).then((response) => response ?? fetch(request));
  event.respondWith(isPage ? answer.then(withWish) : answer);
});

/** From this build, else from the one before, which another page may still use. */
async function keptAt(address) {
  const keptIn = async (key) => (await caches.open(key)).match(address, { ignoreSearch: true });
  const response = await keptIn(name);
  if (response) return response;
  for (const key of await buildsBefore()) {
    const older = await keptIn(key);
    if (older) return older;
  }
  return undefined;
}

/** The caches of other builds in this folder, in the order in which they were made. */
async function buildsBefore() {
  return (await caches.keys()).filter((key) => key.startsWith(mine) && key !== name);
}

async function withWish(response) {
  const origin = await takenWish();
  if (origin === null) return response;
  // The page's own element has its quotes escaped.
  const widened = (policy) => policy.replace(/connect-src ('self'|&#39;self&#39;)/, '$& ' + origin);
  const headers = new Headers(response.headers);
  for (const header of ['content-length', 'content-encoding']) headers.delete(header);
  const policy = headers.get('content-security-policy');
  if (policy !== null) headers.set('content-security-policy', widened(policy));
  return new Response(widened(await response.text()), { headers });
}

/** Holds for one load, right after it was typed. */
async function takenWish() {
  try {
    const cache = await caches.open(wishes);
    const wish = await cache.match(folder + 'server');
    if (!wish) return null;
    await cache.delete(folder + 'server');
    const { origin, at } = await wish.json();
    const isOrigin = ${String(originPattern)}.test(origin);
    return isOrigin && Math.abs(Date.now() - at) < patience ? origin : null;
  } catch {
    return null;
  }
}
`;
}
