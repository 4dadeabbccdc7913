// A word in the bar where a run was left in the middle: one click away from going on.

import { IconPlayerTrackNext } from '@tabler/icons-react';

import { isActive } from '../../store/run-view.ts';
import { interruptedRuns } from '../../store/features/runs-feature.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCountOf } from '../../core/text/format.ts';
import classes from './unfinished-runs.module.css';

export function UnfinishedRuns() {
  const count = useLab((state) =>
    isActive(state.run) || state.section === 'train' ? 0 : interruptedRuns(state.storedRuns).length,
  );
  const actions = useLab((state) => state.actions);
  if (count === 0) return null;
  const words = formatCountOf(count, 'unfinished run');
  return (
    <button
      type="button"
      className={classes.hint}
      title={`${words}: resume or discard in Train`}
      onClick={() => actions.goTo('train', 'run')}
    >
      <IconPlayerTrackNext aria-hidden size={15} stroke={1.8} />
      <span className={classes.words}>{words}</span>
    </button>
  );
}
