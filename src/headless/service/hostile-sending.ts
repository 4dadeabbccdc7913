// How hostile requests are sent: written by hand, since a client would mend them, and read until the server closes.

import { connect } from 'node:net';

import type { Random } from '../../core/random.ts';

export interface HostileAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export interface HostileRequest {
  readonly kind: string;
  readonly send: (origin: URL, token: string) => Promise<HostileAnswer>;
  /** Statuses that are right. */
  readonly expected: readonly number[];
}

export type MadeRequest = Omit<HostileRequest, 'kind'>;

export const posts = [
  '/v1/suggest_price',
  '/v1/batch_update',
  '/v1/decisions',
  '/v1/sales',
  '/v1/models',
  '/v1/models/rollback',
];
export const gets = [
  '/v1/shop',
  '/v1/prices',
  '/v1/log',
  '/v1/project',
  '/v1/models',
  '/v1/guardrails',
  '/v1/price_history/tea',
];

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** By somebody who knows the token, with a key of its own unless said. */
export function known({
  key,
  type,
  headers,
  ...asked
}: Asked & { readonly key?: string | null; readonly type?: string }) {
  return (origin: URL, token: string) =>
    raw(origin, {
      ...asked,
      headers: {
        authorization: `Bearer ${token}`,
        ...(asked.method === 'GET' ? {} : { 'content-type': type ?? 'application/json' }),
        ...(key === null ? {} : { 'idempotency-key': key ?? `hostile-${keys++}` }),
        ...headers,
      },
    });
}
let keys = 0;

/** A request of these parts. */
export function raw(
  origin: URL,
  { method = 'POST', path, headers = {}, body = '' }: Asked,
): Promise<HostileAnswer> {
  const content = Buffer.from(body);
  const all: Record<string, string> = { host: origin.host, ...headers };
  if (method !== 'GET') all['content-length'] ??= String(content.length);
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return lines(
    origin,
    Buffer.concat([
      Buffer.from(`${method} ${path} HTTP/1.1\r\n${head.join('')}connection: close\r\n\r\n`),
      content,
    ]),
  );
}

/** Sends the bytes and reads until the server closes. */
export function lines(origin: URL, bytes: string | Buffer): Promise<HostileAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(origin.port), origin.hostname);
    const parts: Buffer[] = [];
    const finish = () => {
      const text = Buffer.concat(parts).toString('utf8');
      const [head = '', ...rest] = text.replace(/^HTTP\/1\.1 100 [^]*?\r\n\r\n/, '').split('\r\n\r\n');
      if (head === '') return reject(new Error('no answer'));
      resolve({
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
        type: /^content-type: (.*)$/im.exec(head)?.[1] ?? '',
        body: rest.join('\r\n\r\n'),
      });
    };
    const limit = setTimeout(() => socket.destroy(new Error('no answer in 35 seconds')), 35_000);
    socket.on('data', (part) => parts.push(part));
    socket.once('close', () => {
      clearTimeout(limit);
      if (parts.length > 0) finish();
    });
    socket.once('error', (error) => {
      // A server may answer and close while a large body is still on its way.
      if (parts.length === 0) reject(error);
    });
    socket.write(bytes);
  });
}

export function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random.uniform() * values.length)]!;
}

export function word(random: Random, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(97 + Math.floor(random.uniform() * 26))).join('');
}

export function bytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(random.uniform() * 256)));
}
