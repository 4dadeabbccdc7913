// The runs that the lab worker keeps, as its session uses them: one thing after another is written in the background
// while the run goes on; what cannot be kept becomes a sentence and the run goes on all the same.

import type { RunCheckpoint } from '../../core/run/checkpoint.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { closingWords, isStorageFull, type DatabaseClosing } from '../open-database.ts';
import type { ModelEntry } from '../protocol/models-protocol.ts';
import type { ComparedCurves, RunSummary, RunEvent, RunPlan } from '../protocol/run-protocol.ts';
import type { BegunRun, LoadedRun, RunArchive, RunNews } from './run-archive.ts';
import type { RunHistory } from './run-curves.ts';
import type { ModelContent, StoredRun } from './run-database.ts';
import type { RunLocks } from './run-locks.ts';

export interface RunRepositoryServices {
  /**
   * `onClosed` is told why it is closed.
   *
   * @throws Error, the end of a sentence, where this browser keeps nothing.
   */
  openArchive(onClosed: (why: DatabaseClosing) => void): Promise<RunArchive>;
  readonly locks: RunLocks;
  send(event: RunEvent): void;
  /** The time of day, as ISO text. */
  clock(): string;
}

/** How a run stands, for its line in the list. */
export interface Standing {
  readonly state: StoredRun['state'];
  readonly problem: string | null;
  readonly backend: string | null;
}

/** Keeps a model; returns the ids of those that made room for it. */
type KeepModel = (archive: RunArchive) => Promise<readonly string[]>;

export class RunRepository {
  private readonly services: RunRepositoryServices;
  private archive: RunArchive | null = null;
  private refusal: string | null = null;
  /** What could not be kept, by the run or model it concerns: each stands until that very one is kept after all. */
  private readonly problems = new Map<string, string>();
  /** Runs whose beginning could not be kept: tried again with the next thing to keep of them. */
  private readonly unbegun = new Map<string, BegunRun>();
  /** How to keep the models that are not kept yet: tried again where room was made. */
  private readonly unkept = new Map<string, KeepModel>();
  /** Locks of the runs that this worker drives. */
  private readonly driven = new Map<string, () => Promise<void>>();
  /** Runs of other tabs: the page is told when one is left. */
  private readonly watched = new Set<string>();
  /** Written one after another. */
  private turn: Promise<void> = Promise.resolve();
  /** The newest checkpoint that waits for its turn: an older one that still waits is not worth writing. */
  private waiting: {
    readonly runId: string;
    readonly write: (archive: RunArchive) => Promise<void>;
  } | null = null;
  private isWriting = false;
  private onModelsDropped: (ids: readonly string[]) => void = () => undefined;

  constructor(services: RunRepositoryServices) {
    this.services = services;
  }

  /**
   * Opens what is kept, tells the page of the runs in it, and returns the models, oldest first. `onModelsDropped` hears
   * which of them make room for new ones.
   */
  async open(onModelsDropped: (ids: readonly string[]) => void): Promise<readonly ModelEntry[]> {
    this.onModelsDropped = onModelsDropped;
    const opening = this.openModels();
    this.turn = opening.then(() => undefined);
    const models = await opening;
    await this.tell();
    return models;
  }

  private async openModels(): Promise<readonly ModelEntry[]> {
    const refuse = (why: string) => {
      this.archive = null;
      this.refusal = `This browser cannot store runs: ${why}. Runs and their models are lost when the tab closes.`;
    };
    try {
      this.archive = await this.services.openArchive((why) => {
        refuse(closingWords[why]);
        void this.tell();
      });
      return await this.archive.models();
    } catch (error) {
      refuse(sentenceOf(error).replace(/\.$/, ''));
      return [];
    }
  }

  /** Tells the page what is kept, after all that was asked for before. */
  async refresh(): Promise<void> {
    await this.turn;
    await this.tell();
  }

  /** Tells the page what is kept and which of it is alive. */
  private async tell(): Promise<void> {
    let unread: string | null = null;
    const runs = await this.listed().catch((error: unknown) => {
      unread = `The kept runs cannot be read: ${sentenceOf(error)}`;
      return [];
    });
    const problem = this.refusal ?? unread ?? [...this.problems.values()].at(-1) ?? null;
    this.services.send({ type: 'runs', runs, problem });
    for (const { runId, state } of runs) if (state === 'elsewhere') this.watch(runId);
  }

