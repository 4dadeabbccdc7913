// The models the worker keeps: every one a run has made or a file has brought, and which of them is in use.
//
// A new one is in use at once; the others wait to be compared with and to be returned to. Those of an earlier visit
// are listed at once and loaded when they are needed (`load`).

import { agents } from '../core/agents/agents.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { freeName, givenName, longestName } from '../core/run/kept-name.ts';
import { shortText } from '../core/text/short-text.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { ModelEntry } from './protocol/models-protocol.ts';

export interface RegisteredModel {
  readonly entry: ModelEntry;
  readonly model: LoadedModel;
  /** The prices an import came with; empty for a trained model, whose prices are asked for. */
  readonly suggestions: readonly Suggestion[];
}

/** A model of an earlier visit, until it is loaded. */
interface UnloadedModel {
  readonly entry: ModelEntry;
  readonly load: () => Promise<Pick<RegisteredModel, 'model' | 'suggestions'>>;
}

export class ModelRegistry {
  private models: readonly (RegisteredModel | UnloadedModel)[] = [];
  private inUse: RegisteredModel | null = null;
  /** How often a model came into use or was asked for: one that is still being loaded gives way to a newer one. */
  private choices = 0;
  private readonly newId: () => string;

  /** Ids must differ from those of every other tab. */
  constructor(newId: () => string = () => crypto.randomUUID()) {
    this.newId = newId;
  }

  /** Lists the models of an earlier visit before those that are here. */
  restore(earlier: readonly UnloadedModel[]): void {
    this.models = [...earlier, ...this.models];
  }

  /**
   * Loads the model where that has not been done; one that is not kept is left to whoever asks for it.
   *
   * @throws Error in a sentence where it cannot be loaded.
   */
  async load(id: string): Promise<void> {
    const found = this.models.find(({ entry }) => entry.id === id);
    if (!found || 'model' in found) return;
    const content = await found.load();
    // It may have been renamed or forgotten meanwhile.
    this.models = this.models.map((each) =>
      each.entry.id === id && !('model' in each) ? { ...content, entry: each.entry } : each,
    );
  }

  /** Keeps a model and uses it. `createdAt` is an ISO time; `runId` is null for an import. */
  add(
    model: LoadedModel,
    origin: {
      readonly runId: string | null;
      readonly createdAt: string;
      readonly suggestions: readonly Suggestion[];
      /** The name it had; absent: one is made from what it is for. */
      readonly name?: string;
    },
  ): RegisteredModel {
    const entry: ModelEntry = {
      id: this.newId(),
      name: freeName(origin.name ?? firstName(model), new Set(this.models.map(({ entry }) => entry.name))),
      card: model.card,
      origin: origin.runId === null ? 'import' : 'run',
      runId: origin.runId,
      createdAt: origin.createdAt,
    };
    const added = { entry, model, suggestions: origin.suggestions };
    this.models = [...this.models, added];
    this.choices++;
    this.inUse = added;
    return added;
  }

  /**
   * Loads the model where that is needed and uses it; null where another one was chosen or came meanwhile.
   *
   * @throws Error in a sentence where there is no such model, or it cannot be loaded.
   */
  async choose(id: string): Promise<RegisteredModel | null> {
    const ticket = ++this.choices;
    await this.load(id);
    return ticket === this.choices ? this.use(id) : null;
  }

  /** @throws Error in a sentence where there is no such model. */
  use(id: string): RegisteredModel {
    this.choices++;
    this.inUse = this.find(id);
    return this.inUse;
  }

  /** @throws Error in a sentence where there is no such model. */
  forget(id: string): void {
    this.found(id);
    this.models = this.models.filter(({ entry }) => entry.id !== id);
    if (this.inUse?.entry.id === id) this.inUse = null;
  }

  /** Takes models off the list that are no longer kept; the one in use stays as long as it is. */
  drop(ids: readonly string[]): void {
    const inUse = this.inUse?.entry.id;
    this.models = this.models.filter(({ entry: { id } }) => id === inUse || !ids.includes(id));
  }

  /** Returns the name as it now stands. @throws Error in a sentence where there is no such model or the name is empty. */
  rename(id: string, name: string): string {
    const given = givenName(name, 'model');
    const { entry } = this.found(id);
    const renamed = { ...entry, name: given };
    this.models = this.models.map((each) => (each.entry === entry ? { ...each, entry: renamed } : each));
    if (this.inUse?.entry === entry) this.inUse = { ...this.inUse, entry: renamed };
    return given;
  }

  /** @throws Error in a sentence where none is in use. */
  used(): LoadedModel {
    if (!this.inUse) throw new Error('There is no model yet: train one, or import one.');
    return this.inUse.model;
  }

  /** @throws Error in a sentence where there is no such model. */
  loaded(id: string): LoadedModel {
    return this.find(id).model;
  }

  list(): readonly ModelEntry[] {
    return this.models.map(({ entry }) => entry);
  }

  private find(id: string): RegisteredModel {
    const found = this.found(id);
    if (!('model' in found)) throw new Error('internal: a kept model was used before it was loaded');
    return found;
  }

  private found(id: string): RegisteredModel | UnloadedModel {
    const found = this.models.find(({ entry }) => entry.id === id);
    if (!found) throw new Error('That model is no longer kept: choose one from the list, or train another.');
    return found;
  }
}

function firstName({ card }: LoadedModel): string {
  const subject = card.products.length === 1 ? card.products[0]!.name : `${card.products.length} products`;
  return shortText(`${agents[card.agent].title} for ${subject}`, longestName);
}
