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
import { withSecondLook } from '../../core/run/kept-gap.ts';
import { writeInto, writeOut } from '../write-file.ts';
import type { Ground } from './training-ground.ts';

/** The learner's figures are read back from the device this often. */
const updatesPerLoss = 100;

export class RunRecorder {
  private readonly ground: Ground;
  private readonly startedAt: string;
  private baselines: Baselines | null = null;
  private readonly episodes: EpisodeRecord[] = [];
  private readonly losses: LossRecord[] = [];
  private evaluations: readonly EvaluationRecord[] = [];
  private portfolioCheck: PortfolioCheck | null = null;
  private step = 0;
  private updates = 0;

  /** `startedAt`: ISO time. */
  constructor(ground: Ground, startedAt: string) {
    this.ground = ground;
    this.startedAt = startedAt;
  }

  /** Takes in what happened; `losses` reads the learner's figures as they are now. */
  async add(event: TrainerEvent, losses: () => Promise<LossRecord>): Promise<void> {
    if ('step' in event && event.type !== 'secondLook' && event.type !== 'portfolioCheck')
      this.step = event.step;
    if (event.type === 'baselines') this.baselines = event.baselines;
    if (event.type === 'step') this.episodes.push(...event.episodes);
    if (event.type === 'evaluation') this.evaluations = [...this.evaluations, event.evaluation];
    if (event.type === 'secondLook') this.evaluations = withSecondLook(this.evaluations, event);
    if (event.type === 'portfolioCheck') this.portfolioCheck = { step: event.step, score: event.score };
    if (event.type !== 'update') return;
    this.updates = event.updates;
    const read = this.losses.at(-1)?.updates ?? 0;
    if (event.updates - read >= updatesPerLoss) this.losses.push(await losses());
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
