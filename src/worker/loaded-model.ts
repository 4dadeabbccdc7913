// A model that can be used: one that a run has just made, or one that came in as a zip.
//
// A trained one still has its run's products, so it can always be asked for prices; so can one that came from no
// file. Another imported one keeps the prices it was exported with until the very file it was trained on is loaded,
// read the same way.

import { replayedHistories } from '../core/market/kinds.ts';
import type { HistoryProduct } from '../core/market/run-product.ts';
import type { BackendReport } from '../core/run/backend.ts';
import type { Guardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import { priceCatalogue } from '../core/decisions/price-catalogue.ts';
import { marketOfCard, setupFromCard } from '../core/decisions/setup-from-card.ts';
import type { AdviceChoices } from '../core/decisions/suggest-price.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { modelFileBytes, modelFileName } from '../core/export/model/model-files.ts';
import type { ModelFormat } from '../core/export/model/model-formats.ts';
import { createPolicy } from '../core/policy/actor.ts';
import { program } from '../core/run/program-version.ts';
import { createModelCard } from '../core/model/create-model-card.ts';
import { readModelBundle } from '../core/export/model/model-bundle.ts';
import type { ModelCard } from '../core/model/model-card.ts';
import type { NamedWeights, Policy } from '../core/policy/policy.ts';
import type { MarketSetup } from '../core/market/market.ts';
import type { ByteSource } from '../core/table/byte-source.ts';
import type { TrainedModel } from '../core/run/events.ts';
import { marketPricing, type Pricing } from './market-pricing.ts';
import type { SuggestRequest } from './protocol/models-protocol.ts';
import type { RunPlan } from './protocol/run-protocol.ts';

export interface LoadedModel extends Pricing {
  readonly card: ModelCard;
  readonly policy: Policy;
  /**
   * The market the policy was trained in; an imported one of a history market needs the products of its file.
   *
   * @throws Error in a sentence where they are missing or read differently.
   */
  market(products: readonly HistoryProduct[]): MarketSetup;
  /** Prices a catalogue as `priceCatalogue` does. */
  catalogue(
    source: ByteSource,
    guardrails: Guardrails,
    advice?: AdviceChoices,
  ): ReturnType<typeof priceCatalogue>;
  /** The model as a file; the zip has the prices of `request` in it. */
  file(
    format: ModelFormat,
    request: SuggestRequest,
  ): { readonly fileName: string; readonly bytes: Uint8Array };
}

export function loadTrained(plan: RunPlan, trained: TrainedModel, backend: BackendReport): LoadedModel {
  const { weights } = trained.snapshot;
  const policy = trainedPolicy(trained);
  const card = createModelCard(
    {
      createdBy: program,
      settings: plan.settings,
      setup: plan.setup,
      data: plan.dataset,
      backend: backend.name,
    },
    trained,
  );
  const pricing = marketPricing(policy, plan.setup, plan.histories);
  return {
    card,
    policy,
    ...pricing,
    market: () => plan.setup,
    catalogue: catalogueOf(card, policy),
    file: fileOf(card, weights, (request) => pricing.suggest(request)),
  };
}

export function trainedPolicy({ snapshot }: TrainedModel): Policy {
  return createPolicy(snapshot.architecture, snapshot.weights);
}

/** @throws Error whose message says why the bytes are refused. */
export function loadImported(bytes: Uint8Array): {
  readonly model: LoadedModel;
  readonly suggestions: readonly Suggestion[];
} {
  const { card, weights, suggestions } = readModelBundle(bytes);
  const policy = createPolicy(card.architecture, weights);
  /** Prices that came with the model stand without the past they were made from. */
  const isAway = ({ products }: SuggestRequest) => card.data !== null && products.length === 0;
  const pricing = ({ products }: SuggestRequest) => {
    const setup = setupFromCard(card, products);
    return marketPricing(policy, setup, replayedHistories(setup) ? [] : products);
  };
  const suggest = (request: SuggestRequest) =>
    isAway(request) ? suggestions : pricing(request).suggest(request);
  return {
    model: {
      card,
      policy,
      suggest,
      // Prices that came with the model are one list.
      lists: (request) => (isAway(request) ? () => suggestions : pricing(request).lists(request)),
      differences: (request, base, others) => {
        if (isAway(request))
          throw new Error('Load the sales file of this model: without it its prices cannot be valued.');
        return pricing(request).differences(request, base, others);
      },
      evidence: (request) =>
        isAway(request) ? suggestions.map(() => null) : pricing(request).evidence(request),
      daysPerRow: (request) => pricing(request).daysPerRow(request),
      // A market that replays no histories stands in the card itself.
      market: (products) => marketOfCard(card, products),
      catalogue: catalogueOf(card, policy),
      file: fileOf(card, weights, suggest),
    },
    suggestions,
  };
}

function catalogueOf(card: ModelCard, policy: Policy): LoadedModel['catalogue'] {
  return (source, guardrails, advice) => priceCatalogue(source, { card, policy }, guardrails, advice);
}

/** Only the zip carries prices, so only it asks for them. */
function fileOf(
  card: ModelCard,
  weights: NamedWeights,
  suggest: LoadedModel['suggest'],
): LoadedModel['file'] {
  return (format, request) => {
    const bundle = { card, weights, suggestions: format === 'zip' ? suggest(request) : [] };
    return { fileName: modelFileName(format, bundle), bytes: modelFileBytes(format, bundle) };
  };
}
