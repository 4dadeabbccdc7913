// The lab worker's side of the conversation: takes requests, drives one run at a time, gathers what it yields and
// reports a few times a second.
//
// What computes is handed in (`LabEngine`), so the conversation is tested over a MessageChannel without
// TensorFlow.js. Between two events of a run the session looks at its wishes (pause, step, stop) and, every few
// milliseconds, lets the worker's other messages through: that is what keeps it answering within 100 ms.

import type { BackendReport, BackendWish } from '../core/run/backend.ts';
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
import { AuditRoom } from './audit-room.ts';
import { BatchRoom } from './batch-room.ts';
import type { HeldModel } from './held-model.ts';
import { KeptModels } from './kept-models.ts';
import { ProjectRoom } from './project-room.ts';
import type { LabEvent, LabRequest, ReplayOutcome, RunPlan } from './protocol.ts';

export interface LabEngine {
  /** `onLost` is called when the device is lost while nobody computes on it. */
  startBackend(wish: BackendWish, onLost: () => void): Promise<BackendReport>;
  /** The run computes on the engine of the backend that runs, as the wish it was started with allows. */
  startTraining(plan: RunPlan): TrainingRun;
  holdTrained(plan: RunPlan, trained: TrainedModel, backend: BackendReport): HeldModel;
  /** @throws Error whose message says why the bytes are refused. */
  holdImported(bytes: Uint8Array): { readonly held: HeldModel; readonly suggestions: readonly Suggestion[] };
  /** Replays reference updates on the backend that runs. @throws Error where they are not such a file. */
  replay(golden: unknown, engine: 'fused' | 'portable'): Promise<Omit<ReplayOutcome, 'backend'>>;
}

const reportEveryMs = 250;
const breatheEveryMs = 12;
const checkpointEveryMs = 30_000;

type Wish = 'run' | 'pause' | 'step' | 'stop';

/** A run from the moment it is asked for: it can be stopped before it has begun. */
interface Driven {
  readonly plan: RunPlan;
  wish: Wish;
  /** Ends the wait of a paused run. */
  wake: () => void;
  /** What computes it now; null before it has begun. */
  backend: BackendReport | null;
}

export class LabSession {
  private readonly engine: LabEngine;
  private readonly send: (event: LabEvent, transfer?: Transferable[]) => void;
  private readonly now: () => number;
  /** The time of day, as ISO text: a kept model carries it. */
  private readonly clock: () => string;
  /** Lets the worker's other messages in. */
  private readonly breathe: () => Promise<void>;
  private backend: Promise<BackendReport> | null = null;
  /** Asked for and not yet over, oldest first. */
  private readonly runs: Driven[] = [];
  private readonly models = new KeptModels();
  private readonly batches: BatchRoom;
  private readonly audits: AuditRoom;
  private readonly projects: ProjectRoom;
  /** Runs end before the next begins: they share the device. */
  private lastRun: Promise<void> = Promise.resolve();

