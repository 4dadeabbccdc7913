import type { SectionTab } from '../section-kind.ts';

/** What stands behind the prices, one thing at a time. */
export const pricesTabs = [
  { id: 'rules', label: 'Guardrails' },
  { id: 'relations', label: 'Relations' },
  { id: 'frontier', label: 'Frontier' },
  { id: 'scenarios', label: 'Scenarios' },
  { id: 'impact', label: 'Business impact' },
  { id: 'record', label: 'History and log' },
  { id: 'batch', label: 'Catalogue file' },
  { id: 'model', label: 'Model' },
] as const satisfies readonly SectionTab[];
