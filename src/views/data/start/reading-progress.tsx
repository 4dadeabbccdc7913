// A file being read: how far it is, and a way to stop.

import { Button, Progress } from '@mantine/core';

import type { DataState } from '../../../store/features/file-state.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatBytes, formatCount } from '../../../core/text/format.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './reading-progress.module.css';

type BusyState = Extract<DataState, { status: 'inspecting' | 'reading' }>;

export function ReadingProgress({ data }: { readonly data: BusyState }) {
  const actions = useLab((state) => state.actions);
  const progress = data.status === 'reading' ? data.progress : null;
  const percent =
    progress === null || progress.bytesTotal === 0 ? 0 : (100 * progress.bytesRead) / progress.bytesTotal;
  return (
    <Panel
      title={data.status === 'inspecting' ? `Inspecting ${data.fileName}` : `Reading ${data.fileName}`}
      aside={
        <Button variant="default" size="xs" onClick={() => actions.cancelReading()}>
          Cancel reading
        </Button>
      }
    >
      <Progress.Root size="lg" className={classes.bar}>
        <Progress.Section
          value={percent}
          aria-label="Share of the file read"
          striped={data.status === 'inspecting'}
        />
      </Progress.Root>
      <p className={classes.words} aria-hidden>
        {progress === null
          ? 'Columns, separators and dates first; then the rows.'
          : `${formatCount(progress.rows)} rows, ${formatBytes(progress.bytesRead)} of ${formatBytes(progress.bytesTotal)}`}
      </p>
    </Panel>
  );
}
