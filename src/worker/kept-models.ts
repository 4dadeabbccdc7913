// The models the worker keeps: every one a run has made or a file has brought, and which of them is in use.
//
// A new one is in use at once; the others wait to be compared with and to be returned to. Those of an earlier visit
// are listed at once and loaded when they are needed (`ready`).

import { agents } from '../core/agents/agents.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { freeName, givenName, longestName } from '../core/run/kept-name.ts';
import { shortText } from '../core/text/short-text.ts';
import type { HeldModel } from './held-model.ts';
import type { KeptModel } from './protocol.ts';

export interface Kept {
  readonly entry: KeptModel;
  readonly held: HeldModel;
  /** The prices an import came with; empty for a trained model, whose prices are asked for. */
  readonly suggestions: readonly Suggestion[];
}

/** A model of an earlier visit, until it is loaded. */
interface Listed {
  readonly entry: KeptModel;
  readonly load: () => Promise<Pick<Kept, 'held' | 'suggestions'>>;
}

export class KeptModels {
  private kept: readonly (Kept | Listed)[] = [];
  private inUse: Kept | null = null;
  /** How often a model came into use or was asked for: one that is still being loaded gives way to a newer one. */
  private choices = 0;
  private readonly newId: () => string;

  /** Ids must differ from those of every other tab. */
  constructor(newId: () => string = () => crypto.randomUUID()) {
    this.newId = newId;
  }

  /** Lists the models of an earlier visit before those that are here. */
  restore(listed: readonly Listed[]): void {
    this.kept = [...listed, ...this.kept];
  }

  /**
   * Loads the model where that has not been done; one that is not kept is left to whoever asks for it.
   *
   * @throws Error in a sentence where it cannot be loaded.
   */
  async ready(id: string): Promise<void> {
    const found = this.kept.find(({ entry }) => entry.id === id);
    if (!found || 'held' in found) return;
    const loaded = await found.load();
    // It may have been renamed or forgotten meanwhile.
    this.kept = this.kept.map((each) =>
      each.entry.id === id && !('held' in each) ? { ...loaded, entry: each.entry } : each,
    );
  }

  /** Keeps a model and uses it. `createdAt` is an ISO time; `runId` is null for an import. */
  add(
    held: HeldModel,
    origin: {
      readonly runId: string | null;
      readonly createdAt: string;
      readonly suggestions: readonly Suggestion[];
      /** The name it had; absent: one is made from what it is for. */
      readonly name?: string;
    },
  ): Kept {
    const entry: KeptModel = {
      id: this.newId(),
      name: freeName(origin.name ?? firstName(held), new Set(this.kept.map(({ entry }) => entry.name))),
      card: held.card,
      origin: origin.runId === null ? 'import' : 'run',
      runId: origin.runId,
      createdAt: origin.createdAt,
    };
    const kept = { entry, held, suggestions: origin.suggestions };
    this.kept = [...this.kept, kept];
    this.choices++;
    this.inUse = kept;
    return kept;
  }

  /**
   * Loads the model where that is needed and uses it; null where another one was chosen or came meanwhile.
   *
   * @throws Error in a sentence where there is no such model, or it cannot be loaded.
   */
  async choose(id: string): Promise<Kept | null> {
    const ticket = ++this.choices;
    await this.ready(id);
    return ticket === this.choices ? this.use(id) : null;
  }

  /** @throws Error in a sentence where there is no such model. */
  use(id: string): Kept {
    this.choices++;
    this.inUse = this.find(id);
    return this.inUse;
  }

  /** @throws Error in a sentence where there is no such model. */
  forget(id: string): void {
    this.listed(id);
    this.kept = this.kept.filter(({ entry }) => entry.id !== id);
    if (this.inUse?.entry.id === id) this.inUse = null;
  }

  /** Takes models off the list that are no longer kept; the one in use stays as long as it is. */
  drop(ids: readonly string[]): void {
    const inUse = this.inUse?.entry.id;
    this.kept = this.kept.filter(({ entry: { id } }) => id === inUse || !ids.includes(id));
  }

  /** Returns the name as it now stands. @throws Error in a sentence where there is no such model or the name is empty. */
  rename(id: string, name: string): string {
    const given = givenName(name, 'model');
    const { entry } = this.listed(id);
    const renamed = { ...entry, name: given };
    this.kept = this.kept.map((kept) => (kept.entry === entry ? { ...kept, entry: renamed } : kept));
    if (this.inUse?.entry === entry) this.inUse = { ...this.inUse, entry: renamed };
    return given;
  }

  /** @throws Error in a sentence where none is in use. */
  used(): HeldModel {
    if (!this.inUse) throw new Error('There is no model yet: train one, or import one.');
    return this.inUse.held;
  }

  /** @throws Error in a sentence where there is no such model. */
  held(id: string): HeldModel {
    return this.find(id).held;
  }

  list(): readonly KeptModel[] {
    return this.kept.map(({ entry }) => entry);
  }

  private find(id: string): Kept {
    const found = this.listed(id);
    if (!('held' in found)) throw new Error('internal: a kept model was used before it was loaded');
    return found;
  }

  private listed(id: string): Kept | Listed {
    const found = this.kept.find(({ entry }) => entry.id === id);
    if (!found) throw new Error('That model is no longer kept: choose one of the list, or train another.');
    return found;
  }
}

function firstName({ card }: HeldModel): string {
  const subject = card.products.length === 1 ? card.products[0]!.name : `${card.products.length} products`;
  return shortText(`${agents[card.agent].title} for ${subject}`, longestName);
}
