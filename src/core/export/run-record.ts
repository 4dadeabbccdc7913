// One run as it leaves the lab: what it was asked, what it reported, in the order it happened.

import type { AgentName } from '../policy/policy.ts';
import type { Baselines, EpisodeRecord, EvaluationRecord, LossRecord } from '../run/events.ts';
import type { RunSettings } from '../run/settings.ts';

export interface RunRecord {
  readonly runId: string;
  /** ISO time, as the page saw it begin; null where it is not known. */
  readonly startedAt: string | null;
  readonly settings: RunSettings;
  /** The file it learned from; null for a market without one. */
  readonly data: { readonly fileName: string; readonly fingerprint: string } | null;
  /** What computed: `wasm`; null where it is not known. */
  readonly backend: string | null;
  readonly productNames: readonly string[];
  readonly rewardPartNames: readonly string[];
  readonly steps: number;
  readonly updates: number;
  readonly elapsedSeconds: number;
  readonly baselines: Baselines | null;
  readonly episodes: readonly EpisodeRecord[];
  readonly losses: readonly LossRecord[];
  readonly evaluations: readonly EvaluationRecord[];
}

/** `pricing-lab-sac-seed-7`: the beginning of every file name of this run. */
export function runFileStem({ settings }: { readonly settings: RunSettings }): string {
  return `pricing-lab-${settings.agent satisfies AgentName}-seed-${settings.seed}`;
}
