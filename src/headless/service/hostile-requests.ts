// Requests that a service has to bear: malformed, oversized, replayed and unauthorised ones, drawn from a seed. Each says
// what it may be answered with; a campaign sends them and looks at what they changed.

import { Random } from '../../core/random.ts';
import { contentMakers } from './hostile-contents.ts';
import {
  bytes,
  gets,
  known,
  lines,
  pick,
  posts,
  raw,
  word,
  type HostileAnswer,
  type HostileRequest,
  type MadeRequest,
} from './hostile-sending.ts';
import { wireMakers } from './hostile-wire.ts';

const problems = [400, 401, 403, 404, 405, 408, 409, 413, 414, 415, 422, 426, 431];

/** `count` requests, the kinds in turn, the rest drawn. */
export function hostileRequests(count: number, seed: number): HostileRequest[] {
  const random = new Random(seed);
  const kinds = Object.entries({ ...makers, ...wireMakers, ...contentMakers });
  return Array.from({ length: count }, (_, i) => {
    const [kind, make] = kinds[i % kinds.length]!;
    return { kind, ...make(random) };
  });
}

const makers: Readonly<Record<string, (random: Random) => MadeRequest>> = {
  'without a token': (random) => ({
    expected: [401],
    send: (origin) => raw(origin, { method: 'GET', path: pick(random, gets) }),
  }),
  'with another token': (random) => ({
    expected: [401],
    send: (origin) =>
      raw(origin, {
        path: pick(random, posts),
        headers: { authorization: `Bearer ${word(random, 30)}`, 'content-type': 'application/json' },
        body: '{}',
      }),
  }),
  'with half a scheme': (random) => ({
    expected: [401],
    send: (origin) =>
      raw(origin, {
        path: pick(random, posts),
        headers: { authorization: pick(random, ['Bearer', 'Basic eDp5', 'Bearer  ', '\t']) },
      }),
  }),
  'no JSON': (random) => ({
    expected: [400],
    send: known({
      path: pick(random, posts.slice(0, 3)),
      body: pick(random, ['', '{', '[1,', 'null', '"text"', '{"product":}', '\u0000', '{"a":1}x', 'NaN']),
    }),
  }),
  'bytes that are no text': (random) => ({
    expected: [400, 422],
    send: known({ path: pick(random, posts.slice(0, 3)), body: bytes(random, 200) }),
  }),
  'nested without end': (random) => ({
    expected: [400],
    send: known({
      path: pick(random, posts.slice(0, 3)),
      body: `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    }),
  }),
  'fields of other types': (random) => ({
    expected: [400],
    send: known({
      path: pick(random, ['/v1/suggest_price', '/v1/decisions']),
      body: JSON.stringify(
        pick<unknown>(random, [
          { product: 7 },
          { product: ['tea'] },
          { product: { $gt: '' } },
          { product: '' },
          { product: 'tea', typedPrice: -1 },
          { product: 'tea', typedPrice: '12' },
          { product: 'tea', typedPrice: 1e300 },
          { product: 'tea', level: 2 },
          { product: 'x'.repeat(600) },
          { product: '\ud800' },
          { action: 'accept' },
          { action: 'accept', productIds: 'tea' },
          { action: 'accept', productIds: [] },
          { action: 'burn', productIds: ['tea'] },
          { action: 'override', prices: [{ productId: 'tea', price: -3 }], reason: 'x' },
          { action: 'override', prices: [{ productId: 'tea', price: 12 }], reason: '   ' },
          { action: 'accept', productIds: ['tea'], from: '2026-02-31' },
        ]),
      ),
    }),
  }),
  'fields that nobody asked for': (random) => ({
    expected: [400],
    send: known({
      path: '/v1/suggest_price',
      body: pick(random, [
        '{"product":"tea","__proto__":{"a":1},"x":1}',
        '{"product":"tea","constructor":1}',
        '{"product":"tea","admin":true}',
      ]),
    }),
  }),
  'names of everything': (random) => ({
    expected: [404],
    send: known({
      path: '/v1/suggest_price',
      body: JSON.stringify({
        product: pick(random, [
          '__proto__',
          'constructor',
          'toString',
          '../../etc/passwd',
          "'; DROP TABLE--",
          '<script>',
          '*',
          'tea\n',
        ]),
      }),
    }),
  }),
  'decisions without a key': (random) => ({
    expected: [400],
    send: known({
      path: '/v1/decisions',
      key: null,
      body: JSON.stringify({ action: 'accept', productIds: [pick(random, ['tea', 'mug'])] }),
    }),
  }),
  'keys that are none': (random) => ({
    expected: [400],
    send: known({
      path: '/v1/decisions',
      key: pick(random, ['', 'a b', 'k'.repeat(300)]),
      body: '{"action":"accept","productIds":["tea"]}',
    }),
  }),
  'a known key with another request': (random) => ({
    expected: [422],
    send: known({
      path: '/v1/decisions',
      key: 'known-key',
      body: JSON.stringify({ action: 'reject', productIds: [word(random, 8)] }),
    }),
  }),
  'a replayed request': () => ({
    expected: [200],
    send: known({
      path: '/v1/decisions',
      key: 'known-key',
      body: '{"action":"reject","productIds":["tea"]}',
    }),
  }),
  'another type': (random) => ({
    expected: [400, 415],
    send: known({
      path: pick(random, posts),
      type: pick(random, [
        'text/plain',
        'application/xml',
        'multipart/form-data',
        'application/x-www-form-urlencoded',
      ]),
      body: 'product=tea',
    }),
  }),
  'said to be huge': (random) => ({
    expected: [413],
    send: known({
      path: pick(random, posts.slice(0, 3)),
      headers: { 'content-length': '99999999999' },
      body: '{',
    }),
  }),
  'truly large': (random) => ({
    expected: [413],
    send: known({
      path: pick(random, ['/v1/suggest_price', '/v1/decisions']),
      body: `{"product":"${'x'.repeat(9 * 2 ** 20)}"}`,
    }),
  }),
  'sales that are none': (random) => ({
    expected: [400, 422],
    send: known({
      path: '/v1/sales',
      type: 'text/csv',
      body: pick<string | Buffer>(random, [
        '',
        'a,b\n1,2\n',
        'Date,Price\n',
        bytes(random, 400),
        Buffer.from('PK\u0003\u0004 no workbook'),
      ]),
    }),
  }),
  'models that are none': (random) => ({
    expected: [422],
    send: known({
      path: '/v1/models',
      type: 'application/zip',
      body: pick<string | Buffer>(random, ['x', bytes(random, 300), Buffer.from('PK\u0003\u0004')]),
    }),
  }),
  'models that there are not': (random) => ({
    expected: [404, 400],
    send: known({
      path: `/v1/models/${pick(random, ['0'.repeat(64), 'abc', '..%2f..%2flog.jsonl'])}/promote`,
      body: '{}',
    }),
  }),
  'rules that are none': (random) => ({
    expected: [400],
    send: known({
      method: 'PUT',
      path: '/v1/guardrails',
      body: pick(random, [
        '{"all":{"largestChangePercent":-5}}',
        '{"all":{"nothing":1}}',
        '{"every":1}',
        '{"all":[]}',
        '{"all":{"largestChangePercent":"15"}}',
      ]),
    }),
  }),
  'paths that there are not': (random) => ({
    expected: [404, 405, 400],
    send: known({
      method: pick(random, ['GET', 'POST', 'DELETE']),
      path: pick(random, [
        '/',
        '/v2/prices',
        '/v1/../v1/shop/x',
        '/v1/%2e%2e/%2e%2e/etc/passwd',
        '/admin',
        `/v1/${word(random, 500)}`,
        '/v1/price_history/%ff',
        '/v1/price_history/%00',
      ]),
    }),
  }),
  'methods that it has not': (random) => ({
    expected: [405, 400],
    send: known({ method: pick(random, ['DELETE', 'PATCH', 'OPTIONS', 'TRACE']), path: pick(random, posts) }),
  }),
  'no HTTP': (random) => ({
    expected: [400],
    send: (origin) =>
      lines(
        origin,
        pick(random, [
          'HELLO\r\n\r\n',
          'GET /v1/shop\r\n\r\n',
          'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
          '\u0016\u0003\u0001\u0002\u0000\r\n\r\n',
          'POST /v1/sales HTTP/1.1\r\nHost: x\r\nContent-Length: -4\r\n\r\n',
        ]),
      ),
  }),
  'two lengths': () => ({
    expected: [400],
    send: (origin) =>
      lines(
        origin,
        `POST /v1/decisions HTTP/1.1\r\nHost: ${origin.host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/log HTTP/1.1\r\nHost: x\r\n\r\n`,
      ),
  }),
  'headers without end': (random) => ({
    expected: [431],
    send: (origin) =>
      raw(origin, { method: 'GET', path: '/v1/shop', headers: { 'x-long': word(random, 20_000) } }),
  }),
  'a page of another site': (random) => ({
    expected: [403],
    send: known({
      path: '/v1/decisions',
      headers: { origin: pick(random, ['https://evil.example', 'null', 'http://localhost:1']) },
      body: '{"action":"accept","productIds":["tea"]}',
    }),
  }),
};

/** Why an answer is not as it should be, in words; null where it is. */
export function answerProblem({ kind, expected }: HostileRequest, answer: HostileAnswer): string | null {
  const said = `${kind}: ${answer.status} ${answer.type} ${answer.body.slice(0, 200)}`;
  if (!expected.includes(answer.status)) return said;
  if (!problems.includes(answer.status)) return null;
  if (!answer.type.startsWith('application/problem+json')) return said;
  const json = JSON.parse(answer.body.replace(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, '')) as {
    readonly detail?: unknown;
    readonly status?: unknown;
  };
  return json.status === answer.status && typeof json.detail === 'string' && json.detail.endsWith('.')
    ? null
    : said;
}
