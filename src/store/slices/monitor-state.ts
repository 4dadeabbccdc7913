// Newer sales beside what was expected of them, and a retraining on both, as the page sees them.

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import type { MonitorSettingName, MonitorSettings } from '../../core/monitor/monitor-settings.ts';
import type { WatchAnswer } from '../../worker/protocol.ts';

/** One click on "retrain": which model it replaces, and how far it is. */
export interface Retraining {
  /** Entry in `models` of the model in use before; null where there was none. */
  readonly fromModelId: string | null;
  /** Its prices, to compare with. */
  readonly before: readonly Suggestion[];
  /** The new model's prices; empty until they are there. */
  readonly after: readonly Suggestion[];
  /** `reading` the joined file, `training` in run `runId`, then the run says the rest. */
  readonly stage: 'reading' | 'training';
  readonly runId: string | null;
  /** Overrides of the data before, taken along once the new prices are there; null once that has happened. */
  readonly overrides: readonly TakenOverride[] | null;
  /** How many were taken along. */
  readonly overridesTaken: number;
}

interface TakenOverride {
  readonly productId: string;
  readonly price: number;
  readonly reason: string;
}

export interface MonitorState {
  /** The newer file being compared; null when nothing is under way. */
  readonly watching: string | null;
  readonly watched: WatchAnswer | null;
  /** Why newer sales could not be used, as a sentence. */
  readonly watchProblem: string | null;
  readonly monitorSettings: MonitorSettings;
  /** null before the first retraining on the newer sales watched now. */
  readonly retraining: Retraining | null;
}

export interface MonitorActions {
  watchNewerSales(file: File): void;
  /** Compares simulated newer sales, some of whose products drift. */
  watchSimulatedSales(): void;
  cancelWatching(): void;
  dismissWatchProblem(): void;
  setMonitorSetting(name: MonitorSettingName, value: number): void;
  /** Reads old and newer sales as one file and trains on it with the settings of the model in use. */
  retrainOnNewerSales(): void;
}
