// The check of price tests that come in from a log.

import { z } from 'zod';

import { firstIssue } from '../incoming/json.ts';
import type { PriceTest } from './price-test.ts';

const evidence = z.object({
  id: z.string(),
  elasticity: z.number(),
  standardError: z.number().positive(),
  from: z.string(),
  to: z.string(),
});
const priceTest = z.object({
  id: z.string(),
  design: z.object({
    productId: z.string(),
    productName: z.string(),
    priceA: z.number().positive(),
    priceB: z.number().positive(),
    priceC: z.exactOptional(z.number().positive()),
    firstDay: z.int(),
    fortnights: z.int().min(1).max(520),
    holdDays: z.union([z.literal(1), z.literal(7)]),
    shops: z.array(z.string()),
    seed: z.number(),
  }),
  unitCost: z.number().nullable(),
  outcome: z
    .object({
      fileName: z.string(),
      state: z.enum(['told', 'open', 'ended']),
      pairs: z.number(),
      sentence: z.string(),
      dailySentence: z.string(),
      evidence: evidence.nullable(),
      isUsed: z.boolean(),
    })
    .nullable(),
}) satisfies z.ZodType<PriceTest>;
const bodySchema = z.object({ tests: z.array(priceTest) });

/**
 * The tests that a log's entry lists.
 *
 * @throws Error in a sentence where it lists none that can be used.
 */
export function parseTests(body: unknown): readonly PriceTest[] {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) throw new Error(`The price tests cannot be used: ${firstIssue(parsed.error)}`);
  return parsed.data.tests;
}
