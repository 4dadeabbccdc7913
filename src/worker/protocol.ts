// Every message between the page and its two workers, as plain data.
//
// The reader worker turns a file into a dataset; the lab worker trains, suggests and carries models. Each request
// has an id and each answer repeats it, so that an answer that comes late (after a cancel, a new file, a new run)
// changes nothing. Errors cross as sentences.

import type { DemandSummary } from '../core/demand/demand-summary.ts';
import type { Guardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import type { CatalogueOutcome, CatalogueProgress } from '../core/decisions/price-catalogue.ts';
import type { AcceptedChanges } from '../core/decisions/accepted-changes.ts';
import type { AdviceChoices } from '../core/decisions/suggest-price.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import type { ModelFormat } from '../core/export/model/model-formats.ts';
import type { ProjectContent } from '../core/export/project-file.ts';
import type { BackendName, BackendReport, BackendWish } from '../core/run/backend.ts';
import type { ModelCard } from '../core/model/model-card.ts';
import type {
  Baselines,
  EpisodeRecord,
  EvaluationRecord,
  LossRecord,
  PathPoint,
  PortfolioCheck,
  RunProgress,
  RunState,
} from '../core/run/events.ts';
import type { RunSettings } from '../core/run/settings.ts';
import type { Dataset, FilePreview, ReadChoices } from '../core/table/dataset.ts';
import type { ReadProgress } from '../core/table/read-table.ts';
import type { SimulatedDrift } from '../core/monitor/simulated-newer.ts';
import type { SalesWatch } from '../core/monitor/watch.ts';
import type { ProductHoldOut } from '../core/market/hold-out.ts';
import type { HistoryProduct, MarketSetup } from '../core/market/market.ts';
import type { RewardAudit } from '../core/market/reward-audit.ts';
import type { DuelMode } from '../core/market/duel.ts';
import type { DuelAnswer, MapWish, PolicyMapAnswer } from './policy-room.ts';
import type { ComparedCurves, KeptRun, ResumedRun } from './run-archive/kept-run.ts';

// --- Reader ---------------------------------------------------------------------------------------------------

export interface ReaderSource {
  readonly name: string;
  readonly content: Blob;
}

export type ReaderRequest =
  | {
      readonly type: 'inspect';
      readonly requestId: number;
      readonly source: ReaderSource;
      readonly choices: ReadChoices;
    }
  | {
      readonly type: 'read';
      readonly requestId: number;
      readonly source: ReaderSource;
      readonly choices: ReadChoices;
      /** The reading of this very file whose table may serve again, because only `salesMeaning` differs; else null. */
      readonly reuse: number | null;
    }
  /** Compares newer sales with what the file of `reading` lets expect; a null source makes simulated ones. */
  | {
      readonly type: 'watch';
      readonly requestId: number;
      readonly reading: number;
      readonly source: ReaderSource | null;
    }
  | { readonly type: 'cancel'; readonly requestId: number };

/** What came of newer sales. */
export interface WatchAnswer {
  readonly watch: SalesWatch;
  /** All sales as one file, with what to read it with. */
  readonly joined: { readonly source: ReaderSource; readonly choices: ReadChoices };
  /** What was made to drift in simulated sales; null for a file. */
  readonly simulated: readonly SimulatedDrift[] | null;
}

export type ReaderEvent =
  | { readonly type: 'inspected'; readonly requestId: number; readonly preview: FilePreview }
  | { readonly type: 'progress'; readonly requestId: number; readonly progress: ReadProgress }
  /** The request's id is from here on the reading's. */
  | {
      readonly type: 'read';
      readonly requestId: number;
      readonly dataset: Dataset;
      /** Places of the table's rows in the order of the file. [rows] */
      readonly fileOrder: Uint32Array;
    }
  /**
   * Demand fits of the reading `requestId`, in the order of `dataset.histories`; sent in several parts, `from` is the
   * first one's index. They go on while the next file is looked at, until another one is read.
   */
  | {
      readonly type: 'demand';
      readonly requestId: number;
      readonly from: number;
      readonly total: number;
      readonly summaries: readonly DemandSummary[];
      /** With the last part: how well a history market of each product predicts, in the same order. */
      readonly holdOuts?: readonly ProductHoldOut[];
    }
  | {
      readonly type: 'watched';
      readonly requestId: number;
      /** A sentence where the newer sales cannot be used. */
      readonly answer: WatchAnswer | { readonly problem: string };
    }
  | { readonly type: 'cancelled'; readonly requestId: number }
  | { readonly type: 'failed'; readonly requestId: number; readonly message: string };

// --- Lab ------------------------------------------------------------------------------------------------------

/** A run to start: settings, the market it happens in, and where its data came from. */
export interface RunPlan {
  readonly runId: string;
  readonly settings: RunSettings;
  readonly setup: MarketSetup;
  /** The products' past where the market is calibrated from a file, in the order of the setup; else empty. */
  readonly histories: readonly HistoryProduct[];
  /** Names of the products the policy is for, in the order of the setup. */
  readonly productNames: readonly string[];
  readonly dataset: { readonly fileName: string; readonly fingerprint: string } | null;
}

export interface SuggestRequest {
  /**
   * The products of the loaded file, for an imported model that was trained on that very file; empty otherwise: a
   * model trained here still holds its data, and an imported one without its file keeps the prices it came with.
   */
  readonly products: readonly HistoryProduct[];
  readonly guardrails: Guardrails;
  /** Absent: none were accepted. */
  readonly acceptedChanges?: AcceptedChanges;
  /** What counts as a gain and how likely it must be; absent: the usual. */
  readonly advice?: AdviceChoices;
}

/** Whose policy is drawn or played against, and in which market. */
export type PolicySubject =
  /** The best policy so far of a run under way. */
  | { readonly kind: 'run'; readonly runId: string }
  /** The model in use; `products` as a `SuggestRequest` has them. */
  | { readonly kind: 'model'; readonly products: readonly HistoryProduct[] }
  /** No policy: the market alone. */
  | { readonly kind: 'market'; readonly setup: MarketSetup };

export type LabRequest =
  | { readonly type: 'init'; readonly backend: BackendWish }
  | { readonly type: 'start'; readonly plan: RunPlan }
  | { readonly type: 'pause'; readonly runId: string }
  | { readonly type: 'resume'; readonly runId: string }
  | { readonly type: 'step'; readonly runId: string }
  | { readonly type: 'stop'; readonly runId: string }
  | { readonly type: 'suggest'; readonly requestId: number; readonly request: SuggestRequest }
  /** Prices a catalogue file of any size with the model in use. One at a time: a new one cancels the last. */
  | {
      readonly type: 'batch';
      readonly requestId: number;
      readonly source: ReaderSource;
      readonly guardrails: Guardrails;
      readonly advice?: AdviceChoices;
    }
  | { readonly type: 'cancelBatch'; readonly requestId: number }
  /** What the reward of a market asks for, in profit. One at a time; a run takes precedence and cancels it. */
  | { readonly type: 'audit'; readonly requestId: number; readonly setup: MarketSetup }
  | { readonly type: 'cancelAudit'; readonly requestId: number }
  /** A policy's price in every state. A newer request gives up an older one; without a view it does nothing else. */
  | {
      readonly type: 'policyMap';
      readonly requestId: number;
      readonly subject: PolicySubject;
      readonly view: MapWish | null;
    }
  /** One episode as the policies there are play it, for a person to play as well. */
  | {
      readonly type: 'duel';
      readonly requestId: number;
      readonly subject: PolicySubject;
      readonly product: number;
      readonly seed: number;
      readonly mode: DuelMode;
    }
  | {
      readonly type: 'exportModel';
      readonly requestId: number;
      readonly request: SuggestRequest;
      readonly format: ModelFormat;
      /** A kept model; null: the one in use. */
      readonly id: string | null;
    }
  | { readonly type: 'importModel'; readonly requestId: number; readonly bytes: Uint8Array }
  /** Everything as one file, `stem` with the ending of projects. */
  | {
      readonly type: 'saveProject';
      readonly requestId: number;
      readonly stem: string;
      readonly content: ProjectContent;
      /** The kept models to put in, each with what its prices are asked with. */
      readonly models: readonly { readonly id: string; readonly request: SuggestRequest }[];
      readonly inUse: string | null;
    }
  /** Checks a project's file. Its models wait until `adoptModels` repeats the id. */
  | { readonly type: 'openProject'; readonly requestId: number; readonly bytes: Uint8Array }
  | { readonly type: 'adoptModels'; readonly requestId: number }
  /** Prices, exports and suggestions come from this kept model from here on. */
  | { readonly type: 'useModel'; readonly requestId: number; readonly id: string }
  | { readonly type: 'forgetModel'; readonly requestId: number; readonly id: string }
  | { readonly type: 'renameModel'; readonly requestId: number; readonly id: string; readonly name: string }
  /** Asks for the list of kept runs: another tab may have changed it. */
  | { readonly type: 'listRuns' }
  /** Goes on with a run that was left behind, from its last checkpoint. */
  | { readonly type: 'resumeRun'; readonly requestId: number; readonly runId: string }
  | { readonly type: 'renameRun'; readonly requestId: number; readonly runId: string; readonly name: string }
  /** Their models stay. */
  | { readonly type: 'deleteRuns'; readonly requestId: number; readonly runIds: readonly string[] }
  | { readonly type: 'readRuns'; readonly requestId: number; readonly runIds: readonly string[] }
  /** Replays reference updates (src/learning/golden) on the backend that runs: a check of the engine itself. */
  | {
      readonly type: 'replay';
      readonly requestId: number;
      readonly golden: unknown;
      /** The engine that trains, or the portable learner on the same backend. */
      readonly engine: 'fused' | 'portable';
    };

/** A model the worker keeps, to use, to compare with and to return to. */
export interface KeptModel {
  readonly id: string;
  readonly name: string;
  readonly card: ModelCard;
  readonly origin: 'run' | 'import';
  /** The run that made it; null for an import. */
  readonly runId: string | null;
  /** When it was made or came in, as an ISO time. */
  readonly createdAt: string;
}

/** How far a replay of reference updates strayed, relative to max(0.01, |expected|). */
export interface ReplayOutcome {
  readonly updates: number;
  readonly maxRelativeError: number;
  /** Where that was: `update 3: critic1.l1.kernel[5]`. */
  readonly worst: string;
  readonly backend: BackendName;
}

/** What a run did since the last message; sent a few times a second. */
export interface RunReport {
  readonly progress: RunProgress;
  readonly episodes: readonly EpisodeRecord[];
  readonly losses: readonly LossRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  /** The episode shown live: all its days so far. */
  readonly path: readonly PathPoint[];
  /** At the end of a run for several products. */
  readonly portfolioCheck?: PortfolioCheck;
}

export type LabEvent =
  | { readonly type: 'ready'; readonly backend: BackendReport }
  | { readonly type: 'started'; readonly runId: string; readonly rewardPartNames: readonly string[] }
  /** What computes the run from here on; the message says why another one does than before. */
  | {
      readonly type: 'engine';
      readonly runId: string;
      readonly backend: BackendReport;
      readonly message: string | null;
    }
  | { readonly type: 'baselines'; readonly runId: string; readonly baselines: Baselines }
  | { readonly type: 'report'; readonly runId: string; readonly report: RunReport }
  | { readonly type: 'state'; readonly runId: string; readonly state: RunState }
  /** All kept runs, newest first; the problem is a sentence where something could not be kept, else null. */
  | { readonly type: 'runs'; readonly runs: readonly KeptRun[]; readonly problem: string | null }
  /** The run goes on; its events follow. */
  | { readonly type: 'resumed'; readonly requestId: number; readonly run: ResumedRun }
  | { readonly type: 'runCurves'; readonly requestId: number; readonly curves: readonly ComparedCurves[] }
  /** All models the worker keeps, oldest first; sent before the `model` event of a new one. */
  | { readonly type: 'models'; readonly models: readonly KeptModel[] }
  /** Another model is in use: trained, imported, or chosen among the kept ones. */
  | {
      readonly type: 'model';
      /** The run that has just made it; null for an import and for one that was chosen. */
      readonly runId: string | null;
      /** Its entry in `models`. */
      readonly id: string;
      readonly card: ModelCard;
      /** An import brings the prices it was exported with; a run's are asked for. */
      readonly suggestions: readonly Suggestion[];
    }
  | { readonly type: 'suggestions'; readonly requestId: number; readonly suggestions: readonly Suggestion[] }
  /** Sent a few times a second. */
  | { readonly type: 'batchProgress'; readonly requestId: number; readonly progress: CatalogueProgress }
  /** `file` is the CSV of prices; it lies with the browser, not in the page's memory. */
  | {
      readonly type: 'batchDone';
      readonly requestId: number;
      readonly fileName: string;
      readonly file: Blob;
      readonly outcome: CatalogueOutcome;
    }
  | { readonly type: 'batchCancelled'; readonly requestId: number }
  /** From 0 to 1, a few times a second. */
  | { readonly type: 'auditProgress'; readonly requestId: number; readonly share: number }
  | { readonly type: 'audited'; readonly requestId: number; readonly audit: RewardAudit }
  | { readonly type: 'auditCancelled'; readonly requestId: number }
  /** How far the optimum is, from 0 to 1, a few times a second. */
  | { readonly type: 'policyMapProgress'; readonly requestId: number; readonly share: number }
  /** Sent twice where the optimum is still to be computed. */
  | { readonly type: 'policyMapped'; readonly requestId: number; readonly answer: PolicyMapAnswer }
  | { readonly type: 'duelReady'; readonly requestId: number; readonly duel: DuelAnswer }
  | {
      readonly type: 'exported';
      readonly requestId: number;
      readonly fileName: string;
      readonly bytes: Uint8Array;
      /** Of a project: the names of models that could not be loaded and are not in it. */
      readonly leftOut?: readonly string[];
    }
  /** A project's file was checked and holds this, and models besides. */
  | { readonly type: 'projectOpened'; readonly requestId: number; readonly content: ProjectContent }
  | { readonly type: 'replayed'; readonly requestId: number; readonly result: ReplayOutcome }
  /** Something went wrong. With a run id that run has failed; with a request id that request has; else the worker. */
  | {
      readonly type: 'failed';
      readonly runId: string | null;
      readonly requestId: number | null;
      readonly message: string;
    };
