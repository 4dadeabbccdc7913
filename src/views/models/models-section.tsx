// Models: every model this browser keeps, to use, compare, rename or forget; each in all its forms; the run's log; and the
// whole project as one file.

import { IconBox } from '@tabler/icons-react';
import { Button } from '@mantine/core';

import { useLab } from '../../store/use-lab.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader, SectionStack } from '../ui/page-header.tsx';
import { FileButton } from '../ui/file-button.tsx';
import { StoredModels } from './stored-models.tsx';
import { ProjectPanel } from './project-panel.tsx';
import { RunPanel } from './model-run-panel.tsx';
import { ServerPanel } from './server-panel.tsx';

export function ModelsSection() {
  const hasModels = useLab((state) => state.models.length > 0);
  const actions = useLab((state) => state.actions);
  return (
    <SectionStack>
      <PageHeader
        title="Models"
        sentence="Trained and imported models with all their exports, and the whole project as one file."
        actions={
          <FileButton
            label="Import model"
            accept=".zip,application/zip"
            title="A zip that this lab exported"
            onFile={(file) => actions.importModel(file)}
          />
        }
      />
      <Problems />
      {hasModels ? <StoredModels /> : <NoModels />}
      <RunPanel />
      <ProjectPanel />
      <ServerPanel />
    </SectionStack>
  );
}

function Problems() {
  const modelProblem = useLab((state) => state.modelProblem);
  const exportProblem = useLab((state) => state.exportProblem);
  const note = useLab((state) => state.projectNote);
  const actions = useLab((state) => state.actions);
  return (
    <>
      {modelProblem === null ? null : (
        <Notice
          tone="bad"
          title="The model could not be used"
          onDismiss={() => actions.dismissModelProblem()}
        >
          {modelProblem}
        </Notice>
      )}
      {exportProblem === null ? null : (
        <Notice
          tone="bad"
          title="The export or import failed"
          onDismiss={() => actions.dismissExportProblem()}
        >
          {exportProblem}
        </Notice>
      )}
      {note === null ? null : (
        <Notice tone="info" title="Project opened" onDismiss={() => actions.dismissProjectNote()}>
          {note}
        </Notice>
      )}
    </>
  );
}

function NoModels() {
  const actions = useLab((state) => state.actions);
  return (
    <EmptyState
      icon={<IconBox size={34} stroke={1.5} />}
      title="No model yet"
      actions={<Button onClick={() => actions.goTo('train', 'run')}>Go to Train</Button>}
    >
      Train one, or import a model or a project that this lab exported. Every model is kept in this browser; a
      project keeps them permanently as a file.
    </EmptyState>
  );
}
