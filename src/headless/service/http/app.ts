// The service as one application: guard, routes, and every failure as problem+json.

import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';

import { firstIssue } from '../../../core/incoming/json.ts';
import { program } from '../../../core/run/program-version.ts';
import { sentenceOf } from '../../../core/text/sentence-of.ts';
import { shortened } from '../../../core/text/short-text.ts';
import { TaskRefused } from '../background/background.ts';
import { Problem, problemBody, problemType, type ProblemKind } from '../problem.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { App, Service } from './context.ts';
import { tellOrigin } from './cross-origin.ts';
import { guard } from './guard.ts';
import { healthRoutes } from './health-routes.ts';
import { modelRoutes } from './model-routes.ts';
import { priceRoutes } from './price-routes.ts';
import { salesRoutes } from './sales-routes.ts';
import { shopRoutes } from './shop-routes.ts';

export function serviceApp(service: Service, complain: (sentence: string) => void): App {
  const app: App = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success)
        throw new Problem(
          'malformed',
          `The request cannot be used: ${firstIssue(result.error).replace(/^the top: /, '')}.`,
        );
    },
  });
  app.use(async (c, next) => {
    const end = service.metrics.requests.startTimer();
    await next();
    end({
      method: c.req.method,
      route: routeOf(c.req.routePath, c.res.status),
      status: String(c.res.status),
    });
    tellOrigin(service, c);
    c.res.headers.set('cache-control', 'no-store');
    c.res.headers.set('x-content-type-options', 'nosniff');
  });
  for (const handler of guard(service)) app.use(handler);
  healthRoutes(app, service);
  priceRoutes(app, service);
  salesRoutes(app, service);
  modelRoutes(app, service);
  shopRoutes(app, service);
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of --token-file or PRICING_LAB_TOKEN; a server without one needs none.',
  });
  // Made once: whoever asks for it needs no token.
  let document: ReturnType<typeof documentOf> | null = null;
  app.get('/openapi.json', (c) => c.json((document ??= documentOf(app))));
  app.notFound((c) => {
    const taken = methodsAt(app, c.req.path);
    if (taken.length === 0)
      return problem(
        'notFound',
        `There is nothing at ${shortened(c.req.path)}; /openapi.json lists what there is.`,
      );
    const refusal = problem(
      'notAllowed',
      `${shortened(c.req.path)} takes ${taken.join(' and ')} only, not ${shortened(c.req.method)}.`,
    );
    refusal.headers.set('allow', taken.join(', '));
    return refusal;
  });
  app.onError((error) => {
    const [kind, detail] = problemOf(error);
    if (kind === 'internal') complain(error.stack ?? String(error));
    return problem(kind, detail);
  });
  return app;
}

/** The methods that a path takes; none where there is nothing at it. */
function methodsAt(app: App, path: string): readonly string[] {
  const found = app.routes.filter((route) => {
    if (route.method === 'ALL') return false; // the guard stands before every path
    const pattern = route.path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(path);
  });
  return [...new Set(found.map(({ method }) => method))].sort();
}

function documentOf(app: App) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Pricing Lab',
      version: program.split(' ').at(-1)!,
      description:
        'Prices with reasons, decisions about them and sales. A request that changes something needs an Idempotency-Key; problems are those of RFC 9457.',
    },
    security: [{ bearer: [] }],
  });
}

export function problem(kind: ProblemKind, detail: string): Response {
  const body = problemBody(kind, detail);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: {
      'content-type': problemType,
      'cache-control': 'no-store',
      ...(kind === 'unauthorised' ? { 'www-authenticate': 'Bearer' } : {}),
      ...(body.status === 503 ? { 'retry-after': '1' } : {}),
    },
  });
}

function problemOf(error: unknown): readonly [ProblemKind, string] {
  if (error instanceof Problem) return [error.kind, error.message];
  if (error instanceof TaskRefused) return ['unusable', error.message];
  if (error instanceof StoreUnavailable)
    return [
      'unavailable',
      `${sentenceOf(error)} It is not known whether a change was kept: repeat the request with the same Idempotency-Key.`,
    ];
  if (error instanceof HTTPException) {
    if (error.status === 415)
      return [
        'wrongType',
        'The body has the wrong type: send it with the Content-Type that /openapi.json names.',
      ];
    if (error.status < 500)
      return ['malformed', 'The request cannot be read: its body is not JSON, or not as its header says.'];
  }
  return ['internal', 'The server failed on this request; see its log.'];
}

/** Unknown paths are one route: whoever tries paths may not fill the metrics. */
function routeOf(path: string, status: number): string {
  return status === 404 && !path.startsWith('/v1/') ? 'unknown' : path.includes('*') ? 'unknown' : path;
}
