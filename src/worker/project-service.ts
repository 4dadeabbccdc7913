// Projects in the worker: all kept models go into one, and come out of one. What is opened waits here, checked whole,
// until the page says that the rest of it has found its place too.

import { program } from '../core/run/program-version.ts';
import { projectRefusal, readProject, writeProject, type ProjectModel } from '../core/export/project-file.ts';
import { projectEnding } from '../core/export/project-ending.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { ModelRegistry, RegisteredModel } from './model-registry.ts';
import type { ModelCalls, OpenedProject } from './protocol/models-protocol.ts';

interface Opened {
  readonly ticket: number;
  readonly models: readonly {
    readonly model: LoadedModel;
    readonly suggestions: readonly Suggestion[];
    readonly name: string;
    readonly createdAt: string;
    readonly inUse: boolean;
    readonly bytes: Uint8Array;
  }[];
}

export class ProjectService {
  private readonly models: ModelRegistry;
  private readonly loadImported: (
    bytes: Uint8Array,
  ) => Pick<Opened['models'][number], 'model' | 'suggestions'>;
  private opened: Opened | null = null;
  private lastTicket = 0;

  constructor(models: ModelRegistry, loadImported: ProjectService['loadImported']) {
    this.models = models;
    this.loadImported = loadImported;
  }

  /**
   * The project as a file, with every kept model that is asked for; `leftOut` names those that could not be loaded.
   * One that is gone or damaged is no reason to lose the rest.
   */
  async save({ content, models, inUse, stem }: ModelCalls['saveProject']['args']) {
    const packed: ProjectModel[] = [];
    const leftOut: string[] = [];
    for (const { id, request } of models) {
      const entry = this.models.list().find((listed) => listed.id === id);
      if (!entry) continue;
      const { name, createdAt } = entry;
      try {
        await this.models.load(id);
        const { bytes } = this.models.loaded(id).file('zip', request);
        packed.push({ name, createdAt, inUse: id === inUse, bytes });
      } catch {
        leftOut.push(name);
      }
    }
    const bytes = writeProject(content, packed, program);
    return { fileName: `${stem}${projectEnding}`, bytes, leftOut };
  }

  /** What a file holds besides its models, which are read here. @throws Error in a sentence where it is refused. */
  open({ bytes }: ModelCalls['openProject']['args']): OpenedProject {
    this.opened = null;
    const { content, models } = readProject(bytes);
    const ticket = ++this.lastTicket;
    try {
      this.opened = { ticket, models: models.map((each) => ({ ...each, ...this.loadImported(each.bytes) })) };
    } catch (error) {
      throw projectRefusal(error);
    }
    return { ticket, content };
  }

  /** Keeps the opened project's models. `used` is the one to use; null where it had none in use. */
  adopt({ ticket }: ModelCalls['adoptModels']['args']): {
    readonly used: RegisteredModel | null;
    readonly added: readonly { readonly kept: RegisteredModel; readonly bytes: Uint8Array }[];
  } {
    const { opened } = this;
    if (opened?.ticket !== ticket) return { used: null, added: [] };
    this.opened = null;
    const added = opened.models.map(({ model, inUse, bytes, ...origin }) => ({
      inUse,
      bytes,
      kept: this.models.add(model, { ...origin, runId: null }),
    }));
    const inUse = added.find((each) => each.inUse);
    return { used: inUse ? this.models.use(inUse.kept.entry.id) : null, added };
  }
}
