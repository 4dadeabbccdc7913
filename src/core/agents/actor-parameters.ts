// The parameters of every agent whose actor moves by Adam.

import type { ParameterDefinition } from '../parameter.ts';

export const actorParameters = [
  {
    name: 'learningRateActor',
    kind: 'number',
    default: 0.001,
    min: 0.000001,
    max: 0.1,
    step: 0.0001,
    label: 'Actor learning rate',
    unit: '',
    meaning:
      'Step size of Adam for the actor. DDPG and TD3 use smaller ones: at 0.001 some of their runs get stuck at the lowest price.',
    source: 'measured: e2e/bench/README.md, learning',
  },
  {
    name: 'finalLearningRate',
    kind: 'number',
    default: 0.1,
    before: 1,
    min: 0,
    max: 1,
    step: 0.1,
    label: 'Final learning rates',
    unit: 'share of the first',
    meaning: 'All learning rates fall linearly to this share over the run; 1 keeps them constant.',
    source: 'measured: e2e/bench/README.md, ablation',
    advanced: true,
  },
] as const satisfies readonly ParameterDefinition[];
