// TD3 in the lab: its settings out of those of a run, its learner and its program.

import type { RunSettings } from '../../../core/run/settings.ts';
import { ddpgSettings } from '../ddpg/agent.ts';
import { td3Program } from '../ddpg/deterministic-program.ts';
import { offPolicyAgent } from '../off-policy.ts';
import { initialTd3Weights, Td3Learner, type Td3Settings } from './td3.ts';

export const td3Agent = offPolicyAgent({
  targets: { critic1: 'target1', critic2: 'target2', actor: 'actorTarget' },
  initial: (settings, { observationSize, actionSize }, random) =>
    initialTd3Weights(td3Settings(settings), observationSize, actionSize, random),
  learner: (settings, { observationSize, actionSize }, from) =>
    new Td3Learner(
      td3Settings(settings),
      observationSize,
      actionSize,
      from.weights,
      from.updates > 0 ? from : null,
    ),
  program: (settings, sizes) =>
    td3Program(td3Settings(settings), { ...sizes, batchSize: settings.batchSize }),
});

function td3Settings(settings: RunSettings): Td3Settings {
  return {
    ...ddpgSettings(settings),
    targetNoise: settings.targetNoise,
    targetNoiseClip: settings.targetNoiseClip,
  };
}
