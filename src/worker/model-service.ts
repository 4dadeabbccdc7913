// The models of the lab worker: what runs and imports leave, which one is in use, their prices and files, and projects.

import type { Suggestion } from '../core/decisions/suggestion.ts';
import type { BackendReport } from '../core/run/backend.ts';
import type { TrainedModel } from '../core/run/events.ts';
import { Transferred, type Handlers } from './calls.ts';
import { pricedCatalogue } from './catalogue-pricing.ts';
import { comparedModels, type ModelInMarket } from './compared-models.ts';
import { pricedFrontier } from './frontier-pricing.ts';
import { inSlices, type Scheduling } from './in-slices.ts';
import type { LoadedModel } from './loaded-model.ts';
import { marketPricing, type Pricing } from './market-pricing.ts';
import { ModelRegistry, type RegisteredModel } from './model-registry.ts';
import { ProjectService } from './project-service.ts';
import type {
  ModelCalls,
  ModelEntry,
  ModelEvent,
  SuggestRequest,
  WrittenFile,
} from './protocol/models-protocol.ts';
import type { RunPlan } from './protocol/run-protocol.ts';
import type { RunRepository } from './run-archive/run-repository.ts';

export interface ModelLoader {
  loadTrained(plan: RunPlan, trained: TrainedModel, backend: BackendReport): LoadedModel;
  /** @throws Error whose message says why the bytes are refused. */
  loadImported(bytes: Uint8Array): {
    readonly model: LoadedModel;
    readonly suggestions: readonly Suggestion[];
  };
}

export class ModelService {
  private readonly loader: ModelLoader;
  private readonly send: (event: ModelEvent) => void;
  /** The time of day, as ISO text: a kept model carries it. */
  private readonly clock: () => string;
  /** Where models are kept; null: they live as long as the worker does. */
  private readonly repository: RunRepository | null;
  private readonly registry = new ModelRegistry();
  private readonly projects: ProjectService;
  readonly handlers: Handlers<ModelCalls>;

  constructor(
    loader: ModelLoader,
    send: (event: ModelEvent) => void,
    scheduling: Scheduling,
    clock: () => string,
    repository: RunRepository | null,
  ) {
    this.loader = loader;
    this.send = send;
    this.clock = clock;
    this.repository = repository;
    this.projects = new ProjectService(this.registry, (bytes) => loader.loadImported(bytes));
    this.handlers = {
      suggest: (request) => this.pricing(request).suggest(request),
      pricingEvidence: (request) => this.pricing(request).evidence(request),
      frontier: (args, context) => pricedFrontier(this.pricing(args.request), args, context, scheduling),
      listDifferences: ({ request, base, others }, { signal, progress }) =>
        inSlices(
          this.pricing(request).differences(request, base, others),
          scheduling,
          () => !signal.aborted,
          progress,
        ),
      suggestWith: async ({ id, request }) => {
        await this.registry.load(id);
        return this.registry.loaded(id).suggest(request);
      },
      priceCatalogue: (args, context) => pricedCatalogue(this.inUse(), args, context, scheduling),
      compareModels: async ({ models: [first, second], episodes, seed }, { signal, progress }) => {
        for (const { id } of [first, second]) await this.registry.load(id);
        const pair = [this.inMarket(first), this.inMarket(second)] as const;
        return comparedModels(pair, { episodes, seed }, scheduling, () => !signal.aborted, progress);
      },
      exportModel: async (args) => handedOver(await this.file(args)),
      importModel: ({ bytes }) => {
        const { model, suggestions } = this.loader.loadImported(bytes);
        const entry = this.add(model, null, suggestions);
        this.repository?.keepImported(entry, bytes);
      },
      useModel: async ({ id }) => {
        const chosen = await this.registry.choose(id);
        if (chosen) this.tellUsed(chosen, null);
      },
      forgetModel: ({ id }) => {
        this.registry.forget(id);
        this.repository?.forgetModel(id);
        this.tellList();
      },
      renameModel: ({ id, name }) => {
        const given = this.registry.rename(id, name);
        this.repository?.renameModel(id, given);
        this.tellList();
      },
      saveProject: async (args) => handedOver(await this.projects.save(args)),
      openProject: (args) => this.projects.open(args),
      adoptModels: (args) => {
        const { used, added } = this.projects.adopt(args);
        for (const { kept, bytes } of added) this.repository?.keepImported(kept.entry, bytes);
        this.tellList();
        if (used) this.tellUsed(used, null);
      },
    };
  }

  /** @throws Error in a sentence where no model is in use. */
  inUse(): LoadedModel {
    return this.registry.used();
  }

  /** Of the model in use, or of none. @throws Error in a sentence where one is asked for and none is in use. */
  private pricing({ untrainedIn, products }: SuggestRequest): Pricing {
    return untrainedIn ? marketPricing(null, untrainedIn, products) : this.inUse();
  }

  /** Lists the models of earlier visits, also where there are none; each is loaded when it is needed. */
  async restore(): Promise<void> {
    const entries = (await this.repository?.open((ids) => this.drop(ids))) ?? [];
    this.registry.restore(entries.map((entry) => ({ entry, load: () => this.loadStored(entry) })));
    this.tellList();
  }

  /** Takes over what a run has learned, and uses it. */
  keepTrained(plan: RunPlan, trained: TrainedModel, backend: BackendReport): void {
    const entry = this.add(this.loader.loadTrained(plan, trained, backend), plan.runId, []);
    this.repository?.keepTrained(entry, { model: trained, backend }, plan);
  }

  private async file({ id, format, request }: ModelCalls['exportModel']['args']): Promise<WrittenFile> {
    if (id === null) return this.inUse().file(format, request);
    await this.registry.load(id);
    return this.registry.loaded(id).file(format, request);
  }

  private inMarket({ id, products }: ModelCalls['compareModels']['args']['models'][0]): ModelInMarket {
    const model = this.registry.loaded(id);
    return { card: model.card, policy: model.policy, setup: () => model.market(products) };
  }

  private drop(ids: readonly string[]): void {
    this.registry.drop(ids);
    this.tellList();
  }

  /** @throws Error in a sentence where the model is gone or damaged. */
  private async loadStored(entry: ModelEntry): Promise<Pick<RegisteredModel, 'model' | 'suggestions'>> {
    if (!this.repository) throw new Error('internal: a model was listed that nobody keeps');
    const { plan, trained, bytes } = await this.repository.loadModel(entry);
    if (plan && trained)
      return { model: this.loader.loadTrained(plan, trained.model, trained.backend), suggestions: [] };
    if (!bytes) throw new Error(`The model "${entry.name}" cannot be used: its stored data is damaged.`);
    return this.loader.loadImported(bytes);
  }

  private add(model: LoadedModel, runId: string | null, suggestions: readonly Suggestion[]): ModelEntry {
    const added = this.registry.add(model, { runId, createdAt: this.clock(), suggestions });
    this.tellList();
    this.tellUsed(added, runId);
    return added.entry;
  }

  private tellList(): void {
    this.send({ type: 'models', models: this.registry.list() });
  }

  private tellUsed({ entry, suggestions }: RegisteredModel, runId: string | null): void {
    this.send({ type: 'model', runId, id: entry.id, card: entry.card, suggestions });
  }
}

function handedOver<T extends WrittenFile>(file: T): Transferred<T> {
  return new Transferred(file, [file.bytes.buffer as ArrayBuffer]);
}
