// The state of the run in the bar: one polite status region whose spoken text changes only with the state.

import { useLab } from '../../store/use-lab.ts';
import { formatDuration, formatPercent } from '../../core/text/format.ts';
import classes from './run-status.module.css';

export function RunStatus() {
  const state = useLab((lab) => lab.run.state);
  return (
    <div role="status" aria-label="Run status" className={classes.status} data-state={state}>
      <span aria-hidden className={classes.light} />
      <span className={classes.word}>{state}</span>
      {state === 'training' || state === 'paused' ? <Progress /> : null}
    </div>
  );
}

/** Figures that move several times a second: for the eye only. */
function Progress() {
  const progress = useLab((lab) => lab.run.progress);
  if (progress === null || progress.totalSteps <= 0) return null;
  const share = Math.min(1, progress.step / progress.totalSteps);
  return (
    <span aria-hidden className={classes.progress}>
      <span className={classes.track}>
        <span className={classes.filled} style={{ transform: `scaleX(${share})` }} />
      </span>
      <span className={classes.share}>{formatPercent(share, 0)}</span>
      {Number.isFinite(progress.secondsLeft) ? (
        <span className={classes.left}>{formatDuration(progress.secondsLeft)} left</span>
      ) : null}
    </span>
  );
}
