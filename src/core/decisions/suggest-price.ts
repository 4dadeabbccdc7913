// From a trained policy to a price for tomorrow, with its trail, what it is expected to bring, and reasons in words.
//
// The policy is asked with the observation its market would give today: the last seven days in a history market, the
// first day of the season in a demand market. What a price is expected to bring comes from the product's demand fit,
// whatever market the policy was trained in; without a past, from the demand market's own curve.

import type { DemandSummary, DemandVerdict } from '../demand/demand-summary.ts';
import type { SettlingExperiment } from '../demand/settling-experiment.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { demandPriceFromAction, firstDemandObservation } from '../market/demand-model.ts';
import type { ExpectedDay } from '../market/expected-day.ts';
import type { DemandMarketParameters, HistoryProduct, MarketSetup } from '../market/market.ts';
import { checkWords, marketCheck, mayCallOptimal, type MarketCheck } from '../market/market-check.ts';
import {
  lastObservation,
  prepareProduct,
  supportDays,
  type PreparedProduct,
} from '../market/prepared-product.ts';
import { pastRange, priceFromAction } from '../market/price-from-action.ts';
import type { Policy } from '../policy/policy.ts';
import {
  fittedCurve,
  marketCurve,
  marketNormals,
  suggestionDraws,
  type DemandCurve,
} from './demand-curve.ts';
import { guardrailsFor, type Guardrails } from './guardrail-rules.ts';
import { applyGuardrails } from './guardrails.ts';
import { outlookAt, shareThatRises, type DrawnOutlook, type ProfitTerms } from './outlook.ts';
import { reasonsFor, warningsFor } from './reasons.ts';
import { changesLastWeek, lastCompetitorPrice, overheadPerDay } from './recent-days.ts';
import type { Suggestion } from './suggestion.ts';

/** Products asked of the policy at once. */
const askedAtOnce = 512;

/** Price changes that were accepted in the last seven days, by product id; the file does not know of them yet. */
export type AcceptedChanges = Readonly<Record<string, number>>;

/** A product that is known by the parameters of a demand market, not by a past. */
export interface KnownMarket {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  /** null where unknown; the parameters then hold what the policy is asked with. */
  readonly unitCost: number | null;
  readonly competitorPrice: number | null;
  readonly changesLastWeek: number;
  readonly parameters: DemandMarketParameters;
  readonly demand: DemandKnowledge;
}

/** One product, ready to be priced. */
interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  readonly currentPrice: number;
  readonly terms: ProfitTerms;
  readonly competitorPrice: number | null;
  readonly changesLastWeek: number;
  readonly observation: Float32Array;
  readonly priceOf: (action: number) => number;
  readonly curve: DemandCurve;
  readonly demand: DemandKnowledge;
  readonly prepared: PreparedProduct | null;
  /** How well the history market that priced it predicts; null in a demand market, and where it was not checked. */
  readonly marketCheck: MarketCheck | null;
}

/** How far the demand curve can be trusted. */
interface DemandKnowledge {
  readonly verdict: DemandVerdict;
  readonly verdictSentence: string;
  readonly experiment: SettlingExperiment | null;
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
  acceptedChanges: AcceptedChanges = {},
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
    suggestions.push(...suggestFor(policy, candidates, guardrails, acceptedChanges));
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
  acceptedChanges: AcceptedChanges = {},
): Suggestion {
  const candidate = candidateOf(setup, index, history ?? undefined, policy);
  return suggestFor(policy, [candidate], guardrails, acceptedChanges)[0]!;
}

/** Prices for tomorrow of products without a past, in order. Those of a catalogue come here a part at a time. */
export function suggestForMarkets(
  policy: Policy,
  markets: readonly KnownMarket[],
  guardrails: Guardrails,
): Suggestion[] {
  const candidates = markets.map((market) => marketCandidate(market, policy));
  return suggestFor(policy, candidates, guardrails, {});
}

function suggestFor(
  policy: Policy,
  candidates: readonly Candidate[],
  guardrails: Guardrails,
  acceptedChanges: AcceptedChanges,
): Suggestion[] {
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
  return candidates.map((candidate, i) =>
    suggestionOf(candidate, actions[i * actionSize]!, guardrails, acceptedChanges),
  );
}

