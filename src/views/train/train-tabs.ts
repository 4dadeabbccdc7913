import type { SectionTab } from '../section-kind.ts';

export const trainTabs = [
  { id: 'run', label: 'Run' },
  { id: 'portfolio', label: 'Portfolio' },
  { id: 'policy', label: 'Policy map' },
  { id: 'play', label: 'Play' },
  { id: 'runs', label: 'Runs' },
] as const satisfies readonly SectionTab[];
