// The database in which this browser keeps runs and models, apart from that of the decisions (store/archive): only
// the lab worker opens it.
//
// What is large is split by how often it changes: the plan once, its products shared by all runs on the same data,
// the checkpoint every half minute, of the replay buffer only the chunks that changed.

import type { DBSchema, IDBPDatabase } from 'idb';

import type { HistoryProduct } from '../../core/market/run-product.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import type { BackendReport } from '../../core/run/backend.ts';
import type { ExperienceState, ReplayState, RunCheckpoint } from '../../core/run/checkpoint.ts';
import type { RunProgress, TrainedModel } from '../../core/run/events.ts';
import { openDatabase, type DatabaseClosing } from '../open-database.ts';
import type { ModelEntry } from '../protocol/models-protocol.ts';
import type { RunPlan, RunSummary } from '../protocol/run-protocol.ts';
import type { CurveColumns } from './run-curves.ts';

/** A run as it is listed; `state` is that of its last word. */
export interface StoredRun extends Omit<RunSummary, 'state'> {
  readonly state: 'training' | 'paused' | 'finished' | 'failed';
}

/** A plan without its products, which many runs share. */
export interface StoredPlan extends Omit<RunPlan, 'setup' | 'histories'> {
  readonly setup: MarketSetup;
  /** Digest of the products of the history market, or of those a demand market was calibrated from; null without. */
  readonly productsKey: string | null;
}

export interface StoredCurves {
  readonly rewardPartNames: readonly string[];
  readonly progress: RunProgress | null;
  readonly columns: CurveColumns;
}

/** A checkpoint without the rows of its experience. */
export interface StoredCheckpoint {
  /** `checkpointVersion` of the lab that wrote it. */
  readonly version: number;
  readonly frame: Omit<RunCheckpoint, 'experience'> & { readonly experience: WithoutRows<ExperienceState> };
}

type WithoutRows<State> = State extends { readonly rows: ReplayState }
  ? Omit<State, 'rows'> & { readonly rows: Pick<ReplayState, 'shape' | 'size' | 'next'> }
  : State;

interface StoredModel {
  readonly entry: ModelEntry;
  /** True once a person gave the name: such a model is never dropped to make room. */
  readonly named: boolean;
}

/** What is needed to use a model. */
export interface ModelContent {
  /** Made by a run, whose plan is kept with it; else null. */
  readonly trained: { readonly model: TrainedModel; readonly backend: BackendReport } | null;
  /** The zip it came in; null for one that a run made. */
  readonly bytes: Uint8Array | null;
}

export interface RunsSchema extends DBSchema {
  /** By run id, like the four after it. */
  runs: { key: string; value: StoredRun };
  plans: { key: string; value: StoredPlan };
  curves: { key: string; value: StoredCurves };
  checkpoints: { key: string; value: StoredCheckpoint };
  /** By run id and chunk. */
  replay: { key: [string, number]; value: Float32Array };
  /** By digest. */
  products: { key: string; value: readonly HistoryProduct[] };
  /** By model id, like the one after it. */
  models: { key: string; value: StoredModel; indexes: { run: string } };
  modelContents: { key: string; value: ModelContent };
}
export type RunsDatabase = IDBPDatabase<RunsSchema>;

const runsName = 'pricing-lab-runs';

const upgrades: readonly ((database: RunsDatabase) => void)[] = [
  (database) => {
    const stores = ['runs', 'plans', 'curves', 'checkpoints', 'replay', 'products', 'modelContents'] as const;
    for (const name of stores) database.createObjectStore(name);
    database.createObjectStore('models').createIndex('run', 'entry.runId');
  },
];

/**
 * Opens the database; `onClosed` is told why it is closed.
 *
 * @throws Error in a sentence where it cannot be opened.
 */
export function openRunsDatabase(
  onClosed: (why: DatabaseClosing) => void,
  { name = runsName, version = upgrades.length } = {},
): Promise<RunsDatabase> {
  return openDatabase<RunsSchema>({ name, version, upgrades, onClosed });
}
