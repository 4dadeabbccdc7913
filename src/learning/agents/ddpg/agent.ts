// DDPG in the lab: its settings out of those of a run, its learner and its program.

import type { RunSettings } from '../../../core/run/settings.ts';
import { offPolicyAgent } from '../off-policy.ts';
import { scheduleOf } from '../rate-schedule.ts';
import { DdpgLearner, initialDdpgWeights, type DdpgSettings } from './ddpg.ts';
import { ddpgProgram } from './deterministic-program.ts';

export const ddpgAgent = offPolicyAgent({
  targets: { critic: 'criticTarget', actor: 'actorTarget' },
  initial: (settings, { observationSize, actionSize }, random) =>
    initialDdpgWeights(ddpgSettings(settings), observationSize, actionSize, random),
  learner: (settings, { observationSize, actionSize }, from) =>
    new DdpgLearner(
      ddpgSettings(settings),
      observationSize,
      actionSize,
      from.weights,
      from.updates > 0 ? from : null,
    ),
  program: (settings, sizes) =>
    ddpgProgram(ddpgSettings(settings), { ...sizes, batchSize: settings.batchSize }),
});

export function ddpgSettings(settings: RunSettings): DdpgSettings {
  return {
    hidden: [settings.hiddenUnits, settings.hiddenUnits],
    tau: settings.tau,
    learningRateActor: settings.learningRateActor,
    learningRateCritic: settings.learningRateCritic,
    policyDelay: settings.policyDelay,
    schedule: scheduleOf(settings),
  };
}
