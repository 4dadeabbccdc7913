// What comes in and goes out over HTTP: one schema each, which checks the request and makes /openapi.json.

import { z } from '@hono/zod-openapi';

import { freePrice, price, text } from '../../../core/incoming/bounds.ts';
import { namedRecord } from '../../../core/incoming/named-record.ts';
import { suggestionSchema } from '../../../core/decisions/suggestion-schema.ts';
import { isoDay } from '../shop/shop-state.ts';

const productId = text(500).min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex');
const mostProducts = 1_000_000;
const productIds = z.array(productId).min(1).max(mostProducts);
const level = z.number().min(0.5).max(0.99);
const objective = z.enum(['profit', 'revenue']);

export const problemSchema = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .openapi('Problem', { description: 'RFC 9457; `detail` is one sentence that says what would be right.' });

const standsOnSchema = z
  .object({
    sales: z.object({ fingerprint: hash, lastDay: isoDay, entry: z.int() }).nullable(),
    rules: z.object({ entry: z.int() }),
    model: z.object({ id: hash, name: z.string(), entry: z.int() }).nullable(),
    modelProblem: z.string().nullable(),
    decisions: z.object({ entry: z.int() }),
  })
  .openapi('StandsOn', {
    description:
      'Which sales, rules, model and decisions an answer rests on; entries are those of the audit log.',
  });

const inForceSchema = z
  .object({
    productId,
    price: freePrice,
    since: isoDay,
    action: z.enum(['accept', 'reject', 'override', 'clear']),
    entry: z.int(),
  })
  .openapi('PriceInForce');

/** What a person says to the circuit breaker. */
const confirmed = z.boolean().exactOptional().openapi({
  description: 'A person has reviewed the prices: the circuit breaker lets them pass.',
});

export const suggestRequest = z
  .strictObject({
    product: productId.openapi({ example: 'COF-ESP-250' }),
    typedPrice: price.exactOptional().openapi({ description: 'A price to value beside the others.' }),
    objective: objective.exactOptional(),
    level: level.exactOptional().openapi({ description: 'Probability of gain that a change must reach.' }),
  })
  .openapi('SuggestRequest');

/** Made anew: only what is made after `z` was widened can be named in the document, whoever loaded the core's before. */
const suggestionHere = z.object(suggestionSchema.shape);

export const suggestAnswer = z
  .object({
    suggestion: suggestionHere.openapi('Suggestion'),
    inForce: inForceSchema
      .nullable()
      .openapi({ description: 'What was decided and holds today; null for nothing.' }),
    cached: z.boolean(),
    standsOn: standsOnSchema,
  })
  .openapi('SuggestAnswer');

export const batchRequest = z
  .strictObject({
    products: productIds.exactOptional().openapi({ description: 'All of the shop where it is left out.' }),
    accept: z
      .boolean()
      .exactOptional()
      .openapi({ description: 'Accepts the prices; needs an Idempotency-Key.' }),
    from: isoDay.exactOptional().openapi({ description: 'The day from which accepted prices hold.' }),
    confirmed,
  })
  .openapi('BatchRequest');

const seenPrice = z.strictObject({ productId, price });
const whenAndHow = {
  from: isoDay
    .exactOptional()
    .openapi({ description: 'The day from which the prices hold; at once where it is left out.' }),
  confirmed,
};

export const decisionRequest = z
  .discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('accept'),
      productIds,
      seen: z.array(seenPrice).max(mostProducts).exactOptional().openapi({
        description: 'The prices as they were seen: a product that has another one by now is left as it is.',
      }),
      ...whenAndHow,
    }),
    z.strictObject({ action: z.literal('reject'), productIds, ...whenAndHow }),
    z.strictObject({ action: z.literal('clear'), productIds }),
    z.strictObject({
      action: z.literal('override'),
      prices: z.array(seenPrice).min(1).max(mostProducts),
      reason: text(1_000).regex(/[\p{L}\p{N}]/u, 'expected a reason in words'),
      ...whenAndHow,
    }),
  ])
  .openapi('DecisionRequest');

