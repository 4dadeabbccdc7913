// Prices: one, many, what was charged, and decisions about them.

import { setImmediate } from 'node:timers/promises';

import { createRoute, z } from '@hono/zod-openapi';

import { priceHistory } from '../../../core/decisions/price-history.ts';
import { isoDate } from '../../../core/table/day-numbers.ts';
import { Problem } from '../problem.ts';
import { decide, requireProduct, type AskedDecision, type DecisionAnswer } from '../shop/decide.ts';
import type { Answered, Standing } from '../shop/served-shop.ts';
import { pricedAtOnce } from '../shop/standing.ts';
import {
  answer,
  asWritten,
  json,
  jsonText,
  KeysUnderWay,
  problems,
  requestKey,
  type App,
  type Service,
} from './context.ts';
import {
  batchRequest,
  decisionAnswer,
  decisionRequest,
  historyAnswer,
  keyHeader,
  optionalKeyHeader,
  suggestAnswer,
  suggestRequest,
} from './schemas.ts';

/** Lines of a batch sent at once. */
const linesAtOnce = 64;

export function priceRoutes(app: App, service: Service): void {
  suggestRoute(app, service);
  batchRoute(app, service);
  historyRoute(app, service);
  decisionsRoute(app, service);
}

function suggestRoute(app: App, { shop, metrics }: Service): void {
  const route = createRoute({
    method: 'post',
    path: '/v1/suggest_price',
    summary: 'The recommended price of a product, with its reasons',
    request: { body: { required: true, ...json(suggestRequest, 'The product') } },
    responses: { 200: json(suggestAnswer, 'The suggestion'), ...problems(404, 415, 422) },
  });
  app.openapi(route, async (c) => {
    const { product, typedPrice, ...choices } = c.req.valid('json');
    const standing = await shop.standing();
    requireProduct(standing, product);
    const asUsual = typedPrice === undefined && Object.keys(choices).length === 0;
    if (!asUsual) {
      const typedPrices = typedPrice === undefined ? {} : { typedPrices: { [product]: typedPrice } };
      const { desk } = standing.cache;
      const priced = desk.price(product, standing.accepted, { ...choices, ...typedPrices });
      metrics.suggestions.inc({ source: 'computed' });
      return jsonText(
        suggestionText(
          standing,
          product,
          JSON.stringify(priced[desk.together(product).indexOf(product)]),
          false,
        ),
      );
    }
    const { kept, atHand } = standing.cache.suggestion(product, standing.accepted);
    metrics.suggestions.inc({ source: atHand ? 'cache' : 'computed' });
    return jsonText(suggestionText(standing, product, kept.json, atHand));
  });
}

function suggestionText(standing: Standing, product: string, suggestion: string, cached: boolean): string {
  const held = standing.inForce.get(product) ?? null;
  return `{"suggestion":${suggestion},"inForce":${JSON.stringify(held)},"cached":${cached},"standsOn":${standing.standsOnJson}}`;
}

function batchRoute(app: App, service: Service): void {
  const { shop } = service;
  const keys = new KeysUnderWay();
  const route = createRoute({
    method: 'post',
    path: '/v1/batch_update',
    summary: 'The recommended prices of many products, a JSON line each; accepts them where asked to',
    request: {
      headers: optionalKeyHeader,
      body: { required: true, ...json(batchRequest, 'Which products') },
    },
    responses: {
      200: {
        description:
          'A line {"suggestion", "inForce"} or {"product", "problem"} for each, then {"done": true, "priced", "decision", "standsOn"}.',
        content: { 'application/x-ndjson': { schema: z.string() } },
      },
      ...problems(409, 415, 422),
    },
  });
  app.openapi(route, async (c) => {
    const { products, accept = false, from = null, confirmed = false } = c.req.valid('json');
    if (!accept && (from !== null || confirmed))
      throw new Problem(
        'malformed',
        '"from" and "confirmed" are about accepting prices: send "accept": true with them, or leave them out.',
      );
    const standing = await shop.standing();
    // Each once: a short request may not ask for an answer without end.
    const wanted = products ? [...new Set(products)] : standing.cache.desk.productIds;
    if (!accept) return lines(batchLines(service, standing, wanted, null));
    const key = await requestKey(c);
    return keys.one(key.key, async () => {
      const known = wanted.filter((id) => standing.cache.desk.has(id));
      // Priced in slices first, so that deciding finds all prices at hand.
      await allAtHand(standing, known);
      const asked: AskedDecision = {
        request: { action: 'accept', productIds: known },
        seen: new Map(
          known.flatMap((id) => {
            const { price } = standing.cache.suggestion(id, standing.accepted).kept.suggestion;
            return price === null ? [] : [[id, price] as const];
          }),
        ),
        from,
        confirmed,
      };
      const answered = await decide(shop, key, asked);
      const decision = countDecided(service, answered);
      if (decision === null) return answer(service, answered);
      if (answered.replayed) return lines(batchLines(service, standing, [], decision));
      return lines(batchLines(service, standing, wanted, decision));
    });
  });
}

async function allAtHand({ cache, accepted }: Standing, products: readonly string[]): Promise<void> {
  for (const [i, id] of products.entries()) {
    if (i % pricedAtOnce === 0) await setImmediate();
    cache.suggestion(id, accepted);
  }
}

