import { runInNewContext } from 'node:vm';

import { expect, test } from 'vitest';

import { originPattern, serverWishCache } from '../src/store/server-wish.ts';
import { newBuildWish } from '../src/views/ui/new-build-wish.ts';
import { serviceWorker } from './offline.ts';
import { pagePolicy } from './site-headers.ts';

const folder = 'https://shop.example/tools/lab/';

/** A service worker of `files` beside caches that are plain maps from address to text. */
function worker(files: readonly string[], stored: Map<string, Map<string, string>>) {
  const listeners = new Map<string, (event: unknown) => void>();
  const fetched: string[] = [];
  const open = (name: string) => {
    if (!stored.has(name)) stored.set(name, new Map());
    const cache = stored.get(name)!;
    return Promise.resolve({
      addAll: (requests: readonly { url: string }[]) => {
        for (const { url } of requests) cache.set(url, `kept ${url}`);
        return Promise.resolve();
      },
      match: (url: string) => Promise.resolve(cache.get(url.split('?')[0]!)),
    });
  };
  const caches = {
    open,
    keys: () => Promise.resolve([...stored.keys()]),
    delete: (name: string) => Promise.resolve(stored.delete(name)),
  };
  const self = {
    location: `${folder}sw.js`,
    addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
    clients: { claim: () => Promise.resolve() },
    skipWaiting: () => Promise.resolve(),
  };
  const Request = class {
    readonly url: string;
    constructor(url: string) {
      this.url = url;
    }
  };
  const fetch = (request: { url: string }) => {
    fetched.push(request.url);
    return Promise.resolve(`fetched ${request.url}`);
  };
  runInNewContext(serviceWorker('b2', files), { self, caches, fetch, Request, URL });
  const settle = async (type: string, data?: unknown) => {
    let work: Promise<unknown> | undefined;
    listeners.get(type)!({ data, waitUntil: (promise: Promise<unknown>) => (work = promise) });
    await work;
  };
  const ask = async (url: string, more: { mode?: string; method?: string } = {}) => {
    let answer: Promise<unknown> | undefined;
    const request = { url, method: 'GET', mode: 'no-cors', ...more };
    listeners.get('fetch')!({ request, respondWith: (promise: Promise<unknown>) => (answer = promise) });
    return answer;
  };
  return { settle, ask, fetched };
}

test('service worker: keeps the build, answers from it and leaves nothing of an older build or of nobody else', async () => {
  const other = 'pricing-lab https://shop.example/other/ a1';
  const stored = new Map([
    [`pricing-lab ${folder} a1`, new Map<string, string>()],
    [other, new Map<string, string>()],
  ]);
  const { settle, ask, fetched } = worker(['index.html', 'assets/a.js'], stored);
  await settle('install');
  await settle('activate');
  expect([...stored.keys()]).toEqual([other, `pricing-lab ${folder} b2`]);
  expect(await ask(`${folder}assets/a.js`)).toBe(`kept ${folder}assets/a.js`);
  expect(await ask(`${folder}?backend=wasm#prices`, { mode: 'navigate' })).toBe(`kept ${folder}index.html`);
  expect(fetched).toEqual([]);
});

test('service worker: asked for by a page, it leaves the build before, from which other pages go on', async () => {
  const before = new Map([[`${folder}assets/before.js`, 'kept before']]);
  const stored = new Map([
    [`pricing-lab ${folder} z0`, new Map<string, string>()],
    [`pricing-lab ${folder} a1`, before],
  ]);
  const { settle, ask, fetched } = worker(['index.html'], stored);
  await settle('install');
  await settle('message', newBuildWish);
  await settle('activate');
  expect([...stored.keys()]).toEqual([`pricing-lab ${folder} a1`, `pricing-lab ${folder} b2`]);
  expect(await ask(`${folder}assets/before.js`)).toBe('kept before');
  expect(await ask(folder, { mode: 'navigate' })).toBe(`kept ${folder}index.html`);
  expect(fetched).toEqual([]);
});

test('service worker: what is not of the build goes to the network, what is no GET or elsewhere is left alone', async () => {
  const { settle, ask, fetched } = worker(['index.html'], new Map());
  await settle('install');
  expect(await ask(`${folder}assets/new.js`)).toBe(`fetched ${folder}assets/new.js`);
  expect(await ask(`${folder}index.html`, { method: 'POST' })).toBeUndefined();
  expect(await ask('https://elsewhere.example/index.html')).toBeUndefined();
  expect(fetched).toEqual([`${folder}assets/new.js`]);
});

/** As it stands in the built page. */
const escapedPolicy = pagePolicy.replaceAll("'", '&#39;');

/** A worker whose page is kept with its policy in header and meta element, and a wish that was left for it. */
function workerWithWish(wish: unknown) {
  const listeners = new Map<string, (event: unknown) => void>();
  const page = () =>
    new Response(`<meta http-equiv="Content-Security-Policy" content="${escapedPolicy}"><p>lab</p>`, {
      headers: { 'content-security-policy': `${pagePolicy}; frame-ancestors 'none'`, 'x-kept': 'yes' },
    });
  let left: string | null = wish === null ? null : JSON.stringify(wish);
  const caches = {
    open: (name: string) =>
      Promise.resolve({
        match: (url: string) => {
          if (name !== serverWishCache + folder) return Promise.resolve(page());
          return Promise.resolve(left !== null && url === `${folder}server` ? new Response(left) : undefined);
        },
        delete: () => {
          left = null;
          return Promise.resolve(true);
        },
      }),
  };
  const self = {
    location: `${folder}sw.js`,
    addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
  };
  runInNewContext(serviceWorker('b2', ['index.html']), { self, caches, URL, Response, Headers });
  return async (mode = 'navigate') => {
    let answer: Promise<Response> | undefined;
    const request = { url: folder, method: 'GET', mode };
    listeners.get('fetch')!({ request, respondWith: (promise: Promise<Response>) => (answer = promise) });
    const response = await answer!;
    return { policy: response.headers.get('content-security-policy')!, text: await response.text() };
  };
}

test('service worker: one load of the page may ask the one server that was typed, the next one none', async () => {
  const origin = 'http://127.0.0.1:8787';
  const load = workerWithWish({ origin, at: Date.now() });
  const first = await load();
  expect(first.policy).toContain(`connect-src 'self' ${origin};`);
  expect(first.text).toContain(`connect-src &#39;self&#39; ${origin};`);
  // Nothing else of the policy moves.
  expect(first.policy.replace(` ${origin}`, '')).toBe(`${pagePolicy}; frame-ancestors 'none'`);
  expect((await load()).policy).toBe(`${pagePolicy}; frame-ancestors 'none'`);
});

test('service worker: a wish that is old, no origin or for no page leaves the policy as it is', async () => {
  const at = Date.now();
  for (const wish of [
    null,
    { origin: 'http://127.0.0.1:8787', at: at - 60_000 },
    { origin: "http://a; script-src 'unsafe-inline'", at },
    { origin: '*', at },
    { at },
    'http://a',
  ]) {
    const { policy, text } = await workerWithWish(wish)();
    expect(policy).toBe(`${pagePolicy}; frame-ancestors 'none'`);
    expect(text).toContain(`content="${escapedPolicy}"`);
  }
  expect(originPattern.test('*')).toBe(false);
  const other = await workerWithWish({ origin: 'http://127.0.0.1:8787', at })('no-cors');
  expect(other.policy).not.toContain('8787');
});
