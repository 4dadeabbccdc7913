import type { SectionTab } from '../section-kind.ts';

export const demandTabs = [
  { id: 'products', label: 'Product by product' },
  { id: 'table', label: 'All figures' },
] as const satisfies readonly SectionTab[];
