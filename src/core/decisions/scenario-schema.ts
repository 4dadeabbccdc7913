// The check of scenarios that come in from a project.

import { z } from 'zod';

import { figure, price, share, text } from '../incoming/bounds.ts';
import { within } from '../incoming/json.ts';
import { namedRecord } from '../incoming/named-record.ts';
import { longestName } from '../run/kept-name.ts';
import { parseGuardrails } from './guardrails/guardrails-schema.ts';
import { leanings, objectiveNames } from './recommendation.ts';
import { mostScenarios, type Scenario } from './scenario.ts';

/** What is asked of all recommendations. */
export const adviceSchema = z.object({
  level: share,
  objective: z.enum(['auto', ...objectiveNames]),
  lean: z.object({ towards: z.enum(leanings), weight: share }).nullable(),
  mostChanges: z.int().min(0).nullable(),
  typedPrices: namedRecord(price, text()),
});

const estimate = z.object({ value: figure, interval: z.tuple([figure, figure]) });
const count = z.int().min(0);

export const scenariosSchema = z
  .array(
    z.object({
      name: text(longestName).min(1),
      keptAt: z.iso.datetime(),
      guardrails: z.unknown(),
      advice: adviceSchema,
      result: z.object({
        total: z.object({
          objective: z.enum(objectiveNames).nullable(),
          gainPerDay: estimate,
          gainPerYear: estimate,
          changed: count,
          tests: count,
          kept: count,
          infeasible: count,
        }),
        prices: z.array(
          z.object({
            productId: text(),
            productName: text(),
            currentPrice: price,
            price: price.nullable(),
            gainPerDay: figure,
            calendar: z
              .array(z.object({ day: count, price }))
              .min(1)
              .optional(),
          }),
        ),
      }),
    }),
  )
  .max(mostScenarios)
  .refine(
    (scenarios) => new Set(scenarios.map(({ name }) => name)).size === scenarios.length,
    'expected names that differ',
  );

/** @throws Error in a sentence where the rules of one cannot be. */
export function withRules(parsed: z.infer<typeof scenariosSchema>): readonly Scenario[] {
  return parsed.map((scenario) => ({
    ...scenario,
    guardrails: within(`the scenario "${scenario.name}"`, () => parseGuardrails(scenario.guardrails)),
  }));
}
