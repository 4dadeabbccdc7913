// The lab worker's side of the conversation: takes requests, drives one run at a time, gathers what it yields and
// reports a few times a second.
//
// What computes is handed in (`LabEngine`), so the conversation is tested over a MessageChannel without
// TensorFlow.js. Between two events of a run the session looks at its wishes (pause, step, stop) and, every few
// milliseconds, lets the worker's other messages through: that is what keeps it answering within 100 ms.

import {
  backendTitles,
  type BackendName,
  type BackendReport,
  type BackendWish,
} from '../core/run/backend.ts';
import type { RunCheckpoint } from '../core/run/checkpoint.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { setupCheck } from '../core/market/market-check.ts';
import type {
  EpisodeRecord,
  EvaluationRecord,
  LossRecord,
  PathPoint,
  PortfolioCheck,
  RunProgress,
  RunState,
  TrainerEvent,
} from '../core/run/events.ts';
import type { TrainedModel, TrainingRun } from '../core/run/training-run.ts';
import { AuditRoom } from './audit-room.ts';
import { BatchRoom } from './batch-room.ts';
import { trainedPolicy, type HeldModel } from './held-model.ts';
import { KeptModels } from './kept-models.ts';
import { PolicyRoom, type PolicySource } from './policy-room.ts';
import { ProjectRoom } from './project-room.ts';
import type { KeptModel, LabEvent, LabRequest, PolicySubject, ReplayOutcome, RunPlan } from './protocol.ts';
import type { LoadedRun } from './run-archive/run-archive.ts';
import { RunHistory } from './run-archive/run-curves.ts';
import type { RunRoom } from './run-archive/run-room.ts';

export interface LabEngine {
  /** `onLost` is called when the device is lost while nobody computes on it. */
  startBackend(wish: BackendWish, onLost: () => void): Promise<BackendReport>;
  /**
   * The run computes on the engine of the backend that runs, as the wish it was started with allows; `from` is the
   * checkpoint it goes on from, null at its beginning.
   */
  startTraining(plan: RunPlan, from: RunCheckpoint | null): TrainingRun;
  holdTrained(plan: RunPlan, trained: TrainedModel, backend: BackendReport): HeldModel;
  /** @throws Error whose message says why the bytes are refused. */
  holdImported(bytes: Uint8Array): { readonly held: HeldModel; readonly suggestions: readonly Suggestion[] };
  /** Replays reference updates on the backend that runs. @throws Error where they are not such a file. */
  replay(golden: unknown, engine: 'fused' | 'portable'): Promise<Omit<ReplayOutcome, 'backend'>>;
}

const reportEveryMs = 250;
const breatheEveryMs = 12;
const usualCheckpointEveryMs = 30_000;

type Wish = 'run' | 'pause' | 'step' | 'stop';

/** A run from the moment it is asked for: it can be stopped before it has begun. */
interface Driven {
  readonly plan: RunPlan;
  wish: Wish;
  /** Ends the wait of a paused run. */
  wake: () => void;
  /** What computes it now; null before it has begun. */
  backend: BackendReport | null;
  /** From the first evaluation on there is a best policy, in plain numbers; null before the run has begun. */
  live: { readonly run: TrainingRun; evaluated: boolean } | null;
  /** What was kept of it, where it goes on; else null. */
  readonly from: LoadedRun | null;
  /** All that it has told, from its very beginning. */
  readonly history: RunHistory;
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
  private readonly policies: PolicyRoom;
  private readonly projects: ProjectRoom;
  /** Where runs and models are kept; null: they live as long as the worker does. */
  private readonly kept: RunRoom | null;
  private readonly checkpointEveryMs: number;
  /** Runs end before the next begins: they share the device. */
  private lastRun: Promise<void> = Promise.resolve();

