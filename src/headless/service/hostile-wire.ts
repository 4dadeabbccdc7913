// More of what a service has to bear: paths, methods and headers that lie about themselves, JSON that can be read in two
// ways, names that look like others, and bodies that never end.

import { connect } from 'node:net';

import type { Random } from '../../core/random.ts';
import {
  gets,
  known,
  lines,
  pick,
  posts,
  raw,
  word,
  type HostileAnswer,
  type MadeRequest,
} from './hostile-sending.ts';

const decision = '{"action":"reject","productIds":["mug"]}';

export const wireMakers: Readonly<Record<string, (random: Random) => MadeRequest>> = {
  'names twice in one object': (random) => ({
    expected: [400],
    send: known({
      path: '/v1/decisions',
      body: pick(random, [
        '{"action":"reject","action":"accept","productIds":["tea"]}',
        '{"action":"accept","productIds":["tea"],"productIds":["mug"]}',
        '{"action":"accept","productIds":["tea"],"\\u0061ction":"reject"}',
        '{"action":"override","prices":[{"productId":"tea","price":12,"price":1}],"reason":"x"}',
      ]),
    }),
  }),
  'numbers beyond all bounds': (random) => ({
    expected: [400],
    send: known({
      path: '/v1/decisions',
      body: `{"action":"override","prices":[{"productId":"tea","price":${pick(random, ['1e309', '-1e309', '1e13', '0', '-0.0', '1e-400', `1${'0'.repeat(400)}`, 'Infinity', '0x10', '1_000'])}}],"reason":"x"}`,
    }),
  }),
  'names that look like others': (random) => ({
    expected: [404],
    send: known({
      path: '/v1/suggest_price',
      body: JSON.stringify({
        product: pick(random, [
          'ｔｅａ',
          'tеa', // the second letter is Cyrillic
          'tea\u200b',
          '\u202etea',
          'te\u0061\u0301',
          'TEA',
          ' tea',
          'tea\u0000',
          '🍵',
          '\u{1f468}\u200d'.repeat(60),
        ]),
      }),
    }),
  }),
  'halves of characters': (random) => ({
    expected: [400],
    send: known({
      path: '/v1/decisions',
      body: pick(random, [
        '{"action":"reject","productIds":["\\ud83d"]}',
        '{"action":"override","prices":[{"productId":"tea","price":12}],"reason":"\\udc00"}',
      ]),
    }),
  }),
  'a known key elsewhere': (random) => ({
    expected: [422],
    send: known({
      key: 'known-key',
      ...pick(random, [
        { path: '/v1/decisions?again=1', body: '{"action":"reject","productIds":["tea"]}' },
        { path: '/v1/decisions', body: '{"action":"reject","productIds":["tea"]} ' },
        { path: '/v1/decisions', body: '{"productIds":["tea"],"action":"reject"}' },
        { path: '/v1/guardrails', method: 'PUT', body: '{"all":{"largestChangePercent":99}}' },
        { path: '/v1/models/rollback', body: '{}' },
      ]),
    }),
  }),
  'types that do not hold what they say': (random) => ({
    expected: [400, 415, 422],
    send: known({
      path: '/v1/decisions',
      ...pick<{ type?: string; headers?: Record<string, string>; body: string | Buffer }>(random, [
        { type: 'application/json; charset=utf-16', body: Buffer.from(decision, 'utf16le') },
        { headers: { 'content-encoding': 'gzip' }, body: Buffer.from('1f8b0800', 'hex') },
        { type: 'application/jsonp', body: decision },
        { type: '', body: decision },
        { type: 'text/csv', body: 'a,b\n' },
        { type: 'multipart/form-data; boundary=x', body: `--x\r\n\r\n${decision}\r\n--x--\r\n` },
      ]),
    }),
  }),
  'paths of another shape, without a token': (random) => ({
    expected: [400, 401, 404],
    send: (origin) =>
      raw(origin, {
        method: 'GET',
        path: pick(random, [
          '/%761/shop',
          '/v1%2fshop',
          '//v1/shop',
          '/v1//shop',
          '/V1/shop',
          '/v1/./shop',
          '/x/../v1/shop',
          '/v1/shop/',
          '/v1/shop;x=1',
          '/v1\\shop',
          '/v1/shop%00',
          '/metrics/',
          '/%6d%65trics',
          '//metrics',
          `http://${origin.host}/v1/shop`,
          'http://evil.example/v1/log',
          `/v1/price_history/${'%2e%2e%2f'.repeat(30)}log.jsonl`,
        ]),
      }),
  }),
  'methods from elsewhere': (random) => ({
    expected: [400, 404, 405],
    send: known({
      method: pick(random, ['PROPFIND', 'PURGE', 'LINK', 'DELETE', 'M-SEARCH']),
      path: pick(random, [...posts, ...gets]),
      body: decision,
    }),
  }),
  'a tunnel': (random) => ({
    expected: [405],
    send: (origin) =>
      lines(
        origin,
        `CONNECT ${pick(random, ['evil.example:443', '/v1/shop', 'x:1'])} HTTP/1.1\r\nHost: x\r\n\r\n`,
      ),
  }),
  'expectations that nobody meets': (random) => ({
    expected: [400],
    send: known({
      path: '/v1/decisions',
      headers: { expect: pick(random, ['200-ok', 'continue', 'y']) },
      body: decision,
    }),
  }),
  'methods in headers': (random) => ({
    expected: [405],
    send: known({
      method: 'GET',
      path: '/v1/decisions',
      headers: { 'x-http-method-override': pick(random, ['POST', 'DELETE', 'PUT']) },
    }),
  }),
  'a flood of headers': (random) => ({
    expected: [431],
    send: (origin) =>
      lines(
        origin,
        `GET /v1/shop HTTP/1.1\r\nHost: ${origin.host}\r\n${Array.from({ length: 3000 }, (_, i) => `x-${i}: ${word(random, 3)}\r\n`).join('')}\r\n`,
      ),
  }),
  'two of a header': (random) => ({
    expected: [400, 401, 403],
    send: (origin, token) =>
      lines(
        origin,
        `POST /v1/decisions HTTP/1.1\r\nHost: ${origin.host}\r\nContent-Type: application/json\r\nContent-Length: ${decision.length}\r\n${pick(
          random,
          [
            `Authorization: Bearer wrong\r\nAuthorization: Bearer ${token}\r\nIdempotency-Key: a1`,
            `Authorization: Bearer ${token}\r\nIdempotency-Key: a2\r\nIdempotency-Key: a3`,
            `Authorization: Bearer ${token}, Bearer x\r\nIdempotency-Key: a4`,
            `Authorization: Bearer ${token}\r\nIdempotency-Key: a5\r\nContent-Length: 3`,
          ],
        )}\r\nConnection: close\r\n\r\n${decision}`,
      ),
  }),
  'lengths and pieces that do not fit': (random) => ({
    expected: [400],
    send: (origin, token) =>
      lines(
        origin,
        `POST /v1/decisions HTTP/1.1\r\nHost: ${origin.host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nIdempotency-Key: ${word(random, 12)}\r\nConnection: close\r\n${pick(
          random,
          [
            `Content-Length: +5\r\n\r\n${decision}`,
            `Content-Length: 5, 7\r\n\r\n${decision}`,
            `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
            `Transfer-Encoding: chunked\r\n\r\nzz\r\n${decision}\r\n0\r\n\r\n`,
            `Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n${decision}\r\n0\r\n\r\n`,
            `Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n\r\n`,
            `X-Nul: a\u0000b\r\n\r\n${decision}`,
            ` Folded: x\r\n\r\n${decision}`,
          ],
        )}`,
      ),
  }),
};

/** How far apart the pieces of a slow request are. */
const pieceMs = 500;

/**
 * Requests that come in so slowly that they never end: half of them stop within their headers, half within their body.
 * Each is answered only when a limit of time is over, so they are sent at once, beside others.
 */
export function slowRequests(count: number): readonly MadeRequest[] {
  return Array.from({ length: count }, (_, i) => ({
    expected: [408],
    send: (origin, token) => (i % 2 === 0 ? slowHeaders(origin) : slowBody(origin, token, i)),
  }));
}

function slowHeaders(origin: URL): Promise<HostileAnswer> {
  return dripped(origin, `GET /v1/shop HTTP/1.1\r\nHost: ${origin.host}\r\n`, 'x-a: b\r\n');
}

function slowBody(origin: URL, token: string, place: number): Promise<HostileAnswer> {
  const head = `POST /v1/decisions HTTP/1.1\r\nHost: ${origin.host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nIdempotency-Key: slow-${place}\r\n`;
  return dripped(origin, `${head}Content-Length: 100000\r\n\r\n{`, ' ');
}

/** Sends `begin`, then `piece` again and again until an answer comes. */
function dripped(origin: URL, begin: string, piece: string): Promise<HostileAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(origin.port), origin.hostname);
    let text = '';
    const drip = setInterval(() => socket.write(piece), pieceMs);
    const limit = setTimeout(() => socket.destroy(new Error('no answer in 60 seconds')), 60_000);
    const over = () => {
      clearInterval(drip);
      clearTimeout(limit);
    };
    socket.on('data', (part) => {
      text += part.toString();
      const [head = '', body] = text.split('\r\n\r\n');
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 1);
      if (body === undefined || Buffer.byteLength(body) < length) return;
      over();
      socket.destroy();
      resolve({
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
        type: /^content-type: (.*)$/im.exec(head)?.[1] ?? '',
        body,
      });
    });
    socket.once('error', (error) => {
      over();
      reject(error);
    });
    socket.once('close', () => {
      over();
      reject(new Error('closed without an answer'));
    });
    socket.write(begin);
  });
}
