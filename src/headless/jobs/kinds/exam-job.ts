// A shop of the exam as a job: scenario and seed make the shop, so nothing else has to be sent.

import { z } from 'zod';

import { agentNames } from '../../../core/agents/agents.ts';
import { defaultGuardrails } from '../../../core/decisions/guardrails/guardrail-list.ts';
import type { ShopResult } from '../../../core/exam/exam-result.ts';
import { scenarios } from '../../../core/exam/scenarios.ts';
import { examinedShop } from '../../exam-shop.ts';
import type { JobContext, JobKind } from '../job-kind.ts';

const pieceSchema = z.strictObject({
  scenario: z.enum(scenarios.map(({ name }) => name)),
  seed: z.int().min(0),
  /** null trains none. */
  agent: z.enum(agentNames).nullable(),
  /** null: as many as the lab thinks enough. */
  steps: z.int().min(100).nullable(),
  level: z.number().min(0.5).max(0.99),
});

export type ExamPiece = z.infer<typeof pieceSchema>;

/** What the judge wrote goes through as it is: it comes from this program, and only `scenarioResult` reads it. */
const resultSchema = z.looseObject({
  scenario: z.string(),
  seed: z.int(),
  judgement: z.looseObject({}),
  problem: z.string().nullable(),
}) as unknown as z.ZodType<ShopResult>;

export const examJob: JobKind<ExamPiece, ShopResult> = {
  name: 'exam',
  title: 'a shop of the exam',
  piece: pieceSchema,
  result: resultSchema,
  ahead: Infinity,
  run: examine,
};

function examine(
  { scenario: name, seed, agent, steps, level }: ExamPiece,
  context: JobContext,
): Promise<ShopResult> {
  const scenario = scenarios.find((one) => one.name === name)!;
  const about = `${name}, seed ${seed}`;
  context.progress({ share: 0, sentence: about });
  return examinedShop(scenario, seed, {
    guardrails: defaultGuardrails,
    agent,
    steps,
    seed: 1,
    level,
    say: (sentence) => context.progress({ share: 0, sentence: `${about}: ${sentence}` }),
  });
}
