// From a trained policy to a price for tomorrow, with its trail, what it is expected to bring, and reasons in words.
//
// The policy is asked with the observation its market would give today: the last seven days in a history market, the
// first day of the season in a demand market. Where a history exists, what a price is expected to bring comes from
// the history market's expected mode, whatever market the policy was trained in.

import {
  demandIndex,
  demandObservationSize,
  demandPriceFromAction,
  expectedDemand,
  writeDemandObservation,
} from '../market/demand-model.ts';
import type { ExpectedDay } from '../market/expected-day.ts';
import type { DemandMarketParameters, HistoryProduct, MarketSetup } from '../market/market.ts';
import {
  expectedDay,
  lastObservation,
  prepareProduct,
  supportDays,
  type PreparedProduct,
} from '../market/prepared-product.ts';
import { pastRange, priceFromAction } from '../market/price-from-action.ts';
import type { Policy } from '../policy/policy.ts';
import { applyGuardrails, type GuardedPrice } from './guardrails.ts';
import { reasonsFor, warningsFor } from './reasons.ts';
import type { Guardrails, Suggestion } from './suggestion.ts';

/** Products asked of the policy at once. */
const askedAtOnce = 512;

/** One product of a setup, ready to be priced. */
interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  readonly currentPrice: number;
  readonly unitCost: number | null;
  readonly observation: Float32Array;
  readonly priceOf: (action: number) => number;
  readonly expected: (price: number) => ExpectedDay;
  readonly prepared: PreparedProduct | null;
}

/**
 * Prices for tomorrow of every product of `setup`, in order.
 *
 * `histories` gives the products of a demand setup their past, in the same order; empty where there is none. A
 * history setup carries its own.
 *
 * @throws Error in a sentence where policy and market do not fit each other.
 */
export function suggestPrices(
  policy: Policy,
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
  guardrails: Guardrails,
): Suggestion[] {
  if (setup.kind === 'demand' && histories.length > 0 && histories.length !== setup.products.length)
    throw new Error(
      `suggestPrices: expected as many histories as products, got ${histories.length} and ${setup.products.length}`,
    );
  const suggestions: Suggestion[] = [];
  for (let from = 0; from < setup.products.length; from += askedAtOnce) {
    const to = Math.min(setup.products.length, from + askedAtOnce);
    const candidates: Candidate[] = [];
    for (let i = from; i < to; i++) candidates.push(candidateOf(setup, i, histories[i], policy));
    suggestions.push(...suggestFor(policy, candidates, guardrails));
  }
  return suggestions;
}

/** The price for tomorrow of the product `index` of `setup`, as `suggestPrices` gives it. */
export function suggestPrice(
  policy: Policy,
  setup: MarketSetup,
  index: number,
  history: HistoryProduct | null,
  guardrails: Guardrails,
): Suggestion {
  const candidate = candidateOf(setup, index, history ?? undefined, policy);
  return suggestFor(policy, [candidate], guardrails)[0]!;
}

function suggestFor(policy: Policy, candidates: readonly Candidate[], guardrails: Guardrails): Suggestion[] {
  const { observationSize, actionSize } = policy.architecture;
  const observations = new Float32Array(candidates.length * observationSize);
  candidates.forEach((candidate, i) => {
    if (candidate.observation.length !== observationSize)
      throw new Error(
        `The model expects ${observationSize} numbers a day and this market gives ${candidate.observation.length}: ` +
          'it was trained in another kind of market',
      );
    observations.set(candidate.observation, i * observationSize);
  });
  const actions = policy.act(observations, candidates.length);
  return candidates.map((candidate, i) => suggestionOf(candidate, actions[i * actionSize]!, guardrails));
}

function suggestionOf(candidate: Candidate, action: number, guardrails: Guardrails): Suggestion {
  if (!Number.isFinite(action))
    throw new Error(`The model gave no number for "${candidate.name}"; train again or import a sound model`);
  const { currentPrice, unitCost, prepared } = candidate;
  const policyPrice = candidate.priceOf(action);
  const guarded: GuardedPrice = applyGuardrails(policyPrice, currentPrice, unitCost, guardrails);
  const { price } = guarded;
  const facts = {
    currentPrice,
    policyPrice,
    ...guarded,
    unitCost,
    expectedAtCurrent: candidate.expected(currentPrice),
    expectedAtSuggested: price === null ? null : candidate.expected(price),
    expectedFrom: prepared ? ('historyMarket' as const) : ('demandMarket' as const),
    supportDays: prepared && price !== null ? supportDays(prepared, price) : 0,
  };
  return {
    productId: candidate.id,
    productName: candidate.name,
    category: candidate.category,
    ...facts,
    reasons: reasonsFor(facts),
    warnings: warningsFor(facts, guardrails, prepared ? pastRange(prepared.history.price) : null),
  };
}

function candidateOf(
  setup: MarketSetup,
  index: number,
  history: HistoryProduct | undefined,
  policy: Policy,
): Candidate {
  if (setup.kind === 'history') {
    const prepared = prepareProduct(setup.products[index]!, setup.parameters.carryAlongDemandCurve);
    return {
      ...pastOf(prepared),
      currentPrice: prepared.history.price.at(-1)!,
      observation: lastObservation(prepared),
      priceOf: (action) => priceFromAction(prepared.priceRange, action),
    };
  }
  const { name, parameters } = setup.products[index]!;
  const prepared = history ? prepareProduct(history, true) : null;
  return {
    ...(prepared
      ? pastOf(prepared)
      : {
          id: name,
          name,
          category: null,
          unitCost: parameters.unitCost,
          expected: (price: number) => expectedInDemandMarket(parameters, price),
          prepared,
        }),
    currentPrice: parameters.referencePrice,
    observation: firstObservation(parameters, policy.architecture.observationSize),
    priceOf: (action) => demandPriceFromAction(parameters, parameters.referencePrice, action),
  };
}

/** What a product's history says, whatever market prices it. */
function pastOf(prepared: PreparedProduct) {
  const { product, unitCost } = prepared.history;
  return {
    id: product.id,
    name: product.name,
    category: product.category,
    unitCost,
    expected: (price: number) => expectedDay(prepared, price),
    prepared,
  };
}

/** The demand market's observation on the first day of its season: price p0, stock I0. */
function firstObservation(parameters: DemandMarketParameters, observationSize: number): Float32Array {
  const portfolio = observationSize === demandObservationSize.portfolio;
  const out = new Float32Array(portfolio ? demandObservationSize.portfolio : demandObservationSize.single);
  const { referencePrice, initialInventory, rivalPrice } = parameters;
  const state = { price: referencePrice, inventory: initialInventory, day: 0, rivalPrice };
  writeDemandObservation(parameters, state, portfolio, out, 0);
  return out;
}

function expectedInDemandMarket(parameters: DemandMarketParameters, price: number): ExpectedDay {
  const index = demandIndex(parameters, 0);
  const demand = expectedDemand(parameters, parameters.elasticity, price, index, parameters.rivalPrice);
  const units = Math.min(demand, parameters.initialInventory);
  return { price, units, sales: units * price, profit: units * (price - parameters.unitCost) };
}