export const decisionAnswer = z
  .object({
    entry: z.int().nullable().openapi({ description: 'Of the audit log; null where nothing changed.' }),
    from: isoDay.nullable(),
    changed: z.array(z.object({ productId, action: z.string(), price: freePrice.nullable() })),
    left: z.array(z.object({ productId, why: z.string() })),
  })
  .openapi('DecisionAnswer');

export const historyAnswer = z
  .object({
    product: productId,
    name: z.string(),
    days: z.array(isoDay),
    price: z.array(z.number()),
    units: z.array(z.number()),
    revenue: z.array(z.number()),
    profit: z.array(z.number()).nullable(),
    changes: z.array(isoDay).openapi({ description: 'Days on which another price began.' }),
    decisions: z.array(
      z.object({
        entry: z.int(),
        at: z.string(),
        from: isoDay,
        action: z.string(),
        price: freePrice.nullable(),
        suggestedPrice: z.number().nullable(),
        reason: z.string(),
      }),
    ),
    inForce: inForceSchema.nullable(),
    standsOn: standsOnSchema,
  })
  .openapi('PriceHistory');

export const dayQuery = z.strictObject({
  day: isoDay.exactOptional().openapi({ description: 'The day in question; today where it is left out.' }),
});

export const salesQuery = z.strictObject({
  name: text(200)
    .regex(/^[^/\\]+$/, 'expected a file name without a path')
    .default('sales.csv')
    .openapi({ description: 'The name of the file, with its ending.' }),
  mode: z.enum(['add', 'replace']).default('add').openapi({
    description: '`add` joins newer sales to those there are; `replace` begins anew with this file.',
  }),
});

const alertSchema = z.object({
  kind: z.string(),
  urgency: z.enum(['now', 'soon', 'watch']),
  productId: z.string().nullable(),
  title: z.string(),
  sentence: z.string(),
});

export const salesAnswer = z
  .object({
    entry: z.int().nullable(),
    fingerprint: hash,
    products: z.int(),
    lastDay: isoDay,
    replacedRows: z.int(),
    alerts: z.array(alertSchema),
    sentence: z.string(),
  })
  .openapi('SalesAnswer');

const rulesByName = namedRecord(z.record(z.string(), z.unknown())).openapi({
  type: 'object',
  additionalProperties: { type: 'object', additionalProperties: {} },
});
export const guardrailsSchema = z
  .looseObject({
    all: z.record(z.string(), z.unknown()).exactOptional(),
    categories: rulesByName.exactOptional(),
    products: rulesByName.exactOptional(),
  })
  .openapi('Guardrails', {
    description: 'As the page exports them; what is left out of `all` is as by default.',
  });

const measures = z.looseObject({}).nullable();
export const modelsAnswer = z
  .object({
    inUse: hash.nullable(),
    models: z.array(
      z.object({
        id: hash,
        name: z.string(),
        agent: z.string(),
        stage: z.enum(['proposed', 'promoted', 'declined', 'rolledBack']),
        at: z.string(),
        entry: z.int(),
        sales: hash.nullable(),
        sentence: z.string(),
        comparison: measures,
      }),
    ),
  })
  .openapi('Models');

export const modelMove = z.strictObject({
  confirmed,
});

export const doneAnswer = z.object({ entry: z.int().nullable(), sentence: z.string() }).openapi('Done');

export const shopAnswer = z
  .object({
    products: z.array(z.object({ product: productId, name: z.string() })),
    unusable: z.array(z.object({ product: z.string(), name: z.string(), reason: z.string() })),
    log: z.object({ entries: z.int(), hash: z.string() }),
    standsOn: standsOnSchema,
  })
  .openapi('Shop');

export const pricesAnswer = z
  .object({ day: isoDay, prices: z.array(inForceSchema) })
  .openapi('Prices', { description: 'What was decided and holds on that day.' });

export const keyHeader = z.object({
  'idempotency-key': z
    .string(
      'a request that changes something needs it: expected any new text of up to 200 characters, and the same one when you repeat the request',
    )
    .regex(/^[\x21-\x7e]{1,200}$/, 'expected 1 to 200 letters, digits and signs of ASCII without spaces')
    .openapi({
      description: 'The same key with the same request changes nothing more and gives the same answer.',
    }),
});
export const optionalKeyHeader = z.object({
  'idempotency-key': keyHeader.shape['idempotency-key'].exactOptional(),
});
