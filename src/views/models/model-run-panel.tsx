// The run of this tab as files for other tools.

import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

import { useLab } from '../../store/use-lab.ts';
import { formatCountOf } from '../../core/text/format.ts';
import { Panel } from '../ui/panel.tsx';
import classes from './models-section.module.css';

export function RunPanel() {
  const has = useLab((state) => state.run.progress !== null);
  const episodes = useLab((state) => state.run.episodes.length);
  const evaluations = useLab((state) => state.run.evaluations.length);
  const actions = useLab((state) => state.actions);
  return (
    <Panel
      title="Run log"
      caption={
        has
          ? `${formatCountOf(episodes, 'episode')} and ${formatCountOf(evaluations, 'evaluation')} of the run shown in Train.`
          : 'There is no run yet; train one first.'
      }
    >
      <p className={classes.words}>
        JSON lines hold the settings, seed and fingerprint of the data, then every episode, loss and
        evaluation: for pandas or a notebook. The event file holds the same figures for TensorBoard; put it in
        a folder and start <code>tensorboard --logdir</code> on it.
      </p>
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconDownload aria-hidden size={16} />}
          disabled={!has}
          onClick={() => actions.exportRunLog()}
        >
          Export run log
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload aria-hidden size={16} />}
          disabled={!has}
          onClick={() => actions.exportEventFile()}
        >
          Export TensorBoard file
        </Button>
      </Group>
    </Panel>
  );
}
