// The check of suggestions that come in with a model.

import { z } from 'zod';

import { amount, figure, price, share, text } from '../incoming/bounds.ts';
import { guardrailNames } from './guardrails/guardrail-list.ts';
import { relationNames } from './relations/relation-list.ts';
import { recommendationSchema, withRecommendation } from './recommendation-schema.ts';
import type { Suggestion } from './suggestion.ts';

const guardrail = z.enum(guardrailNames);

const expectedDay = z.object({
  price,
  units: amount,
  sales: figure,
  profit: figure.nullable(),
});

const estimate = z.object({ value: figure, interval: z.tuple([figure, figure]).readonly() });
const outlook = z.object({ units: estimate, revenue: estimate, profit: estimate.nullable() });

/** One of them, as this version writes it. */
export const suggestionSchema = z.object({
  productId: text(),
  productName: text(),
  category: text().nullable(),
  currentPrice: price,
  policyPrice: price.nullable(),
  recommendation: recommendationSchema,
  askedPrice: price,
  price: price.nullable(),
  trail: z.array(
    z.object({
      rule: guardrail,
      label: text(),
      before: figure,
      after: figure,
      note: text(),
    }),
  ),
  bindingRule: guardrail.nullable(),
  infeasible: z.object({ rules: z.tuple([guardrail, guardrail]).readonly(), sentence: text() }).nullable(),
  unitCost: figure.nullable(),
  assumedCost: text().nullable().default(null),
  expectedAtCurrent: expectedDay,
  expectedAtSuggested: expectedDay.nullable(),
  outlookAtCurrent: outlook,
  outlookAtSuggested: outlook.nullable(),
  confidence: share.nullable(),
  confidenceIn: z.enum(['profit', 'revenue']),
  expectedFrom: z.enum(['demandFit', 'demandMarket']),
  supportDays: amount,
  verdict: z.enum(['answers', 'leans', 'cannotTell', 'suspicious']),
  verdictSentence: text(),
  experiment: z
    .object({
      price,
      secondPrice: price.nullable(),
      days: amount,
      expectedCost: figure,
      costIn: z.enum(['profit', 'revenue']),
      sentence: text(),
    })
    .nullable(),
  relations: z.exactOptional(
    z.array(
      z.object({
        kind: z.enum(relationNames),
        label: text(),
        id: text(),
        title: text(),
        products: z.array(text()),
        costPerDay: figure.nullable(),
      }),
    ),
  ),
  reasons: z.array(text()),
  warnings: z.array(text()),
}) satisfies z.ZodType<Suggestion>;

/** Bundles of version 1 hold prices without intervals and verdict: they are left out, and asked for anew with the file. */
function withoutFirstVersion(json: unknown): unknown {
  const isOld = (entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'expectedAtCurrent' in entry && !('verdict' in entry);
  return Array.isArray(json) && json.length > 0 && json.every(isOld) ? [] : json;
}

export const suggestionsSchema = z.preprocess(
  withoutFirstVersion,
  z.array(z.preprocess(withRecommendation, suggestionSchema)),
);
