// Runs and models, kept. Every change is one transaction: a crash, a closed tab or a full disk in the middle of it
// leaves what was kept before (write-at-once.ts). Nothing here knows who drives a run or which tab is alive
// (run-repository.ts does).

import { agents } from '../../core/agents/agents.ts';
import { kindOf } from '../../core/market/kinds.ts';
import { rowsOf, type RunCheckpoint } from '../../core/run/checkpoint.ts';
import { freeName, givenName, longestName } from '../../core/run/kept-name.ts';
import { shortText } from '../../core/text/short-text.ts';
import { mostStoredModels, type ModelEntry } from '../protocol/models-protocol.ts';
import { mostStoredRuns, type ComparedCurves, type RunPlan } from '../protocol/run-protocol.ts';
import { deleteUnused, joinedPlan, putPlan, splitPlan } from './kept-plans.ts';
import { changedChunks, chunkCount, packChunk, writtenReplay, type WrittenReplay } from './replay-chunks.ts';
import { decodeCurves, decodeTimes, type RunCurves } from './run-curves.ts';
import type {
  ModelContent,
  RunsDatabase,
  StoredCheckpoint,
  StoredCurves,
  StoredRun,
} from './run-database.ts';
import { digestOfData, storable } from './storable.ts';
import { readCheckpoint, settingsToGoOnWith, rowCountIn, storedCheckpoint } from './stored-checkpoint.ts';
import { allStores, writeAtOnce, type Writing } from './write-at-once.ts';

/** Chunks of the replay buffer copied before others are let in: about 800 KB each. */
const chunksAtOnce = 4;

/** A run to go on with. */
export interface LoadedRun {
  readonly run: StoredRun;
  readonly plan: RunPlan;
  /** null: it ended before its first one and begins anew. */
  readonly checkpoint: RunCheckpoint | null;
  readonly curves: RunCurves & Omit<StoredCurves, 'columns'>;
}

/** A run as it begins. */
export type BegunRun = Pick<StoredRun, 'createdAt'> & { readonly plan: RunPlan };

/** A copy of all that a checkpoint adds to what is kept. */
export interface PreparedCheckpoint {
  readonly runId: string;
  readonly stored: StoredCheckpoint;
  readonly chunks: ReadonlyMap<number, Float32Array>;
  readonly written: WrittenReplay | null;
}

/** What has become of a run since it was last kept. */
export type RunNews = Pick<
  StoredRun,
  'state' | 'problem' | 'backend' | 'step' | 'updates' | 'elapsedSeconds' | 'baselines' | 'best' | 'updatedAt'
> & { readonly curves: StoredCurves };

export class RunArchive {
  private readonly database: RunsDatabase;
  /** Of the replay buffers written or read here: what lies in the database. */
  private readonly written = new Map<string, WrittenReplay>();

  constructor(database: RunsDatabase) {
    this.database = database;
  }

