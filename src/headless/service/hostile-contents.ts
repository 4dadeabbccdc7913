// More of what a service has to bear: files that grow without end when they are unpacked, names that are paths, answers that would be
// far longer than their question, and questions asked in a language that HTTP/1 is not.

import { gzipSync, zipSync } from 'fflate';

import type { Random } from '../../core/random.ts';
import { known, lines, pick, posts, raw, word, type MadeRequest } from './hostile-sending.ts';

const zeros = new Uint8Array(4 * 2 ** 20);
/** A thousand times as long as it looks. */
const inflated = () => Buffer.from(gzipSync(zeros, { level: 9 }));
const zipped = (files: Readonly<Record<string, Uint8Array>>) => Buffer.from(zipSync({ ...files }));
const text = (of: string) => new TextEncoder().encode(of);

export const contentMakers: Readonly<Record<string, (random: Random) => MadeRequest>> = {
  'sales that unpack without end': (random) => ({
    expected: [413, 422],
    send: known({
      path: '/v1/sales?name=sales.csv.gz',
      type: 'application/octet-stream',
      body: pick(random, [
        inflated,
        () => Buffer.from(gzipSync(inflated())),
        () => zipped({ 'sales.csv': zeros }),
        () => zipped({ 'sales.zip': zipped({ 'sales.csv': zeros }) }),
      ])(),
    }),
  }),
  'workbooks that are none': (random) => ({
    expected: [422],
    send: known({
      path: '/v1/sales?name=sales.xlsx',
      type: 'application/octet-stream',
      body: pick(random, [
        () => zipped({ 'xl/workbook.xml': zeros.subarray(0, 2 ** 20) }),
        () => zipped({ 'xl/workbook.xml': text('<workbook/>'), '../../../etc/cron.d/x': text('* * * * *') }),
        () => zipped({ 'xl/workbook.xml': text(`<workbook>${'<a>'.repeat(50_000)}`) }),
        () => zipped({}),
      ])(),
    }),
  }),
  'markup that repeats itself': (random) => ({
    expected: [422],
    send: known({
      path: '/v1/sales?name=sales.xml',
      type: 'application/octet-stream',
      body: pick(random, [
        `<!DOCTYPE a [${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]><rows><row>&a20;</row></rows>`,
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rows><row><date>&x;</date></row></rows>',
        `${'<row>'.repeat(100_000)}`,
        `<table>${'<tr><td>'.repeat(50_000)}`,
      ]),
    }),
  }),
  'sales as JSON that are none': (random) => ({
    expected: [422],
    send: known({
      path: '/v1/sales?name=sales.json',
      type: 'application/octet-stream',
      body: pick(random, [
        `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
        `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
        '[{"__proto__":{"date":"2026-01-01","price":1,"units":1}}]',
        '{"length":1e9,"0":{"date":"2026-01-01"}}',
        '[null,1,"x",[],{}]',
      ]),
    }),
  }),
  'models that are something else': (random) => ({
    expected: [422],
    send: known({
      path: '/v1/models',
      type: 'application/zip',
      body: pick(random, [
        () => zipped({ 'model.json': zeros, 'weights.bin': zeros }),
        () => zipped({ '../../shop/log.jsonl': text('{}'), 'card.json': text('{}') }),
        () => zipped({ 'card.json': text('{"__proto__":{"trusted":true}}'), 'model.json': text('[]') }),
        () => zipped({ 'card.json': text('['.repeat(100_000)) }),
      ])(),
    }),
  }),
  'file names that are paths': (random) => ({
    expected: [400],
    send: known({
      path: `/v1/sales?name=${pick(random, ['../../etc/passwd', '..%2f..%2fx.csv', '..%5cx.csv', '%2fetc%2fpasswd', 'a%2fb.csv', 'x'.repeat(300), ''])}`,
      type: 'text/csv',
      body: 'a,b\n1,2\n',
    }),
  }),
  'questions asked twice': (random) => ({
    expected: [400],
    send: known({
      method: 'GET',
      path: pick(random, [
        '/v1/prices?day=2026-12-01&day=2026-12-02',
        '/v1/prices?day[]=2026-12-01',
        '/v1/prices?day=2026-12-01&__proto__=1',
        '/v1/prices?day=2026-13-01',
        '/v1/prices?day=99999-01-01',
        '/v1/prices?day=',
        '/v1/prices?day=2026-12-01%00',
        '/v1/prices?day=2026-12-01T00:00:00%2B02:00',
      ]),
    }),
  }),
  'days that there are not': (random) => ({
    expected: [400],
    send: known({
      path: '/v1/decisions',
      body: JSON.stringify({
        action: 'reject',
        productIds: ['mug'],
        from: pick<unknown>(random, [
          '2026-02-30',
          '2026-12-01T12:00:00Z',
          '01.12.2026',
          '+012026-12-01',
          '-000001-01-01',
          1_764_547_200,
          null,
          ['2026-12-01'],
        ]),
      }),
    }),
  }),
  // Answered with what was left as it is.
  'decisions about nobody': (random) => ({
    expected: [200],
    send: known({
      path: '/v1/decisions',
      body: JSON.stringify({
        action: 'reject',
        productIds: [pick(random, ['__proto__', 'constructor', 'hasOwnProperty', "=cmd|'/C calc'!A0"])],
      }),
    }),
  }),
  'another protocol': (random) => ({
    expected: [400, 404, 405, 426],
    send: (origin, token) =>
      lines(
        origin,
        pick(random, [
          'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
          'GET /v1/shop HTTP/0.9\r\n\r\n',
          `GET / HTTP/1.1\r\nHost: ${origin.host}\r\nAuthorization: Bearer ${token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
          `GET / HTTP/1.1\r\nHost: ${origin.host}\r\nAuthorization: Bearer ${token}\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
          '*1\r\n$4\r\nPING\r\n\r\n',
        ]),
      ),
  }),
  'pieces with more beside them': (random) => ({
    expected: [400, 413, 431],
    send: (origin, token) =>
      lines(
        origin,
        `POST /v1/decisions HTTP/1.1\r\nHost: ${origin.host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nIdempotency-Key: ${word(random, 12)}\r\nConnection: close\r\nTransfer-Encoding: ${pick(
          random,
          [
            `chunked\r\n\r\n2;x=${word(random, 40_000)}\r\n{}\r\n0\r\n\r\n`,
            `chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
            `gzip\r\n\r\n{}`,
            `chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Trailer: ${word(random, 40_000)}\r\n\r\n`,
          ],
        )}`,
      ),
  }),
  'addresses that are too long': (random) => ({
    expected: [400, 404, 414, 431],
    send: (origin, token) =>
      raw(origin, {
        method: 'GET',
        path: `${pick(random, ['/v1/price_history/', '/v1/prices?day=', '/'])}${word(random, 12_000)}`,
        headers: { authorization: `Bearer ${token}` },
      }),
  }),
  'a token in another place': (random) => ({
    expected: [401],
    send: (origin, token) =>
      raw(origin, {
        path: `${pick(random, posts)}${pick(random, [`?token=${token}`, `?access_token=${token}`, `?authorization=Bearer%20${token}`])}`,
        headers: pick<Record<string, string>>(random, [
          { cookie: `token=${token}` },
          { 'x-api-key': token },
          { 'proxy-authorization': `Bearer ${token}` },
          { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` },
        ]),
      }),
  }),
};
