// How far the run is and what it reached: progress with speed and time left, then the best evaluation beside the
// simple policies, in careful words.

import { agents } from '../../../core/agents/agents.ts';
import { Anchor, Button, Progress } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { memo, useMemo } from 'react';

import { kindOf } from '../../../core/market/kinds.ts';
import {
  marketCheck,
  mayCallOptimal,
  superlatives,
  type MarketCheck,
} from '../../../core/market/market-check.ts';
import type { Baselines } from '../../../core/run/events.ts';
import type { RunSettings } from '../../../core/run/settings.ts';
import { canShowUntrained } from '../../../store/features/untrained-feature.ts';
import { isActive } from '../../../store/run-view.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatReturn } from '../../charts/captions.ts';
import { usePaced } from '../../charts/use-paced.ts';
import {
  formatCount,
  formatDuration,
  formatPercent,
  formatRough,
  formatSignificant,
} from '../../../core/text/format.ts';
import { useIsPhone } from '../../ui/fold-on-phone.tsx';
import { MarketCheckLine } from '../../ui/market-check.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Stat, StatList } from '../../ui/stat.tsx';
import { headlineOf, preparingWords, type Headline } from './headline.ts';
import { verdictOf } from './run-verdict.ts';
import classes from './run-panel.module.css';
import { formatSetting, settingNamed } from '../settings/setting-lists.ts';

export const RunPanel = memo(function RunPanel({ startProblem }: { readonly startProblem: string | null }) {
  const state = useLab((lab) => lab.run.state);
  const problem = useLab((lab) => lab.run.problem);
  const notice = useLab((lab) => lab.run.notice);
  return (
    <section aria-label="This run" className={classes.panel}>
      {state === 'failed' ? (
        <Notice tone="bad" title="The run failed">
          {problem === null ? 'The worker gave no reason.' : withStop(problem)} The settings are unchanged;
          you can start a new run.
        </Notice>
      ) : null}
      {notice === null ? null : (
        <Notice tone="warn" title="Training continues on another backend">
          {notice}
        </Notice>
      )}
      <Figures startProblem={startProblem} />
    </section>
  );
});

/** Always the same size, so that starting a run moves nothing. */
function Figures({ startProblem }: { readonly startProblem: string | null }) {
  const state = useLab((lab) => lab.run.state);
  const settings = useLab((lab) => lab.settings);
  const run = usePaced(useLab((lab) => lab.run));
  // As the figures have it, which come at a pace: a run that has just ended is not yet one without an evaluation.
  const isOver = run !== undefined && run.state !== 'idle' && !isActive(run);
  const ofForm = useFormCheck();
  const check = state === 'idle' ? ofForm : (run?.marketCheck ?? null);
  const mayCallBest = mayCallOptimal((run?.settings ?? settings).market, check);
  const words = superlatives(mayCallBest);
  // Before a run they are dashes, and a phone has no room for dashes.
  const isPhone = useIsPhone();
  const verdict = run ? verdictOf(run) : null;
  const headline = run ? headlineOf(run, mayCallBest) : null;
  // Without a known optimum there is no gap to speak of.
  const { hasOptimum } = kindOf(run?.settings ?? settings);
  return (
    <>
      <RunProgress />
      {verdict === null ? null : (
        <p className={classes.verdict}>
          <Mark tone={verdict.tone}>{verdict.word}</Mark> <strong>{verdict.words}</strong>
        </p>
      )}
      {run?.state === 'finished' ? <ToPrices /> : null}
      {state === 'idle' && isPhone ? null : (
        <StatList>
          {headline?.profit == null ? null : (
            <Stat
              label="Profit an episode"
              value={formatRough(headline.profit)}
              note={keptProfitNote(headline.keepProfit)}
            />
          )}
          {hasOptimum ? (
            <Stat
              label="Gap closed"
              term="gapClosed"
              value={headline?.gapClosed == null ? '–' : formatPercent(headline.gapClosed, 0)}
              note={gapNote(headline, headline?.isMedian ?? run?.baselines?.portfolio !== undefined)}
            />
          ) : null}
          <Stat label={words.evaluation} value={returnOrDash(headline?.bestReturn)} />
          <Stat
            label="Today’s price"
            value={returnOrDash(headline?.keepPrice ?? run?.baselines?.keepPrice)}
          />
          <Stat
            label={words.fixedPrice}
            term="fixedPrice"
            value={returnOrDash(run?.baselines?.bestFixedPrice?.meanReturn)}
          />
          {hasOptimum ? (
            <Stat label="Optimum" term="optimum" value={returnOrDash(run?.baselines?.optimum)} />
          ) : null}
        </StatList>
      )}
      <p className={classes.sentence}>
        {headline?.sentence ??
          (state === 'idle'
            ? (startProblem ?? readySentence(settings))
            : isOver
              ? 'It ended before its first evaluation, so there is nothing to compare.'
              : 'The first evaluation on fixed start states is still to come.')}
        {run?.baselines ? missingWords(run.baselines, hasOptimum) : null} <PricesWithoutTraining />
      </p>
      {check ? <MarketCheckLine check={check} /> : null}
    </>
  );
}

