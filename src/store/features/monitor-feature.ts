// The monitor: asks the reader to compare newer sales, and walks one click on "retrain" through its steps: read the joined
// file, train with the settings of the model in use, take the overrides along.

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import {
  defaultMonitorSettings,
  monitorSettingProblem,
  type MonitorSettingName,
  type MonitorSettings,
} from '../../core/monitor/monitor-settings.ts';
import { recordOfToday, settingsOfRecord } from '../../core/run/run-settings.ts';
import { defaultSettings, type RunSettings } from '../../core/run/settings.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { isAbort } from '../../worker/calls.ts';
import { WorkerGone } from '../../worker/client.ts';
import type { ReaderSource, WatchAnswer } from '../../worker/protocol/reader-protocol.ts';
import { Latest, type Feature, type FeatureContext } from '../feature.ts';
import type { LabState } from '../lab-state.ts';
import { formForAnyProduct } from './experiments-feature.ts';
import type { FileFeature } from './file-feature.ts';
import { abortPatienceMs } from './file-loading.ts';

declare module '../lab-state.ts' {
  interface LabState extends MonitorState {}
  interface LabActions extends MonitorActions {}
}

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

export const noMonitor: MonitorState = {
  watching: null,
  watched: null,
  watchProblem: null,
  monitorSettings: defaultMonitorSettings,
  retraining: null,
};

export function monitorFeature(
  { get, set, services }: FeatureContext,
  files: FileFeature,
): Feature<MonitorActions> {
  const latest = new Latest();

  const watch = async (source: ReaderSource | null) => {
    const { data } = get();
    if (data.status !== 'ready') return;
    const { signal, isLatest } = latest.begin();
    set({ watching: source?.name ?? 'simulated newer sales', watchProblem: null });
    try {
      const args = { reading: data.reading, source };
      const watched = await services.reader.call('watch', args, { signal, patienceMs: abortPatienceMs });
      set({ watching: null, watched, watchProblem: null, retraining: null });
    } catch (error) {
      if (!isLatest() || isAbort(error)) return;
      const lead = error instanceof WorkerGone ? 'Comparing stopped: ' : '';
      set({ watching: null, watchProblem: `${lead}${sentenceOf(error)}` });
    }
  };

  const retraining = (changes: Partial<Retraining>) => {
    const present = get().retraining;
    if (present) set({ retraining: { ...present, ...changes } });
  };

  const actions: MonitorActions = {
    watchNewerSales: (file) => void watch({ name: file.name, content: file }),
    watchSimulatedSales: () => void watch(null),
    cancelWatching: () => {
      latest.abort();
      set({ watching: null });
    },
    dismissWatchProblem: () => set({ watchProblem: null }),
    setMonitorSetting: (name, value) => {
      if (monitorSettingProblem(name, value) === null)
        set({ monitorSettings: { ...get().monitorSettings, [name]: value } });
    },
    retrainOnNewerSales: () => {
      const { watched } = get();
      if (!watched) return;
      set({ retraining: begunRetraining(get()) });
      const { source, choices } = watched.joined;
      const { secondFiles, choices: given } = files.shown() ?? {};
      const whole = given?.secondParts ? { ...choices, secondParts: given.secondParts } : choices;
      files.read(source, whole, secondFiles).catch(() => {
        if (get().retraining?.stage === 'reading') set({ retraining: null });
      });
    },
  };

  return {
    actions,
    onRead: ({ fileName }) => {
      // Another file than the joined one: what was watched is about a file that is gone.
      const { watched, retraining: present } = get();
      if (present?.stage === 'reading' && fileName === watched?.joined.source.name) return;
      latest.abort();
      set({ watched: null, watching: null, retraining: null, watchProblem: null });
    },
    onAllFitted: () => {
      const { retraining: present, actions: all } = get();
      if (present?.stage !== 'reading') return;
      set(trainingChoices(get(), present.fromModelId));
      all.startTraining();
      retraining({ stage: 'training', runId: get().run.runId });
    },
    onPriced: (suggestions) => {
      const { retraining: present, model, models, actions: all } = get();
      if (!present) return;
      const inUse = models.find(({ id }) => id === model?.id);
      if (present.runId === null || inUse?.runId !== present.runId) return;
      retraining({ after: suggestions });
      if (!present.overrides) return;
      const priced = new Set(suggestions.map(({ productId }) => productId));
      const taken = present.overrides.filter(({ productId }) => priced.has(productId));
      for (const { productId, price, reason } of taken) all.override(productId, price, reason);
      retraining({ overrides: null, overridesTaken: taken.length });
    },
  };
}

function begunRetraining({ model, suggestions, book }: LabState): Retraining {
  return {
    fromModelId: model?.id ?? null,
    before: suggestions,
    after: [],
    stage: 'reading',
    runId: null,
    overrides: Object.values(book.decisions).flatMap(({ action, productId, price, reason }) =>
      action === 'override' && price !== null ? [{ productId, price, reason }] : [],
    ),
    overridesTaken: 0,
  };
}

/** The settings the model was trained with, and whom it was for. */
function trainingChoices(state: LabState, modelId: string | null): Partial<LabState> {
  const { settings, trainFor, shownProduct, models, data, experimentForm } = state;
  const card = models.find(({ id }) => id === modelId)?.card;
  if (!card) return { settings, trainFor, shownProduct };
  const known = Object.fromEntries(
    Object.entries(recordOfToday(card.settings)).filter(([name]) => name in defaultSettings),
  );
  let trained: RunSettings;
  try {
    trained = settingsOfRecord(known);
  } catch {
    trained = settings; // a card of another program's version: its settings are not ours
  }
  const histories = data.status === 'ready' ? data.dataset.histories : [];
  const [only] = card.products;
  const position =
    card.products.length === 1
      ? histories.findIndex(({ product }) => product.id === only!.id || product.name === only!.name)
      : -1;
  return position < 0
    ? { settings: trained, trainFor: 'all', shownProduct }
    : {
        settings: trained,
        trainFor: 'shown',
        shownProduct: position,
        ...(position === shownProduct ? {} : { experimentForm: formForAnyProduct(experimentForm) }),
      };
}