async function* batchLines(
  { metrics }: Service,
  standing: Standing,
  products: readonly string[],
  decision: DecisionAnswer | null,
): AsyncGenerator<string> {
  const { cache, accepted, inForce } = standing;
  let part: string[] = [];
  let priced = 0;
  for (const [i, id] of products.entries()) {
    if (i % pricedAtOnce === 0) await setImmediate();
    if (cache.desk.has(id)) {
      const { kept, atHand } = cache.suggestion(id, accepted);
      metrics.suggestions.inc({ source: atHand ? 'cache' : 'computed' });
      priced++;
      part.push(`{"suggestion":${kept.json},"inForce":${JSON.stringify(inForce.get(id) ?? null)}}\n`);
    } else part.push(`${JSON.stringify({ product: id, problem: 'The shop has no such product.' })}\n`);
    if (part.length === linesAtOnce) {
      yield part.join('');
      part = [];
    }
  }
  part.push(
    `{"done":true,"priced":${priced},"decision":${JSON.stringify(decision)},"standsOn":${standing.standsOnJson}}\n`,
  );
  yield part.join('');
}

function lines(parts: AsyncGenerator<string>) {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await parts.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: async () => void (await parts.return(undefined)),
  });
  return asWritten(new Response(body, { headers: { 'content-type': 'application/x-ndjson' } }));
}

function historyRoute(app: App, { shop }: Service): void {
  const route = createRoute({
    method: 'get',
    path: '/v1/price_history/{product}',
    summary: 'What was charged for a product and what it brought, day by day, with the decisions about it',
    request: { params: z.object({ product: z.string().min(1).max(500) }) },
    responses: { 200: json(historyAnswer, 'The history'), ...problems(404, 422) },
  });
  app.openapi(route, async (c) => {
    const { product } = c.req.valid('param');
    const standing = await shop.standing();
    requireProduct(standing, product);
    const { state, cache, inForce, standsOn } = standing;
    const sold = cache.ground?.products.find(({ history }) => history.product.id === product)?.history;
    const charged = sold && priceHistory(sold);
    const decisions = state.book.done.flatMap(({ entry, at, changes }) =>
      changes
        .filter(({ productId }) => productId === product)
        .map(({ after }) => ({
          entry,
          at,
          from: state.holdsFrom.get(entry) ?? at.slice(0, 10),
          action: after?.action ?? 'clear',
          price: after?.price ?? null,
          suggestedPrice: after?.suggestedPrice ?? null,
          reason: after?.reason ?? '',
        })),
    );
    return c.json(
      {
        product,
        name: sold?.product.name ?? product,
        days: [...(charged?.days ?? [])].map(isoDate),
        price: [...(charged?.price ?? [])],
        units: [...(charged?.units ?? [])],
        revenue: [...(charged?.revenue ?? [])],
        profit: charged?.profit ? [...charged.profit] : null,
        changes: (charged?.changes ?? []).map(isoDate),
        decisions,
        inForce: inForce.get(product) ?? null,
        standsOn,
      },
      200,
    );
  });
}

function decisionsRoute(app: App, service: Service): void {
  const { shop } = service;
  const keys = new KeysUnderWay();
  const route = createRoute({
    method: 'post',
    path: '/v1/decisions',
    summary: 'Accepts, rejects or overrides prices, or takes decisions back',
    request: { headers: keyHeader, body: { required: true, ...json(decisionRequest, 'The decision') } },
    responses: { 200: json(decisionAnswer, 'What changed'), ...problems(409, 415, 422) },
  });
  app.openapi(route, async (c) => {
    const asked = askedOf(c.req.valid('json'));
    const key = await requestKey(c);
    return keys.one(key.key, async () => {
      const answered = await decide(shop, key, asked);
      countDecided(service, answered);
      return answer(service, answered);
    });
  });
}

function askedOf(body: z.infer<typeof decisionRequest>): AskedDecision {
  const from = 'from' in body ? (body.from ?? null) : null;
  const confirmed = 'confirmed' in body && body.confirmed === true;
  if (body.action === 'override') {
    requireOnePrice(body.prices);
    return {
      request: { action: 'override', prices: body.prices, reason: body.reason },
      seen: null,
      from,
      confirmed,
    };
  }
  const seen =
    'seen' in body && body.seen ? new Map(body.seen.map(({ productId, price }) => [productId, price])) : null;
  return { request: { action: body.action, productIds: body.productIds }, seen, from, confirmed };
}

/** @throws Problem where a product has two prices: which one is meant is anyone's guess. */
function requireOnePrice(prices: readonly { readonly productId: string; readonly price: number }[]): void {
  const known = new Map<string, number>();
  for (const { productId, price } of prices) {
    if ((known.get(productId) ?? price) !== price)
      throw new Problem(
        'malformed',
        `The request gives two prices for ${JSON.stringify(productId.slice(0, 80))}: send one.`,
      );
    known.set(productId, price);
  }
}

/** What was decided; null where the circuit breaker stopped it. A repeated answer is not counted again. */
function countDecided({ metrics }: Service, { status, body, replayed }: Answered): DecisionAnswer | null {
  if (status >= 400) {
    const { reason } = JSON.parse(body) as { readonly reason?: string };
    if (!replayed) metrics.breakerStops.inc({ reason: reason ?? 'unknown' });
    return null;
  }
  const decision = JSON.parse(body) as DecisionAnswer;
  if (!replayed) for (const { action } of decision.changed) metrics.decisions.inc({ action });
  return decision;
}
