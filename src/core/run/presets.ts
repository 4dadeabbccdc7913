// Named sets of settings for the Train section and the guided demo.

import { defaultSettings, type RunSettings } from './settings.ts';

export interface RunPreset {
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
  readonly settings: Partial<RunSettings>;
}

/**
 * A first answer within half a minute on WASM: small networks without LayerNorm, few updates with long steps.
 *
 * On the demo product this reaches evaluation returns of 3.53 to 3.59 on three seeds with 602 updates (best fixed
 * price 3.54); with LayerNorm and learning rates of 0.001 it took 1,304 updates to 2.7 to 3.2.
 */
export const quickSettings: Partial<RunSettings> = {
  trainingSteps: 2400,
  hiddenUnits: 64,
  batchSize: 64,
  warmupSteps: 400,
  updatesPerStep: 0.3,
  evaluationEverySteps: 400,
  learningRateActor: 0.003,
  learningRateCritic: 0.003,
  learningRateTemperature: 0.003,
  layerNorm: false,
};

/** What the quick preset changes, back at its default. */
const quickUndone: Partial<RunSettings> = Object.fromEntries(
  Object.keys(quickSettings).map((name) => [name, defaultSettings[name as keyof RunSettings]]),
);

export const runPresets: readonly RunPreset[] = [
  {
    name: 'quick',
    label: 'Quick look',
    meaning: 'Small networks, few steps: a first answer within half a minute.',
    settings: quickSettings,
  },
  {
    name: 'standard',
    label: 'Standard',
    meaning: 'The settings that learned the preset market best in our trials.',
    settings: quickUndone,
  },
  {
    name: 'published',
    label: 'Published sizes',
    meaning: 'Networks and batches of the size of the papers; several times slower.',
    settings: {
      ...quickUndone,
      trainingSteps: 20000,
      hiddenUnits: 256,
      batchSize: 256,
      warmupSteps: 1000,
    },
  },
];
