// Who may ask, how much and for how long. It stands before every route.

import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createHash, timingSafeEqual } from 'node:crypto';

import { Problem } from '../problem.ts';
import type { Service } from './context.ts';
import { preflightAnswer, requireOrigin } from './cross-origin.ts';

/** Whoever starts the server asks for its health without a token, and the document says how to ask for the rest. */
function needsToken(path: string): boolean {
  return path.startsWith('/v1/') || path === '/metrics';
}

/** Paths that take files. */
const filePaths = /^\/v1\/(sales|models)$/;

export function guard(service: Service): readonly MiddlewareHandler[] {
  const { limits } = service;
  const sizeOf = (path: string) => (filePaths.test(path) ? limits.fileBytes : limits.jsonBytes);
  const limited = new Map(
    [limits.jsonBytes, limits.fileBytes].map((maxSize) => [
      maxSize,
      bodyLimit({
        maxSize,
        onError: async (c) => {
          await discarded(c.req.raw.body);
          throw new Problem(
            'tooLarge',
            `The request's body has more than ${maxSize / 2 ** 20} MB, the most that is read here.`,
          );
        },
      }),
    ]),
  );
  return [
    callers(service),
    (c, next) => {
      const most = sizeOf(c.req.path);
      // The limit opens the body as a stream, which takes longer than to answer: a length that was told in good order needs none.
      return isToldWithin(most, c) ? next() : limited.get(most)!(c, next);
    },
    withinTime((path) => (filePaths.test(path) ? limits.fileMs : limits.answerMs)),
    async (c, next) => {
      // What changes something is kept as it was sent: bytes that are no text cannot be told from what they are read as later.
      if (c.req.header('idempotency-key') !== undefined) await c.req.arrayBuffer();
      return next();
    },
  ];
}

/** Node reads no more of a body than its Content-Length says. */
function isToldWithin(most: number, c: Context): boolean {
  const told = c.req.header('content-length');
  return told !== undefined && Number(told) <= most && c.req.header('transfer-encoding') === undefined;
}

const discardedBytes = 64 * 2 ** 20;
const discardedMs = 1_000;

/** Takes in some of what is too large: who is cut off while sending never reads the answer. */
async function discarded(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (!body || body.locked) return;
  const reader = body.getReader();
  const limit = setTimeout(() => void reader.cancel().catch(() => undefined), discardedMs);
  try {
    for (let size = 0; size < discardedBytes;) {
      const part = await reader.read();
      if (part.done) break;
      size += part.value.length;
    }
  } catch {
    // the sender is gone
  } finally {
    clearTimeout(limit);
  }
}

/** The token where there is one; without one, only programs of this machine. Of pages of other sites those that were allowed. */
function callers(service: Service): MiddlewareHandler {
  const { token, hosts } = service;
  const expected = token === null ? null : digest(token);
  return async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (hosts && !hosts.has(hostName(host)))
      throw new Problem('forbidden', `Without a token the server answers only to ${[...hosts].join(', ')}.`);
    requireOrigin(service, c);
    const preflight = preflightAnswer(service, c);
    if (preflight) return preflight;
    if (expected && needsToken(c.req.path)) {
      const shown = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
      if (shown === undefined || !timingSafeEqual(digest(shown), expected))
        throw new Problem(
          'unauthorised',
          'The request needs the header "Authorization: Bearer TOKEN" with the server\'s token.',
        );
    }
    return next();
  };
}

function withinTime(limitOf: (path: string) => number): MiddlewareHandler {
  return async (c, next) => {
    const limit = limitOf(c.req.path);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(lateProblem(c, limit)), limit);
    });
    try {
      await Promise.race([next(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Whoever has not sent the whole body waits for nobody but himself. */
function lateProblem(c: Context, limitMs: number): Problem {
  const { incoming } = c.env as { readonly incoming?: { readonly complete: boolean } };
  const seconds = limitMs / 1_000;
  return incoming?.complete === false
    ? new Problem(
        'tooSlow',
        `The body was not whole after ${seconds} seconds: send the request again, faster.`,
      )
    : new Problem(
        'timedOut',
        `The answer took more than ${seconds} seconds: repeat the request, with the same Idempotency-Key where it has one.`,
      );
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
