import { IconActivityHeartbeat } from '@tabler/icons-react';
import { lazy } from 'react';

import type { SectionKind } from '../section-kind.ts';

declare module '../../store/lab-state.ts' {
  interface SectionIds {
    monitor: true;
  }
}

export const monitor = {
  id: 'monitor',
  label: 'Monitor',
  Icon: IconActivityHeartbeat,
  isStep: false,
  mark: ({ watching, watched }) => {
    if (watching !== null) return 'running';
    return watched === null ? 'none' : 'done';
  },
  View: lazy(async () => ({ default: (await import('./monitor-section.tsx')).MonitorSection })),
} as const satisfies SectionKind;
