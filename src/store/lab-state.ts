// The state of the page: what is read, what is set, what runs, what came out. Plain data; the views read it through
// selectors and change it only through `LabActions`.

import type { Suggestion } from '../core/decisions/suggestion.ts';
import type { DemandSummary } from '../core/demand/demand-summary.ts';
import type { ModelFormat } from '../core/export/model/model-formats.ts';
import type { ProductHoldOut } from '../core/market/hold-out.ts';
import type { MarketCheck } from '../core/market/market-check.ts';
import type { ModelCard } from '../core/model/model-card.ts';
import type { BackendReport, BackendWish } from '../core/run/backend.ts';
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
import type { RunSettings, SettingName } from '../core/run/settings.ts';
import type { Dataset, FilePreview, ReadChoices, SalesMeaning } from '../core/table/dataset.ts';
import type { ReadProgress } from '../core/table/read-table.ts';
import type { AdviceActions, AdviceState } from './slices/advice-state.ts';
import type { AuditActions, AuditState } from './slices/audit-state.ts';
import type { BatchActions, BatchState } from './slices/batch-state.ts';
import type { CostsActions, CostsState } from './slices/costs-slice.ts';
import type { DecisionsActions, DecisionsState } from './slices/decisions-state.ts';
import type { ExperimentsActions, ExperimentsState } from './slices/experiments-state.ts';
import type { ExportsActions, ExportsState } from './slices/exports-state.ts';
import type { GuardrailsActions, GuardrailsState } from './slices/guardrails-state.ts';
import type { ModelsActions, ModelsState } from './slices/models-state.ts';
import type { MonitorActions, MonitorState } from './slices/monitor-state.ts';
import type { PlayActions, PlayState, PolicyMapActions, PolicyMapState } from './slices/policy-state.ts';
import type { RunsActions, RunsState } from './slices/runs-state.ts';

export const sections = ['data', 'demand', 'train', 'prices', 'experiments', 'monitor', 'models'] as const;
export type Section = (typeof sections)[number];

/** The demo files in `public/demo/`. */
export const demoFiles = [
  {
    id: 'marketplace',
    file: 'marketplace-product.csv',
    label: 'One marketplace product',
    description: 'About 160 days of one product in the native columns, with every quirk such files have.',
  },
  {
    id: 'catalogue',
    file: 'catalogue.csv',
    label: 'A catalogue of 60 products',
    description: 'Cost, stock, a rival and conversions; its present prices earn about 15 % margin.',
  },
  {
    id: 'grocery',
    file: 'grocery-weekly.csv',
    label: 'Real groceries, weekly',
    description: '80 US products over 53 weeks with real promotions (completejourney, CC0).',
  },
] as const;
type DemoId = (typeof demoFiles)[number]['id'];

export type DataState =
  | { readonly status: 'empty' }
  | { readonly status: 'inspecting'; readonly fileName: string }
  /** The person must answer `preview.questions` (or asked to change the columns). */
  | { readonly status: 'asking'; readonly preview: FilePreview }
  | { readonly status: 'reading'; readonly fileName: string; readonly progress: ReadProgress }
  /** `reading` is this dataset's id: another answer about the same file makes another one. */
  | ReadyData;

export interface ReadyData {
  readonly status: 'ready';
  readonly dataset: Dataset;
  /** Places of the table's rows in the order of the file. [rows] */
  readonly fileOrder: Uint32Array;
  readonly reading: number;
}

export interface RunView {
  /** null before the first run. */
  readonly runId: string | null;
  /** The reading of the file it was started with; null for a run without a file. */
  readonly reading: number | null;
  readonly state: RunState;
  /** Why the run failed, as a sentence; else null. */
  readonly problem: string | null;
  /** What happened to it that the person should know, as a sentence: its device was lost and it goes on elsewhere. */
  readonly notice: string | null;
  /** The settings the run was started with; the form may have moved on since. */
  readonly settings: RunSettings | null;
  readonly productNames: readonly string[];
  /** How well its history market predicts; null in a demand market. */
  readonly marketCheck: MarketCheck | null;
  readonly rewardPartNames: readonly string[];
  readonly progress: RunProgress | null;
  readonly baselines: Baselines | null;
  /** Growing lists, in order; replaced, never changed in place. */
  readonly episodes: readonly EpisodeRecord[];
  readonly losses: readonly LossRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  readonly path: readonly PathPoint[];
  /** The kept policy of a run for several products once more at its end; null before. */
  readonly portfolioCheck: PortfolioCheck | null;
}

