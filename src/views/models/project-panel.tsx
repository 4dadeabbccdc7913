// The whole project out as one file, and in again.

import { Button, Group } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';

import { projectEnding } from '../../core/export/project-ending.ts';
import { useLab } from '../../store/use-lab.ts';
import { Panel } from '../ui/panel.tsx';
import { FileButton } from '../ui/file-button.tsx';
import classes from './models-section.module.css';
import { ReportButton } from './report-button.tsx';

export function ProjectPanel() {
  const work = useLab((state) => state.projectWork);
  const actions = useLab((state) => state.actions);
  return (
    <Panel title="Whole project" caption="Everything in this tab as one file, to keep or to share.">
      <p className={classes.words}>
        The file holds the sales file itself, how it was read, settings, guardrails, every kept model with its
        prices, the run, and the audit log with every decision. Opening it restores all of that, in any
        browser. The whole file is checked first; a damaged one is refused and changes nothing. Results of
        monitoring are not in it.
      </p>
      <Group gap="xs">
        <Button
          leftSection={<IconPackageExport aria-hidden size={17} />}
          loading={work === 'saving'}
          disabled={work === 'opening'}
          onClick={() => actions.saveProject()}
        >
          Export project
        </Button>
        <FileButton
          label="Import project"
          accept={projectEnding}
          title={`A file ending in ${projectEnding} that this lab exported`}
          disabled={work !== 'idle'}
          onFile={(file) => actions.openProject(file)}
        />
        <ReportButton />
      </Group>
      <p role="status" className={classes.status}>
        {work === 'saving'
          ? 'Packing the project …'
          : work === 'opening'
            ? 'Checking and reading the project …'
            : ''}
      </p>
    </Panel>
  );
}
