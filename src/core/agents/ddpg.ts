// Deep Deterministic Policy Gradient, as its learner in `learning/agents/ddpg` describes it.

import type { ParameterDefinition } from '../parameter.ts';
import type { Agent } from './agent.ts';
import { offPolicyParameters, offPolicyPortfolio, publishedCritics } from './off-policy.ts';

/** It has no value scale. */
const published = { tau: publishedCritics.tau, replayCapacity: publishedCritics.replayCapacity } as const;

const parameters = [
  ...offPolicyParameters,
  {
    name: 'explorationNoise',
    kind: 'number',
    default: 0.2,
    min: 0,
    max: 2,
    step: 0.05,
    label: 'Exploration noise',
    unit: 'of the action range',
    meaning: 'Standard deviation of the noise added to each action while training.',
    source: 'measured: e2e/bench/README.md, learning',
  },
  {
    name: 'policyDelay',
    kind: 'integer',
    default: 2,
    min: 1,
    max: 10,
    step: 1,
    label: 'Actor update every',
    unit: 'updates',
    meaning: 'The actor and the target networks are updated once in this many critic updates.',
    source: 'Fujimoto et al., https://arxiv.org/abs/1802.09477',
    advanced: true,
  },
] as const satisfies readonly ParameterDefinition[];

export const ddpg = {
  title: 'DDPG',
  trait: 'is the simplest',
  head: 'tanh',
  losses: ['criticLoss', 'actorLoss', 'meanQ'],
  parameters,
  defaults: { hiddenUnits: 128, ...published, evaluationEverySteps: 500, learningRateActor: 0.0003 },
  presets: { portfolio: offPolicyPortfolio },
} as const satisfies Agent;
