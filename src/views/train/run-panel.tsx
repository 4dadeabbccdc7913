// How far the run is and what it reached: progress with speed and time left, then the best evaluation beside the
// simple policies, in careful words.

import { Anchor, Progress } from '@mantine/core';

import { settingNamed } from './setting-lists.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatReturn } from '../charts/captions.ts';
import { usePaced } from '../charts/use-paced.ts';
import { formatCount, formatDuration, formatPercent, formatSignificant } from '../format.ts';
import { Notice } from '../ui/notice.tsx';
import { Stat, StatList } from '../ui/stat.tsx';
import { headlineOf } from './headline.ts';
import classes from './run-panel.module.css';

export function RunPanel({ startProblem }: { readonly startProblem: string | null }) {
  const state = useLab((lab) => lab.run.state);
  const problem = useLab((lab) => lab.run.problem);
  return (
    <section aria-label="This run" className={classes.panel}>
      {state === 'failed' ? (
        <Notice tone="bad" title="The run failed">
          {problem ?? 'The worker gave no reason.'} The settings are as they were; a new run can start.
        </Notice>
      ) : null}
      {state === 'idle' ? <Idle startProblem={startProblem} /> : <Figures />}
    </section>
  );
}

function Idle({ startProblem }: { readonly startProblem: string | null }) {
  const settings = useLab((lab) => lab.settings);
  return (
    <p className={classes.idle}>
      {startProblem ??
        `Ready: ${settings.agent.toUpperCase()} in the ${labelOf('market', settings.market).toLowerCase()} for ${formatCount(settings.trainingSteps)} steps. Charts fill as it learns; the best evaluated policy is kept.`}
    </p>
  );
}

function Figures() {
  const run = usePaced(useLab((lab) => lab.run));
  const progress = run?.progress ?? null;
  const headline = run ? headlineOf(run) : null;
  const share = progress && progress.totalSteps > 0 ? Math.min(1, progress.step / progress.totalSteps) : 0;
  return (
    <>
      <div className={classes.progress}>
        <Progress.Root size={8} className={classes.bar}>
          <Progress.Section
            value={share * 100}
            aria-label="Training progress"
            aria-valuetext={formatPercent(share, 0)}
          />
        </Progress.Root>
        <div className={`${classes.figures} tabular`}>
          {progress ? (
            <>
              <span>
                <b>{formatCount(progress.step)}</b> of {formatCount(progress.totalSteps)} steps
              </span>
              <span>{formatCount(progress.updates)} updates</span>
              <span>{formatSignificant(progress.updatesPerSecond)} updates a second</span>
              <span>{formatDuration(progress.elapsedSeconds)} elapsed</span>
              <span>
                {run?.state === 'training' && Number.isFinite(progress.secondsLeft)
                  ? `${formatDuration(progress.secondsLeft)} left`
                  : wordFor(run?.state)}
              </span>
            </>
          ) : (
            <span>Preparing the market and the simple policies to compare with …</span>
          )}
        </div>
      </div>
      <StatList>
        <Stat
          size="large"
          label="Gap closed"
          value={headline?.gapClosed == null ? '–' : formatPercent(headline.gapClosed, 0)}
        />
        <Stat label="Best evaluation" value={returnOrDash(headline?.bestReturn)} size="large" />
        <Stat
          label="Keeping the price"
          value={returnOrDash(headline?.keepPrice ?? run?.baselines?.keepPrice)}
          size="large"
        />
        <Stat
          label="Best fixed price"
          value={returnOrDash(run?.baselines?.bestFixedPrice?.meanReturn)}
          size="large"
        />
        <Stat label="Optimum" value={returnOrDash(run?.baselines?.optimum)} size="large" />
      </StatList>
      <p className={classes.sentence}>
        {headline?.sentence ?? 'The first evaluation on fixed start states is still to come.'}
        {run?.state === 'finished' ? <ToPrices /> : null}
      </p>
    </>
  );
}

function ToPrices() {
  const hasModel = useLab((lab) => lab.model !== null);
  const actions = useLab((lab) => lab.actions);
  if (!hasModel) return null;
  return (
    <>
      {' '}
      <Anchor component="button" type="button" inherit onClick={() => actions.goTo('prices')}>
        See the suggested price
      </Anchor>
    </>
  );
}

function returnOrDash(value: number | null | undefined): string {
  return value == null ? '–' : formatReturn(value);
}

function wordFor(state: string | undefined): string {
  return state === 'training' ? 'time left is being measured' : (state ?? '');
}

function labelOf(name: 'market' | 'agent', value: string): string {
  const definition = settingNamed(name);
  return definition.kind === 'choice'
    ? (definition.choices.find((choice) => choice.value === value)?.label ?? value)
    : value;
}
