// Runs between page and lab worker: what starts, steers and finds them, and the stream of what they tell.

import type { MarketCheck } from '../../core/market/market-check.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import type { Objective } from '../../core/market/objective.ts';
import type { HistoryProduct } from '../../core/market/run-product.ts';
import type { BackendReport } from '../../core/run/backend.ts';
import type {
  Baselines,
  EpisodeRecord,
  EvaluationRecord,
  LossRecord,
  PortfolioCheck,
  RunProgress,
  SecondLook,
  RunState,
} from '../../core/run/events.ts';
import type { PathPoint } from '../../core/market/path-point.ts';
import type { RunSettings, SettingName } from '../../core/run/settings.ts';
import type { TimeMark } from '../../core/run/training-time.ts';

/** A run to start: settings, the market it happens in, and where its data came from. */
export interface RunPlan {
  readonly runId: string;
  readonly settings: RunSettings;
  readonly setup: MarketSetup;
  /** The products' past where the market is calibrated from a file, in the order of the setup; else empty. */
  readonly histories: readonly HistoryProduct[];
  /** Names of the products the policy is for, in the order of the setup. */
  readonly productNames: readonly string[];
  readonly dataset: { readonly fileName: string; readonly fingerprint: string } | null;
  /** The sweep it belongs to; absent for a run of its own. */
  readonly sweep?: SweepMember;
}

/** A run's place in a sweep. */
export interface SweepMember {
  readonly id: string;
  /** `5 seeds`; the same for all of them. */
  readonly title: string;
  /** The settings that differ besides the seed. */
  readonly over: readonly SettingName[];
  /** From 0, of so many. */
  readonly index: number;
  readonly of: number;
}

export type RunCommand = 'run' | 'pause' | 'step' | 'stop';

export interface RunCalls {
  /** Ends the run before it, if there is one; what it does comes as events, and the call returns when it is over. */
  readonly startRun: { readonly args: { readonly plan: RunPlan }; readonly result: void };
  readonly steerRun: {
    readonly args: { readonly runId: string; readonly command: RunCommand };
    readonly result: void;
  };
  /** Asks for the event `runs`: another tab may have changed the list. */
  readonly listRuns: { readonly args: null; readonly result: void };
  /** Goes on with a run that was left behind, from its last checkpoint; `resumed` is the first of its events. */
  readonly resumeRun: { readonly args: { readonly runId: string }; readonly result: void };
  readonly renameRun: {
    readonly args: { readonly runId: string; readonly name: string };
    readonly result: void;
  };
  /** Their models stay. */
  readonly deleteRuns: { readonly args: { readonly runIds: readonly string[] }; readonly result: void };
  readonly readRuns: {
    readonly args: { readonly runIds: readonly string[] };
    readonly result: readonly ComparedCurves[];
  };
}

export type RunEvent =
  | { readonly type: 'started'; readonly runId: string; readonly rewardPartNames: readonly string[] }
  /** It goes on; its other events follow. */
  | { readonly type: 'resumed'; readonly run: ResumedRun }
  /** What computes the run from here on; the message says why another one does than before. */
  | {
      readonly type: 'engine';
      readonly runId: string;
      readonly backend: BackendReport;
      readonly message: string | null;
    }
  | { readonly type: 'baselines'; readonly runId: string; readonly baselines: Baselines }
  | { readonly type: 'report'; readonly runId: string; readonly report: RunReport }
  | { readonly type: 'state'; readonly runId: string; readonly state: RunState }
  | { readonly type: 'failed'; readonly runId: string; readonly message: string }
  /** All kept runs, newest first; the problem is a sentence where something could not be kept, else null. */
  | { readonly type: 'runs'; readonly runs: readonly RunSummary[]; readonly problem: string | null };

/** What a run did since the last message; sent a few times a second. */
export interface RunReport {
  readonly progress: RunProgress;
  readonly episodes: readonly EpisodeRecord[];
  readonly losses: readonly LossRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  /** The episode shown live: all its days so far. */
  readonly path: readonly PathPoint[];
  /** At the end of a run for several products. */
  readonly portfolioCheck?: PortfolioCheck;
  /** At the end of another one. */
  readonly secondLook?: SecondLook;
}

/** So many runs are kept besides those that a person named. */
export const mostStoredRuns = 50;

/** One line of the list of runs: all of it but the curves. */
export interface RunSummary {
  readonly runId: string;
  readonly name: string;
  /** True once a person gave the name: such a run is never dropped to make room. */
  readonly named: boolean;
  /** ISO times. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** `live` in this tab, `elsewhere` in another one; `interrupted`: it had not ended and nobody drives it. */
  readonly state: 'live' | 'elsewhere' | 'interrupted' | 'finished' | 'failed';
  /** Why it failed, as a sentence; else null. */
  readonly problem: string | null;
  readonly settings: RunSettings;
  readonly productNames: readonly string[];
  readonly data: { readonly fileName: string; readonly fingerprint: string } | null;
  /** Absent for a run of its own. */
  readonly sweep?: SweepMember;
  /** The same for runs in the very same market. */
  readonly marketKey: string;
  /** What its market pays for; absent in runs kept before this was noted. */
  readonly objective?: Objective;
  /** What computed it last, `wasm`; null before it is known. */
  readonly backend: string | null;
  /** As it was kept last. */
  readonly step: number;
  readonly updates: number;
  readonly elapsedSeconds: number;
  readonly baselines: Baselines | null;
  readonly best: EvaluationRecord | null;
  /** Whether there is a checkpoint to go on from; without one it would begin anew, with the same numbers. */
  readonly hasCheckpoint: boolean;
}

/** What a comparison draws of one run. [episodes] each */
export interface ComparedCurves {
  readonly runId: string;
  readonly episodeSteps: Float64Array;
  readonly episodeReturns: Float64Array;
  readonly evaluations: readonly EvaluationRecord[];
  /** When its steps were done; empty where that was not recorded. */
  readonly times: readonly TimeMark[];
}

/** A run that goes on, with all that it had told before. */
export interface ResumedRun {
  readonly runId: string;
  /** ISO time of its first start. */
  readonly createdAt: string;
  readonly settings: RunSettings;
  readonly productNames: readonly string[];
  readonly data: RunSummary['data'];
  /** How well its history market predicts; null in a demand market. */
  readonly marketCheck: MarketCheck | null;
  readonly rewardPartNames: readonly string[];
  readonly baselines: Baselines | null;
  readonly episodes: readonly EpisodeRecord[];
  readonly losses: readonly LossRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  /** When its steps were done; empty where that was not recorded. */
  readonly times: readonly TimeMark[];
  /** null where it begins anew. */
  readonly progress: RunProgress | null;
}
