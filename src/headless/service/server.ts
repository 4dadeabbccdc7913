// Starts the service and stops it: store, shop, schedules, HTTP. A stop lets requests under way come to their end.

import { getRequestListener } from '@hono/node-server';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { isIP, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import type { AdviceChoices } from '../../core/decisions/suggest-price.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { Background, type RunTask } from './background/background.ts';
import { problem, serviceApp } from './http/app.ts';
import { usualLimits, type App, type Limits, type Service } from './http/context.ts';
import { ServiceMetrics } from './service-metrics.ts';
import { problemBody, problemType, type ProblemKind } from './problem.ts';
import type { ScheduleContext } from './schedules/schedule.ts';
import { Schedules, type Times } from './schedules/schedules.ts';
import type { BreakerLimits } from './shop/circuit-breaker.ts';
import { beginShop, type Beginning } from './shop/served-project.ts';
import { Shop } from './shop/served-shop.ts';
import { HeadFile } from './store/head-file.ts';
import { measuredStore } from './store/measured-store.ts';
import { openStore } from './store/open-store.ts';

export interface ServiceOptions {
  readonly beginning: Beginning;
  /** A folder, or `redis://...`. */
  readonly store: string;
  /** Where the server notes how far it has read, for its next start; nowhere where it is null or left out. */
  readonly headFile?: string | null;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly token: string | null;
  /** Of pages of other sites that may read it; none where it is left out. */
  readonly allowOrigins?: readonly string[];
  readonly advice: AdviceChoices;
  readonly marginPercent: number | null;
  readonly breaker: BreakerLimits;
  readonly times: Times;
  readonly schedules: Omit<ScheduleContext, 'shop' | 'metrics'>;
  readonly limits?: Limits;
  /** Does what takes long; in threads where it is left out. */
  readonly runTask?: RunTask;
  /** Milliseconds since 1970; the clock where it is left out. */
  readonly now?: () => number;
  /** Told what happens, a sentence at a time. */
  readonly say: (sentence: string) => void;
}

export interface RunningService {
  /** `http://127.0.0.1:8787` */
  readonly origin: string;
  readonly shop: Shop;
  readonly schedules: Schedules;
  /** Resolves once prices can be answered. */
  readonly ready: Promise<void>;
  /** Takes no more requests, lets those under way end, and closes the store. */
  stop(): Promise<void>;
}

/** How long requests under way may take at a stop. */
const graceMs = 20_000;

/** @throws Error in a sentence where it cannot be started as asked for. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { host, token, say, now = Date.now } = options;
  if (!isLoopback(host) && token === null)
    throw new Error(
      `Without a token the server listens on this machine only: give --token-file for --host ${host}, or leave --host out.`,
    );
  const metrics = new ServiceMetrics();
  const store = measuredStore(await openStore(options.store, say, now), metrics);
  const background = new Background();
  try {
    const { marginPercent, advice, breaker } = options;
    const { runTask = background.run } = options;
    const headFile = options.headFile ? new HeadFile(options.headFile, say) : null;
    await headFile?.check(store);
    const isNew = (await store.head()).entries === 0;
    const begun = isNew
      ? await beginShop(store, options.beginning, { runTask, marginPercent, now })
      : 'elsewhere';
    if (begun === 'elsewhere')
      say(
        `The shop in ${store.name} goes on as it stands; ${options.beginning.file.name} is not read again.`,
      );
    const shop = await Shop.open({ store, headFile, runTask, now, advice, marginPercent, breaker });
    if (begun !== 'elsewhere' && begun) shop.knowGround(begun);
    const schedules = new Schedules({ ...options.schedules, shop, metrics }, options.times, say);
    schedules.start();
    return await listen(options, { shop, schedules, metrics, background });
  } catch (error) {
    await background.stop();
    await store.close();
    throw error;
  }
}

async function listen(
  { host, port, token, allowOrigins = [], limits = usualLimits, say }: ServiceOptions,
  parts: Pick<Service, 'shop' | 'schedules' | 'metrics' | 'background'>,
): Promise<RunningService> {
  const { shop, schedules, background } = parts;
  let phase: ReturnType<Service['phase']> = 'starting';
  const service: Service = {
    ...parts,
    token,
    phase: () => phase,
    hosts: token === null ? new Set(['localhost', '127.0.0.1', '[::1]']) : null,
    origins: new Set(allowOrigins),
    limits,
  };
  const app = serviceApp(service, say);
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: limits.fileMs,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 10_000,
      maxHeaderSize: 16_384,
      requireHostHeader: false, // a request without one is told so by the listener
    },
    listenerOf(app),
  );
  server.on('clientError', answerUnreadable);
  // Left alone, Node closes a tunnel without a word and answers other expectations without a body.
  server.on('connect', (_, socket: Duplex) =>
    endWith(socket, 'notAllowed', 'The server is no proxy: ask it for its own paths.'),
  );
  server.on('checkExpectation', (_, response: ServerResponse) => {
    const body = problemBody('malformed', 'The header Expect can say 100-continue only: leave it out.');
    response.writeHead(body.status, { 'content-type': problemType, connection: 'close' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken: choose another with --port.`
            : sentenceOf(error),
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  const ready = warm(shop, say).then(() => {
    if (phase === 'starting') phase = 'open';
  });
  let stopped: Promise<void> | null = null;
  const { port: given } = server.address() as AddressInfo;
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${given}`,
    shop,
    schedules,
    ready,
    stop: () =>
      (stopped ??= (async () => {
        phase = 'closing';
        await schedules.stop();
        await drained(server);
        await background.stop();
        await ready;
        await shop.options.store.close();
      })()),
  };
}

/** A request of which no URL can be made never reaches the application either. */
function listenerOf(app: App): RequestListener {
  const listener = getRequestListener(app.fetch, {
    errorHandler: () => problem('malformed', 'The request has no Host header or no path that can be read.'),
  });
  return (request, response) => void listener(request, response);
}

/** Prices are at hand before the server says that it is ready; a shop without sales is ready for some. */
async function warm(shop: Shop, say: (sentence: string) => void): Promise<void> {
  try {
    await shop.standing();
  } catch (error) {
    say(sentenceOf(error));
  }
}

async function drained(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const limit = setTimeout(() => server.closeAllConnections(), graceMs);
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  await closed;
  clearTimeout(limit);
  clearInterval(idle);
}

const unreadable: Readonly<Record<string, readonly [ProblemKind, string]>> = {
  HPE_HEADER_OVERFLOW: ['tooManyHeaders', 'The headers have more than 16 KB, the most that is read here.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['tooSlow', 'The request was not whole in time: send it again.'],
};

/** What is no HTTP never reaches the application. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [kind, detail] = unreadable[error.code ?? ''] ?? [
    'malformed',
    'The request is not HTTP as it is written.',
  ];
  endWith(socket, kind, detail);
}

/** An answer where there is no request that could have one. */
function endWith(socket: Duplex, kind: ProblemKind, detail: string): void {
  const body = problemBody(kind, detail);
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${body.status} ${body.title}\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
