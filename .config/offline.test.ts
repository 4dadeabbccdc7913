import { runInNewContext } from 'node:vm';

import { expect, test } from 'vitest';

import { serviceWorker } from './offline.ts';

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
  const settle = async (type: string) => {
    let work: Promise<unknown> | undefined;
    listeners.get(type)!({ waitUntil: (promise: Promise<unknown>) => (work = promise) });
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

test('service worker: what is not of the build goes to the network, what is no GET or elsewhere is left alone', async () => {
  const { settle, ask, fetched } = worker(['index.html'], new Map());
  await settle('install');
  expect(await ask(`${folder}assets/new.js`)).toBe(`fetched ${folder}assets/new.js`);
  expect(await ask(`${folder}index.html`, { method: 'POST' })).toBeUndefined();
  expect(await ask('https://elsewhere.example/index.html')).toBeUndefined();
  expect(fetched).toEqual([`${folder}assets/new.js`]);
});
