// The prices of a shop as it stands: products, model and rules in, suggestions out, through the same functions as the
// page and `advise`, so to the same cent.
//
// A product is priced alone, or with those it takes sales from. A model that cannot price these sales (a history model
// whose file has grown) leaves the demand fits to price alone, and the desk says why.

import type { AcceptedChanges } from '../../../core/decisions/accepted-changes.ts';
import type { Guardrails } from '../../../core/decisions/guardrails/guardrail-list.ts';
import { pricedTogether } from '../../../core/decisions/priced-parts.ts';
import { recalibratedSetup, setupFromCard } from '../../../core/decisions/setup-from-card.ts';
import { suggestPrices, suggestPricesAt, type AdviceChoices } from '../../../core/decisions/suggest-price.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import type { ModelBundle } from '../../../core/export/model/model-bundle.ts';
import { replayedHistories } from '../../../core/market/kinds.ts';
import type { MarketSetup } from '../../../core/market/market.ts';
import { modelOf } from '../../../core/market/market-models.ts';
import { historyProduct, type HistoryProduct, type RunProduct } from '../../../core/market/run-product.ts';
import type { ModelCard } from '../../../core/model/model-card.ts';
import { createPolicy } from '../../../core/policy/actor.ts';
import type { Policy } from '../../../core/policy/policy.ts';
import type { RunSettings } from '../../../core/run/settings.ts';
import { untrainedMarket } from '../../../core/run/untrained-market.ts';
import { sentenceOf } from '../../../core/text/sentence-of.ts';
import type { Ground } from '../background/service-ground.ts';

export interface DeskParts {
  /** null for a model of a market without a file. */
  readonly ground: Ground | null;
  readonly model: Pick<ModelBundle, 'card' | 'weights'> | null;
  readonly guardrails: Guardrails;
  readonly advice: AdviceChoices;
  /** What a market without a model is made with; null: the lab's defaults for these products. */
  readonly settings: RunSettings | null;
}

export interface PriceDesk {
  /** In the order of the file. */
  readonly productIds: readonly string[];
  /** Why the model in use does not price, as a sentence; null where it does, or there is none. */
  readonly modelProblem: string | null;
  has(productId: string): boolean;
  /** The products priced together with this one, itself among them. */
  together(productId: string): readonly string[];
  /** Prices of those products, in the order of `together`. `typed`: a price to value beside, by product. */
  price(productId: string, accepted: AcceptedChanges, choices?: AdviceChoices): readonly Suggestion[];
  /** All prices, in their order. */
  priceAll(accepted: AcceptedChanges): readonly Suggestion[];
}

/** @throws Error in a sentence where there is neither a file nor a model that needs none. */
export function priceDesk(parts: DeskParts): PriceDesk {
  const { market, modelProblem } = marketOf(parts);
  const { policy, setup, pasts } = market;
  const known = replayedHistories(setup) ?? pasts;
  const productIds = setup.products.map(
    (_, i) => known[i]?.history.product.id ?? modelOf(setup).priced(setup, i).name,
  );
  const places = new Map(productIds.map((id, i) => [id, i]));
  const { guardrails, advice } = parts;
  const groups = pricedTogether(setup, pasts, guardrails);
  const groupOf = new Map(groups.flatMap((group) => group.map((i) => [i, group] as const)));
  const group = (productId: string) => groupOf.get(places.get(productId)!)!;
  return {
    productIds,
    modelProblem,
    has: (productId) => places.has(productId),
    together: (productId) => group(productId).map((i) => productIds[i]!),
    price: (productId, acceptedChanges, choices = {}) =>
      suggestPricesAt(policy, setup, group(productId), pasts, guardrails, {
        ...withoutCosts(advice),
        ...withoutCosts(choices),
        acceptedChanges,
      }),
    priceAll: (acceptedChanges) =>
      suggestPrices(policy, setup, pasts, guardrails, { ...withoutCosts(advice), acceptedChanges }),
  };
}

/** Costs are assumed where the sales are read. */
function withoutCosts({ objective, level, typedPrices }: AdviceChoices): Omit<AdviceChoices, 'costs'> {
  return {
    ...(objective === undefined ? {} : { objective }),
    ...(level === undefined ? {} : { level }),
    ...(typedPrices === undefined ? {} : { typedPrices }),
  };
}

interface PricedMarket {
  readonly policy: Policy | null;
  readonly setup: MarketSetup;
  /** Empty where the market replays its own. */
  readonly pasts: readonly HistoryProduct[];
}

function marketOf(parts: DeskParts): { readonly market: PricedMarket; readonly modelProblem: string | null } {
  const { model, ground } = parts;
  if (!model) return { market: withoutModel(parts), modelProblem: null };
  try {
    return { market: withModel(model, ground), modelProblem: null };
  } catch (error) {
    if (!ground) throw error;
    return { market: withoutModel(parts), modelProblem: sentenceOf(error) };
  }
}

/** As `lab suggest` asks a model. @throws Error in a sentence where it cannot price these products. */
function withModel(
  { card, weights }: Pick<ModelBundle, 'card' | 'weights'>,
  ground: Ground | null,
): PricedMarket {
  const policy = createPolicy(card.architecture, weights);
  if (!ground) {
    if (card.data !== null)
      throw new Error(
        `The model was trained on ${card.data.fileName}, and the shop has no sales: upload that file, or newer sales, first.`,
      );
    return { policy, setup: setupFromCard(card, []), pasts: [] };
  }
  const { products } = ground;
  const anew = card.data?.fingerprint === ground.fingerprint ? null : recalibratedSetup(card, products);
  const priced = anew ? products : ofModel(card, products);
  const pasts = priced.map(historyProduct);
  const setup = anew ?? setupFromCard(card, pasts);
  if (setup.products.length === 0) throw new Error('The model prices none of the products of these sales.');
  return { policy, setup, pasts: replayedHistories(setup) ? [] : pasts };
}

function ofModel(card: ModelCard, products: readonly RunProduct[]): readonly RunProduct[] {
  const known = new Set(card.products.flatMap(({ id, name }) => [id, name]));
  return products.filter(({ history: { product } }) => known.has(product.id) || known.has(product.name));
}

/** As `lab advise --agent none`. */
function withoutModel({ ground, settings, advice, guardrails }: DeskParts): PricedMarket {
  if (!ground) throw new Error('The shop has neither sales nor a model: upload sales first.');
  const { products } = ground;
  const { objective } = advice;
  const { largestChangePercent } = guardrails.all;
  const setup = untrainedMarket(products, { objective, largestChangePercent, settings });
  return { policy: null, setup, pasts: replayedHistories(setup) ? [] : products.map(historyProduct) };
}