  constructor(
    engine: LabEngine,
    send: (event: LabEvent, transfer?: Transferable[]) => void,
    breathe: () => Promise<void>,
    now: () => number = () => performance.now(),
    clock: () => string = () => new Date().toISOString(),
    {
      kept = null,
      checkpointEveryMs = usualCheckpointEveryMs,
    }: { readonly kept?: RunRoom | null; readonly checkpointEveryMs?: number } = {},
  ) {
    this.engine = engine;
    this.send = send;
    this.breathe = breathe;
    this.now = now;
    this.clock = clock;
    this.kept = kept;
    this.checkpointEveryMs = checkpointEveryMs;
    this.batches = new BatchRoom(send, breathe, now);
    this.audits = new AuditRoom(send, breathe, now);
    this.policies = new PolicyRoom(send, breathe, now);
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
        const restored = this.restoreModels();
        this.send({ type: 'ready', backend: await this.backend });
        return restored;
      }
      case 'start':
        this.kept?.begin(request.plan);
        return this.begin(request.plan, null);
      case 'resumeRun': {
        const from = await this.keeper().take(request.runId);
        const { plan, run, curves } = from;
        const { runId, settings, productNames, dataset: data } = plan;
        const { createdAt, baselines } = run;
        const marketCheck = setupCheck(plan.setup);
        const about = { runId, createdAt, settings, productNames, data, marketCheck };
        this.send({ type: 'resumed', requestId: request.requestId, run: { ...about, baselines, ...curves } });
        return this.begin(plan, from);
      }
      case 'listRuns':
        return this.kept?.refresh();
      case 'renameRun':
        return this.keeper().rename(request.runId, request.name);
      case 'deleteRuns':
        return this.keeper().remove(request.runIds);
      case 'readRuns':
        return this.keeper().sendCurves(request.requestId, request.runIds);
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
      case 'policyMap':
        return this.policies.map(request.requestId, () => this.policyOf(request.subject), request.view);
      case 'duel':
        return this.policies.duel(request.requestId, () => this.policyOf(request.subject), request);
      case 'exportModel': {
        if (request.id !== null) await this.models.ready(request.id);
        const held = request.id === null ? this.models.used() : this.models.held(request.id);
        const { fileName, bytes } = held.file(request.format, request.request);
        return this.send({ type: 'exported', requestId: request.requestId, fileName, bytes }, [
          bytes.buffer as ArrayBuffer,
        ]);
      }
      case 'importModel': {
        const { held, suggestions } = this.engine.holdImported(request.bytes);
        this.kept?.keepImported(this.keep(held, null, suggestions), request.bytes);
        return;
      }
      case 'saveProject': {
        for (const { id } of request.models) await this.models.ready(id);
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
        const { used, added } = this.projects.adopt(request);
        for (const { kept, bytes } of added) this.kept?.keepImported(kept.entry, bytes);
        this.send({ type: 'models', models: this.models.list() });
        if (!used) return;
        const { entry, suggestions } = used;
        return this.send({ type: 'model', runId: null, id: entry.id, card: entry.card, suggestions });
      }
      case 'useModel': {
        await this.models.ready(request.id);
        const { entry, suggestions } = this.models.use(request.id);
        return this.send({ type: 'model', runId: null, id: entry.id, card: entry.card, suggestions });
      }
      case 'forgetModel':
        this.models.forget(request.id);
        this.kept?.forgetModel(request.id);
        return this.send({ type: 'models', models: this.models.list() });
      case 'renameModel': {
        const name = this.models.rename(request.id, request.name);
        this.kept?.renameModel(request.id, name);
        return this.send({ type: 'models', models: this.models.list() });
      }
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

  private keeper(): RunRoom {
    if (!this.kept) throw new Error('This browser keeps no runs for the lab.');
    return this.kept;
  }

  /** Lists the models of earlier visits; each is loaded when it is needed. */
  private async restoreModels(): Promise<void> {
    const entries = (await this.kept?.open()) ?? [];
    if (entries.length === 0) return;
    this.models.restore(entries.map((entry) => ({ entry, load: () => this.load(entry) })));
    this.send({ type: 'models', models: this.models.list() });
  }

