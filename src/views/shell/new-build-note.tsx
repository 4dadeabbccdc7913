// A newer version of the lab was deployed while this one is in use: it is offered, and never cuts a run short.

import { Button } from '@mantine/core';
import { useState } from 'react';

import { isActive } from '../../store/run-view.ts';
import { useLab } from '../../store/use-lab.ts';
import { loadNewBuild, useHasNewBuild } from '../ui/keep-for-offline.ts';
import { Notice } from '../ui/notice.tsx';

export function NewBuildNote() {
  const hasNewBuild = useHasNewBuild();
  const [isLater, setLater] = useState(false);
  const isTraining = useLab(({ run }) => isActive(run));
  const hasFile = useLab(({ data }) => data.status !== 'empty');
  return (
    <div aria-live="polite">
      {hasNewBuild && !isLater ? (
        <Notice
          tone="info"
          title="A new version of the lab is here"
          onDismiss={() => setLater(true)}
          actions={
            isTraining ? undefined : (
              <Button size="compact-sm" onClick={loadNewBuild}>
                Reload
              </Button>
            )
          }
        >
          {isTraining
            ? 'The run under way goes on in this one; you can reload once it has ended.'
            : `Reload to use it. Runs, models and decisions are kept${hasFile ? '; open your file again afterwards' : ''}.`}
        </Notice>
      ) : null}
    </div>
  );
}
