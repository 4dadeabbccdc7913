// The shop itself: what it has, its rules, prices in force, its log, all of it as a project, and its schedules.

import { createRoute, z } from '@hono/zod-openapi';

import { encodeAuditEntries, encodeAuditHead } from '../../../core/decisions/audit-file.ts';
import { headOf } from '../../../core/decisions/audit-log.ts';
import { relationsOf, type Guardrails } from '../../../core/decisions/guardrails/guardrail-list.ts';
import { parseGuardrails } from '../../../core/decisions/guardrails/guardrails-schema.ts';
import { relationProblem } from '../../../core/decisions/relations/relation-list.ts';
import { relatedProduct } from '../../../core/decisions/relations/relation.ts';
import { sentenceOf } from '../../../core/text/sentence-of.ts';
import { Problem } from '../problem.ts';
import { pricesInForce } from '../shop/prices-in-force.ts';
import type { Change, Shop } from '../shop/served-shop.ts';
import { projectOf } from '../shop/served-project.ts';
import {
  answer,
  asWritten,
  json,
  KeysUnderWay,
  problems,
  requestKey,
  type App,
  type Service,
} from './context.ts';
import { dayQuery, doneAnswer, guardrailsSchema, keyHeader, pricesAnswer, shopAnswer } from './schemas.ts';

const binary = { schema: z.string().openapi({ format: 'binary' }) };

export function shopRoutes(app: App, service: Service): void {
  readRoutes(app, service);
  rulesRoutes(app, service);
  wholeRoutes(app, service);
  scheduleRoutes(app, service);
}

function readRoutes(app: App, { shop }: Service): void {
  const overview = createRoute({
    method: 'get',
    path: '/v1/shop',
    summary: 'The products of the shop, and what its prices stand on',
    responses: { 200: json(shopAnswer, 'The shop'), ...problems(409) },
  });
  app.openapi(overview, async (c) => {
    const { cache, state, standsOn } = await shop.standing();
    const names = new Map(
      cache.ground?.products.map(({ history: { product } }) => [product.id, product.name]),
    );
    return c.json(
      {
        products: cache.desk.productIds.map((product) => ({ product, name: names.get(product) ?? product })),
        unusable: [...(cache.ground?.unusable ?? [])],
        log: state.head,
        standsOn,
      },
      200,
    );
  });
  const prices = createRoute({
    method: 'get',
    path: '/v1/prices',
    summary: 'The decided prices that hold on a day: what the shop should charge',
    request: { query: dayQuery },
    responses: { 200: json(pricesAnswer, 'The prices'), ...problems() },
  });
  app.openapi(prices, async (c) => {
    const { day = new Date(shop.options.now()).toISOString().slice(0, 10) } = c.req.valid('query');
    return c.json({ day, prices: [...pricesInForce(await shop.state(), day).values()] }, 200);
  });
}

function rulesRoutes(app: App, service: Service): void {
  const { shop } = service;
  const keys = new KeysUnderWay();
  const get = createRoute({
    method: 'get',
    path: '/v1/guardrails',
    summary: 'The rules that every suggested price keeps',
    responses: { 200: json(guardrailsSchema, 'The rules'), ...problems() },
  });
  app.openapi(get, async (c) => {
    const { guardrails } = await shop.state();
    return c.json(guardrails as unknown as z.infer<typeof guardrailsSchema>, 200);
  });
  const put = createRoute({
    method: 'put',
    path: '/v1/guardrails',
    summary: 'Sets the rules',
    request: { headers: keyHeader, body: { required: true, ...json(guardrailsSchema, 'The rules') } },
    responses: { 200: json(doneAnswer, 'Whether they changed'), ...problems(409, 415, 422) },
  });
  app.openapi(put, async (c) => {
    const key = await requestKey(c);
    const guardrails = parsed(c.req.valid('json'));
    return keys.one(key.key, async () =>
      answer(
        service,
        await shop.change(key, async (state): Promise<Change<unknown>> => {
          await checkRelations(shop, guardrails);
          return JSON.stringify(state.guardrails) === JSON.stringify(guardrails)
            ? { drafts: [], answer: () => ({ entry: null, sentence: 'These rules apply already.' }) }
            : {
                drafts: [{ kind: 'guardrails', body: guardrails }],
                answer: (entries) => ({
                  entry: entries.at(-1)!.index,
                  sentence: 'The rules apply from now on.',
                }),
              };
        }),
      ),
    );
  });
}

