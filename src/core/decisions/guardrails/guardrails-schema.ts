// The check of guardrails that come in from a file or from storage.

import { z } from 'zod';

import { firstIssue } from '../../incoming/json.ts';
import { namedRecord } from '../../incoming/named-record.ts';
import { relationKinds, type RelationSet } from '../relations/relation-list.ts';
import {
  boundRules,
  defaultGuardrails,
  guardrailList,
  type Guardrails,
  type GuardrailSet,
} from './guardrail-list.ts';

const shapes: readonly (readonly [string, z.ZodType])[] = guardrailList.flatMap((rule) =>
  Object.entries(rule.schema(z)),
);

const narrower = z
  .strictObject(Object.fromEntries(shapes.map(([key, schema]) => [key, z.exactOptional(schema)])))
  .superRefine((values, context) => {
    for (const rule of boundRules) {
      const message = rule.problemOf?.(values);
      if (message != null) context.addIssue({ code: 'custom', message });
    }
  }) as unknown as z.ZodType<Partial<GuardrailSet>>;

const relations = z.strictObject(
  Object.fromEntries(
    relationKinds.flatMap((kind) =>
      Object.entries(kind.schema(z)).map(([key, each]) => [key, z.exactOptional(each as z.ZodType)]),
    ),
  ),
) as unknown as z.ZodType<Partial<RelationSet>>;

const schema = z.strictObject({
  all: narrower.optional(),
  categories: namedRecord(narrower).optional(),
  products: namedRecord(narrower).optional(),
  relations: relations.optional(),
});

/**
 * Guardrails from JSON: `{ all?, categories?, products?, relations? }`, each a set of rules of which any may be left out. What
 * is left out of `all` is as by default, of `relations` off.
 *
 * @throws Error in a sentence that names the place and what would be right.
 */
export function parseGuardrails(json: unknown): Guardrails {
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new Error(`The guardrails cannot be used: ${firstIssue(parsed.error)}`);
  const { all, categories, products, relations: between } = parsed.data;
  return {
    all: { ...defaultGuardrails.all, ...all },
    categories: categories ?? {},
    products: products ?? {},
    ...(between ? { relations: between } : {}),
  };
}
