// The lab worker's side of the conversation: takes requests, drives one run at a time, gathers what it yields and
// reports a few times a second.
//
// What computes is handed in (`LabEngine`), so the conversation is tested over a MessageChannel without
// TensorFlow.js. Between two events of a run the session looks at its wishes (pause, step, stop) and, every few
// milliseconds, lets the worker's other messages through: that is what keeps it answering within 100 ms.

import type { Suggestion } from '../core/decisions/suggestion.ts';
import type {
  EpisodeRecord,
  EvaluationRecord,
  LossRecord,
  PathPoint,
  RunState,
  TrainerEvent,
} from '../core/run/events.ts';
import type { TrainedModel, TrainingRun } from '../core/run/training-run.ts';
import type { HeldModel } from './held-model.ts';
import type { BackendReport, BackendWish, LabEvent, LabRequest, ReplayOutcome, RunPlan } from './protocol.ts';

export interface LabEngine {
  startBackend(wish: BackendWish, onLost: (message: string) => void): Promise<BackendReport>;
  startTraining(plan: RunPlan): TrainingRun;
  holdTrained(plan: RunPlan, trained: TrainedModel, backend: BackendReport): HeldModel;
  /** @throws Error whose message says why the bytes are refused. */
  holdImported(bytes: Uint8Array): { readonly held: HeldModel; readonly suggestions: readonly Suggestion[] };
  /** Replays reference updates on the backend that runs. @throws Error where they are not such a file. */
  replay(golden: unknown): Promise<Omit<ReplayOutcome, 'backend'>>;
}

const reportEveryMs = 250;
const breatheEveryMs = 12;

type Wish = 'run' | 'pause' | 'step' | 'stop';

interface ActiveRun {
  readonly plan: RunPlan;
  readonly run: TrainingRun;
  wish: Wish;
  /** Ends the wait of a paused run. */
  wake: () => void;
}

export class LabSession {
  private readonly engine: LabEngine;
  private readonly send: (event: LabEvent, transfer?: Transferable[]) => void;
  private readonly now: () => number;
  /** Lets the worker's other messages in. */
  private readonly breathe: () => Promise<void>;
  private backend: Promise<BackendReport> | null = null;
  private active: ActiveRun | null = null;
  private held: HeldModel | null = null;
  /** Runs end before the next begins: they share the device. */
  private lastRun: Promise<void> = Promise.resolve();

  constructor(
    engine: LabEngine,
    send: (event: LabEvent, transfer?: Transferable[]) => void,
    breathe: () => Promise<void>,
    now: () => number = () => performance.now(),
  ) {
    this.engine = engine;
    this.send = send;
    this.breathe = breathe;
    this.now = now;
  }

  /** Answers one request. Never throws: what goes wrong becomes a `failed` event. */
  async handle(request: LabRequest): Promise<void> {
    try {
      await this.answer(request);
    } catch (error) {
      this.send({
        type: 'failed',
        runId: 'plan' in request ? request.plan.runId : null,
        requestId: 'requestId' in request ? request.requestId : null,
        message: sentenceOf(error),
      });
    }
  }

  private async answer(request: LabRequest): Promise<void> {
    switch (request.type) {
      case 'init': {
        this.backend = this.engine.startBackend(request.backend, (message) => this.deviceLost(message));
        this.send({ type: 'ready', backend: await this.backend });
        return;
      }
      case 'start':
        this.wishFor(this.active?.plan.runId, 'stop');
        this.lastRun = this.lastRun.then(() => this.play(request.plan));
        return this.lastRun;
      case 'pause':
      case 'step':
      case 'stop':
        return this.wishFor(request.runId, request.type);
      case 'resume':
        return this.wishFor(request.runId, 'run');
      case 'suggest': {
        const suggestions = this.model().suggest(request.request);
        return this.send({ type: 'suggestions', requestId: request.requestId, suggestions });
      }
      case 'exportModel': {
        const { fileName, bytes } = this.model().bundle(request.request);
        return this.send({ type: 'exported', requestId: request.requestId, fileName, bytes }, [
          bytes.buffer as ArrayBuffer,
        ]);
      }
      case 'importModel': {
        const { held, suggestions } = this.engine.holdImported(request.bytes);
        this.held = held;
        return this.send({ type: 'model', card: held.card, origin: 'import', suggestions });
      }
      case 'replay': {
        await this.lastRun;
        const { name } = await this.startedBackend();
        const result = { ...(await this.engine.replay(request.golden)), backend: name };
        return this.send({ type: 'replayed', requestId: request.requestId, result });
      }
      default:
        return request satisfies never;
    }
  }

