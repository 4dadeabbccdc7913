// The models kept in the worker as the page sees them, and what can be done with them.

import type { KeptModel } from '../../worker/protocol.ts';

export interface KeptModelView extends KeptModel {
  /** The reading of the file it was trained on in this tab; null for an import, an earlier visit's, and without a file. */
  readonly reading: number | null;
}

export interface ModelsState {
  /** Oldest first. The one in use is `model.id`; a page without a model in use can still keep some. */
  readonly models: readonly KeptModelView[];
}

export interface ModelsActions {
  /** Prices and exports come from this one from here on. */
  useModel(id: string): void;
  forgetModel(id: string): void;
  renameModel(id: string, name: string): void;
}

export const noModels: ModelsState = { models: [] };
