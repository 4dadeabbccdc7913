import { IconFlask2 } from '@tabler/icons-react';
import { lazy } from 'react';

import type { SectionKind } from '../section-kind.ts';
import { trainTabs } from './train-tabs.ts';

declare module '../../store/lab-state.ts' {
  interface SectionIds {
    train: true;
  }
}

export const train = {
  id: 'train',
  label: 'Train',
  Icon: IconFlask2,
  isStep: true,
  tabs: trainTabs,
  mark: ({ run, model }) => {
    if (run.state === 'training' || run.state === 'paused') return 'running';
    return model === null ? 'none' : 'done';
  },
  View: lazy(async () => ({ default: (await import('./train-section.tsx')).TrainSection })),
} as const satisfies SectionKind;