  /** A tab that is closed gives up its runs a moment later, and says so to nobody. */
  private watch(runId: string): void {
    if (this.watched.has(runId)) return;
    this.watched.add(runId);
    this.services.locks.untilFree(runId).then(
      () => {
        this.watched.delete(runId);
        return this.tell();
      },
      () => undefined, // it can be asked for by hand
    );
  }

  private async listed(): Promise<readonly RunSummary[]> {
    if (!this.archive) return [];
    const [runs, held] = await Promise.all([this.archive.list(), this.services.locks.held()]);
    const stateOf = ({ runId, state }: StoredRun): RunSummary['state'] => {
      if (this.driven.has(runId)) return 'live';
      if (state === 'finished' || state === 'failed') return state;
      return held.has(runId) ? 'elsewhere' : 'interrupted';
    };
    return runs.map((run) => ({ ...run, state: stateOf(run) }));
  }

  /** Keeps a run that begins. */
  begin(plan: RunPlan): void {
    const { runId } = plan;
    const begun = { plan, createdAt: this.services.clock() };
    this.inTurn(runId, async (archive) => {
      this.unbegun.set(runId, begun);
      const release = await this.services.locks.hold(runId);
      this.driven.set(runId, release ?? (() => Promise.resolve()));
      await this.beginIn(archive, runId);
    });
  }

  private async beginIn(archive: RunArchive, runId: string): Promise<void> {
    const begun = this.unbegun.get(runId);
    if (!begun) return;
    const spared = new Set([...(await this.services.locks.held()), ...this.driven.keys()]);
    const dropped = await archive.begin(begun, spared);
    this.unbegun.delete(runId);
    for (const id of dropped) this.problems.delete(id);
  }

