// What the files of reference updates have in common, and what an agent makes of one.

import { z } from 'zod';

import type { NamedWeights } from '../../core/policy/policy.ts';
import type { ProgramSizes } from '../engine/program/batch-places.ts';
import type { Program } from '../engine/program/program.ts';
import type { PortableLearner } from './update-report.ts';

export interface ReferenceUpdates {
  /** All weights, targets included. */
  readonly weights: NamedWeights;
  readonly program: () => Program;
  readonly learner: () => PortableLearner;
}

/**
 * What an agent makes of the `config` of a reference file and its first weights.
 *
 * @throws ZodError where the config is not one of that agent.
 */
export type Reference = (config: unknown, sizes: ProgramSizes, weights: NamedWeights) => ReferenceUpdates;

export const referenceConfig = z.object({
  hidden: z.array(z.number()),
  tau: z.number(),
  actorLr: z.number(),
  criticLr: z.number(),
});

export function commonSettings({ hidden, tau, actorLr, criticLr }: z.infer<typeof referenceConfig>) {
  return { hidden, tau, learningRateActor: actorLr, learningRateCritic: criticLr, schedule: null };
}
