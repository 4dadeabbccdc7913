// SAC in the lab: its settings out of those of a run, its learner and its program.

import type { RunSettings } from '../../../core/run/settings.ts';
import type { LearnerSizes } from '../../experience/experience.ts';
import { offPolicyAgent } from '../off-policy-learning.ts';
import { scheduleOf } from '../rate-schedule.ts';
import { sacProgram } from './sac-program.ts';
import { initialSacWeights, SacLearner, type SacSettings } from './sac-learner.ts';

export const sacAgent = offPolicyAgent({
  targets: { critic1: 'target1', critic2: 'target2' },
  initial: (settings, sizes, random) =>
    initialSacWeights(sacSettings(settings, sizes), sizes.observationSize, sizes.actionSize, random),
  learner(settings, sizes, from, seed) {
    const { observationSize, actionSize } = sizes;
    const own = sacSettings(settings, sizes);
    return new SacLearner(
      own,
      observationSize,
      actionSize,
      from.weights,
      seed,
      from.updates > 0 ? from : null,
    );
  },
  program: (settings, sizes) =>
    sacProgram(sacSettings(settings, sizes), { ...sizes, batchSize: settings.batchSize }),
});

/**
 * LayerNorm over n numbers keeps n - 2 of what they tell: nothing is missed of a window of 98, but of the two to
 * eight of a demand market too much is (with two, only which is larger). Narrow observations are left as they are;
 * markets bound them already. So are those that the run scales itself (observation-scale.ts), which besides needs an
 * actor that begins with a Linear.
 */
const narrowestNormedInput = 16;

function sacSettings(settings: RunSettings, { observationSize, actionSize }: LearnerSizes): SacSettings {
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
