import { z } from 'zod';

import { withTargets } from '../off-policy.ts';
import { commonSettings, referenceConfig, type Reference } from '../reference.ts';
import { ddpgAgent } from './agent.ts';
import { DdpgLearner } from './ddpg.ts';
import { ddpgProgram } from './deterministic-program.ts';

const configSchema = referenceConfig.extend({ policyFreq: z.int() });

export const ddpgReference: Reference = (given, sizes, initial) => {
  const config = configSchema.parse(given);
  const settings = { ...commonSettings(config), policyDelay: config.policyFreq };
  const weights = withTargets(initial, ddpgAgent.targets);
  return {
    weights,
    program: () => ddpgProgram(settings, sizes),
    learner: () => new DdpgLearner(settings, sizes.observationSize, sizes.actionSize, weights),
  };
};
