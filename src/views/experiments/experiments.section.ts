import { IconArrowsLeftRight } from '@tabler/icons-react';
import { lazy } from 'react';

import type { SectionKind } from '../section-kind.ts';

declare module '../../store/lab-state.ts' {
  interface SectionIds {
    experiments: true;
  }
}

export const experiments = {
  id: 'experiments',
  label: 'Experiments',
  Icon: IconArrowsLeftRight,
  isStep: false,
  mark: ({ readOut }) => (readOut === null ? 'none' : 'done'),
  View: lazy(async () => ({ default: (await import('./experiments-section.tsx')).ExperimentsSection })),
} as const satisfies SectionKind;
