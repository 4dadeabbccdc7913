// Twin Delayed DDPG, as its learner in `learning/agents/td3` describes it.

import type { ParameterDefinition } from '../parameter.ts';
import type { Agent } from './agent.ts';
import { ddpg } from './ddpg.ts';

const parameters = [
  ...ddpg.parameters,
  {
    name: 'targetNoise',
    kind: 'number',
    default: 0.2,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Target policy noise',
    unit: 'of the action range',
    meaning: 'Smoothing noise of the target action.',
    source: 'Fujimoto et al., https://arxiv.org/abs/1802.09477',
    advanced: true,
  },
  {
    name: 'targetNoiseClip',
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Target noise clip',
    unit: 'of the action range',
    meaning: 'Bound of the smoothing noise.',
    source: 'Fujimoto et al., https://arxiv.org/abs/1802.09477',
    advanced: true,
  },
] as const satisfies readonly ParameterDefinition[];

export const td3 = {
  ...ddpg,
  title: 'TD3',
  trait: 'is DDPG with twin critics',
  parameters,
  defaults: { ...ddpg.defaults, learningRateActor: 0.0005 },
} as const satisfies Agent;
