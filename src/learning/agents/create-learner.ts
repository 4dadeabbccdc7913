// The portable learner of a run's settings, and the state that a run of any engine begins with.

import type { NamedWeights } from '../../core/policy/policy.ts';
import type { Random } from '../../core/random.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import type { LearnerState } from '../../core/run/checkpoint.ts';

import { ddpgSettings, sacSettings, td3Settings, type LearnerSizes } from './agent-settings.ts';
import { DdpgLearner, initialDdpgWeights } from './ddpg.ts';
import { initialSacWeights, SacLearner } from './sac.ts';
import { initialTd3Weights, Td3Learner } from './td3.ts';
import type { PortableLearner } from './update-report.ts';

/** Before the first update: seeded weights, targets equal to their networks, no moments. */
export function firstState(settings: RunSettings, sizes: LearnerSizes, random: Random): LearnerState {
  return { updates: 0, weights: withTargets(firstWeights(settings, sizes, random)), moments: {} };
}

function firstWeights(settings: RunSettings, sizes: LearnerSizes, random: Random): NamedWeights {
  const { observationSize, actionSize } = sizes;
  switch (settings.agent) {
    case 'sac':
      return initialSacWeights(sacSettings(settings, sizes), observationSize, actionSize, random);
    case 'ddpg':
      return initialDdpgWeights(ddpgSettings(settings), observationSize, actionSize, random);
    case 'td3':
      return initialTd3Weights(td3Settings(settings), observationSize, actionSize, random);
    default:
      return settings.agent satisfies never;
  }
}

/** The weights with those of the target networks; a missing target begins as a copy of its network. */
export function withTargets(weights: NamedWeights): NamedWeights {
  const copies: Record<string, NamedWeights[string]> = {};
  for (const [name, array] of Object.entries(weights)) {
    const target = targetOf(name);
    if (target) copies[target] = { shape: array.shape, values: array.values.slice() };
  }
  const deterministic = !('logAlpha' in weights);
  return {
    ...Object.fromEntries(
      Object.entries(copies).filter(([name]) => deterministic || !name.startsWith('actorTarget.')),
    ),
    ...weights,
  };
}

function targetOf(name: string): string | null {
  const [network, ...rest] = name.split('.');
  const targets: Readonly<Record<string, string>> = {
    critic1: 'target1',
    critic2: 'target2',
    critic: 'criticTarget',
    actor: 'actorTarget',
  };
  const target = targets[network!];
  return target === undefined ? null : [target, ...rest].join('.');
}

/** A learner for `settings.agent` on the backend that runs now, going on from `from`; dropout masks come from `seed`. */
export function createLearner(
  settings: RunSettings,
  sizes: LearnerSizes,
  from: LearnerState,
  seed: number,
): PortableLearner {
  const { observationSize, actionSize } = sizes;
  const { weights } = from;
  const progress = from.updates > 0 ? from : null;
  switch (settings.agent) {
    case 'sac': {
      const sac = sacSettings(settings, sizes);
      return new SacLearner(sac, observationSize, actionSize, weights, seed, progress);
    }
    case 'ddpg':
      return new DdpgLearner(ddpgSettings(settings), observationSize, actionSize, weights, progress);
    case 'td3':
      return new Td3Learner(td3Settings(settings), observationSize, actionSize, weights, progress);
    default:
      return settings.agent satisfies never;
  }
}