/** How far the run is, and how fast. */
function RunProgress() {
  const state = useLab((lab) => lab.run.state);
  const run = usePaced(useLab((lab) => lab.run));
  const progress = run?.progress ?? null;
  const preparing = progress && preparingWords(progress);
  const share = progress && progress.totalSteps > 0 ? Math.min(1, progress.step / progress.totalSteps) : 0;
  return (
    <div className={classes.progress}>
      <Progress.Root size={8} className={classes.bar}>
        <Progress.Section
          value={share * 100}
          aria-label="Training progress"
          aria-valuetext={formatPercent(share, 0)}
        />
      </Progress.Root>
      <div className={`${classes.figures} tabular`}>
        {preparing !== null ? (
          <span>{preparing}</span>
        ) : progress ? (
          <>
            <span>
              <b>{formatCount(progress.step)}</b> of {formatCount(progress.totalSteps)} steps
            </span>
            <span>{formatCount(progress.updates)} updates</span>
            <span>
              {formatSignificant(progress.updatesPerSecond)} updates a second
              {Number.isFinite(progress.updateShare)
                ? ` (${formatPercent(progress.updateShare, 0)} of the time)`
                : ''}
            </span>
            <span>{formatDuration(progress.elapsedSeconds)} elapsed</span>
            <KeptNote />
            <span>
              {run?.state === 'training' && Number.isFinite(progress.secondsLeft)
                ? `${formatDuration(progress.secondsLeft)} left`
                : wordFor(run?.state)}
            </span>
          </>
        ) : (
          <span>
            {state === 'training'
              ? 'Preparing the market and the simple policies to compare with …'
              : state === 'failed'
                ? 'No step was completed.'
                : 'No run yet.'}
          </span>
        )}
      </div>
    </div>
  );
}

/** How well the market predicts that a run started now would have; null where it replays nothing, and without fits. */
function useFormCheck(): MarketCheck | null {
  const carried = useLab(({ settings }) => kindOf(settings).replay?.carriesUnits(settings) ?? null);
  const holdOuts = useLab((lab) => lab.holdOuts);
  const shown = useLab((lab) => (lab.trainFor === 'all' ? null : lab.shownProduct));
  return useMemo(() => {
    if (carried === null || holdOuts.length === 0) return null;
    return marketCheck(shown === null ? holdOuts : holdOuts.slice(shown, shown + 1), carried);
  }, [carried, holdOuts, shown]);
}

/** How sure the gap closed is; for a portfolio, whose median it is and where the middle half lies. */
function gapNote(headline: Headline | null, isPortfolio: boolean): string {
  const range = (ends: readonly [number, number]) =>
    `${formatPercent(ends[0], 0)} to ${formatPercent(ends[1], 0)}`;
  if (isPortfolio)
    return headline?.middleHalf == null
      ? 'of the median product'
      : `median product; half: ${range(headline.middleHalf)}`;
  return headline?.gapInterval == null ? '95 % interval: –' : `95 %: ${range(headline.gapInterval)}`;
}

/** What keeping the price earns there. */
function keptProfitNote(profit: number | null): string {
  return profit === null ? '' : `keeping the price: ${formatRough(profit)}`;
}

/** How far the run under way would survive the page. */
function KeptNote() {
  const step = useLab(({ run, storedRuns }) => {
    const kept = isActive(run) ? storedRuns?.find(({ runId }) => runId === run.runId) : undefined;
    return kept?.hasCheckpoint ? kept.step : null;
  });
  if (step === null) return null;
  return (
    <span title="Closing or reloading the page loses nothing up to this step: the next visit offers to resume from there.">
      kept up to step {formatCount(step)}
    </span>
  );
}

/** Why a simple policy has no figure. */
function missingWords({ bestFixedPrice, optimum }: Baselines, hasOptimum: boolean): string {
  if (hasOptimum) return optimum === null ? ' With a rival that moves no optimum is computed.' : '';
  return bestFixedPrice === null ? ' The best single price is not computed for several products.' : '';
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function readySentence(settings: RunSettings): string {
  const market = formatSetting(settingNamed('market'), settings.market).toLowerCase();
  return `Ready: ${agents[settings.agent].title} in the ${market} for ${formatCount(settings.trainingSteps)} steps. The charts fill as it learns; the policy with the highest evaluation is kept.`;
}

function ToPrices() {
  const hasModel = useLab((lab) => lab.model !== null);
  const actions = useLab((lab) => lab.actions);
  if (!hasModel) return null;
  return (
    <Button
      size="compact-sm"
      className={classes.next}
      rightSection={<IconArrowRight aria-hidden size={15} />}
      onClick={() => actions.goTo('prices')}
    >
      See the recommended prices
    </Button>
  );
}

/** Whoever wants prices need not wait for an agent. */
function PricesWithoutTraining() {
  const isPossible = useLab((lab) => lab.model === null && canShowUntrained(lab));
  const actions = useLab((lab) => lab.actions);
  if (!isPossible) return null;
  return (
    <Anchor component="button" type="button" inherit onClick={() => actions.showPrices()}>
      Show prices without training
    </Anchor>
  );
}

function returnOrDash(value: number | null | undefined): string {
  return value == null ? '–' : formatReturn(value);
}

function wordFor(state: string | undefined): string {
  return state === 'training' ? 'estimating the time left' : (state ?? '');
}
