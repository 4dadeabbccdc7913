// What a run yields, batched into reports: its events add up, and rates are taken over the last dozen reports.

import type {
  EpisodeRecord,
  EvaluationRecord,
  LossRecord,
  PortfolioCheck,
  RunProgress,
  SecondLook,
  TrainerEvent,
} from '../core/run/events.ts';
import type { PathPoint } from '../core/market/path-point.ts';
import type { RunReport } from './protocol/run-protocol.ts';

/** What happened since the last report. */
export class ReportBatcher {
  private readonly totalSteps: number;
  private readonly losses: () => Promise<LossRecord>;
  private readonly now: () => number;
  private episodes: EpisodeRecord[] = [];
  private evaluations: EvaluationRecord[] = [];
  private path: PathPoint[] = [];
  private portfolioCheck: PortfolioCheck | null = null;
  private secondLook: SecondLook | null = null;
  /** The share of the baselines that is computed, while they are. */
  private preparing: number | null = null;
  private step = 0;
  private updates = 0;
  private updatesAtLosses = 0;
  private startedAt: number;
  private pausedAt = 0;
  private updatingMs = 0;
  private readonly recent: { at: number; step: number; updates: number; updatingMs: number }[] = [];

  /** `losses` reads the learner's figures; `before` is how far an earlier part of the run had come. */
  constructor(
    totalSteps: number,
    losses: () => Promise<LossRecord>,
    now: () => number,
    before: RunProgress | null,
  ) {
    this.totalSteps = totalSteps;
    this.losses = losses;
    this.now = now;
    this.startedAt = now() - 1000 * (before?.elapsedSeconds ?? 0);
    this.step = before?.step ?? 0;
    this.updates = before?.updates ?? 0;
    this.updatesAtLosses = this.updates;
  }

  /** Takes in an event and how long it took to come, in milliseconds. */
  add(event: TrainerEvent, tookMs: number): void {
    if (event.type === 'update') this.updatingMs += tookMs;
    switch (event.type) {
      case 'step':
        this.step = event.step;
        this.updates = event.updates;
        for (const episode of event.episodes) this.episodes.push(episode);
        if (event.pathStarts) this.path = [];
        this.path.push(event.path);
        return;
      case 'update':
        this.updates = event.updates;
        return;
      case 'evaluation':
        this.evaluations.push(event.evaluation);
        return;
      case 'engine':
        this.updates = event.updates;
        return;
      case 'preparing':
        this.preparing = event.share;
        return;
      case 'portfolioCheck':
        this.portfolioCheck = { step: event.step, score: event.score };
        return;
      case 'secondLook':
        this.secondLook = { step: event.step, figures: event.figures };
        return;
      case 'baselines':
        this.preparing = null;
        return;
      case 'evaluating':
      case 'finished':
        return;
      default:
        return event satisfies never;
    }
  }

  pauseClock(): void {
    this.pausedAt = this.now();
  }

  resumeClock(): void {
    this.startedAt += this.now() - this.pausedAt;
    this.recent.length = 0;
  }

  /** What to report now; the next report begins after it. */
  async take(): Promise<RunReport> {
    const losses: LossRecord[] = [];
    if (this.updates > this.updatesAtLosses) {
      losses.push(await this.losses());
      this.updatesAtLosses = this.updates;
    }
    const report = {
      progress: this.progress(),
      episodes: this.episodes,
      losses,
      evaluations: this.evaluations,
      path: [...this.path],
      ...(this.portfolioCheck ? { portfolioCheck: this.portfolioCheck } : {}),
      ...(this.secondLook ? { secondLook: this.secondLook } : {}),
    };
    this.episodes = [];
    this.evaluations = [];
    return report;
  }

  private progress(): RunProgress {
    const at = this.now();
    const { totalSteps } = this;
    this.recent.push({ at, step: this.step, updates: this.updates, updatingMs: this.updatingMs });
    if (this.recent.length > 12) this.recent.shift();
    const first = this.recent[0]!;
    const seconds = (at - first.at) / 1000;
    const rate = (amount: number) => (seconds > 0 ? amount / seconds : NaN);
    const stepsPerSecond = rate(this.step - first.step);
    return {
      step: this.step,
      totalSteps,
      updates: this.updates,
      elapsedSeconds: (at - this.startedAt) / 1000,
      updatesPerSecond: rate(this.updates - first.updates),
      stepsPerSecond,
      updateShare: rate(this.updatingMs - first.updatingMs) / 1000,
      secondsLeft: stepsPerSecond > 0 ? Math.max(0, totalSteps - this.step) / stepsPerSecond : NaN,
      ...(this.preparing === null ? {} : { preparing: this.preparing }),
    };
  }
}
