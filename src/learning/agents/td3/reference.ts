import { z } from 'zod';

import { td3Program } from '../ddpg/deterministic-program.ts';
import { withTargets } from '../off-policy.ts';
import { commonSettings, referenceConfig, type Reference } from '../reference.ts';
import { td3Agent } from './agent.ts';
import { Td3Learner } from './td3.ts';

const configSchema = referenceConfig.extend({
  policyFreq: z.int(),
  targetNoise: z.number(),
  targetNoiseClip: z.number(),
});

export const td3Reference: Reference = (given, sizes, initial) => {
  const config = configSchema.parse(given);
  const { policyFreq: policyDelay, targetNoise, targetNoiseClip } = config;
  const settings = { ...commonSettings(config), policyDelay, targetNoise, targetNoiseClip };
  const weights = withTargets(initial, td3Agent.targets);
  return {
    weights,
    program: () => td3Program(settings, sizes),
    learner: () => new Td3Learner(settings, sizes.observationSize, sizes.actionSize, weights),
  };
};
