// A run without a page as the record that the page keeps: its log as JSON lines and its curves for TensorBoard come from that.

import { join } from 'node:path';

import { eventFile } from '../../core/export/run/event-file.ts';
import { runLog } from '../../core/export/run/run-log.ts';
import { runFileStem, wallTimeOf, type RunRecord } from '../../core/export/run/run-record.ts';
import { kindOf } from '../../core/market/kinds.ts';
import { setupCheck } from '../../core/market/market-check.ts';
import type {
  Baselines,
  EpisodeRecord,
  EvaluationRecord,
  LossRecord,
  PortfolioCheck,
  TrainerEvent,
} from '../../core/run/events.ts';
import { withTimeMark, type TimeMark } from '../../core/run/training-time.ts';
import { withSecondLook } from '../../core/run/kept-gap.ts';
import { writeInto, writeOut } from '../write-file.ts';
import type { Ground } from './training-ground.ts';

/** The learner's figures are read back from the device this often. */
const updatesPerLoss = 100;

/** What a run has reported so far, as plain data. */
export interface RunHistory {
  /** ISO time. */
  readonly startedAt: string;
  readonly baselines: Baselines | null;
  readonly episodes: readonly EpisodeRecord[];
  readonly losses: readonly LossRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  readonly portfolioCheck: PortfolioCheck | null;
  /** Absent in what was kept before times were recorded. */
  readonly times?: readonly TimeMark[];
  readonly step: number;
  readonly updates: number;
}

export class RunRecorder {
  private readonly ground: Ground;
  private readonly startedAt: string;
  private baselines: Baselines | null;
  private readonly episodes: EpisodeRecord[];
  private readonly losses: LossRecord[];
  private evaluations: readonly EvaluationRecord[];
  private portfolioCheck: PortfolioCheck | null;
  private times: readonly TimeMark[];
  private step: number;
  private updates: number;

  /** `from`: what an earlier process had of the same run; `now`: ISO time, when it begins otherwise. */
  constructor(ground: Ground, now: string, from: RunHistory | null = null) {
    this.ground = ground;
    this.startedAt = from?.startedAt ?? now;
    this.baselines = from?.baselines ?? null;
    this.episodes = [...(from?.episodes ?? [])];
    this.losses = [...(from?.losses ?? [])];
    this.evaluations = from?.evaluations ?? [];
    this.portfolioCheck = from?.portfolioCheck ?? null;
    this.times = from?.times ?? [];
    this.step = from?.step ?? 0;
    this.updates = from?.updates ?? 0;
  }

  /** For whoever goes on with the run; what comes later changes it. */
  history(): RunHistory {
    const { startedAt, baselines, episodes, losses, evaluations, portfolioCheck, times, step, updates } =
      this;
    return { startedAt, baselines, episodes, losses, evaluations, portfolioCheck, times, step, updates };
  }

  /** Takes in what happened after so many seconds of training; `losses` reads the learner's figures as they are now. */
  async add(event: TrainerEvent, losses: () => Promise<LossRecord>, seconds: number): Promise<void> {
    if ('step' in event && event.type !== 'secondLook' && event.type !== 'portfolioCheck')
      this.step = event.step;
    if (event.type === 'baselines') this.baselines = event.baselines;
    if (event.type === 'step') this.episodes.push(...event.episodes);
    if (event.type === 'evaluation') {
      this.evaluations = [...this.evaluations, event.evaluation];
      this.times = withTimeMark(this.times, { step: event.evaluation.step, seconds });
    }
    if (event.type === 'secondLook') this.evaluations = withSecondLook(this.evaluations, event);
    if (event.type === 'portfolioCheck') this.portfolioCheck = { step: event.step, score: event.score };
    if (event.type !== 'update') return;
    this.updates = event.updates;
    const read = this.losses.at(-1)?.updates ?? 0;
    if (event.updates - read < updatesPerLoss) return;
    this.losses.push(await losses());
    this.times = withTimeMark(this.times, { step: event.step, seconds });
  }

  /** @param backend - the name of what computed it. */
  record(rewardPartNames: readonly string[], elapsedSeconds: number, backend: string): RunRecord {
    const { settings, setup, data } = this.ground;
    return {
      runId: `${settings.agent}-${settings.seed}-${this.startedAt}`,
      startedAt: this.startedAt,
      settings,
      data,
      backend,
      productNames: kindOf(setup).productNames(setup),
      marketCheck: setupCheck(setup),
      rewardPartNames,
      steps: this.step,
      updates: this.updates,
      elapsedSeconds,
      baselines: this.baselines,
      episodes: this.episodes,
      losses: this.losses,
      evaluations: this.evaluations,
      portfolioCheck: this.portfolioCheck,
      times: withTimeMark(this.times, { step: this.step, seconds: elapsedSeconds }),
    };
  }
}

/** Where the event file went. @throws Error in one sentence that begins with the command's name where a file cannot be written. */
export async function writeRun(
  record: RunRecord,
  { log, tensorboard }: { readonly log: string | undefined; readonly tensorboard: string | undefined },
  command: string,
): Promise<string | null> {
  const say = (path: string) => void process.stderr.write(`Wrote ${path}.\n`);
  if (log !== undefined) {
    await writeOut(command, log, runLog(record));
    say(log);
  }
  if (tensorboard === undefined) return null;
  const wallTime = wallTimeOf(record);
  // TensorBoard looks for this beginning; the number is the time of the first record.
  const name = `events.out.tfevents.${Math.floor(wallTime(0))}.${runFileStem(record)}`;
  const path = join(tensorboard, name);
  await writeInto(command, path, eventFile(record, wallTime));
  say(path);
  return path;
}
