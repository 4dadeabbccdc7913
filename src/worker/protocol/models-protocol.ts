// Models between page and lab worker: the ones kept, their prices and files, and projects, which carry models.

import type { AcceptedChanges } from '../../core/decisions/accepted-changes.ts';
import type { Frontier, FrontierPoint } from '../../core/decisions/frontier.ts';
import type { Guardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import type { ChargedPrices, ListDifference } from '../../core/decisions/list-difference.ts';
import type { CatalogueOutcome, CatalogueProgress } from '../../core/decisions/price-catalogue.ts';
import type { Leaning } from '../../core/decisions/recommendation.ts';
import type { PricingEvidence } from '../../core/decisions/pricing-evidence.ts';
import type { AdviceChoices } from '../../core/decisions/suggest-price.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import type { ModelFormat } from '../../core/export/model/model-formats.ts';
import type { ProjectContent } from '../../core/export/project-file.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import type { HistoryProduct } from '../../core/market/run-product.ts';
import type { ModelCard } from '../../core/model/model-card.ts';
import type { ComparedPolicies } from '../../core/policy/compared-policies.ts';
import type { ReaderSource } from './reader-protocol.ts';

/** So many models are kept besides those that a person named. */
export const mostStoredModels = 50;

export interface SuggestRequest {
  /**
   * The products of the loaded file, for an imported model that was trained on that very file; empty otherwise: a
   * model trained here still holds its data, and an imported one without its file keeps the prices it came with.
   * With `untrainedIn` they are the pasts of its products, as `suggestPrices` takes them.
   */
  readonly products: readonly HistoryProduct[];
  /** The market that prices are made in without any agent; absent: those of the model. */
  readonly untrainedIn?: MarketSetup;
  readonly guardrails: Guardrails;
  /** Absent: none were accepted. */
  readonly acceptedChanges?: AcceptedChanges;
  /** What counts as a gain and how likely it must be; absent: the usual. */
  readonly advice?: AdviceChoices;
}

/** A model the worker keeps, to use, to compare with and to return to. */
export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  readonly card: ModelCard;
  readonly origin: 'run' | 'import';
  /** The run that made it; null for an import. */
  readonly runId: string | null;
  /** When it was made or came in, as an ISO time. */
  readonly createdAt: string;
}

export interface ModelCalls {
  /** Prices of the model in use, or without an agent. */
  readonly suggest: { readonly args: SuggestRequest; readonly result: readonly Suggestion[] };
  /** What those prices are made from, in their order; null for a product without a past. */
  readonly pricingEvidence: {
    readonly args: SuggestRequest;
    readonly result: readonly (PricingEvidence | null)[];
  };
  /** The price lists between the objective and more revenue or units, as `request` has them otherwise. */
  readonly frontier: {
    readonly args: { readonly request: SuggestRequest; readonly towards: Leaning };
    readonly result: Frontier;
    /** A point as soon as it is known. */
    readonly progress: FrontierPoint;
  };
  /** How much more other price lists of the model in use earn than one, on the same draws; in the order of `others`. */
  readonly listDifferences: {
    readonly args: {
      readonly request: SuggestRequest;
      readonly base: ChargedPrices;
      readonly others: readonly ChargedPrices[];
    };
    readonly result: readonly ListDifference[];
    /** From 0 to 1. */
    readonly progress: number;
  };
  /** Prices of a kept model, which stays as it is: the one in use is another. */
  readonly suggestWith: {
    readonly args: { readonly id: string; readonly request: SuggestRequest };
    readonly result: readonly Suggestion[];
  };
  /** Prices a catalogue file of any size with the model in use. */
  readonly priceCatalogue: {
    readonly args: {
      readonly source: ReaderSource;
      readonly guardrails: Guardrails;
      readonly advice?: AdviceChoices;
    };
    readonly result: PricedCatalogue;
    /** A few times a second. */
    readonly progress: CatalogueProgress;
  };
  /** Which of two kept models earns more, on the same episodes. */
  readonly compareModels: {
    readonly args: {
      /** `products` as in `SuggestRequest`. */
      readonly models: readonly [ModelInMarket, ModelInMarket];
      readonly episodes: number;
      readonly seed: number;
    };
    readonly result: ComparedPolicies;
    /** From 0 to 1. */
    readonly progress: number;
  };
  readonly exportModel: {
    readonly args: {
      readonly request: SuggestRequest;
      readonly format: ModelFormat;
      /** A kept model; null: the one in use. */
      readonly id: string | null;
    };
    readonly result: WrittenFile;
  };
  /** Keeps and uses it. */
  readonly importModel: { readonly args: { readonly bytes: Uint8Array }; readonly result: void };
  /** Prices, exports and suggestions come from this kept model from here on. */
  readonly useModel: { readonly args: { readonly id: string }; readonly result: void };
  readonly forgetModel: { readonly args: { readonly id: string }; readonly result: void };
  readonly renameModel: {
    readonly args: { readonly id: string; readonly name: string };
    readonly result: void;
  };
  /** Everything as one file. */
  readonly saveProject: {
    readonly args: {
      /** Its name without the ending of projects. */
      readonly stem: string;
      readonly content: ProjectContent;
      /** The kept models to put in, each with what its prices are asked with. */
      readonly models: readonly { readonly id: string; readonly request: SuggestRequest }[];
      readonly inUse: string | null;
    };
    /** `leftOut` names models that could not be loaded and are not in it. */
    readonly result: WrittenFile & { readonly leftOut: readonly string[] };
  };
  /** Checks a project's file. Its models wait until `adoptModels` names the ticket. */
  readonly openProject: { readonly args: { readonly bytes: Uint8Array }; readonly result: OpenedProject };
  readonly adoptModels: { readonly args: { readonly ticket: number }; readonly result: void };
}

interface ModelInMarket {
  readonly id: string;
  readonly products: readonly HistoryProduct[];
}

export interface WrittenFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface OpenedProject {
  readonly ticket: number;
  /** What it holds besides models. */
  readonly content: ProjectContent;
}

export interface PricedCatalogue {
  readonly fileName: string;
  /** The CSV of prices; it lies with the browser, not in the page's memory. */
  readonly file: Blob;
  readonly outcome: CatalogueOutcome;
}

export type ModelEvent =
  /** All models the worker keeps, oldest first; sent before the `model` event of a new one. */
  | { readonly type: 'models'; readonly models: readonly ModelEntry[] }
  /** Another model is in use: trained, imported, or chosen among the kept ones. */
  | {
      readonly type: 'model';
      /** The run that has just made it; null for an import and for one that was chosen. */
      readonly runId: string | null;
      /** Its entry in `models`. */
      readonly id: string;
      readonly card: ModelCard;
      /** An import brings the prices it was exported with; a run's are asked for. */
      readonly suggestions: readonly Suggestion[];
    };
