import { z } from 'zod';

import { withTargets } from '../off-policy-learning.ts';
import { commonSettings, referenceConfig, type Reference } from '../reference-updates.ts';
import { sacAgent } from './sac-agent.ts';
import { sacProgram } from './sac-program.ts';
import { SacLearner } from './sac-learner.ts';

const configSchema = referenceConfig.extend({
  alphaLr: z.number(),
  initialLogAlpha: z.number(),
  targetEntropy: z.number(),
  layerNorm: z.boolean(),
  layerNormEpsilon: z.number(),
  residual: z.boolean(),
  valueScale: z.number(),
  valueBound: z.number().nullable(),
  maxGradNorm: z.number().nullable(),
  dropout: z.number(),
  logStdRange: z.tuple([z.number(), z.number()]),
});

export const sacReference: Reference = (given, sizes, initial) => {
  const config = configSchema.parse(given);
  const settings = {
    ...commonSettings(config),
    learningRateTemperature: config.alphaLr,
    initialTemperature: Math.exp(config.initialLogAlpha),
    targetEntropy: config.targetEntropy,
    logStdRange: config.logStdRange,
    layerNorm: config.layerNorm,
    inputNorm: config.layerNorm,
    layerNormEpsilon: config.layerNormEpsilon,
    residualCritic: config.residual,
    valueScale: config.valueScale,
    valueBound: config.valueBound,
    maxGradientNorm: config.maxGradNorm,
    dropout: config.dropout,
  };
  const logAlpha = { shape: [1], values: Float32Array.of(config.initialLogAlpha) };
  const weights = withTargets({ ...initial, logAlpha }, sacAgent.targets);
  return {
    weights,
    program: () => sacProgram(settings, sizes),
    learner: () => new SacLearner(settings, sizes.observationSize, sizes.actionSize, weights, 0),
  };
};