/** @throws Problem where a relation names a product that the shop has not. */
async function checkRelations(shop: Shop, guardrails: Guardrails): Promise<void> {
  const { sales } = await shop.state();
  if (!sales) return;
  const { cache } = await shop.standing();
  const products = (cache.ground?.products ?? []).map(({ history }) => relatedProduct(history.product));
  const problem = relationProblem(products, relationsOf(guardrails));
  if (problem !== null) throw new Problem('unusable', problem);
}

function parsed(body: unknown) {
  try {
    return parseGuardrails(body);
  } catch (error) {
    throw new Problem('malformed', `${sentenceOf(error)}.`, error);
  }
}

function wholeRoutes(app: App, { shop }: Service): void {
  const log = createRoute({
    method: 'get',
    path: '/v1/log',
    summary: 'The audit log, as the page exports and verifies it',
    responses: {
      200: {
        description: 'An entry a line, then the head',
        content: { 'application/x-ndjson': { schema: z.string() } },
      },
      ...problems(),
    },
  });
  app.openapi(log, async () => {
    await shop.state();
    const entries = await shop.options.store.entries(1);
    const text = encodeAuditEntries(entries) + encodeAuditHead(headOf(entries.at(-1) ?? null));
    return asWritten(new Response(text, { headers: { 'content-type': 'application/x-ndjson' } }));
  });
  const project = createRoute({
    method: 'get',
    path: '/v1/project',
    summary: 'Everything as one project, which the lab opens',
    responses: { 200: { description: 'The file', content: { 'application/zip': binary } }, ...problems(409) },
  });
  app.openapi(project, async () => {
    const bytes = await projectOf(shop);
    return asWritten(
      new Response(bytes as Uint8Array<ArrayBuffer>, {
        headers: {
          'content-type': 'application/zip',
          'content-disposition': 'attachment; filename="shop.pricinglab"',
        },
      }),
    );
  });
}

function scheduleRoutes(app: App, service: Service): void {
  const { shop, schedules } = service;
  const keys = new KeysUnderWay();
  const scheduleSchema = z.object({
    name: z.string(),
    when: z.string().nullable(),
    next: z.string().nullable(),
    meaning: z.string(),
    running: z.boolean(),
    last: z.object({ at: z.string(), outcome: z.string(), sentence: z.string() }).nullable(),
  });
  const list = createRoute({
    method: 'get',
    path: '/v1/schedules',
    summary: 'What the server does by itself, when, and the last result',
    responses: {
      200: json(z.object({ schedules: z.array(scheduleSchema) }), 'The schedules'),
      ...problems(),
    },
  });
  app.openapi(list, (c) => c.json({ schedules: [...schedules.list()] }, 200));
  const run = createRoute({
    method: 'post',
    path: '/v1/schedules/{name}/run',
    summary: 'Runs a schedule now; answers when it is done, or after a while that it is in progress',
    request: {
      headers: keyHeader,
      params: z.object({ name: z.string().max(50) }),
      body: { required: true, ...json(z.strictObject({}), '{}') },
    },
    responses: {
      200: json(z.object({ outcome: z.string(), sentence: z.string() }), 'How it went'),
      ...problems(404, 409, 415),
    },
  });
  app.openapi(run, async (c) => {
    const key = await requestKey(c);
    const { name } = c.req.valid('param');
    return keys.one(key.key, async () => {
      const before = await shop.answered(key);
      if (before) return answer(service, before);
      const outcome = await Promise.race([schedules.runNow(name), underWay()]);
      return answer(service, await shop.change(key, () => ({ drafts: [], answer: () => outcome })));
    });
  });
}

/** A retraining takes longer than a request may. */
const waitedMs = 15_000;

async function underWay(): Promise<{ readonly outcome: string; readonly sentence: string }> {
  await new Promise((resolve) => setTimeout(resolve, waitedMs).unref());
  return { outcome: 'running', sentence: 'It is still running; GET /v1/schedules will say how it went.' };
}
