// The settings of each agent out of those of a run.

import { plannedUpdates } from '../../core/run/run-length.ts';
import type { RunSettings } from '../../core/run/settings.ts';

import type { DdpgSettings } from './ddpg.ts';
import type { RateSchedule } from './rate-schedule.ts';
import type { SacSettings } from './sac.ts';
import type { Td3Settings } from './td3.ts';

export interface LearnerSizes {
  readonly observationSize: number;
  readonly actionSize: number;
}

/**
 * LayerNorm over n numbers keeps n - 2 of what they tell: nothing is missed of a window of 98, but of the two to
 * eight of a demand market too much is (with two, only which is larger). Narrow observations are left as they are;
 * markets bound them already. So are those that the run scales itself (observation-scale.ts), which besides needs an
 * actor that begins with a Linear.
 */
const narrowestNormedInput = 16;

export function sacSettings(
  settings: RunSettings,
  { observationSize, actionSize }: LearnerSizes,
): SacSettings {
  return {
    hidden: [settings.hiddenUnits, settings.hiddenUnits],
    tau: settings.tau,
    learningRateActor: settings.learningRateActor,
    learningRateCritic: settings.learningRateCritic,
    learningRateTemperature: settings.learningRateTemperature,
    initialTemperature: settings.initialTemperature,
    targetEntropy: settings.targetEntropy * actionSize,
    logStdRange: [-5, 2],
    layerNorm: settings.layerNorm,
    inputNorm:
      settings.layerNorm && !settings.normalizeObservations && observationSize >= narrowestNormedInput,
    layerNormEpsilon: 1e-5,
    residualCritic: settings.residualCritic,
    valueScale: settings.valueScale,
    valueBound: settings.valueBound === 0 ? null : settings.valueBound,
    maxGradientNorm: settings.maxGradientNorm === 0 ? null : settings.maxGradientNorm,
    dropout: settings.dropout,
    schedule: scheduleOf(settings),
  };
}

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

function scheduleOf(settings: RunSettings): RateSchedule | null {
  const { finalLearningRate } = settings;
  return finalLearningRate === 1
    ? null
    : { finalShare: finalLearningRate, updates: plannedUpdates(settings) };
}

export function td3Settings(settings: RunSettings): Td3Settings {
  return {
    ...ddpgSettings(settings),
    targetNoise: settings.targetNoise,
    targetNoiseClip: settings.targetNoiseClip,
  };
}
