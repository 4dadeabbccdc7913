// The portable learner of a run's settings.

import type { NamedWeights } from '../../core/policy/policy.ts';
import type { Random } from '../../core/random.ts';
import type { RunSettings } from '../../core/run/settings.ts';

import { DdpgLearner, initialDdpgWeights, type DdpgSettings } from './ddpg.ts';
import { initialSacWeights, SacLearner, type SacSettings } from './sac.ts';
import { initialTd3Weights, Td3Learner, type Td3Settings } from './td3.ts';
import type { PortableLearner } from './update-report.ts';

export interface LearnerSizes {
  readonly observationSize: number;
  readonly actionSize: number;
}

/**
 * A learner for `settings.agent` on the backend that runs now.
 *
 * `weights` by full name (as `allWeights` gives them) replace the seeded first weights; optimiser state begins anew.
 */
export function createLearner(
  settings: RunSettings,
  { observationSize, actionSize }: LearnerSizes,
  random: Random,
  weights?: NamedWeights,
): PortableLearner {
  switch (settings.agent) {
    case 'sac': {
      const sac = sacSettings(settings, observationSize, actionSize);
      const first = weights ?? initialSacWeights(sac, observationSize, actionSize, random);
      return new SacLearner(sac, observationSize, actionSize, first, random);
    }
    case 'ddpg': {
      const ddpg = ddpgSettings(settings);
      const first = weights ?? initialDdpgWeights(ddpg, observationSize, actionSize, random);
      return new DdpgLearner(ddpg, observationSize, actionSize, first);
    }
    case 'td3': {
      const td3 = td3Settings(settings);
      const first = weights ?? initialTd3Weights(td3, observationSize, actionSize, random);
      return new Td3Learner(td3, observationSize, actionSize, first);
    }
    default:
      return settings.agent satisfies never;
  }
}

/**
 * LayerNorm over n numbers keeps n - 2 of what they tell: nothing is missed of a window of 98, but of the two to
 * eight of a demand market too much is (with two, only which is larger). Narrow observations are left as they are;
 * markets bound them already.
 */
const narrowestNormedInput = 16;

function sacSettings(settings: RunSettings, observationSize: number, actionSize: number): SacSettings {
  return {
    hidden: [settings.hiddenUnits, settings.hiddenUnits],
    gamma: settings.gamma,
    tau: settings.tau,
    learningRateActor: settings.learningRateActor,
    learningRateCritic: settings.learningRateCritic,
    learningRateTemperature: settings.learningRateTemperature,
    initialTemperature: settings.initialTemperature,
    targetEntropy: -actionSize,
    logStdRange: [-5, 2],
    layerNorm: settings.layerNorm,
    inputNorm: settings.layerNorm && observationSize >= narrowestNormedInput,
    layerNormEpsilon: 1e-5,
    residualCritic: settings.residualCritic,
    valueScale: settings.valueScale,
    valueBound: settings.valueBound === 0 ? null : settings.valueBound,
    maxGradientNorm: settings.maxGradientNorm === 0 ? null : settings.maxGradientNorm,
    dropout: settings.dropout,
  };
}

function ddpgSettings(settings: RunSettings): DdpgSettings {
  return {
    hidden: [settings.hiddenUnits, settings.hiddenUnits],
    gamma: settings.gamma,
    tau: settings.tau,
    learningRateActor: settings.learningRateActor,
    learningRateCritic: settings.learningRateCritic,
    policyDelay: settings.policyDelay,
  };
}

function td3Settings(settings: RunSettings): Td3Settings {
  return {
    ...ddpgSettings(settings),
    targetNoise: settings.targetNoise,
    targetNoiseClip: settings.targetNoiseClip,
  };
}
