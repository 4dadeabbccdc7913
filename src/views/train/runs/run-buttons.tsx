// Start, pause, step, stop and reset. A button that cannot act now says why in its title.

import { Button } from '@mantine/core';
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconTrash,
} from '@tabler/icons-react';
import { memo } from 'react';

import { sweepSize } from '../../../core/run/sweep.ts';
import { plannedSweep } from '../../../store/features/sweep-feature.ts';
import { isActive } from '../../../store/run-view.ts';
import { offInPlace } from '../../ui/off-in-place.ts';
import { useLab } from '../../../store/use-lab.ts';

export interface RunButtonsProps {
  /** Why no run can start now; null where one can. */
  readonly startProblem: string | null;
  readonly onStart: () => void;
}

export const RunButtons = memo(function RunButtons({ startProblem, onStart }: RunButtonsProps) {
  const state = useLab((lab) => lab.run.state);
  const active = useLab((lab) => isActive(lab.run));
  const actions = useLab((lab) => lab.actions);
  const runs = useLab((lab) => {
    const planned = plannedSweep(lab);
    return 'plan' in planned ? sweepSize(planned.plan) : 1;
  });
  const paused = state === 'paused';
  const noRun = active ? null : 'No run is under way.';
  return (
    <>
      <Button
        leftSection={<IconPlayerPlay aria-hidden size={17} />}
        {...offInPlace(startProblem !== null, onStart)}
        {...why(startProblem)}
      >
        {runs > 1 ? `Train ${runs} runs` : 'Start training'}
      </Button>
      {/* One button for both, so that the focus stays where it was. */}
      <Button
        variant="default"
        leftSection={
          paused ? <IconPlayerTrackNext aria-hidden size={17} /> : <IconPlayerPause aria-hidden size={17} />
        }
        {...offInPlace(!active, () => (paused ? actions.resume() : actions.pause()))}
        miw={112}
        {...why(noRun)}
      >
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlayerSkipForward aria-hidden size={17} />}
        {...offInPlace(!paused, () => actions.step())}
        {...why(paused ? null : 'Pause the run first, then advance one market step at a time.')}
      >
        Step
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlayerStop aria-hidden size={17} />}
        {...offInPlace(!active, () => actions.stop())}
        {...why(noRun)}
      >
        Stop
      </Button>
      <Button
        variant="default"
        leftSection={<IconTrash aria-hidden size={17} />}
        {...offInPlace(state === 'idle', () => actions.resetRun())}
        {...why(
          state === 'idle' ? 'There is no run to clear.' : null,
          'Clears the charts and the model of this run.',
        )}
      >
        Reset
      </Button>
    </>
  );
});

function why(problem: string | null, otherwise?: string): { title?: string } {
  const title = problem ?? otherwise;
  return title === undefined ? {} : { title };
}
