// Data: the file comes in, is looked at, asked about, read; then everything known of it.

import { VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';

import type { DataState } from '../../store/features/file-state.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCountOf } from '../../core/text/format.ts';
import { SectionLoading } from '../shell/section-loading.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader, SectionStack } from '../ui/page-header.tsx';
import { ReadingProgress } from './start/reading-progress.tsx';
import { AnotherFileBar, StartScreen } from './start/start-screen.tsx';
import { useFileDrop, usePastedTable } from './start/use-file-drop.ts';

// The charts, tables and the dialog wait until there is something to show in them.
const LoadedData = lazy(async () => ({ default: (await import('./loaded-data.tsx')).LoadedData }));
const MappingDialog = lazy(async () => ({
  default: (await import('./mapping/mapping-dialog.tsx')).MappingDialog,
}));

export function DataSection() {
  const data = useLab((state) => state.data);
  const isOver = useFileDrop();
  usePastedTable();
  useFocusKept(data.status);
  return (
    <SectionStack>
      <DataProblem />
      <VisuallyHidden aria-live="polite">{announcement(data)}</VisuallyHidden>
      <DataBody data={data} isOver={isOver} />
      {data.status === 'asking' ? (
        <Suspense fallback={null}>
          <MappingDialog />
        </Suspense>
      ) : null}
    </SectionStack>
  );
}

/** What a screen reader hears as the file comes in. */
function announcement(data: DataState): string {
  switch (data.status) {
    case 'empty':
    case 'asking':
      return '';
    case 'inspecting':
    case 'reading':
      return `Reading ${data.fileName}`;
    case 'ready':
      return `${data.dataset.fileName} read: ${formatCountOf(data.dataset.table.rowCount, 'row')}`;
  }
}

/** The control that had the focus may be gone with the screen before: the focus then goes to the content. */
function useFocusKept(status: DataState['status']): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      if (status !== 'empty' && document.activeElement === document.body)
        document.getElementById('main')?.focus({ preventScroll: true });
    }, 100);
    return () => clearTimeout(timer);
  }, [status]);
}

function DataBody({ data, isOver }: { readonly data: DataState; readonly isOver: boolean }) {
  switch (data.status) {
    case 'empty':
      return <StartScreen isOver={isOver} />;
    case 'inspecting':
    case 'reading':
      return (
        <>
          <PageHeader title="Data" sentence="The page stays usable while the file is read." />
          <ReadingProgress data={data} />
          <AnotherFileBar isOver={isOver} />
        </>
      );
    case 'asking':
      return (
        <>
          <PageHeader
            title="Data"
            sentence={`The lab has a question about ${data.preview.fileName} before it can read it.`}
          />
          <AnotherFileBar isOver={isOver} />
        </>
      );
    case 'ready':
      return (
        <Suspense fallback={<SectionLoading title="Data" />}>
          <LoadedData data={data} isOver={isOver} />
        </Suspense>
      );
  }
}

function DataProblem() {
  const problem = useLab((state) => state.dataProblem);
  const isLoaded = useLab((state) => state.data.status === 'ready');
  const actions = useLab((state) => state.actions);
  if (problem === null) return null;
  return (
    <Notice tone="bad" title="The file was not read" onDismiss={() => actions.dismissDataProblem()}>
      {problem}{' '}
      {isLoaded ? 'The previous file is still loaded.' : 'Correct the file, or choose another one below.'}
    </Notice>
  );
}
