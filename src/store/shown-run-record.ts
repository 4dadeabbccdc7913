// The run shown on the page as a record to keep, and a kept record as a run to show.

import type { RunRecord } from '../core/export/run/run-record.ts';
import type { LabState } from './lab-state.ts';
import { emptyRun, type RunView } from './run-view.ts';

/** null before the first run and while it has not reported anything. */
export function runRecordOf(state: LabState): RunRecord | null {
  const { run, data, model, backend, runStartedAt, storedRuns } = state;
  const { runId, settings, progress } = run;
  if (runId === null || settings === null || progress === null) return null;
  const isOfFile = data.status === 'ready' && run.reading === data.reading;
  const { card } = model ?? {};
  return {
    runId,
    startedAt: runStartedAt?.runId === runId ? runStartedAt.at : null,
    settings,
    data: isOfFile
      ? { fileName: data.dataset.fileName, fingerprint: data.dataset.fingerprint }
      : run.reading !== null && model?.origin === 'run'
        ? (card?.data ?? null)
        : (storedRuns?.find((kept) => kept.runId === runId)?.data ?? null),
    backend: model?.origin === 'run' ? model.card.training.backend : (backend?.name ?? null),
    productNames: run.productNames,
    marketCheck: run.marketCheck,
    rewardPartNames: run.rewardPartNames,
    steps: progress.step,
    updates: progress.updates,
    elapsedSeconds: progress.elapsedSeconds,
    baselines: run.baselines,
    episodes: run.episodes,
    losses: run.losses,
    evaluations: run.evaluations,
    portfolioCheck: run.portfolioCheck,
    times: run.times,
  };
}

/** A finished run as its charts show it; the path of its last episode is not kept. `reading`: that of its file. */
export function runViewOf(record: RunRecord, reading: number | null): RunView {
  const { runId, settings, productNames, rewardPartNames, baselines, episodes, losses, evaluations } = record;
  const { steps, updates, elapsedSeconds, marketCheck, portfolioCheck, times } = record;
  const rate = (amount: number) => (elapsedSeconds > 0 ? amount / elapsedSeconds : Number.NaN);
  return {
    ...emptyRun,
    runId,
    reading,
    state: 'finished',
    settings,
    productNames,
    marketCheck,
    rewardPartNames,
    progress: {
      step: steps,
      totalSteps: settings.trainingSteps,
      updates,
      elapsedSeconds,
      updatesPerSecond: rate(updates),
      stepsPerSecond: rate(steps),
      secondsLeft: Number.NaN,
      updateShare: Number.NaN,
    },
    baselines,
    episodes,
    losses,
    evaluations,
    portfolioCheck,
    times,
  };
}
