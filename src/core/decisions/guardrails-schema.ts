// The check of guardrails that come in from a file or from storage.

import { z } from 'zod';

import { firstIssue } from '../incoming/json.ts';
import {
  defaultGuardrails,
  guardrailDefinitions,
  type Guardrails,
  type GuardrailField,
  type GuardrailSet,
} from './guardrail-rules.ts';

const fields = new Map(
  guardrailDefinitions.flatMap((definition) => definition.fields.map((field) => [field.key, field])),
);

/** A number within the bounds of the rules' list. */
function figure(key: GuardrailField['key']) {
  const { min, max } = fields.get(key)!;
  return z.number().min(min).max(max);
}

const ending = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cent') }),
  z.strictObject({ kind: z.literal('ending'), cents: z.union([z.literal(99), z.literal(95), z.literal(0)]) }),
  z.strictObject({
    kind: z.literal('step'),
    step: z
      .number()
      .min(0.01)
      .max(1_000_000)
      .refine((step) => Math.abs(step * 100 - Math.round(step * 100)) < 1e-6, 'expected whole cents'),
  }),
]);

const rules = {
  largestChangePercent: figure('largestChangePercent').nullable(),
  minMarginPercent: figure('minMarginPercent').nullable(),
  minPrice: figure('minPrice').nullable(),
  maxPrice: figure('maxPrice').nullable(),
  competitorBand: z
    .strictObject({ belowPercent: figure('belowPercent'), abovePercent: figure('abovePercent') })
    .nullable(),
  maxChangesPerWeek: figure('maxChangesPerWeek').int().nullable(),
  minAdvertisedPrice: figure('minAdvertisedPrice').nullable(),
  ending,
};

const narrower = z
  .strictObject({
    largestChangePercent: rules.largestChangePercent.exactOptional(),
    minMarginPercent: rules.minMarginPercent.exactOptional(),
    minPrice: rules.minPrice.exactOptional(),
    maxPrice: rules.maxPrice.exactOptional(),
    competitorBand: rules.competitorBand.exactOptional(),
    maxChangesPerWeek: rules.maxChangesPerWeek.exactOptional(),
    minAdvertisedPrice: rules.minAdvertisedPrice.exactOptional(),
    ending: rules.ending.exactOptional(),
  })
  .refine(
    ({ minPrice, maxPrice }) => minPrice == null || maxPrice == null || minPrice <= maxPrice,
    'the lowest price lies above the highest; exchange them',
  ) satisfies z.ZodType<Partial<GuardrailSet>>;

const schema = z.strictObject({
  all: narrower.optional(),
  categories: z.record(z.string(), narrower).optional(),
  products: z.record(z.string(), narrower).optional(),
});

/**
 * Guardrails from JSON: `{ all?, categories?, products? }`, each a set of rules of which any may be left out. What is
 * left out of `all` is as by default.
 *
 * @throws Error in a sentence that names the place and what would be right.
 */
export function parseGuardrails(json: unknown): Guardrails {
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new Error(`The guardrails cannot be used: ${firstIssue(parsed.error)}`);
  const { all, categories, products } = parsed.data;
  return {
    all: { ...defaultGuardrails.all, ...all },
    categories: categories ?? {},
    products: products ?? {},
  };
}
