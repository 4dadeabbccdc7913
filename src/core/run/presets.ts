// Named sets of settings for the Train section and the guided demo.

import type { RunSettings } from './settings.ts';

export interface RunPreset {
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
  readonly settings: Partial<RunSettings>;
}

/** Small networks and few steps: a first answer within half a minute on WASM. */
export const quickSettings: Partial<RunSettings> = {
  trainingSteps: 3000,
  hiddenUnits: 64,
  batchSize: 64,
  warmupSteps: 400,
  updatesPerStep: 0.5,
  evaluationEverySteps: 500,
};

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
    settings: {
      trainingSteps: 10000,
      hiddenUnits: 128,
      batchSize: 128,
      warmupSteps: 800,
      updatesPerStep: 1,
      evaluationEverySteps: 1000,
    },
  },
  {
    name: 'published',
    label: 'Published sizes',
    meaning: 'Networks and batches of the size of the papers; several times slower.',
    settings: {
      trainingSteps: 20000,
      hiddenUnits: 256,
      batchSize: 256,
      warmupSteps: 1000,
      updatesPerStep: 1,
      evaluationEverySteps: 1000,
    },
  },
];