  /**
   * Takes a run that was left behind: nobody else can take it while this worker lives.
   *
   * @throws Error in a sentence where it is alive elsewhere, gone, or cannot go on.
   */
  async take(runId: string): Promise<LoadedRun> {
    const archive = await this.opened();
    if (this.driven.has(runId)) throw new Error('That run is under way already.');
    const release = await this.services.locks.hold(runId);
    if (!release) throw new Error('That run is under way in another tab of this browser.');
    try {
      const loaded = await archive.load(runId);
      this.driven.set(runId, release);
      void this.tell();
      return loaded;
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Whether a checkpoint taken now would have to wait for an earlier one. */
  get isBusy(): boolean {
    return this.isWriting || this.waiting !== null;
  }

  /**
   * Keeps where a run stands: once this is done the run may go on, and the writing goes on in the background. `yieldToEventLoop`
   * lets the worker's other messages in.
   */
  async keep(
    runId: string,
    checkpoint: RunCheckpoint,
    history: RunHistory,
    standing: Standing,
    yieldToEventLoop: () => Promise<void>,
  ): Promise<void> {
    if (!this.archive) return;
    const news = this.newsOf(history, standing);
    const prepared = await this.archive.prepare(runId, checkpoint, yieldToEventLoop);
    const isWaiting = this.waiting?.runId === runId;
    this.waiting = { runId, write: (archive) => archive.keep(prepared, news) };
    if (isWaiting) return;
    this.inTurn(runId, async (archive) => {
      const { waiting } = this;
      if (waiting?.runId !== runId) return;
      this.waiting = null;
      this.isWriting = true;
      try {
        await this.beginIn(archive, runId);
        await waiting.write(archive);
      } finally {
        this.isWriting = false;
      }
    });
  }

  /** A run is over; resolves once that is written, or cannot be. */
  end(runId: string, history: RunHistory, standing: Standing): Promise<void> {
    if (this.waiting?.runId === runId) this.waiting = null;
    const news = this.newsOf(history, standing);
    this.inTurn(runId, async (archive) => {
      try {
        // A run that never made a step is not worth a line.
        if (news.step === 0) return await archive.remove([runId]);
        await this.beginIn(archive, runId);
        await archive.end(runId, news);
      } finally {
        this.unbegun.delete(runId);
        await this.letGo(runId);
      }
    });
    return this.turn;
  }

  /** Gives up a run that was taken and has not gone on: it stays as it was kept, for whoever takes it next. */
  release(runId: string): void {
    this.turn = this.turn.then(async () => {
      await this.letGo(runId);
      await this.tell();
    });
  }

  private async letGo(runId: string): Promise<void> {
    const release = this.driven.get(runId);
    this.driven.delete(runId);
    await release?.();
  }

  private newsOf(history: RunHistory, { state, problem, backend }: Standing): RunNews {
    const { progress, rewardPartNames, baselines } = history;
    return {
      state,
      problem,
      backend,
      step: progress?.step ?? 0,
      updates: progress?.updates ?? 0,
      elapsedSeconds: progress?.elapsedSeconds ?? 0,
      baselines,
      best: history.best(),
      updatedAt: this.services.clock(),
      curves: { rewardPartNames, progress, columns: history.columns() },
    };
  }

  /** @throws Error in a sentence. */
  async rename(runId: string, name: string): Promise<void> {
    await (await this.opened()).rename(runId, name);
    await this.tell();
  }

  /** @throws Error in a sentence where one of them is alive. */
  async remove(runIds: readonly string[]): Promise<void> {
    const archive = await this.opened();
    const held = await this.services.locks.held();
    if (runIds.some((runId) => this.driven.has(runId) || held.has(runId)))
      throw new Error('A run that is under way cannot be deleted: stop it first.');
    await archive.remove(runIds);
    for (const runId of runIds) this.problems.delete(runId);
    await this.tell();
    this.tryAgain();
  }

  /** The curves of kept runs. */
  async curves(runIds: readonly string[]): Promise<readonly ComparedCurves[]> {
    return (await this.opened()).curves(runIds);
  }

  keepTrained(entry: ModelEntry, trained: NonNullable<ModelContent['trained']>, plan: RunPlan): void {
    this.keepModel(entry.id, (archive) => archive.keepTrained(entry, trained, plan));
  }

  keepImported(entry: ModelEntry, bytes: Uint8Array): void {
    this.keepModel(entry.id, (archive) => archive.keepImported(entry, bytes));
  }

  private keepModel(id: string, keep: KeepModel): void {
    this.inTurn(id, async (archive) => {
      this.unkept.set(id, keep);
      const dropped = await keep(archive);
      this.unkept.delete(id);
      if (dropped.length > 0) this.onModelsDropped(dropped);
    });
  }

  private tryAgain(): void {
    for (const [id, keep] of this.unkept) this.keepModel(id, keep);
  }

  renameModel(id: string, name: string): void {
    // Queued under its own key: renaming must not save an unsaved model.
    this.inTurn(nameOf(id), (archive) => archive.renameModel(id, name));
  }

  forgetModel(id: string): void {
    this.inTurn(id, async (archive) => {
      this.unkept.delete(id);
      await archive.forgetModel(id);
      this.problems.delete(nameOf(id));
      this.tryAgain();
    });
  }

  /** @throws Error in a sentence where the model is gone. */
  async loadModel(entry: ModelEntry): ReturnType<RunArchive['loadModel']> {
    return (await this.opened()).loadModel(entry);
  }

  private async opened(): Promise<RunArchive> {
    await this.turn;
    if (!this.archive)
      throw new Error(this.refusal ?? 'The kept runs are not open yet: try again in a moment.');
    return this.archive;
  }

  /** Does `work` on a run or model after all that was asked for before, and tells the page what is kept then. */
  private inTurn(subject: string, work: (archive: RunArchive) => Promise<void>): void {
    this.turn = this.turn.then(async () => {
      if (!this.archive) return;
      try {
        await work(this.archive);
        this.problems.delete(subject);
      } catch (error) {
        this.problems.delete(subject); // the newest stands last
        this.problems.set(subject, problemOf(error));
      }
      await this.tell();
    });
  }
}

function nameOf(modelId: string): string {
  return `name of ${modelId}`;
}

function problemOf(error: unknown): string {
  return isStorageFull(error)
    ? "The browser's storage is full. What was stored before is safe and the run continues, but anything new is lost when the tab closes. Delete runs that you no longer need."
    : `Part of the latest run could not be stored: ${sentenceOf(error)}`;
}
