// The first section: it comes with the page, so that the first look waits for nothing.

import { IconDatabase } from '@tabler/icons-react';

import type { SectionKind } from '../section-kind.ts';
import { DataSection } from './data-section.tsx';

declare module '../../store/lab-state.ts' {
  interface SectionIds {
    data: true;
  }
}

export const data = {
  id: 'data',
  label: 'Data',
  Icon: IconDatabase,
  isStep: true,
  mark: ({ data: { status } }) => {
    if (status === 'ready') return 'done';
    return status === 'inspecting' || status === 'reading' ? 'running' : 'none';
  },
  View: DataSection,
} as const satisfies SectionKind;
