// The check of suggestions that come in with a model.

import { z } from 'zod';

import type { Suggestion } from '../decisions/suggestion.ts';

const guardrail = z.enum(['largestChange', 'costFloor', 'toTheCent']);

const expectedDay = z.object({
  price: z.number(),
  units: z.number(),
  sales: z.number(),
  profit: z.number().nullable(),
});

const suggestion = z.object({
  productId: z.string(),
  productName: z.string(),
  category: z.string().nullable(),
  currentPrice: z.number(),
  policyPrice: z.number(),
  price: z.number().nullable(),
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
  infeasible: z.string().nullable(),
  unitCost: z.number().nullable(),
  expectedAtCurrent: expectedDay,
  expectedAtSuggested: expectedDay.nullable(),
  expectedFrom: z.enum(['historyMarket', 'demandMarket']),
  supportDays: z.number(),
  reasons: z.array(z.string()),
  warnings: z.array(z.string()),
}) satisfies z.ZodType<Suggestion>;

export const suggestionsSchema = z.array(suggestion);
