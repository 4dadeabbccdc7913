// Named sets of settings for the Train section and the guided demo.

import { defaultSettings, type RunSettings } from './settings.ts';

export interface RunPreset {
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
  readonly settings: Partial<RunSettings>;
}

/**
 * A first answer within half a minute on WASM: small networks without LayerNorm.
 *
 * On the preset `reference` (optimum 15.51) seeds 1 and 2 reach 15.33 and 15.14 after 2,608 updates.
 */
const quickSettings: Partial<RunSettings> = {
  trainingSteps: 3000,
  hiddenUnits: 64,
  batchSize: 64,
  warmupSteps: 400,
  evaluationEverySteps: 400,
  layerNorm: false,
};

/**
 * What the guided demo trains with: fewer updates with longer steps, for one product of a history market.
 *
 * On the demo product this reaches evaluation returns of 3.53 to 3.59 on three seeds with 602 updates (best fixed
 * price 3.54). It is too short for a demand market.
 */
export const demoSettings: Partial<RunSettings> = {
  ...quickSettings,
  trainingSteps: 2400,
  updatesPerStep: 0.3,
  learningRateActor: 0.003,
  learningRateCritic: 0.003,
  learningRateTemperature: 0.003,
};

/** What the quick preset and the demo change, back at its default. */
const quickUndone: Partial<RunSettings> = Object.fromEntries(
  Object.keys(demoSettings).map((name) => [name, defaultSettings[name as keyof RunSettings]]),
);

export const runPresets: readonly RunPreset[] = [
  {
    name: 'quick',
    label: 'Quick look',
    meaning: 'Small networks, few steps: a first answer within half a minute.',
    settings: { ...quickUndone, ...quickSettings },
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
