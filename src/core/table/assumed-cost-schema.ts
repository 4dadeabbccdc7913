// The check of cost assumptions that come in from a file or a job.

import { z } from 'zod';

import { namedRecord } from '../incoming/named-record.ts';
import { assumedCostProblem, type CostAssumptions } from './assumed-cost.ts';

const assumed = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('margin'), percent: z.number() }),
    z.strictObject({ kind: z.literal('cost'), amount: z.number() }),
  ])
  .superRefine((value, context) => {
    const problem = assumedCostProblem(value);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

/** What is left out assumes nothing. */
export const costAssumptionsSchema = z.strictObject({
  all: assumed.nullable().default(null),
  categories: namedRecord(assumed).default({}),
  products: namedRecord(assumed).default({}),
}) satisfies z.ZodType<CostAssumptions>;
