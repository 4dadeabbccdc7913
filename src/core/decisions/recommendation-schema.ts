// The check of recommendations that come in with a model, and what prices of earlier versions become.

import { z } from 'zod';

import { guardrailNames } from './guardrails/guardrail-list.ts';
import { amount, figure, price, share, text } from '../incoming/bounds.ts';
import {
  candidateNames,
  daysPerYear,
  noGain,
  overDays,
  recommendedActions,
  usualHorizonDays,
  usualLevel,
  type PriceCandidate,
  type Recommendation,
} from './recommendation.ts';

const estimate = z.object({ value: figure, interval: z.tuple([figure, figure]).readonly() });

/** A price a day for a year. */
const mostSteps = 366;

const dayShares = z.array(share).min(1).max(mostSteps);

const stockPlan = z.object({
  rule: z.object({
    stock: amount.positive(),
    price,
    exponent: amount,
    lowest: price,
    highest: price,
    demandLeft: dayShares,
  }),
  expectedLeft: z.array(amount).max(mostSteps),
});

export const recommendationSchema = z.object({
  action: z.enum(recommendedActions),
  candidate: z.enum(candidateNames),
  isForced: z.boolean(),
  // Absent in what was written before the rule was named.
  forcedBy: z
    .object({ rule: z.enum(guardrailNames), label: text(), limit: text() })
    .nullable()
    .default(null),
  level: share,
  objective: z.enum(['profit', 'revenue']),
  horizonDays: amount,
  gainPerDay: estimate,
  gainPerYear: estimate,
  probability: share,
  candidates: z.array(
    z.object({
      name: z.enum(candidateNames),
      price,
      wish: figure,
      isSchedule: z.boolean(),
      // Absent in what was written before there were calendars.
      calendar: z
        .object({
          firstDay: z.number().int().nullable(),
          steps: z
            .array(z.object({ day: amount, price }))
            .min(1)
            .max(mostSteps),
          // Absent where prices do not follow a stock.
          stock: stockPlan.exactOptional(),
          untriedFrom: amount.nullable(),
          overHeld: estimate,
          probabilityOverHeld: share,
        })
        .exactOptional(),
      gainPerDay: estimate,
      probability: share,
      lossProbability: share,
    }),
  ),
  test: z.object({ price, days: amount.positive(), worth: figure, cost: figure }).nullable(),
  // Absent in what was written before prices were found together.
  joint: z
    .object({ group: text(), changed: amount, gainPerDay: estimate, probability: share })
    .nullable()
    .default(null),
  sentence: text(),
}) satisfies z.ZodType<Recommendation>;

/** The fields of an earlier suggestion that say what its agent asked for and how sure that was. */
const earlier = z.looseObject({
  currentPrice: z.number(),
  policyPrice: z.number(),
  price: z.number().nullable(),
  confidence: z.number().nullable(),
  confidenceIn: z.enum(['profit', 'revenue']),
  outlookAtCurrent: z.object({ revenue: estimate, profit: estimate.nullable() }),
  outlookAtSuggested: z.object({ revenue: estimate, profit: estimate.nullable() }).nullable(),
});

/**
 * A suggestion as versions before the recommendation wrote it: its price was the agent's, whatever the evidence said.
 * It stays a candidate, and is the recommendation only where its probability of gain reaches the usual level.
 */
export function withRecommendation(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || 'recommendation' in json) return json;
  const parsed = earlier.safeParse(json);
  if (!parsed.success) return json;
  const { currentPrice, policyPrice, price: asked, confidence, confidenceIn } = parsed.data;
  const { outlookAtCurrent: now, outlookAtSuggested: then } = parsed.data;
  const earned = (outlook: NonNullable<typeof then>) =>
    (confidenceIn === 'profit' ? outlook.profit : outlook.revenue)?.value ?? 0;
  const gain = then === null ? 0 : earned(then) - earned(now);
  const keep = { name: 'keep' as const, price: currentPrice, wish: currentPrice, isSchedule: false };
  const candidates: PriceCandidate[] = [{ ...keep, gainPerDay: noGain, probability: 0, lossProbability: 0 }];
  const probability = confidence ?? 0;
  if (asked !== null)
    candidates.push({
      name: 'agent',
      price: asked,
      wish: policyPrice,
      isSchedule: false,
      gainPerDay: { value: gain, interval: [gain, gain] },
      probability,
      lossProbability: 1 - probability,
    });
  const changes = asked !== null && asked !== currentPrice && probability >= usualLevel;
  const chosen = candidates[changes ? 1 : 0]!;
  const recommendation: Recommendation = {
    action: changes ? 'change' : 'keep',
    candidate: chosen.name,
    isForced: false,
    forcedBy: null,
    level: usualLevel,
    objective: confidenceIn,
    horizonDays: usualHorizonDays,
    gainPerDay: chosen.gainPerDay,
    gainPerYear: overDays(chosen.gainPerDay, daysPerYear),
    probability: chosen.probability,
    candidates,
    test: null,
    joint: null,
    sentence: changes
      ? "The agent's price of an earlier version of the lab; load its sales file to have it valued anew."
      : "The agent's price of an earlier version of the lab was not likely enough to gain; load its sales file to have it valued anew.",
  };
  const stays = !changes && asked !== null;
  return {
    ...json,
    recommendation,
    askedPrice: policyPrice,
    ...(stays
      ? {
          price: currentPrice,
          trail: [],
          bindingRule: null,
          outlookAtSuggested: (json as Record<string, unknown>)['outlookAtCurrent'],
          expectedAtSuggested: (json as Record<string, unknown>)['expectedAtCurrent'],
          confidence: null,
        }
      : {}),
  };
}
