// A service in tests: its options with everything usual, a client, and small sales.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { sentenceOf } from '../../core/text/sentence-of.ts';
import { TaskRefused, type RunTask } from './background/background.ts';
import { tasks } from './background/tasks.ts';
import type { NamedBytes } from './background/service-ground.ts';
import type { ServiceOptions } from './server.ts';
import { usualBreaker } from './shop/circuit-breaker.ts';

/** In the same thread, which is sooner begun; what it refuses is refused alike. */
const tasksHere: RunTask = async (name, args) => {
  try {
    return await tasks[name](args);
  } catch (error) {
    throw new TaskRefused(sentenceOf(error));
  }
};

export function serviceOptions(
  store: string,
  file: NamedBytes,
  changes: Partial<ServiceOptions> = {},
): ServiceOptions {
  return {
    beginning: { file, guardrails: null, choices: {}, secondFiles: [] },
    store,
    host: '127.0.0.1',
    port: 0,
    token: null,
    advice: {},
    marginPercent: null,
    breaker: usualBreaker,
    times: {},
    schedules: { salesFolder: null, promoter: 'person', retrainSteps: null },
    say: () => undefined,
    runTask: tasksHere,
    ...changes,
  };
}

export function catalogueFile(): NamedBytes {
  return { name: 'catalogue.csv', bytes: new Uint8Array(readFileSync('public/demo/catalogue.csv')) };
}

/** Days `from` to before `from + days` of two products that sell about `scale / price`. */
export function salesCsv(from: number, days: number): Uint8Array {
  const lines = ['Date,Product ID,Category,Price,Units,Cost'];
  for (let t = from; t < from + days; t++)
    for (const [id, scale] of [
      ['tea', 400],
      ['mug', 900],
    ] as const) {
      const price = [10, 12, 14, 16][t % 4]!;
      const day = new Date(Date.UTC(2025, 0, 1 + t)).toISOString().slice(0, 10);
      lines.push(`${day},${id},kitchen,${price},${Math.round(scale / price) + ((t * 5) % 7)},6`);
    }
  return new TextEncoder().encode(lines.join('\n'));
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** null where it is no JSON. */
  readonly json: unknown;
}

export class Client {
  private readonly origin: string;
  private readonly token: string | null;

  constructor(origin: string, token: string | null = null) {
    this.origin = origin;
    this.token = token;
  }

  async request(method: string, path: string, body?: unknown, key?: string): Promise<Answer> {
    return this.send(method, path, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
    });
  }

  async upload(path: string, bytes: Uint8Array, type: string): Promise<Answer> {
    return this.send('POST', path, {
      body: bytes as Uint8Array<ArrayBuffer>,
      headers: { 'content-type': type, 'idempotency-key': randomUUID() },
    });
  }

  async send(method: string, path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (this.token !== null) headers.set('authorization', `Bearer ${this.token}`);
    const response = await fetch(`${this.origin}${path}`, { ...init, method, headers });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      headers: response.headers,
      bytes,
      text,
      json: jsonOf(text),
    };
  }

  /** @throws Error with the answer where it is a problem. */
  async get<T>(path: string): Promise<T> {
    return done(await this.request('GET', path));
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return done(await this.request('POST', path, body));
  }

  /** With a key that nobody else has. */
  async keyed<T>(method: string, path: string, body: unknown): Promise<T> {
    return done(await this.request(method, path, body, randomUUID()));
  }

  async lines(path: string, body: unknown): Promise<unknown[]> {
    const { text } = await this.request('POST', path, body);
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function done<T>({ status, json, text }: Answer): T {
  if (status >= 400) throw new Error(`${status}: ${text}`);
  return json as T;
}
