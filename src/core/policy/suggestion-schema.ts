// The check of suggestions that come in with a model.

import { z } from 'zod';

import { guardrailNames } from '../decisions/guardrail-rules.ts';
import { recommendationSchema, withRecommendation } from '../decisions/recommendation-schema.ts';
import type { Suggestion } from '../decisions/suggestion.ts';

const guardrail = z.enum(guardrailNames);

const expectedDay = z.object({
  price: z.number(),
  units: z.number(),
  sales: z.number(),
  profit: z.number().nullable(),
});

const estimate = z.object({ value: z.number(), interval: z.tuple([z.number(), z.number()]).readonly() });
const outlook = z.object({ units: estimate, revenue: estimate, profit: estimate.nullable() });

const suggestion = z.object({
  productId: z.string(),
  productName: z.string(),
  category: z.string().nullable(),
  currentPrice: z.number(),
  policyPrice: z.number().nullable(),
  recommendation: recommendationSchema,
  price: z.number().nullable(),
  askedPrice: z.number(),
  trail: z.array(
    z.object({
      rule: guardrail,
      label: z.string(),
      before: z.number(),
      after: z.number(),
      note: z.string(),
    }),
  ),
  bindingRule: guardrail.nullable(),
  infeasible: z
    .object({ rules: z.tuple([guardrail, guardrail]).readonly(), sentence: z.string() })
    .nullable(),
  unitCost: z.number().nullable(),
  assumedCost: z.string().nullable().default(null),
  expectedAtCurrent: expectedDay,
  expectedAtSuggested: expectedDay.nullable(),
  outlookAtCurrent: outlook,
  outlookAtSuggested: outlook.nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  confidenceIn: z.enum(['profit', 'revenue']),
  expectedFrom: z.enum(['demandFit', 'demandMarket']),
  supportDays: z.number(),
  verdict: z.enum(['answers', 'leans', 'cannotTell', 'suspicious']),
  verdictSentence: z.string(),
  experiment: z
    .object({
      price: z.number(),
      secondPrice: z.number().nullable(),
      days: z.number(),
      expectedCost: z.number(),
      costIn: z.enum(['profit', 'revenue']),
      sentence: z.string(),
    })
    .nullable(),
  reasons: z.array(z.string()),
  warnings: z.array(z.string()),
}) satisfies z.ZodType<Suggestion>;

/** Bundles of version 1 hold prices without intervals and verdict: they are left out, and asked for anew with the file. */
function withoutFirstVersion(json: unknown): unknown {
  const isOld = (entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'expectedAtCurrent' in entry && !('verdict' in entry);
  return Array.isArray(json) && json.length > 0 && json.every(isOld) ? [] : json;
}

export const suggestionsSchema = z.preprocess(
  withoutFirstVersion,
  z.array(z.preprocess(withRecommendation, suggestion)),
);