  /** @throws Error in a sentence where the model is gone or damaged. */
  private async load(entry: KeptModel) {
    const { plan, trained, bytes } = await this.keeper().loadModel(entry);
    if (plan && trained)
      return { held: this.engine.holdTrained(plan, trained.model, trained.backend), suggestions: [] };
    if (!bytes) throw new Error(`The model "${entry.name}" cannot be used: what was kept of it is damaged.`);
    return this.engine.holdImported(bytes);
  }

  private begin(plan: RunPlan, from: LoadedRun | null): Promise<void> {
    this.audits.cancel();
    for (const earlier of this.runs) this.wishFor(earlier.plan.runId, 'stop');
    const history = new RunHistory(from && { ...from.curves, baselines: from.run.baselines });
    const driven: Driven = {
      plan,
      wish: 'run',
      wake: () => undefined,
      backend: null,
      live: null,
      from,
      history,
    };
    this.runs.push(driven);
    this.lastRun = this.lastRun.then(() => this.play(driven));
    return this.lastRun;
  }

  /** A run that has just ended has left its policy as the model in use. */
  private async policyOf(subject: PolicySubject): Promise<PolicySource> {
    if (subject.kind === 'market') {
      const noPolicy = 'No agent plays yet: train one, or import a model.';
      return { setup: subject.setup, policy: null, noPolicy, step: null };
    }
    const driven = subject.kind === 'run' ? this.runs.find(({ plan }) => plan.runId === subject.runId) : null;
    if (!driven) {
      const held = this.models.used();
      const setup = held.market(subject.kind === 'model' ? subject.products : []);
      return { setup, policy: held.policy, noPolicy: null, step: held.card.training.steps };
    }
    const { setup } = driven.plan;
    const best = driven.live?.evaluated ? await driven.live.run.model() : null;
    return best
      ? { setup, policy: trainedPolicy(best), noPolicy: null, step: best.step }
      : { setup, policy: null, noPolicy: 'The agent has no policy before its first evaluation.', step: null };
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
    const { plan, from, history } = driven;
    const { runId } = plan;
    let run: TrainingRun | null = null;
    try {
      const backend = await this.startedBackend();
      if (wishOf(driven) !== 'stop') {
        run = this.engine.startTraining(plan, from?.checkpoint ?? null);
        driven.live = { run, evaluated: from?.checkpoint?.best != null };
        history.rewardPartNames = run.rewardPartNames;
        this.send({ type: 'started', runId, rewardPartNames: run.rewardPartNames });
        this.send({ type: 'state', runId, state: 'training' });
        await this.drive(driven, run);
        this.hold(plan, await run.model(), driven.backend ?? backend);
      }
      this.kept?.end(runId, history, standing(driven, 'finished'));
      this.send({ type: 'state', runId, state: 'finished' });
    } catch (error) {
      const message = failureOf(driven, error);
      this.kept?.end(runId, history, { ...standing(driven, 'failed'), problem: message });
      this.send({ type: 'failed', runId, requestId: null, message });
      await this.rescue(plan, run);
    } finally {
      this.runs.splice(this.runs.indexOf(driven), 1);
      run?.dispose();
    }
  }

  private hold(plan: RunPlan, trained: TrainedModel | null, backend: BackendReport): void {
    if (!trained) return;
    const entry = this.keep(this.engine.holdTrained(plan, trained, backend), plan.runId, []);
    this.kept?.keepTrained(entry, { model: trained, backend }, plan);
  }

