// What agents have in common that learn from a replay buffer: their parameters, and what they begin with for a catalogue.

import type { ParameterDefinition } from '../parameter.ts';
import { actorParameters } from './actor-parameters.ts';

export const offPolicyParameters = [
  ...actorParameters,
  {
    name: 'batchSize',
    kind: 'integer',
    default: 128,
    min: 2,
    max: 1024,
    step: 32,
    label: 'Batch size',
    unit: 'transitions',
    meaning: 'Transitions in one update.',
    source: 'measured: e2e/bench/README.md, learning',
  },
  {
    name: 'learningRateCritic',
    kind: 'number',
    default: 0.001,
    min: 0.000001,
    max: 0.1,
    step: 0.0001,
    label: 'Critic learning rate',
    unit: '',
    meaning: 'Step size of Adam for the critics.',
    source: 'Lillicrap et al., https://arxiv.org/abs/1509.02971',
  },
  {
    name: 'nStep',
    kind: 'integer',
    default: 1,
    before: 1,
    min: 1,
    max: 20,
    step: 1,
    label: 'Steps per return',
    unit: 'steps',
    meaning: 'How many rewards are summed before the critic estimates the rest (n-step returns).',
    source: 'measured: e2e/bench/README.md, ablation',
    advanced: true,
  },
  {
    name: 'gamma',
    kind: 'number',
    default: 0.99,
    min: 0,
    max: 1,
    step: 0.01,
    label: 'Discount γ',
    unit: 'per step',
    meaning: 'What a reward one day later is worth today.',
    source: 'Fujimoto et al., https://arxiv.org/abs/1802.09477',
    advanced: true,
  },
  {
    name: 'tau',
    kind: 'number',
    default: 0.02,
    min: 0.0001,
    max: 1,
    step: 0.001,
    label: 'Target rate τ',
    unit: 'per update',
    meaning:
      'How fast the target networks follow. The published 0.005, which DDPG and TD3 keep, is slow for short runs: values of the first days of a season are still rising at the end, and late policies get worse.',
    source: 'measured: e2e/bench/README.md, learning',
    advanced: true,
  },
  {
    name: 'replayCapacity',
    kind: 'integer',
    default: 4000,
    min: 1000,
    max: 1000000,
    step: 1000,
    label: 'Replay buffer',
    unit: 'transitions',
    meaning:
      'Transitions kept; the oldest are dropped. The published 100,000, which DDPG and TD3 keep, holds a whole run, so early random prices are used to the end.',
    source: 'measured: e2e/bench/README.md, learning',
    advanced: true,
  },
  {
    name: 'normalizeRewards',
    kind: 'switch',
    default: true,
    label: 'Normalise rewards',
    unit: '',
    meaning:
      'Divide rewards by their running standard deviation before they reach the critic. Charts show the original rewards.',
    source: 'measured: e2e/bench/README.md, ablation',
    advanced: true,
  },
  {
    name: 'normalizeObservations',
    kind: 'switch',
    default: false,
    before: false,
    label: 'Normalise observations',
    unit: '',
    meaning:
      'Scale each input by its mean and standard deviation over the initial random steps, at least 200 if the run is long enough; LayerNorm on the input is off. Observations of the markets here are already bounded.',
    source: 'measured: e2e/bench/README.md, ablation',
    advanced: true,
  },
  {
    name: 'warmupSteps',
    kind: 'integer',
    default: 800,
    min: 0,
    max: 100000,
    step: 100,
    label: 'Initial random steps',
    unit: 'market steps',
    meaning: 'Steps with random prices before learning starts; at most a fifth of the run.',
    source: 'measured: e2e/bench/README.md, learning',
    advanced: true,
  },
  {
    name: 'updatesPerStep',
    kind: 'number',
    default: 1,
    min: 0.01,
    max: 4,
    step: 0.25,
    label: 'Updates per step',
    unit: 'updates',
    meaning: 'Gradient steps per market step.',
    source: 'measured: e2e/bench/README.md, ablation',
    advanced: true,
  },
  {
    name: 'actorRefreshUpdates',
    kind: 'integer',
    default: 32,
    min: 1,
    max: 1024,
    step: 8,
    label: 'Refresh the acting policy every',
    unit: 'updates',
    meaning:
      'A copy of the actor on the CPU sets the prices and is refreshed after this many updates, so that no step waits for the GPU.',
    source: 'measured: a read-back costs 5 to 15 ms in a browser',
    advanced: true,
  },
] as const satisfies readonly ParameterDefinition[];

/** How critics learn by the papers, where SAC for one product begins otherwise: slow targets, all of a run remembered. */
export const publishedCritics = { tau: 0.005, valueScale: 1, replayCapacity: 100_000 } as const;

/**
 * One policy for a catalogue: 32 markets side by side, so that a batch holds many products, small networks for many steps,
 * and learning rates that fall.
 *
 * With eight markets the policy of the demo catalogue falls back after a few thousand steps. On seasons of stock 24,000
 * steps of networks of 64 bring as much as 15,000 of 128 in two thirds of the time.
 */
export const offPolicyPortfolio = {
  trainingSteps: 36000,
  evaluationEverySteps: 2000,
  parallelMarkets: 32,
  hiddenUnits: 64,
  ...publishedCritics,
  layerNorm: true,
  normalizeObservations: false,
  finalLearningRate: 0.1,
  targetEntropy: -1,
} as const;
