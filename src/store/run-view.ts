// A run as the page shows it, and what an event of its stream makes of it. Pure.

import type { MarketCheck } from '../core/market/market-check.ts';
import type {
  Baselines,
  EpisodeRecord,
  EvaluationRecord,
  LossRecord,
  PortfolioCheck,
  RunProgress,
  RunState,
} from '../core/run/events.ts';
import type { PathPoint } from '../core/market/path-point.ts';
import { withSecondLook } from '../core/run/kept-gap.ts';
import type { RunSettings } from '../core/run/settings.ts';
import { withTimeMark, type TimeMark } from '../core/run/training-time.ts';
import type { RunEvent, RunReport } from '../worker/protocol/run-protocol.ts';

export interface RunView {
  /** null before the first run. */
  readonly runId: string | null;
  /** The reading of the file it was started with; null for a run without a file. */
  readonly reading: number | null;
  readonly state: RunState;
  /** Why the run failed, as a sentence; else null. */
  readonly problem: string | null;
  /** What happened to it that the person should know, as a sentence: its device was lost and it goes on elsewhere. */
  readonly notice: string | null;
  /** The settings the run was started with; the form may have moved on since. */
  readonly settings: RunSettings | null;
  readonly productNames: readonly string[];
  /** How well its history market predicts; null in a demand market. */
  readonly marketCheck: MarketCheck | null;
  readonly rewardPartNames: readonly string[];
  readonly progress: RunProgress | null;
  readonly baselines: Baselines | null;
  /** Growing lists, in order; replaced, never changed in place. */
  readonly episodes: readonly EpisodeRecord[];
  readonly losses: readonly LossRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  readonly path: readonly PathPoint[];
  /** When its steps were done; empty where that was not recorded. */
  readonly times: readonly TimeMark[];
  /** The kept policy of a run for several products once more at its end; null before. */
  readonly portfolioCheck: PortfolioCheck | null;
}

export const emptyRun: RunView = {
  runId: null,
  reading: null,
  state: 'idle',
  problem: null,
  notice: null,
  settings: null,
  productNames: [],
  marketCheck: null,
  rewardPartNames: [],
  progress: null,
  baselines: null,
  episodes: [],
  losses: [],
  evaluations: [],
  path: [],
  times: [],
  portfolioCheck: null,
};

/** What tells of one run. */
export type StreamEvent = Extract<RunEvent, { readonly runId: string }>;

/** Events of an earlier run, still in flight, change nothing. */
export function withEvent(run: RunView, event: StreamEvent): RunView {
  if (event.runId !== run.runId) return run;
  switch (event.type) {
    case 'started':
      return { ...run, rewardPartNames: event.rewardPartNames };
    case 'engine':
      return { ...run, notice: event.message ?? run.notice };
    case 'baselines':
      return { ...run, baselines: event.baselines };
    case 'report':
      return withReport(run, event.report);
    case 'state':
      return { ...run, state: event.state };
    case 'failed':
      return { ...run, state: 'failed', problem: event.message };
    default:
      return event satisfies never;
  }
}

function withReport(run: RunView, report: RunReport): RunView {
  return {
    ...run,
    progress: report.progress,
    episodes: appended(run.episodes, report.episodes),
    losses: appended(run.losses, report.losses),
    evaluations: withSecondLook(appended(run.evaluations, report.evaluations), report.secondLook ?? null),
    path: report.path,
    times: withTimeMark(run.times, timeOf(report.progress)),
    portfolioCheck: report.portfolioCheck ?? run.portfolioCheck,
  };
}

/** The mark that a report is for the times of its run. */
function timeOf({ step, elapsedSeconds }: RunProgress): TimeMark {
  return { step, seconds: elapsedSeconds };
}

/** The same list where nothing came, so that a chart that did not change is not drawn again. */
function appended<T>(list: readonly T[], more: readonly T[]): readonly T[] {
  return more.length === 0 ? list : [...list, ...more];
}

export function isActive({ state }: Pick<RunView, 'state'>): boolean {
  return state === 'training' || state === 'paused';
}

/** A run that was asked for and has not answered yet. */
export function begunRun(
  fields: Pick<RunView, 'runId' | 'reading' | 'settings' | 'productNames' | 'marketCheck'>,
): RunView {
  return { ...emptyRun, ...fields, state: 'training' };
}
