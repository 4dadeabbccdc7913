// The lab worker's side of the conversation: takes requests, has one run at a time driven (run-driver.ts) and holds the
// models.
//
// What computes is handed in (`LabEngine`), so the conversation is tested over a MessageChannel without
// TensorFlow.js. A run under way lets other messages through every few milliseconds: that is what keeps the worker
// answering within 100 ms.

import type { Suggestion } from '../core/decisions/suggestion.ts';
import { setupCheck } from '../core/market/market-check.ts';
import type { BackendReport, BackendWish } from '../core/run/backend.ts';
import type { RunCheckpoint } from '../core/run/checkpoint.ts';
import type { TrainedModel, TrainingRun } from '../core/run/training-run.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import { AuditRoom } from './audit-room.ts';
import { BatchRoom } from './batch-room.ts';
import { trainedPolicy, type HeldModel } from './held-model.ts';
import { KeptModels } from './kept-models.ts';
import { PolicyRoom, type PolicySource } from './policy-room.ts';
import { ProjectRoom } from './project-room.ts';
import type { KeptModel, LabEvent, LabRequest, PolicySubject, ReplayOutcome, RunPlan } from './protocol.ts';
import type { LoadedRun } from './run-archive/run-archive.ts';
import type { RunRoom } from './run-archive/run-room.ts';
import { drivenRun, RunDriver, type Driven, type Wish } from './run-driver.ts';

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

const usualCheckpointEveryMs = 30_000;

export class LabSession {
  private readonly engine: LabEngine;
  private readonly send: (event: LabEvent, transfer?: Transferable[]) => void;
  /** The time of day, as ISO text: a kept model carries it. */
  private readonly clock: () => string;
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
  private readonly driver: RunDriver;
  /** Runs asked for so far: one that is still being loaded gives way to a newer one. */
  private asked = 0;
  /** Runs end before the next begins: they share the device. */
  private lastRun: Promise<void> = Promise.resolve();

  constructor(
    engine: LabEngine,
    send: (event: LabEvent, transfer?: Transferable[]) => void,
    /** Lets the worker's other messages in. */
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
    this.clock = clock;
    this.kept = kept;
    this.driver = new RunDriver({
      startedBackend: () => this.startedBackend(),
      startTraining: (plan, from) => this.engine.startTraining(plan, from),
      send,
      hold: (plan, trained, backend) => this.hold(plan, trained, backend),
      kept,
      checkpointEveryMs,
      breathe,
      now,
    });
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
        this.asked++;
        this.kept?.begin(request.plan);
        return this.begin(request.plan, null);
      case 'resumeRun':
        return this.resume(request.requestId, request.runId);
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
        const file = await this.projects.save(request);
        return this.send({ type: 'exported', requestId: request.requestId, ...file }, [
          file.bytes.buffer as ArrayBuffer,
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
        const chosen = await this.models.choose(request.id);
        if (!chosen) return;
        const { entry, suggestions } = chosen;
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
    const entries = (await this.kept?.open((ids) => this.dropModels(ids))) ?? [];
    if (entries.length === 0) return;
    this.models.restore(entries.map((entry) => ({ entry, load: () => this.load(entry) })));
    this.send({ type: 'models', models: this.models.list() });
  }

  private dropModels(ids: readonly string[]): void {
    this.models.drop(ids);
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

  private async resume(requestId: number, runId: string): Promise<void> {
    const keeper = this.keeper();
    const ticket = ++this.asked;
    const from = await keeper.take(runId);
    try {
      if (ticket !== this.asked)
        throw new Error('Another run was started meanwhile. This one stays as it was kept: resume it later.');
      const { plan, run, curves } = from;
      const { settings, productNames, dataset: data } = plan;
      const { createdAt, baselines } = run;
      const marketCheck = setupCheck(plan.setup);
      const about = { runId, createdAt, settings, productNames, data, marketCheck };
      this.send({ type: 'resumed', requestId, run: { ...about, baselines, ...curves } });
    } catch (error) {
      keeper.release(runId);
      throw error;
    }
    return this.begin(from.plan, from);
  }

  private begin(plan: RunPlan, from: LoadedRun | null): Promise<void> {
    this.audits.cancel();
    for (const earlier of this.runs) this.wishFor(earlier.plan.runId, 'stop');
    const driven = drivenRun(plan, from);
    this.runs.push(driven);
    this.lastRun = this.lastRun.then(() => this.play(driven));
    return this.lastRun;
  }

  private async play(driven: Driven): Promise<void> {
    await this.driver.play(driven);
    this.runs.splice(this.runs.indexOf(driven), 1);
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

  private hold(plan: RunPlan, trained: TrainedModel, backend: BackendReport): void {
    const entry = this.keep(this.engine.holdTrained(plan, trained, backend), plan.runId, []);
    this.kept?.keepTrained(entry, { model: trained, backend }, plan);
  }

  private keep(held: HeldModel, runId: string | null, suggestions: readonly Suggestion[]): KeptModel {
    const { entry } = this.models.add(held, { runId, createdAt: this.clock(), suggestions });
    this.send({ type: 'models', models: this.models.list() });
    this.send({ type: 'model', runId, id: entry.id, card: entry.card, suggestions });
    return entry;
  }
}
