// Runs that were left in the middle, offered to go on: a closed tab, a crash or a reload ends nobody's work.

import { Button } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';

import { isActive } from '../../../store/run-view.ts';
import { interruptedRuns } from '../../../store/features/runs-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import type { RunSummary } from '../../../worker/protocol/run-protocol.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SureButton } from '../../ui/sure-button.tsx';
import classes from './runs.module.css';
import { interruptedWords } from './runs-words.ts';

/** The others stand in the list of runs. */
const mostOffered = 3;

export function ResumePanel() {
  const storedRuns = useLab((state) => state.storedRuns);
  const problem = useLab((state) => state.runsProblem);
  const active = useLab((state) => isActive(state.run));
  const actions = useLab((state) => state.actions);
  const runs = useMemo(() => interruptedRuns(storedRuns), [storedRuns]);
  useFreshList();
  return (
    <>
      {problem === null ? null : (
        <Notice
          tone="bad"
          title="The run could not be changed"
          onDismiss={() => actions.dismissRunsProblem()}
        >
          {problem}
        </Notice>
      )}
      {runs.length === 0 || active ? null : (
        <Panel
          title={runs.length === 1 ? 'Unfinished run' : `${runs.length} unfinished runs`}
          caption={
            'The page was closed before the end. The run resumes with the same numbers as if it had never been interrupted' +
            (runs.length > mostOffered ? '; the others are under Runs, below.' : '.')
          }
        >
          <ul className={classes.offers}>
            {runs.slice(0, mostOffered).map((run) => (
              <Offer key={run.runId} run={run} />
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function Offer({ run }: { readonly run: RunSummary }) {
  const resuming = useLab((state) => state.resuming);
  const actions = useLab((state) => state.actions);
  const [discarding, setDiscarding] = useState(false);
  const { runId, name } = run;
  return (
    <li className={classes.offer}>
      <div className={classes.offerWords}>
        <strong>{name}</strong>
        <span>{interruptedWords(run)}</span>
      </div>
      <div className={classes.actions}>
        <Button
          size="compact-sm"
          leftSection={<IconPlayerTrackNext aria-hidden size={15} />}
          loading={resuming?.runId === runId}
          disabled={resuming !== null && resuming.runId !== runId}
          aria-label={`Resume run ${name}`}
          onClick={() => {
            actions.resumeRun(runId);
            actions.goTo('train', 'run');
          }}
        >
          Resume run
        </Button>
        <SureButton
          label="Discard"
          question="Yes, discard"
          name={name}
          asking={discarding}
          onAsk={setDiscarding}
          onSure={() => actions.deleteRuns([runId])}
        />
      </div>
    </li>
  );
}

/** Another tab may have finished, begun or left a run since. */
function useFreshList(): void {
  const actions = useLab((state) => state.actions);
  useEffect(() => {
    const refresh = () => {
      if (!document.hidden) actions.refreshRuns();
    };
    document.addEventListener('visibilitychange', refresh);
    window.addEventListener('focus', refresh);
    return () => {
      document.removeEventListener('visibilitychange', refresh);
      window.removeEventListener('focus', refresh);
    };
  }, [actions]);
}