  constructor(
    engine: LabEngine,
    send: (event: LabEvent, transfer?: Transferable[]) => void,
    breathe: () => Promise<void>,
    now: () => number = () => performance.now(),
    clock: () => string = () => new Date().toISOString(),
  ) {
    this.engine = engine;
    this.send = send;
    this.breathe = breathe;
    this.now = now;
    this.clock = clock;
    this.batches = new BatchRoom(send, breathe, now);
    this.audits = new AuditRoom(send, breathe, now);
    this.projects = new ProjectRoom(this.models, (bytes) => this.engine.holdImported(bytes));
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
        this.backend = this.engine.startBackend(request.backend, () => this.deviceLost());
        this.send({ type: 'ready', backend: await this.backend });
        return;
      }
      case 'start': {
        this.audits.cancel();
        for (const earlier of this.runs) this.wishFor(earlier.plan.runId, 'stop');
        const driven: Driven = { plan: request.plan, wish: 'run', wake: () => undefined, backend: null };
        this.runs.push(driven);
        this.lastRun = this.lastRun.then(() => this.play(driven));
        return this.lastRun;
      }
      case 'pause':
      case 'step':
      case 'stop':
        return this.wishFor(request.runId, request.type);
      case 'resume':
        return this.wishFor(request.runId, 'run');
      case 'suggest': {
        const suggestions = this.models.used().suggest(request.request);
        return this.send({ type: 'suggestions', requestId: request.requestId, suggestions });
      }
      case 'batch':
        return this.batches.price(this.models.used(), request);
      case 'cancelBatch':
        return this.batches.cancel(request.requestId);
      case 'audit':
        if (this.runs.length > 0)
          throw new Error('The reward cannot be audited during a run: stop the run first.');
        return this.audits.audit(request.requestId, request.setup);
      case 'cancelAudit':
        return this.audits.cancel(request.requestId);
      case 'exportModel': {
        const held = request.id === null ? this.models.used() : this.models.held(request.id);
        const { fileName, bytes } = held.file(request.format, request.request);
        return this.send({ type: 'exported', requestId: request.requestId, fileName, bytes }, [
          bytes.buffer as ArrayBuffer,
        ]);
      }
      case 'importModel': {
        const { held, suggestions } = this.engine.holdImported(request.bytes);
        return this.keep(held, null, suggestions);
      }
      case 'saveProject': {
        const { fileName, bytes } = this.projects.save(request);
        return this.send({ type: 'exported', requestId: request.requestId, fileName, bytes }, [
          bytes.buffer as ArrayBuffer,
        ]);
      }
      case 'openProject': {
        const content = this.projects.open(request);
        return this.send({ type: 'projectOpened', requestId: request.requestId, content });
      }
      case 'adoptModels': {
        const used = this.projects.adopt(request);
        this.send({ type: 'models', models: this.models.list() });
        if (!used) return;
        const { entry, suggestions } = used;
        return this.send({ type: 'model', runId: null, id: entry.id, card: entry.card, suggestions });
      }
      case 'useModel': {
        const { entry, suggestions } = this.models.use(request.id);
        return this.send({ type: 'model', runId: null, id: entry.id, card: entry.card, suggestions });
      }
      case 'forgetModel':
        this.models.forget(request.id);
        return this.send({ type: 'models', models: this.models.list() });
      case 'renameModel':
        this.models.rename(request.id, request.name);
        return this.send({ type: 'models', models: this.models.list() });
      case 'replay': {
        await this.lastRun;
        const { name } = await this.startedBackend();
        const result = { ...(await this.engine.replay(request.golden, request.engine)), backend: name };
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

  private wishFor(runId: string, wish: Wish): void {
    const driven = this.runs.find((run) => run.plan.runId === runId);
    if (!driven) return;
    driven.wish = wish;
    driven.wake();
  }

  /** A run under way notices and goes on elsewhere by itself; else the next best backend is brought up at once. */
  private deviceLost(): void {
    if (this.runs.length > 0) return;
    this.backend = this.engine.startBackend('wasm', () => this.deviceLost());
    void this.backend.then(
      (backend) => this.send({ type: 'ready', backend }),
      (error: unknown) =>
        this.send({ type: 'failed', runId: null, requestId: null, message: sentenceOf(error) }),
    );
  }

  private async play(driven: Driven): Promise<void> {
    const { runId } = driven.plan;
    let run: TrainingRun | null = null;
    try {
      const backend = await this.startedBackend();
      if (wishOf(driven) !== 'stop') {
        run = this.engine.startTraining(driven.plan);
        this.send({ type: 'started', runId, rewardPartNames: run.rewardPartNames });
        this.send({ type: 'state', runId, state: 'training' });
        await this.drive(driven, run);
        this.hold(driven.plan, await run.model(), driven.backend ?? backend);
      }
      this.send({ type: 'state', runId, state: 'finished' });
    } catch (error) {
      this.send({ type: 'failed', runId, requestId: null, message: sentenceOf(error) });
      await this.rescue(driven.plan, run);
    } finally {
      this.runs.splice(this.runs.indexOf(driven), 1);
      run?.dispose();
    }
  }

  private hold(plan: RunPlan, trained: TrainedModel | null, backend: BackendReport): void {
    if (trained) this.keep(this.engine.holdTrained(plan, trained, backend), plan.runId, []);
  }

  private keep(held: HeldModel, runId: string | null, suggestions: readonly Suggestion[]): void {
    const { entry } = this.models.add(held, { runId, createdAt: this.clock(), suggestions });
    this.send({ type: 'models', models: this.models.list() });
    this.send({ type: 'model', runId, id: entry.id, card: entry.card, suggestions });
  }

  /** A run that failed leaves the best policy it had evaluated: that one lies in plain numbers, not on the device. */
  private async rescue(plan: RunPlan, run: TrainingRun | null): Promise<void> {
    try {
      const trained = (await run?.model()) ?? null;
      if (trained?.bestReturn != null) this.hold(plan, trained, await this.startedBackend());
    } catch {
      // Nothing could be saved, and why the run failed has been said.
    }
  }

  /**
   * Asks the run for event after event until it ends or is stopped.
   */
  private async drive(driven: Driven, run: TrainingRun): Promise<void> {
    const { runId } = driven.plan;
    const gathering = new Gathering(driven.plan, run, this.now);
    const flush = async () => this.send({ type: 'report', runId, report: await gathering.take() });
    const say = (state: RunState) => this.send({ type: 'state', runId, state });
    let lastReport = this.now();
    let lastBreath = this.now();
    let lastCheckpoint = this.now();
    while (wishOf(driven) !== 'stop') {
      if (wishOf(driven) === 'pause') {
        gathering.pauseClock();
        await run.checkpoint();
        await flush();
        say('paused');
        // A wish may have come during the read-back.
        if (wishOf(driven) === 'pause') await new Promise<void>((resolve) => (driven.wake = resolve));
        gathering.resumeClock();
        if (wishOf(driven) === 'run') say('training');
        continue;
      }
      const asked = this.now();
      const next = await run.events.next();
      if (next.done) break;
      gathering.add(next.value, this.now() - asked);
      if (next.value.type === 'baselines')
        this.send({ type: 'baselines', runId, baselines: next.value.baselines });
      if (next.value.type === 'engine') {
        const { backend, message } = next.value;
        driven.backend = backend;
        this.send({ type: 'engine', runId, backend, message });
      }
      if (wishOf(driven) === 'step' && next.value.type === 'step') driven.wish = 'pause';
      const now = this.now();
      if (now - lastReport >= reportEveryMs) {
        await flush();
        lastReport = this.now();
      }
      if (now - lastCheckpoint >= checkpointEveryMs) {
        await run.checkpoint();
        lastCheckpoint = this.now();
      }
      if (now - lastBreath >= breatheEveryMs) {
        await this.breathe();
        lastBreath = this.now();
      }
    }
    await run.events.return();
    await flush();
  }
}

/** The present wish; a function, since it changes while the session waits. */
function wishOf(driven: Driven): Wish {
  return driven.wish;
}

/** What happened since the last report. */
class Gathering {
  private readonly plan: RunPlan;
  private readonly run: TrainingRun;
  private readonly now: () => number;
  private episodes: EpisodeRecord[] = [];
  private evaluations: EvaluationRecord[] = [];
  private path: PathPoint[] = [];
  private step = 0;
  private updates = 0;
  private updatesAtLosses = 0;
  private startedAt: number;
  private pausedAt = 0;
  private updatingMs = 0;
  private readonly recent: { at: number; step: number; updates: number; updatingMs: number }[] = [];

  constructor(plan: RunPlan, run: TrainingRun, now: () => number) {
    this.plan = plan;
    this.run = run;
    this.now = now;
    this.startedAt = now();
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
      losses.push(await this.run.losses());
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
    const totalSteps = this.plan.settings.trainingSteps;
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
    };
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
