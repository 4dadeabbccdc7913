import { IconTag } from '@tabler/icons-react';
import { lazy } from 'react';

import type { SectionKind } from '../section-kind.ts';
import { pricesTabs } from './prices-tabs.ts';

declare module '../../store/lab-state.ts' {
  interface SectionIds {
    prices: true;
  }
}

export const prices = {
  id: 'prices',
  label: 'Prices',
  Icon: IconTag,
  isStep: true,
  tabs: pricesTabs,
  mark: ({ suggesting, suggestions }) => {
    if (suggesting) return 'running';
    return suggestions.length > 0 ? 'done' : 'none';
  },
  View: lazy(async () => ({ default: (await import('./prices-section.tsx')).PricesSection })),
} as const satisfies SectionKind;
