// The page: provider, shell and the section that is open. Sections beyond the first screen load when first opened.

import { MantineProvider } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';

import { useLab, wakeLab } from '../store/use-lab.ts';
import { DataSection } from './data/data-section.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { SectionLoading } from './shell/section-loading.tsx';
import { sectionLabels } from './shell/section-labels.ts';
import { Shell } from './shell/shell.tsx';
import { theme } from './theme.ts';

const DemandSection = lazy(async () => ({
  default: (await import('./demand/demand-section.tsx')).DemandSection,
}));
const TrainSection = lazy(async () => ({
  default: (await import('./train/train-section.tsx')).TrainSection,
}));
const PricesSection = lazy(async () => ({
  default: (await import('./prices/prices-section.tsx')).PricesSection,
}));
const ExperimentsSection = lazy(async () => ({
  default: (await import('./experiments/experiments-section.tsx')).ExperimentsSection,
}));
const MonitorSection = lazy(async () => ({
  default: (await import('./monitor/monitor-section.tsx')).MonitorSection,
}));
const ModelsSection = lazy(async () => ({
  default: (await import('./models/models-section.tsx')).ModelsSection,
}));

const views = {
  data: DataSection,
  demand: DemandSection,
  train: TrainSection,
  prices: PricesSection,
  experiments: ExperimentsSection,
  monitor: MonitorSection,
  models: ModelsSection,
} as const;

export function App() {
  // After the first paint, so that the worker's code does not compete with the page's.
  useEffect(() => {
    const timer = setTimeout(wakeLab, 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ErrorBoundary as="main" title="Pricing Lab" name="The page">
        <Shell>
          <OpenSection />
        </Shell>
      </ErrorBoundary>
    </MantineProvider>
  );
}

function OpenSection() {
  const section = useLab((state) => state.section);
  const View = views[section];
  return (
    <ErrorBoundary
      key={section}
      as="div"
      title={sectionLabels[section]}
      name={`The section ${sectionLabels[section]}`}
    >
      <Suspense fallback={<SectionLoading title={sectionLabels[section]} />}>
        <View />
      </Suspense>
    </ErrorBoundary>
  );
}
