// The monitor's part of the store: asks the reader to compare newer sales, and walks one click on "retrain" through
// its steps: read the joined file, train with the settings of the model in use, take the overrides along.

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { defaultMonitorSettings, monitorSettingProblem } from '../../core/monitor/monitor-settings.ts';
import { recordOfToday, settingsOfRecord } from '../../core/run/run-settings.ts';
import { defaultSettings, type RunSettings } from '../../core/run/settings.ts';
import type { ReadChoices } from '../../core/table/dataset.ts';
import type { ReaderEvent, ReaderRequest, ReaderSource } from '../../worker/protocol.ts';
import type { LabState, LabStore } from '../lab-state.ts';
import { formForAnyProduct } from './experiments-state.ts';
import type { MonitorActions, MonitorState, Retraining } from './monitor-state.ts';

/** What the slice needs of the store around it. */
export interface MonitorHost {
  get(): LabStore;
  set(changes: Partial<LabState>): void;
  send(message: ReaderRequest): void;
  nextReaderRequest(): number;
  /** Reads a file with these choices, as if the person had chosen it. */
  readFile(source: ReaderSource, choices: ReadChoices): void;
}

export interface MonitorSlice {
  readonly actions: MonitorActions;
  onWatched(event: Extract<ReaderEvent, { type: 'watched' }>): void;
  /** A file was read and is now the one on the page. */
  onRead(fileName: string): void;
  /** Every product of the loaded file has its demand fit. */
  onAllFitted(): void;
  /** A file could not be read after all. */
  onReadFailed(): void;
  /** Whatever was asked of the reader is lost. */
  onReaderDeath(message: string): void;
  /** The model in use has priced its products. */
  onSuggestions(suggestions: readonly Suggestion[]): void;
}

export const noMonitor: MonitorState = {
  watching: null,
  watched: null,
  watchProblem: null,
  monitorSettings: defaultMonitorSettings,
  retraining: null,
};

export function monitorSlice(host: MonitorHost): MonitorSlice {
  let requestId = 0;

  const watch = (source: ReaderSource | null) => {
    const { data } = host.get();
    if (data.status !== 'ready') return;
    requestId = host.nextReaderRequest();
    host.set({ watching: source?.name ?? 'simulated newer sales', watchProblem: null });
    host.send({ type: 'watch', requestId, reading: data.reading, source });
  };

  const retraining = (changes: Partial<Retraining>) => {
    const present = host.get().retraining;
    if (present) host.set({ retraining: { ...present, ...changes } });
  };

  const actions: MonitorActions = {
    watchNewerSales: (file) => watch({ name: file.name, content: file }),
    watchSimulatedSales: () => watch(null),
    cancelWatching: () => {
      host.send({ type: 'cancel', requestId });
      requestId = 0;
      host.set({ watching: null });
    },
    dismissWatchProblem: () => host.set({ watchProblem: null }),
    setMonitorSetting: (name, value) => {
      if (monitorSettingProblem(name, value) === null)
        host.set({ monitorSettings: { ...host.get().monitorSettings, [name]: value } });
    },
    retrainOnNewerSales: () => {
      const { watched, model, suggestions, book } = host.get();
      if (!watched) return;
      host.set({
        retraining: {
          fromModelId: model?.id ?? null,
          before: suggestions,
          after: [],
          stage: 'reading',
          runId: null,
          overrides: Object.values(book.decisions).flatMap(({ action, productId, price, reason }) =>
            action === 'override' && price !== null ? [{ productId, price, reason }] : [],
          ),
          overridesTaken: 0,
        },
      });
      host.readFile(watched.joined.source, watched.joined.choices);
    },
  };

  return {
    actions,
    onRead: (fileName) => {
      // Another file than the joined one: what was watched is about a file that is gone.
      const { watched, retraining: present } = host.get();
      if (present?.stage !== 'reading' || fileName !== watched?.joined.source.name)
        host.set({ watched: null, watching: null, retraining: null, watchProblem: null });
    },
    onWatched: (event) => {
      if (event.requestId !== requestId) return;
      host.set(
        'problem' in event.answer
          ? { watching: null, watchProblem: event.answer.problem }
          : { watching: null, watched: event.answer, watchProblem: null, retraining: null },
      );
    },
    onAllFitted: () => {
      const { retraining: present, actions: all } = host.get();
      if (present?.stage !== 'reading') return;
      host.set(trainingChoices(host.get(), present.fromModelId));
      all.startTraining();
      retraining({ stage: 'training', runId: host.get().run.runId });
    },
    onReadFailed: () => {
      if (host.get().retraining?.stage === 'reading') host.set({ retraining: null });
    },
    onReaderDeath: (message) => {
      const { watching, retraining: present } = host.get();
      if (watching !== null) host.set({ watching: null, watchProblem: `Comparing stopped: ${message}` });
      if (present?.stage === 'reading') host.set({ retraining: null });
    },
    onSuggestions: (suggestions) => {
      const { retraining: present, model, models, actions: all } = host.get();
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
