// What the routes share.

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { createHash } from 'node:crypto';

import { repeatedName } from '../../../core/incoming/json.ts';
import type { Background } from '../background/background.ts';
import type { ServiceMetrics } from '../service-metrics.ts';
import { Problem, problemType } from '../problem.ts';
import type { Schedules } from '../schedules/schedules.ts';
import type { Answered, RequestKey, Shop } from '../shop/served-shop.ts';
import { problemSchema } from './schemas.ts';

export interface Service {
  readonly shop: Shop;
  readonly background: Background;
  readonly metrics: ServiceMetrics;
  readonly schedules: Schedules;
  /** Whether it is open for requests about prices. */
  readonly phase: () => 'starting' | 'open' | 'closing';
  /** null: nobody has to show one. */
  readonly token: string | null;
  /** Names by which it may be called where there is no token; null: any. */
  readonly hosts: ReadonlySet<string> | null;
  /** Of pages of other sites that may read it, such as `https://lab.example`. */
  readonly origins: ReadonlySet<string>;
  readonly limits: Limits;
}

export interface Limits {
  readonly jsonBytes: number;
  readonly fileBytes: number;
  /** Time for a request to be answered. */
  readonly answerMs: number;
  /** The same where a file is read. */
  readonly fileMs: number;
}

export const usualLimits: Limits = {
  jsonBytes: 8 * 2 ** 20,
  fileBytes: 512 * 2 ** 20,
  answerMs: 30_000,
  fileMs: 600_000,
};

export type App = OpenAPIHono;

const problem = { content: { [problemType]: { schema: problemSchema } } };

const problemWords: Readonly<Record<number, string>> = {
  400: 'The request cannot be read.',
  401: 'The token is missing, or another one.',
  403: 'A page of another site, or another name of the server, may not ask this.',
  404: 'There is no such product, model or schedule.',
  409: 'Not possible as the shop stands, stopped by the circuit breaker, or being worked on under the same key.',
  413: 'The body is larger than is read here.',
  415: 'The body has another Content-Type than is read here.',
  422: 'The content cannot be used, or the Idempotency-Key belongs to another request.',
  500: 'The server failed; its log says how.',
  503: 'The store cannot be reached, has no room or has lost entries, or the answer took too long: repeat it with the same Idempotency-Key.',
};

/** Answers of a route that can go wrong, for the document. */
export function problems(...statuses: readonly number[]) {
  const all = [400, 401, 403, 413, 500, 503, ...statuses].sort();
  return Object.fromEntries(
    all.map((status) => [status, { description: problemWords[status]!, ...problem }]),
  );
}

export function json<Schema>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** The key of a request that changes something. @throws Problem where it has none. */
export async function requestKey(c: Context): Promise<RequestKey> {
  const key = c.req.header('idempotency-key');
  if (key === undefined)
    throw new Problem(
      'malformed',
      'A request that changes something needs an Idempotency-Key: any new text of up to 200 characters, and the same one when you repeat the request.',
    );
  const body = new Uint8Array(await c.req.arrayBuffer());
  if (/^application\/json\b/i.test(c.req.header('content-type') ?? '')) requireSingleNames(body);
  const digest = createHash('sha256');
  digest.update(`${c.req.method} ${new URL(c.req.url).pathname} ${new URL(c.req.url).search}\n`);
  digest.update(body);
  return { key, request: digest.digest('hex') };
}

/** @throws Problem where a name stands twice in one object or bytes are no text: what is meant is anyone's guess. */
function requireSingleNames(body: Uint8Array): void {
  const name = repeatedName(textOf(body));
  if (name !== null)
    throw new Problem(
      'malformed',
      `The request names ${JSON.stringify(name.slice(0, 80))} twice in one object: say it once.`,
    );
}

/** @throws Problem where the bytes are not UTF-8: something else would be kept than was sent. */
function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Problem('malformed', 'The request is not valid UTF-8: send JSON in UTF-8.');
  }
}

/** Keeps two requests with one key from being worked on at once. */
export class KeysUnderWay {
  private readonly keys = new Set<string>();

  /** @throws Problem where the first request with the key is not answered yet. */
  async one<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.keys.has(key))
      throw new Problem(
        'conflict',
        'A request with this Idempotency-Key is being worked on: wait for its answer.',
      );
    this.keys.add(key);
    try {
      return await work();
    } finally {
      this.keys.delete(key);
    }
  }
}

/** Text made elsewhere (a kept answer, a kept suggestion, a stream) as it is; Hono's types know what `c.json` makes alone. */
export function asWritten(response: Response) {
  return response as never;
}

/** The answer to a change, as it was kept. */
export function answer({ metrics }: Service, { status, body, replayed }: Answered) {
  if (replayed) metrics.replays.inc();
  return asWritten(
    new Response(body, {
      status,
      headers: {
        'content-type': status < 400 ? 'application/json' : problemType,
        ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
      },
    }),
  );
}

export function jsonText(text: string) {
  return asWritten(new Response(text, { headers: { 'content-type': 'application/json' } }));
}