function suggestionOf(
  candidate: Candidate,
  action: number,
  guardrails: Guardrails,
  acceptedChanges: AcceptedChanges,
): Suggestion {
  if (!Number.isFinite(action))
    throw new Error(`The model gave no number for "${candidate.name}"; train again or import a sound model`);
  const { id, name, category, currentPrice, terms, competitorPrice, curve, prepared } = candidate;
  const { unitCost } = terms;
  const policyPrice = candidate.priceOf(action);
  const set = guardrailsFor(guardrails, candidate);
  const accepted = Object.hasOwn(acceptedChanges, id) ? acceptedChanges[id]! : 0;
  const changes = candidate.changesLastWeek + accepted;
  const guarded = applyGuardrails(
    policyPrice,
    { currentPrice, unitCost, competitorPrice, changesLastWeek: changes },
    set,
  );
  const { price } = guarded;
  const now = outlookAt(curve, currentPrice, terms, suggestionDraws);
  const then = price === null ? null : outlookAt(curve, price, terms, suggestionDraws);
  const facts = {
    currentPrice,
    policyPrice,
    ...guarded,
    unitCost,
    expectedAtCurrent: expectedOf(now),
    expectedAtSuggested: then && expectedOf(then),
    outlookAtCurrent: now.outlook,
    outlookAtSuggested: then && then.outlook,
    confidence: then && shareThatRises(now, then, unitCost),
    confidenceIn: unitCost === null ? ('revenue' as const) : ('profit' as const),
    expectedFrom: prepared ? ('demandFit' as const) : ('demandMarket' as const),
    supportDays: prepared && price !== null ? supportDays(prepared, price) : 0,
    ...candidate.demand,
  };
  const { marketCheck: check } = candidate;
  const isTrusted = mayCallOptimal('history', check);
  return {
    productId: id,
    productName: name,
    category,
    ...facts,
    reasons: [...reasonsFor(facts), ...(check && isTrusted ? [checkWords(check)] : [])],
    warnings: [
      ...warningsFor(facts, set, prepared ? pastRange(prepared.history.price) : null),
      ...(check && !isTrusted ? [checkWords(check)] : []),
    ],
  };
}

function expectedOf({ price, outlook }: DrawnOutlook): ExpectedDay {
  const { units, revenue, profit } = outlook;
  return { price, units: units.value, sales: revenue.value, profit: profit && profit.value };
}

function candidateOf(
  setup: MarketSetup,
  index: number,
  history: HistoryProduct | undefined,
  policy: Policy,
): Candidate {
  if (setup.kind === 'history') {
    const product = setup.products[index]!;
    const prepared = prepareProduct(product, setup.parameters.carryAlongDemandCurve);
    return {
      ...pastOf(product, prepared),
      currentPrice: prepared.history.price.at(-1)!,
      observation: lastObservation(prepared, policy.architecture.observationSize),
      priceOf: (action) => priceFromAction(prepared.priceRange, action),
      marketCheck: product.holdOut
        ? marketCheck([product.holdOut], setup.parameters.carryAlongDemandCurve)
        : null,
    };
  }
  const { name, parameters } = setup.products[index]!;
  return {
    ...(history ? pastOf(history, prepareProduct(history, true)) : pastless(knownByName(name, parameters))),
    ...askedInMarket(parameters, policy),
  };
}

function marketCandidate(market: KnownMarket, policy: Policy): Candidate {
  return { ...pastless(market), ...askedInMarket(market.parameters, policy) };
}

function askedInMarket(parameters: DemandMarketParameters, policy: Policy) {
  return {
    currentPrice: parameters.referencePrice,
    observation: firstDemandObservation(parameters, policy.architecture.observationSize),
    priceOf: (action: number) => demandPriceFromAction(parameters, parameters.referencePrice, action),
    marketCheck: null,
  };
}

/** What a product's history says, whatever market prices it. */
function pastOf(product: HistoryProduct, prepared: PreparedProduct) {
  const { history } = prepared;
  const summary: DemandSummary = product.demand ?? summarizeProductDemand(history);
  const { verdict, sentence, experiment } = summary;
  return {
    id: history.product.id,
    name: history.product.name,
    category: history.product.category,
    terms: { unitCost: history.unitCost, overheadPerDay: overheadPerDay(history) },
    competitorPrice: lastCompetitorPrice(history),
    changesLastWeek: changesLastWeek(history),
    curve: fittedCurve(summary, suggestionDraws),
    demand: {
      verdict,
      verdictSentence: sentence,
      experiment: verdict === 'cannotTell' ? experiment : null,
    },
    prepared,
  };
}

/** What a market's parameters say where there is no history. */
function pastless(market: KnownMarket) {
  const { id, name, category, unitCost, competitorPrice, changesLastWeek, parameters, demand } = market;
  return {
    id,
    name,
    category,
    terms: { unitCost, overheadPerDay: 0 },
    competitorPrice,
    changesLastWeek,
    curve: marketCurve(parameters, marketNormals),
    demand,
    prepared: null,
  };
}

/** A product of a market that was typed in. */
function knownByName(name: string, parameters: DemandMarketParameters): KnownMarket {
  return {
    id: name,
    name,
    category: null,
    unitCost: parameters.unitCost,
    competitorPrice: parameters.rival === 'none' ? null : parameters.rivalPrice,
    changesLastWeek: 0,
    parameters,
    demand: {
      verdict: 'cannotTell',
      verdictSentence: 'No sales history is behind this: demand is taken to follow the market as it was set.',
      experiment: null,
    },
  };
}
