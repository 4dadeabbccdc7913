import type { Section } from '../../store/lab-state.ts';

/** The names of the sections in the rail and the title; scripts rely on them. */
export const sectionLabels = {
  data: 'Data',
  demand: 'Demand',
  train: 'Train',
  prices: 'Prices',
  experiments: 'Experiments',
  monitor: 'Monitor',
  models: 'Models',
} as const satisfies Record<Section, string>;