  /** Newest first. */
  async list(): Promise<readonly StoredRun[]> {
    const runs = await this.database.getAll('runs');
    return runs.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /**
   * Keeps a run that begins, and drops the oldest unnamed ones where there are too many; `spared` are never dropped.
   * Returns the run ids that were dropped.
   */
  async begin({ plan, createdAt }: BegunRun, spared: ReadonlySet<string>): Promise<readonly string[]> {
    const { stored, products } = await splitPlan(plan);
    const marketKey = await digestOfData([
      stored.setup,
      kindOf(stored.setup).replay !== null && stored.productsKey,
    ]);
    const dropped = await writeAtOnce(this.database, allStores, async (transaction) => {
      const before = await transaction.objectStore('runs').getAll();
      const run: StoredRun = {
        runId: plan.runId,
        name: freeName(firstName(plan), new Set(before.map(({ name }) => name))),
        named: false,
        createdAt,
        updatedAt: createdAt,
        state: 'training',
        problem: null,
        settings: plan.settings,
        productNames: plan.productNames,
        data: plan.dataset,
        ...(plan.sweep ? { sweep: plan.sweep } : {}),
        marketKey,
        objective: kindOf(stored.setup).paysFor(stored.setup),
        backend: null,
        step: 0,
        updates: 0,
        elapsedSeconds: 0,
        baselines: null,
        best: null,
        hasCheckpoint: false,
      };
      await putPlan(transaction, stored, products);
      await transaction.objectStore('runs').put(run, run.runId);
      const surplus = surplusOf(before, mostStoredRuns - 1, spared);
      await deleteRuns(transaction, surplus);
      return surplus;
    });
    for (const runId of dropped) this.written.delete(runId);
    return dropped;
  }

  /**
   * Copies of a checkpoint what has to be written, before the run goes on and changes it. `yieldToEventLoop` is called every few
   * milliseconds: a chunk at a time holds nobody up.
   */
  async prepare(
    runId: string,
    checkpoint: RunCheckpoint,
    yieldToEventLoop: () => Promise<void>,
  ): Promise<PreparedCheckpoint> {
    const chunks = new Map<number, Float32Array>();
    // What is written meanwhile only makes fewer chunks necessary.
    const { experience } = checkpoint;
    for (const chunk of changedChunks(this.written.get(runId) ?? null, experience)) {
      chunks.set(chunk, packChunk(rowsOf(experience)!, chunk));
      if (chunks.size % chunksAtOnce === 0) await yieldToEventLoop();
    }
    return { runId, stored: storedCheckpoint(checkpoint), chunks, written: writtenReplay(experience) };
  }

  /**
   * Keeps where a run stands. What was kept before is given up only together with the last byte of it.
   *
   * @throws Error in a sentence where the run itself is not kept.
   */
  async keep({ runId, stored, chunks, written }: PreparedCheckpoint, news: RunNews): Promise<void> {
    const { curves, ...rest } = news;
    await writeAtOnce(this.database, ['runs', 'curves', 'checkpoints', 'replay'], async (transaction) => {
      const run = await transaction.objectStore('runs').get(runId);
      if (!run) throw new Error('it was deleted in another tab.');
      await transaction.objectStore('curves').put(storable(curves), runId);
      await transaction.objectStore('checkpoints').put(stored, runId);
      // One after the other, so that the worker's other messages come in between.
      for (const [chunk, rows] of chunks) await transaction.objectStore('replay').put(rows, [runId, chunk]);
      await transaction.objectStore('runs').put({ ...run, ...rest, hasCheckpoint: true }, runId);
    });
    if (written) this.written.set(runId, written);
  }

  /** A run is over: its curves stay, what it would go on from goes. */
  async end(runId: string, { curves, ...rest }: RunNews): Promise<void> {
    await writeAtOnce(this.database, ['runs', 'curves', 'checkpoints', 'replay'], async (transaction) => {
      const run = await transaction.objectStore('runs').get(runId);
      if (!run) return;
      await transaction.objectStore('runs').put({ ...run, ...rest, hasCheckpoint: false }, runId);
      await transaction.objectStore('curves').put(storable(curves), runId);
      await transaction.objectStore('checkpoints').delete(runId);
      await transaction.objectStore('replay').delete(chunksOf(runId));
    });
    this.written.delete(runId);
  }

  /**
   * A run with all it needs to go on.
   *
   * @throws Error in a sentence where that is not possible.
   */
  async load(runId: string): Promise<LoadedRun> {
    const transaction = this.database.transaction(allStores, 'readonly');
    const [run, stored, curves, kept] = await Promise.all([
      transaction.objectStore('runs').get(runId),
      transaction.objectStore('plans').get(runId),
      transaction.objectStore('curves').get(runId),
      transaction.objectStore('checkpoints').get(runId),
    ]);
    if (!run) throw new Error('That run is no longer kept: it was deleted, perhaps in another tab.');
    if (run.state === 'finished' || run.state === 'failed')
      throw new Error(`"${run.name}" has ended already.`);
    const products = await (stored?.productsKey != null
      ? transaction.objectStore('products').get(stored.productsKey)
      : []);
    try {
      if (!stored || !products) throw new Error('its stored data is damaged (its data is missing)');
      const settings = settingsToGoOnWith(run.settings);
      let checkpoint: RunCheckpoint | null = null;
      if (kept) {
        const keys = Array.from(
          { length: chunkCount(rowCountIn(kept)) },
          (_, chunk) => [runId, chunk] as const,
        );
        const chunks = await Promise.all(
          keys.map(([id, chunk]) => transaction.objectStore('replay').get([id, chunk])),
        );
        checkpoint = readCheckpoint(kept, chunks);
        const written = writtenReplay(checkpoint.experience);
        if (written) this.written.set(runId, written);
      } else if (run.hasCheckpoint) throw new Error('its stored data is damaged (its checkpoint is missing)');
      return {
        run: { ...run, settings },
        plan: { ...joinedPlan(stored, products), settings },
        checkpoint,
        curves: loadedCurves(curves, checkpoint),
      };
    } catch (error) {
      throw new Error(
        `"${run.name}" cannot continue: ${(error as Error).message}. Start it again, or discard it.`,
        {
          cause: error,
        },
      );
    }
  }

  /** The curves of several runs; those that are no longer kept are left out. */
  async curves(runIds: readonly string[]): Promise<readonly ComparedCurves[]> {
    const stored = await Promise.all(runIds.map((runId) => this.database.get('curves', runId)));
    return runIds.flatMap((runId, i) => {
      const columns = stored[i]?.columns;
      if (!columns) return [];
      const { episodes, evaluations } = columns;
      return [
        {
          runId,
          episodeSteps: episodes.step,
          episodeReturns: episodes.episodeReturn,
          evaluations,
          times: decodeTimes(columns.times),
        },
      ];
    });
  }

  /** @throws Error in a sentence where the name is empty. */
  async rename(runId: string, name: string): Promise<void> {
    const given = givenName(name, 'run');
    await writeAtOnce(this.database, ['runs'], async (transaction) => {
      const runs = transaction.objectStore('runs');
      const run = await runs.get(runId);
      if (run) await runs.put({ ...run, name: given, named: true }, runId);
    });
  }

  async remove(runIds: readonly string[]): Promise<void> {
    await writeAtOnce(this.database, allStores, (transaction) => deleteRuns(transaction, runIds));
    for (const runId of runIds) this.written.delete(runId);
  }

  /** Keeps a model that a run has made, with the plan it needs to price. Returns as `keepImported` does. */
  async keepTrained(
    entry: ModelEntry,
    trained: NonNullable<ModelContent['trained']>,
    plan: RunPlan,
  ): Promise<readonly string[]> {
    const { stored, products } = await splitPlan(plan);
    return this.putModel(entry, { trained: storable(trained), bytes: null }, (transaction) =>
      putPlan(transaction, stored, products),
    );
  }

  /**
   * Keeps a model that came in as a zip, and drops the oldest unnamed ones where there are too many. Returns the ids that
   * were dropped.
   */
  async keepImported(entry: ModelEntry, bytes: Uint8Array): Promise<readonly string[]> {
    return this.putModel(entry, { trained: null, bytes: bytes.slice() }, () => Promise.resolve());
  }

  private async putModel(
    entry: ModelEntry,
    content: ModelContent,
    before: (transaction: Writing) => Promise<void>,
  ): Promise<readonly string[]> {
    return writeAtOnce(this.database, allStores, async (transaction) => {
      await before(transaction);
      const models = transaction.objectStore('models');
      const unnamed = (await models.getAll()).filter(({ named }) => !named);
      unnamed.sort((a, b) => b.entry.createdAt.localeCompare(a.entry.createdAt));
      const dropped = unnamed.slice(mostStoredModels - 1).map((old) => old.entry.id);
      for (const id of dropped) await deleteModel(transaction, id);
      await models.put({ entry, named: false }, entry.id);
      await transaction.objectStore('modelContents').put(content, entry.id);
      await deleteUnused(transaction);
      return dropped;
    });
  }

  /** The entries of the kept models, oldest first. */
  async models(): Promise<readonly ModelEntry[]> {
    const models = await this.database.getAll('models');
    return models.map(({ entry }) => entry).sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  /**
   * What a kept model needs to be used; `plan` is null for one that came as a zip.
   *
   * @throws Error in a sentence where it is gone.
   */
  async loadModel({
    id,
    runId,
    name,
  }: ModelEntry): Promise<ModelContent & { readonly plan: RunPlan | null }> {
    const transaction = this.database.transaction(allStores, 'readonly');
    const content = await transaction.objectStore('modelContents').get(id);
    if (!content) throw new Error(`The model "${name}" is no longer kept: it was deleted in another tab.`);
    if (runId === null) return { ...content, plan: null };
    const stored = await transaction.objectStore('plans').get(runId);
    const products =
      stored?.productsKey == null ? [] : await transaction.objectStore('products').get(stored.productsKey);
    if (!stored || !products)
      throw new Error(`The model "${name}" cannot be used: the data it was trained on is no longer kept.`);
    return { ...content, plan: joinedPlan(stored, products) };
  }

  async renameModel(id: string, name: string): Promise<void> {
    await writeAtOnce(this.database, ['models'], async (transaction) => {
      const models = transaction.objectStore('models');
      const model = await models.get(id);
      if (model) await models.put({ named: true, entry: { ...model.entry, name } }, id);
    });
  }

  async forgetModel(id: string): Promise<void> {
    await writeAtOnce(this.database, allStores, async (transaction) => {
      await deleteModel(transaction, id);
      await deleteUnused(transaction);
    });
  }
}

function loadedCurves(
  curves: StoredCurves | undefined,
  checkpoint: RunCheckpoint | null,
): LoadedRun['curves'] {
  if (!curves || !checkpoint)
    return { rewardPartNames: [], progress: null, episodes: [], losses: [], evaluations: [], times: [] };
  const { columns, ...rest } = curves;
  return { ...rest, ...decodeCurves(columns) };
}

/** All chunks of a run: an array is greater than every number. */
function chunksOf(runId: string): IDBKeyRange {
  return IDBKeyRange.bound([runId, 0], [runId, []]);
}

/** The oldest unnamed runs beyond `most`. */
function surplusOf(runs: readonly StoredRun[], most: number, spared: ReadonlySet<string>): readonly string[] {
  return runs
    .filter(({ named }) => !named)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .slice(most)
    .map(({ runId }) => runId)
    .filter((runId) => !spared.has(runId));
}

/** `SAC for tea, seed 7`. */
function firstName({ settings, productNames }: RunPlan): string {
  const subject = productNames.length === 1 ? productNames[0]! : `${productNames.length} products`;
  const end = `, seed ${settings.seed}`;
  return shortText(`${agents[settings.agent].title} for ${subject}`, longestName - end.length) + end;
}

async function deleteRuns(transaction: Writing, runIds: readonly string[]): Promise<void> {
  for (const runId of runIds) {
    await transaction.objectStore('runs').delete(runId);
    await transaction.objectStore('curves').delete(runId);
    await transaction.objectStore('checkpoints').delete(runId);
    await transaction.objectStore('replay').delete(chunksOf(runId));
  }
  await deleteUnused(transaction);
}

async function deleteModel(transaction: Writing, id: string): Promise<void> {
  await transaction.objectStore('models').delete(id);
  await transaction.objectStore('modelContents').delete(id);
}
