// The models kept in the worker as the page sees them, which one is in use, and what can be done with them.

import type { ModelFormat } from '../../core/export/model/model-formats.ts';
import type { ModelCard } from '../../core/model/model-card.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { LabEvent } from '../../worker/protocol/lab-protocol.ts';
import type { ModelEntry } from '../../worker/protocol/models-protocol.ts';
import { refusing, type Feature, type FeatureContext } from '../feature.ts';
import type { LabState } from '../lab-state.ts';
import { requestFor } from '../suggest-request.ts';

declare module '../lab-state.ts' {
  interface LabState extends ModelsState {}
  interface LabActions extends ModelsActions {}
}

export interface ModelEntryView extends ModelEntry {
  /** The reading of the file it was trained on in this tab; null for an import, an earlier visit's, and without a file. */
  readonly reading: number | null;
}

interface ModelView {
  /** Its entry in `models`. */
  readonly id: string;
  readonly card: ModelCard;
  readonly origin: 'run' | 'import';
  /** The reading of the file it was trained on in this tab; null for an import and a model without a file. */
  readonly reading: number | null;
}

export interface ModelsState {
  /** Oldest first. The one in use is `model.id`; a page without a model in use can still keep some. */
  readonly models: readonly ModelEntryView[];
  /** Whether the worker has said which ones this browser keeps. */
  readonly modelsListed: boolean;
  readonly model: ModelView | null;
  /** A refused import, a failed export or suggestion, as a sentence. */
  readonly modelProblem: string | null;
}

export interface ModelsActions {
  /** Prices and exports come from this one from here on. */
  useModel(id: string): void;
  forgetModel(id: string): void;
  renameModel(id: string, name: string): void;
  /** The model in use, or a kept one, as a download. */
  exportModel(format?: ModelFormat, id?: string | null): void;
  importModel(file: File): void;
  dismissModelProblem(): void;
}

export const noModels: ModelsState = { models: [], modelsListed: false, model: null, modelProblem: null };

export function modelsFeature({ get, set, services, tell }: FeatureContext): Feature<ModelsActions> {
  const { lab } = services;
  const say = (modelProblem: string) => set({ modelProblem });

  return {
    actions: {
      useModel: (id) => refusing(lab.call('useModel', { id }), say),
      forgetModel: (id) => refusing(lab.call('forgetModel', { id }), say),
      renameModel: (id, name) => refusing(lab.call('renameModel', { id, name }), say),
      exportModel: (format = 'zip', id = null) => {
        set({ modelProblem: null });
        const request = requestFor(get(), id, services.now());
        const saved = lab.call('exportModel', { request, format, id }).then(({ fileName, bytes }) => {
          set({ modelProblem: null });
          services.saveFile(fileName, bytes);
        });
        refusing(saved, say);
      },
      importModel: (file) => {
        set({ modelProblem: null, touring: false });
        const imported = file.arrayBuffer().then(
          (buffer) => lab.call('importModel', { bytes: new Uint8Array(buffer) }, { transfer: [buffer] }),
          (error: unknown) => say(`"${file.name}" could not be read: ${sentenceOf(error)}`),
        );
        refusing(imported, say);
      },
      dismissModelProblem: () => set({ modelProblem: null }),
    },
    onLabEvent: (event) => {
      if (event.type === 'models') set({ ...withModels(get(), event.models), modelsListed: true });
      if (event.type !== 'model') return;
      const used = usedModel(get(), event);
      if (!used) return;
      set({ model: used, modelProblem: null, suggestions: event.suggestions, suggesting: false });
      tell('onModelUsed');
    },
    onLabDeath: () => set({ ...withoutModel, models: [] }),
  };
}

/** What a page without a model in use holds of it. */
const withoutModel = { model: null, suggestions: [], suggesting: false } as const;

/** null where it is a run's that is no longer shown, or one that is not listed. */
function usedModel(
  { run, models }: LabState,
  { runId, id }: Extract<LabEvent, { type: 'model' }>,
): ModelView | null {
  const entry = models.find((each) => each.id === id);
  if (!entry || (runId !== null && runId !== run.runId)) return null;
  const { card, origin, reading } = entry;
  return { id, card, origin, reading };
}

/** A model of the present run was trained on what that run read; what is gone from the list is no longer in use. */
function withModels(state: LabState, models: readonly ModelEntry[]): Partial<LabState> {
  const readings = new Map(state.models.map(({ id, reading }) => [id, reading]));
  const { runId, reading } = state.run;
  const listed = models.map((model) => ({
    ...model,
    reading: readings.get(model.id) ?? (model.runId !== null && model.runId === runId ? reading : null),
  }));
  const { model } = state;
  const isGone = model !== null && !listed.some(({ id }) => id === model.id);
  return { models: listed, ...(isGone ? withoutModel : {}) };
}
