// Train: the settings of a run, its control and its live charts, and in tabs of their own what can be asked of its policy
// and the runs there are. On a wide screen everything about the run is in sight at once; on a phone control and charts
// come before the settings once there is a run.

import { useViewportSize } from '@mantine/hooks';
import { lazy, memo, Suspense, useCallback } from 'react';

import { plannedSweep } from '../../store/features/sweep-feature.ts';
import { useLab } from '../../store/use-lab.ts';
import { EpisodeReturnChart } from '../charts/episode-return-chart.tsx';
import { LossesChart } from '../charts/losses-chart.tsx';
import { PricePathChart } from '../charts/price-path-chart.tsx';
import { RewardPartsChart } from '../charts/reward-parts-chart.tsx';
import { RunChartControls } from '../charts/run-chart-controls.tsx';
import { PageHeader, SectionStack } from '../ui/page-header.tsx';
import { useIsPhone } from '../ui/fold-on-phone.tsx';
import { SectionTabs } from '../ui/section-tabs.tsx';
import { Portfolio, PortfolioInvitation } from './portfolio/portfolio.tsx';
import { ResumePanel } from './runs/resume-panel.tsx';
import { RewardAudit } from './reward-audit/reward-audit.tsx';
import { RunButtons } from './runs/run-buttons.tsx';
import { RunPanel } from './runs/run-panel.tsx';
import { startProblem } from './settings/setting-lists.ts';
import { SettingsPanel } from './settings/settings-panel.tsx';
import classes from './train-section.module.css';
import { useSettingDrafts } from './settings/use-setting-drafts.ts';
import { trainTabs } from './train-tabs.ts';

const PolicyMap = lazy(async () => ({ default: (await import('./policy-map/policy-map.tsx')).PolicyMap }));
const PlayPanel = lazy(async () => ({ default: (await import('./play/play-panel.tsx')).PlayPanel }));
const SweepPanel = lazy(async () => ({ default: (await import('./sweep/sweep-panel.tsx')).SweepPanel }));
const RunsPanel = lazy(async () => ({ default: (await import('./runs/runs-panel.tsx')).RunsPanel }));

export function TrainSection() {
  const { drafts, actions } = useSettingDrafts();
  const runProblem = useLab((state) => startProblem(state, drafts));
  const sweepProblem = useLab((state) => {
    const planned = plannedSweep(state);
    return 'problem' in planned ? planned.problem : null;
  });
  const problem = runProblem ?? sweepProblem;
  const runs = useLab((state) => state.storedRuns?.length ?? 0);
  const lab = useLab((state) => state.actions);
  const start = useCallback(() => {
    lab.startSweep();
    lab.goTo('train', 'run');
  }, [lab]);
  return (
    <SectionStack>
      <PageHeader
        title="Train"
        sentence="An agent tries prices in a market built from your data and learns which ones pay."
        actions={<RunButtons startProblem={problem} onStart={start} />}
      />
      <ResumePanel />
      <SectionTabs
        section="train"
        label="Training"
        tabs={trainTabs}
        counts={{ runs }}
        panels={{
          run: <RunTab drafts={drafts} actions={actions} problem={problem} />,
          portfolio: <Portfolio />,
          policy: (
            <Suspense fallback={null}>
              <PolicyMap />
            </Suspense>
          ),
          play: (
            <Suspense fallback={null}>
              <PlayPanel />
            </Suspense>
          ),
          runs: (
            <Suspense fallback={null}>
              <RunsPanel />
            </Suspense>
          ),
        }}
      />
    </SectionStack>
  );
}

/** Settings at the left, what comes of them at the right. */
function RunTab({
  drafts,
  actions,
  problem,
}: ReturnType<typeof useSettingDrafts> & { readonly problem: string | null }) {
  const hasRun = useLab((state) => state.run.state !== 'idle');
  const isPhone = useIsPhone();
  return (
    <div className={classes.layout} data-has-run={hasRun || undefined}>
      <div className={classes.settings}>
        <SettingsPanel drafts={drafts} actions={actions} />
      </div>
      <div className={classes.stage}>
        <RunPanel startProblem={problem} />
        <Suspense fallback={null}>
          <SweepPanel />
        </Suspense>
        <RewardAudit startProblem={problem} />
        <PortfolioInvitation />
        {/* On a phone four empty frames would be two screens of nothing. */}
        {hasRun || !isPhone ? <Charts /> : null}
      </div>
    </div>
  );
}

const Charts = memo(function Charts() {
  const height = useChartHeight();
  return (
    <>
      <RunChartControls />
      <div className={classes.charts}>
        <EpisodeReturnChart height={height} />
        <RewardPartsChart height={height} />
        <PricePathChart height={height} />
        <LossesChart height={height} />
      </div>
    </>
  );
});

/** Pixels; so that four of them leave room for the figures within three screens. */
const phoneChartHeight = 150;

/** Pixels for a drawing, so that two rows of charts fill the rest of the window below the run's figures. */
function useChartHeight(): number {
  const { height } = useViewportSize();
  const isPhone = useIsPhone();
  if (isPhone) return phoneChartHeight;
  return Math.round(Math.min(360, Math.max(170, (height - 638) / 2)));
}
