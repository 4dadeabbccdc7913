// One run as it leaves the lab: what it was asked, and what it reported, in the order it happened.

import type { MarketCheck } from '../../market/market-check.ts';
import type {
  Baselines,
  EpisodeRecord,
  EvaluationRecord,
  LossRecord,
  PortfolioCheck,
} from '../../run/events.ts';
import type { RunSettings } from '../../run/settings.ts';
import { secondsAt, type TimeMark } from '../../run/training-time.ts';

export interface RunRecord {
  readonly runId: string;
  /** ISO time at which the page saw it begin; null where that is not known. */
  readonly startedAt: string | null;
  readonly settings: RunSettings;
  /** The file it learned from; null for a market without one. */
  readonly data: { readonly fileName: string; readonly fingerprint: string } | null;
  /** What computed, `wasm`; null where that is not known. */
  readonly backend: string | null;
  readonly productNames: readonly string[];
  /** How well its history market predicts; null in a demand market and in records of old. */
  readonly marketCheck: MarketCheck | null;
  readonly rewardPartNames: readonly string[];
  readonly steps: number;
  readonly updates: number;
  readonly elapsedSeconds: number;
  readonly baselines: Baselines | null;
  readonly episodes: readonly EpisodeRecord[];
  readonly losses: readonly LossRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  /** The kept policy of a portfolio once more at its end, on episodes that chose nothing; null without. */
  readonly portfolioCheck: PortfolioCheck | null;
  /** When its steps were done; empty where that was not recorded. */
  readonly times: readonly TimeMark[];
}

/** What happened in a run, in the order of its steps; of one step the episode first, then losses, then evaluation. */
export function recordsInOrder(run: RunRecord): readonly StepRecord[] {
  const all: StepRecord[] = [
    ...run.episodes.map((record) => ({ type: 'episode' as const, record })),
    ...run.losses.map((record) => ({ type: 'loss' as const, record })),
    ...run.evaluations.map((record) => ({ type: 'evaluation' as const, record })),
  ];
  return all.sort((a, b) => a.record.step - b.record.step);
}

export type StepRecord =
  | { readonly type: 'episode'; readonly record: EpisodeRecord }
  | { readonly type: 'loss'; readonly record: LossRecord }
  | { readonly type: 'evaluation'; readonly record: EvaluationRecord };

/** `pricing-lab-sac-seed-7`: the beginning of the names of a run's files. */
export function runFileStem({ settings }: Pick<RunRecord, 'settings'>): string {
  return `pricing-lab-${settings.agent}-seed-${settings.seed}`;
}

/** Seconds since 1970 at which a step happened; without recorded times the steps are spread evenly over the run's time. */
export function wallTimeOf({ startedAt, steps, elapsedSeconds, times }: RunRecord): (step: number) => number {
  const begin = startedAt === null ? 0 : Date.parse(startedAt) / 1000;
  if (times.length > 0) return (step) => begin + secondsAt(times, step);
  return (step) => begin + (steps > 0 ? (elapsedSeconds * step) / steps : 0);
}