interface ModelView {
  /** Its entry in `models`. */
  readonly id: string;
  readonly card: ModelCard;
  readonly origin: 'run' | 'import';
  /** The reading of the file it was trained on in this tab; null for an import and a model without a file. */
  readonly reading: number | null;
}

export interface LabState
  extends
    ModelsState,
    ExperimentsState,
    MonitorState,
    DecisionsState,
    GuardrailsState,
    AdviceState,
    CostsState,
    BatchState,
    AuditState,
    PolicyMapState,
    PlayState,
    RunsState,
    ExportsState {
  readonly section: Section;
  readonly data: DataState;
  /** A refusal or failure of reading, as a sentence. An earlier dataset stays loaded. */
  readonly dataProblem: string | null;
  /** Demand fits by position in `dataset.histories`; they arrive after the dataset, in parts. */
  readonly demand: readonly DemandSummary[];
  /** How well a history market of each product predicts, in the same order; they come with the last of the fits. */
  readonly holdOuts: readonly ProductHoldOut[];
  /** Index into `dataset.histories` of the product that charts and details show. */
  readonly shownProduct: number;
  readonly settings: RunSettings;
  /** Train for all products of the file (one policy for all) or only for the shown one. */
  readonly trainFor: 'all' | 'shown';
  /** Whether the market of the form is the person's choice; else a file brings its own default. */
  readonly marketChosen: boolean;
  readonly backendWish: BackendWish;
  /** null until the worker answered. */
  readonly backend: BackendReport | null;
  /** The lab worker could not start or died, as a sentence; else null. */
  readonly backendProblem: string | null;
  readonly run: RunView;
  readonly model: ModelView | null;
  /** One per priced product; empty without a model. */
  readonly suggestions: readonly Suggestion[];
  readonly suggesting: boolean;
  /** A refused import, a failed export or suggestion, as a sentence. */
  readonly modelProblem: string | null;
  /** The guided demo goes from Data to Train to Prices by itself until the person navigates or starts something. */
  readonly touring: boolean;
}

export interface LabActions
  extends
    ModelsActions,
    ExperimentsActions,
    MonitorActions,
    DecisionsActions,
    GuardrailsActions,
    AdviceActions,
    CostsActions,
    BatchActions,
    AuditActions,
    PolicyMapActions,
    PlayActions,
    RunsActions,
    ExportsActions {
  goTo(section: Section): void;
  loadFile(file: File): void;
  /** Pasted text, read as a file of that name. */
  loadText(text: string, name: string): void;
  /** Loads a demo file; with `tour` it then trains a small preset and ends at Prices. */
  loadDemo(id: DemoId, options: { readonly tour: boolean }): void;
  /** Answers of the mapping dialog: reads the file with them. */
  answer(choices: ReadChoices): void;
  /** Another answer to an open question of the file on the page; the other answers stay. */
  answerQuestion(choices: ReadChoices): void;
  /** Opens the mapping dialog for the loaded file again. */
  changeColumns(): void;
  cancelReading(): void;
  overruleSalesMeaning(meaning: SalesMeaning): void;
  dismissDataProblem(): void;
  showProduct(index: number): void;
  setTrainFor(choice: 'all' | 'shown'): void;
  setSetting<N extends SettingName>(name: N, value: RunSettings[N]): void;
  /** Several settings at once, as a preset does. */
  applySettings(changes: Partial<RunSettings>): void;
  resetSettings(): void;
  startTraining(): void;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  /** Forgets the run's charts and its model. */
  resetRun(): void;
  /** The model in use, or a kept one, as a download. */
  exportModel(format?: ModelFormat, id?: string | null): void;
  importModel(file: File): void;
  dismissModelProblem(): void;
}

export type LabStore = LabState & { readonly actions: LabActions };

export const emptyRun: RunView = {
  runId: null,
  reading: null,
  state: 'idle',
  problem: null,
  notice: null,
  settings: null,
  productNames: [],
  marketCheck: null,
  rewardPartNames: [],
  progress: null,
  baselines: null,
  episodes: [],
  losses: [],
  evaluations: [],
  path: [],
  portfolioCheck: null,
};
