// Pages of other sites that may read this server: those it was told, and no others. They may read, not change anything.
//
// https://fetch.spec.whatwg.org/#http-cors-protocol

import type { Context } from 'hono';

import { Problem } from '../problem.ts';
import type { Service } from './context.ts';

const reading: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** @throws Problem where a page of another site asks that may not, or for what it may not. */
export function requireOrigin({ origins }: Pick<Service, 'origins'>, c: Context): void {
  const origin = c.req.header('origin');
  if (origin === undefined || originHost(origin) === (c.req.header('host') ?? '').toLowerCase()) return;
  if (!origins.has(origin)) throw new Problem('forbidden', 'Pages of other sites may not ask this server.');
  if (!reading.has(c.req.method) && c.req.method !== 'OPTIONS')
    throw new Problem('forbidden', 'Pages of other sites may read this server, and change nothing.');
}

/** The answer to a browser that asks, before a page's request, whether it may; null where this is no such question. */
export function preflightAnswer({ origins }: Pick<Service, 'origins'>, c: Context): Response | null {
  const origin = c.req.header('origin');
  const isPreflight =
    c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
  if (!isPreflight || origin === undefined || !origins.has(origin)) return null;
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': [...reading].join(', '),
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '600',
      // A browser asks this of pages that lie on a more public network than the server.
      'access-control-allow-private-network': 'true',
    },
  });
}

/** Has the browser hand an answer, problems too, to the page that may read it. */
export function tellOrigin({ origins }: Pick<Service, 'origins'>, c: Context): void {
  if (origins.size === 0) return;
  c.res.headers.append('vary', 'origin');
  const origin = c.req.header('origin');
  if (origin !== undefined && origins.has(origin)) c.res.headers.set('access-control-allow-origin', origin);
}

function originHost(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
