// Projects in the worker: all kept models go into one, and come out of one. What is opened waits here, checked whole,
// until the page says that the rest of it has found its place too.

import { program } from '../core/run/program.ts';
import {
  projectRefusal,
  readProject,
  writeProject,
  type ProjectContent,
  type ProjectModel,
} from '../core/export/project-file.ts';
import { projectEnding } from '../core/export/project-ending.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import type { HeldModel } from './held-model.ts';
import type { Kept, KeptModels } from './kept-models.ts';
import type { LabRequest } from './protocol.ts';

type Requested<T extends LabRequest['type']> = Extract<LabRequest, { type: T }>;

interface Opened {
  readonly requestId: number;
  readonly models: readonly {
    readonly held: HeldModel;
    readonly suggestions: readonly Suggestion[];
    readonly name: string;
    readonly createdAt: string;
    readonly inUse: boolean;
    readonly bytes: Uint8Array;
  }[];
}

export class ProjectRoom {
  private readonly models: KeptModels;
  private readonly holdImported: (
    bytes: Uint8Array,
  ) => Pick<Opened['models'][number], 'held' | 'suggestions'>;
  private opened: Opened | null = null;

  constructor(models: KeptModels, holdImported: ProjectRoom['holdImported']) {
    this.models = models;
    this.holdImported = holdImported;
  }

  /**
   * The project as a file, with every kept model that is asked for; `leftOut` names those that could not be loaded.
   * One that is gone or damaged is no reason to lose the rest.
   */
  async save({ content, models, inUse, stem }: Requested<'saveProject'>) {
    const packed: ProjectModel[] = [];
    const leftOut: string[] = [];
    for (const { id, request } of models) {
      const entry = this.models.list().find((listed) => listed.id === id);
      if (!entry) continue;
      const { name, createdAt } = entry;
      try {
        await this.models.ready(id);
        const { bytes } = this.models.held(id).file('zip', request);
        packed.push({ name, createdAt, inUse: id === inUse, bytes });
      } catch {
        leftOut.push(name);
      }
    }
    const bytes = writeProject(content, packed, program);
    return { fileName: `${stem}${projectEnding}`, bytes, leftOut };
  }

  /** What a file holds besides its models, which are read here. @throws Error in a sentence where it is refused. */
  open({ requestId, bytes }: Requested<'openProject'>): ProjectContent {
    this.opened = null;
    const { content, models } = readProject(bytes);
    try {
      this.opened = {
        requestId,
        models: models.map((model) => ({ ...model, ...this.holdImported(model.bytes) })),
      };
    } catch (error) {
      throw projectRefusal(error);
    }
    return content;
  }

  /** Keeps the opened project's models. `used` is the one to use; null where it had none in use. */
  adopt({ requestId }: Requested<'adoptModels'>): {
    readonly used: Kept | null;
    readonly added: readonly { readonly kept: Kept; readonly bytes: Uint8Array }[];
  } {
    const { opened } = this;
    if (opened?.requestId !== requestId) return { used: null, added: [] };
    this.opened = null;
    const added = opened.models.map(({ held, inUse, bytes, ...origin }) => ({
      inUse,
      bytes,
      kept: this.models.add(held, { ...origin, runId: null }),
    }));
    const inUse = added.find((model) => model.inUse);
    return { used: inUse ? this.models.use(inUse.kept.entry.id) : null, added };
  }
}
