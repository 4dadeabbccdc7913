import { afterEach, expect, test, vi } from 'vitest';

import { pagePolicy } from '../../.config/site-headers.ts';
import { allowedIn, projectOf } from './server-link.ts';
import { originOf, originPattern } from './server-wish.ts';

test('originOf: what a person types as an origin, and a sentence for what is none', () => {
  expect(originOf(' http://127.0.0.1:8787/ ')).toBe('http://127.0.0.1:8787');
  expect(originOf('127.0.0.1:8787')).toBe('http://127.0.0.1:8787');
  expect(originOf('localhost:8787')).toBe('http://localhost:8787');
  expect(originOf('shop.example/v1/shop')).toBe('https://shop.example');
  expect(originOf('HTTPS://Shop.Example:443')).toBe('https://shop.example');
  for (const typed of ['', 'ftp://shop.example', 'http://', 'http://[::1]:8787', 'http://*', 'http://a;b'])
    expect(() => originOf(typed)).toThrow('Expected the address of a server, such as http://127.0.0.1:8787');
});

test('originPattern: nothing that could end a directive or name more than one origin', () => {
  for (const bad of [
    "http://a' *",
    'http://a; script-src *',
    'http://a, http://b',
    'http://a\nb',
    'https:',
    'http://*.example',
    'http://a/b',
    'http://user@a',
  ])
    expect(originPattern.test(bad)).toBe(false);
  expect(originPattern.test('https://shop-1.example:8443')).toBe(true);
});

test('allowedIn: the one origin besides the own; none in the policy of the build; any where there is no policy', () => {
  const own = 'http://localhost:4173';
  expect(allowedIn(pagePolicy, own)).toBeNull();
  const widened = pagePolicy.replace("connect-src 'self'", "connect-src 'self' http://127.0.0.1:8787");
  expect(allowedIn(widened, own)).toBe('http://127.0.0.1:8787');
  expect(allowedIn(null, own)).toBe('any');
});

afterEach(() => vi.unstubAllGlobals());

test('projectOf: no answer, another page at the address and a server that breaks off are sentences', async () => {
  const wish = { origin: 'http://127.0.0.1:8787', token: null };
  const own = 'http://localhost:4173';
  const answered = (answer: () => Promise<Response>) => {
    vi.stubGlobal('fetch', answer);
    return expect(projectOf(wish, own)).rejects;
  };
  await answered(() => Promise.reject(new TypeError('Failed to fetch'))).toThrow(
    `http://127.0.0.1:8787 does not answer, or does not allow this page: start it with --allow-origin ${own}.`,
  );
  const page = () => Promise.resolve(new Response('<html>', { status: 404, statusText: 'Not Found' }));
  await answered(page).toThrow('http://127.0.0.1:8787 says: 404 Not Found');
  const half = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new TypeError('network error')),
  });
  await answered(() => Promise.resolve(new Response(half))).toThrow(
    'http://127.0.0.1:8787 broke off before the project was whole: open it again.',
  );
});
