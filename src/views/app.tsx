// The page: provider, shell and the section that is open. Sections beyond the first screen load when first opened.

import { MantineProvider } from '@mantine/core';
import { Suspense, useEffect } from 'react';

import { useLab, wakeLab } from '../store/use-lab.ts';
import { sectionOf } from './sections.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { SectionLoading } from './shell/section-loading.tsx';
import { Shell } from './shell/shell.tsx';
import { theme } from './theme.ts';

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
  const { id, label, View } = sectionOf(useLab((state) => state.section));
  return (
    <ErrorBoundary key={id} as="div" title={label} name={`The section ${label}`}>
      <Suspense fallback={<SectionLoading title={label} />}>
        <View />
      </Suspense>
    </ErrorBoundary>
  );
}