  private keep(held: HeldModel, runId: string | null, suggestions: readonly Suggestion[]): KeptModel {
    const { entry } = this.models.add(held, { runId, createdAt: this.clock(), suggestions });
    this.send({ type: 'models', models: this.models.list() });
    this.send({ type: 'model', runId, id: entry.id, card: entry.card, suggestions });
    return entry;
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

  /** Keeps where the run stands between two events. The run must not go on before this is done. */
  private async keepCheckpoint(
    driven: Driven,
    checkpoint: RunCheckpoint | null,
    state: 'training' | 'paused',
  ): Promise<void> {
    const { plan, history } = driven;
    if (checkpoint)
      await this.kept?.keep(plan.runId, checkpoint, history, standing(driven, state), this.breathe);
  }

  /** Asks the run for event after event until it ends or is stopped. */
  private async drive(driven: Driven, run: TrainingRun): Promise<void> {
    const { plan, from, history } = driven;
    const { runId } = plan;
    const gathering = new Gathering(plan, run, this.now, from?.curves.progress ?? null);
    const flush = async () => {
      const report = await gathering.take();
      history.add(report);
      this.send({ type: 'report', runId, report });
    };
    const say = (state: RunState) => this.send({ type: 'state', runId, state });
    let lastReport = this.now();
    let lastBreath = this.now();
    let lastCheckpoint = this.now();
    while (wishOf(driven) !== 'stop') {
      if (wishOf(driven) === 'pause') {
        gathering.pauseClock();
        await flush();
        const checkpoint = await run.checkpoint();
        say('paused');
        await this.keepCheckpoint(driven, checkpoint, 'paused');
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
      if (next.value.type === 'baselines') {
        const { baselines } = next.value;
        history.baselines = baselines;
        this.send({ type: 'baselines', runId, baselines });
      }
      if (next.value.type === 'engine') {
        const { backend } = next.value;
        const message = next.value.message ?? otherBackend(driven, backend);
        driven.backend = backend;
        this.send({ type: 'engine', runId, backend, message });
      }
      if (wishOf(driven) === 'step' && next.value.type === 'step') driven.wish = 'pause';
      if (next.value.type === 'evaluation' && driven.live) driven.live.evaluated = true;
      const now = this.now();
      if (now - lastReport >= reportEveryMs) {
        await flush();
        lastReport = this.now();
      }
      if (now - lastCheckpoint >= this.checkpointEveryMs && this.kept?.isBusy !== true) {
        await flush();
        await this.keepCheckpoint(driven, await run.checkpoint(), 'training');
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

function standing({ backend, from }: Driven, state: 'training' | 'paused' | 'finished' | 'failed') {
  return { state, problem: null, backend: backend?.name ?? from?.run.backend ?? null };
}

/** What to say where a run goes on with something else than it was computed with before. */
function otherBackend({ from, backend }: Driven, now: BackendReport): string | null {
  const before = from?.run.backend;
  if (backend !== null || !before || before === now.name || !Object.hasOwn(backendTitles, before))
    return null;
  return (
    `The run was computed by ${backendTitles[before as BackendName]} before it was interrupted and goes on with ` +
    `${backendTitles[now.name]}: from here on its numbers may differ a little from those of an uninterrupted run.`
  );
}

/** A run that cannot even begin from what was kept will not do so the next time either. */
function failureOf({ from, backend }: Driven, error: unknown): string {
  const sentence = sentenceOf(error);
  return from?.checkpoint && backend === null
    ? `The run cannot go on from what was kept of it: ${sentence} Start it anew with the same settings.`
    : sentence;
}

/** What happened since the last report. */
class Gathering {
  private readonly plan: RunPlan;
  private readonly run: TrainingRun;
  private readonly now: () => number;
  private episodes: EpisodeRecord[] = [];
  private evaluations: EvaluationRecord[] = [];
  private path: PathPoint[] = [];
  private portfolioCheck: PortfolioCheck | null = null;
  /** The share of the yardsticks that is computed, while they are. */
  private preparing: number | null = null;
  private step = 0;
  private updates = 0;
  private updatesAtLosses = 0;
  private startedAt: number;
  private pausedAt = 0;
  private updatingMs = 0;
  private readonly recent: { at: number; step: number; updates: number; updatingMs: number }[] = [];

  /** `before` is how far an earlier part of the run had come. */
  constructor(plan: RunPlan, run: TrainingRun, now: () => number, before: RunProgress | null) {
    this.plan = plan;
    this.run = run;
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
      ...(this.portfolioCheck ? { portfolioCheck: this.portfolioCheck } : {}),
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
      ...(this.preparing === null ? {} : { preparing: this.preparing }),
    };
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