  private startedBackend(): Promise<BackendReport> {
    if (!this.backend) throw new Error('internal: asked to compute before the backend was started');
    return this.backend;
  }

  private model(): HeldModel {
    if (!this.held) throw new Error('There is no model yet: train one, or import one.');
    return this.held;
  }

  private wishFor(runId: string | undefined, wish: Wish): void {
    if (!this.active || this.active.plan.runId !== runId) return;
    this.active.wish = wish;
    this.active.wake();
  }

  private deviceLost(message: string): void {
    const runId = this.active?.plan.runId ?? null;
    if (this.active) this.wishFor(runId ?? undefined, 'stop');
    this.send({ type: 'failed', runId, requestId: null, message });
  }

  private async play(plan: RunPlan): Promise<void> {
    const { runId } = plan;
    let run: TrainingRun | null = null;
    try {
      const backend = await this.startedBackend();
      run = this.engine.startTraining(plan);
      const active: ActiveRun = { plan, run, wish: 'run', wake: () => undefined };
      this.active = active;
      this.send({ type: 'started', runId, rewardPartNames: run.rewardPartNames });
      this.send({ type: 'state', runId, state: 'training' });
      await this.drive(active);
      const trained = await run.model();
      if (trained) {
        this.held = this.engine.holdTrained(plan, trained, backend);
        this.send({ type: 'model', card: this.held.card, origin: 'run', suggestions: [] });
      }
      this.send({ type: 'state', runId, state: 'finished' });
    } catch (error) {
      this.send({ type: 'failed', runId, requestId: null, message: sentenceOf(error) });
    } finally {
      this.active = null;
      run?.dispose();
    }
  }

  /** Asks the run for event after event until it ends or is stopped. */
  private async drive(active: ActiveRun): Promise<void> {
    const gathering = new Gathering(active, this.now);
    const flush = async () => {
      const report = await gathering.take();
      this.send({ type: 'report', runId: active.plan.runId, report });
    };
    const say = (state: RunState) => this.send({ type: 'state', runId: active.plan.runId, state });
    let lastReport = this.now();
    let lastBreath = this.now();
    for (;;) {
      if (active.wish === 'stop') break;
      if (active.wish === 'pause') {
        gathering.pauseClock();
        await flush();
        say('paused');
        await new Promise<void>((resolve) => (active.wake = resolve));
        gathering.resumeClock();
        if ((active.wish as Wish) === 'run') say('training');
        continue;
      }
      const next = await active.run.events.next();
      if (next.done) break;
      gathering.add(next.value);
      if (next.value.type === 'baselines')
        this.send({ type: 'baselines', runId: active.plan.runId, baselines: next.value.baselines });
      if (active.wish === 'step' && next.value.type === 'step') active.wish = 'pause';
      const now = this.now();
      if (now - lastReport >= reportEveryMs) {
        await flush();
        lastReport = this.now();
      }
      if (now - lastBreath >= breatheEveryMs) {
        await this.breathe();
        lastBreath = this.now();
      }
    }
    await active.run.events.return();
    await flush();
  }
}

/** What happened since the last report. */
class Gathering {
  private readonly active: ActiveRun;
  private readonly now: () => number;
  private episodes: EpisodeRecord[] = [];
  private evaluations: EvaluationRecord[] = [];
  private path: PathPoint[] = [];
  private step = 0;
  private updates = 0;
  private updatesAtLosses = 0;
  private startedAt: number;
  private pausedAt = 0;
  private readonly recent: { at: number; step: number; updates: number }[] = [];

  constructor(active: ActiveRun, now: () => number) {
    this.active = active;
    this.now = now;
    this.startedAt = now();
  }

  add(event: TrainerEvent): void {
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
      case 'baselines':
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

  async take() {
    const losses: LossRecord[] = [];
    if (this.updates > this.updatesAtLosses) {
      losses.push(await this.active.run.losses());
      this.updatesAtLosses = this.updates;
    }
    const report = {
      progress: this.progress(),
      episodes: this.episodes,
      losses,
      evaluations: this.evaluations,
      path: [...this.path],
    };
    this.episodes = [];
    this.evaluations = [];
    return report;
  }

  private progress() {
    const at = this.now();
    const totalSteps = this.active.plan.settings.trainingSteps;
    this.recent.push({ at, step: this.step, updates: this.updates });
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
      secondsLeft: stepsPerSecond > 0 ? Math.max(0, totalSteps - this.step) / stepsPerSecond : NaN,
    };
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
