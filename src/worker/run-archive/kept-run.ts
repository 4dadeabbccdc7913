// A kept run as it crosses to the page.

import type { MarketCheck } from '../../core/market/market-check.ts';
import type {
  Baselines,
  EpisodeRecord,
  EvaluationRecord,
  LossRecord,
  RunProgress,
} from '../../core/run/events.ts';
import type { RunSettings } from '../../core/run/settings.ts';

/** So many runs are kept besides those that a person named. */
export const mostKeptRuns = 50;
/** And so many models. */
export const mostKeptModels = 50;

/** One line of the list of runs: all of it but the curves. */
export interface KeptRun {
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
  /** The same for runs in the very same market. */
  readonly marketKey: string;
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
}

/** A run that goes on, with all that it had told before. */
export interface ResumedRun {
  readonly runId: string;
  /** ISO time of its first start. */
  readonly createdAt: string;
  readonly settings: RunSettings;
  readonly productNames: readonly string[];
  readonly data: KeptRun['data'];
  /** How well its history market predicts; null in a demand market. */
  readonly marketCheck: MarketCheck | null;
  readonly rewardPartNames: readonly string[];
  readonly baselines: Baselines | null;
  readonly episodes: readonly EpisodeRecord[];
  readonly losses: readonly LossRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  /** null where it begins anew. */
  readonly progress: RunProgress | null;
}
