import { IconChartDots3 } from '@tabler/icons-react';
import { lazy } from 'react';

import type { SectionKind } from '../section-kind.ts';
import { demandTabs } from './demand-tabs.ts';

declare module '../../store/lab-state.ts' {
  interface SectionIds {
    demand: true;
  }
}

export const demand = {
  id: 'demand',
  label: 'Demand',
  Icon: IconChartDots3,
  isStep: false,
  tabs: demandTabs,
  mark: ({ data, demand }) => {
    if (data.status !== 'ready') return 'none';
    return demand.length < data.dataset.histories.length ? 'running' : 'done';
  },
  View: lazy(async () => ({ default: (await import('./demand-section.tsx')).DemandSection })),
} as const satisfies SectionKind;
