import { IconBox } from '@tabler/icons-react';
import { lazy } from 'react';

import type { SectionKind } from '../section-kind.ts';

declare module '../../store/lab-state.ts' {
  interface SectionIds {
    models: true;
  }
}

export const models = {
  id: 'models',
  label: 'Models',
  Icon: IconBox,
  isStep: false,
  mark: ({ projectWork, models }) => {
    if (projectWork !== 'idle') return 'running';
    return models.length === 0 ? 'none' : 'done';
  },
  View: lazy(async () => ({ default: (await import('./models-section.tsx')).ModelsSection })),
} as const satisfies SectionKind;
