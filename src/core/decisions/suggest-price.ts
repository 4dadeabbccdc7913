// From evidence to a price for tomorrow: a recommendation for each product, with the agent's opinion beside it.
//
// The policy, where there is one, is asked with the observation its market would give today: the last seven days in a
// history market, the first day of the season in a demand market. Its price is one candidate of several; what each is
// expected to bring comes from the product's demand fit, whatever market the policy was trained in; without a past,
// from the demand market's own curve (recommend.ts).

import { type TestedProducts, withTestEvidence } from '../demand/tested-demand.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { replayedHistories } from '../market/kinds.ts';
import type { MarketSetup } from '../market/market.ts';
import { modelOf } from '../market/market-models.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import type { Policy } from '../policy/policy.ts';
import { type CostAssumptions, withAssumedCost } from '../table/assumed-cost.ts';
import type { AcceptedChanges } from './accepted-changes.ts';
import { countedObjective } from './counted-objective.ts';
import { fewestChanges } from './fewest-changes.ts';
import type { Guardrails } from './guardrails/guardrail-list.ts';
import { type Lean, type ObjectiveChoice, usualLevel } from './recommendation.ts';
import { pricingEvidence, type PricingEvidence } from './pricing-evidence.ts';
import type { Suggestion } from './suggestion.ts';
import { type ProductToPrice, productToPrice } from './product-to-price.ts';
import { type Relations, relationsOfSetup, partsOf } from './priced-parts.ts';
import { suggestionsOf } from './draft-suggestions.ts';
import { type Advice, type AgentWish, type Priced, pricedOf } from './settled-recommendations.ts';

/** What a person chooses about all recommendations. */
export interface AdviceChoices {
  /** What a gain is counted in; absent: profit where the costs are known, else revenue. */
  readonly objective?: ObjectiveChoice;
  /** Probability of gain a change must reach, 0 to 1; absent: 0.7. */
  readonly level?: number;
  /** Prices that a person wants valued, by product id. */
  readonly typedPrices?: Readonly<Record<string, number>>;
  /** A point between the objective and more revenue or units; absent or null: the objective alone. */
  readonly lean?: Lean | null;
  /** At most so many prices change, those that gain most; absent or null: any number. */
  readonly mostChanges?: number | null;
  /** Prices are searched, and categories valued, on half the draws and a coarser grid: for many lists of many products; absent: no. */
  readonly isQuick?: boolean;
  /** What price tests said, by product id; absent: nothing beyond what the demand fits hold. */
  readonly tested?: TestedProducts;
  /** Costs that a person assumes where the file has none; absent: as the histories have them. */
  readonly costs?: CostAssumptions;
}

export interface AdviceOptions extends AdviceChoices {
  readonly acceptedChanges?: AcceptedChanges;
  /** Ids of products whose price of today stays unless a rule or a relation forbids it. */
  readonly held?: ReadonlySet<string>;
  /**
   * Prices by product id of a list that differs a little from the one asked for: where a quick answer is asked for, the prices of
   * a category are looked for from there; absent: from today's.
   */
  readonly near?: ReadonlyMap<string, number>;
}

const noneHeld: ReadonlySet<string> = new Set();

/**
 * How advice is to be given, whatever the options leave open filled in; `auto` counts profit where at least half of the costs
 * are known.
 */
export function adviceOf(
  options: AdviceOptions,
  products: readonly { readonly unitCost: number | null }[],
): Advice {
  return {
    acceptedChanges: options.acceptedChanges ?? {},
    objective: countedObjective(options.objective ?? 'auto', products),
    level: options.level ?? usualLevel,
    lean: options.lean ?? null,
    held: options.held ?? noneHeld,
    isQuick: options.isQuick ?? false,
    ...(options.near ? { near: options.near } : {}),
    isBrief: false,
    typedPrices: options.typedPrices ?? {},
  };
}

/**
 * Recommendations for every product of `setup`, in order; `policy` null asks no agent.
 *
 * `histories` gives the products of a setup their past, in the same order; empty where there is none, or where the
 * market replays its own.
 *
 * @throws Error in a sentence where policy and market do not fit each other.
 */
export function suggestPrices(
  policy: Policy | null,
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
  guardrails: Guardrails,
  options: AdviceOptions = {},
): Suggestion[] {
  const own = replayedHistories(setup);
  if (!own && histories.length > 0 && histories.length !== setup.products.length)
    throw new Error(
      `suggestPrices: expected as many histories as products, got ${histories.length} and ${setup.products.length}`,
    );
  const { setup: priced, histories: pasts } = withAssumptions(setup, histories, options);
  return fewestChanges(options.mostChanges ?? null, (held) =>
    suggested(policy, priced, pasts, guardrails, held ? { ...options, held } : options),
  );
}

/** A setup and its pasts with the costs that a person assumes and with what price tests said. */
export function withAssumptions(
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
  { costs, tested }: Pick<AdviceChoices, 'costs' | 'tested'>,
): { readonly setup: MarketSetup; readonly histories: readonly HistoryProduct[] } {
  if (costs === undefined && tested === undefined) return { setup, histories };
  const own = replayedHistories(setup);
  const assumed = (product: HistoryProduct) => withTests(costs ? withCost(product, costs) : product, tested);
  return {
    setup: own ? { ...setup, products: own.map(assumed) } : setup,
    histories: histories.map(assumed),
  };
}

/** What `suggestPrices` prices each product from, in the same order; null where a product has no past. */
export function evidenceOfSetup(
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
  options: Pick<AdviceChoices, 'costs' | 'tested'> = {},
): (PricingEvidence | null)[] {
  const assumed = withAssumptions(setup, histories, options);
  return assumed.setup.products.map((_, i) => {
    const { history, currentPrice, world } = modelOf(assumed.setup).priced(assumed.setup, i);
    const past = history ?? assumed.histories[i];
    return past ? pricingEvidence(past, currentPrice, world) : null;
  });
}

/** The same with the costs as the histories have them. */
function suggested(
  policy: Policy | null,
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
  guardrails: Guardrails,
  options: AdviceOptions,
): Suggestion[] {
  const advice = adviceOf(options, costsOf(setup, histories));
  const relations = relationsOfSetup(setup, histories, guardrails);
  const suggestions = new Array<Suggestion>(setup.products.length);
  for (const places of partsOf(setup, histories, relations)) {
    const candidates = places.map((i) => productToPrice(setup, i, histories[i], policy));
    suggestFor(policy, candidates, guardrails, advice, relations).forEach(
      (one, k) => (suggestions[places[k]!] = one),
    );
  }
  return suggestions;
}

/**
 * Recommendations for the products at `places` alone, in their order, as `suggestPrices` gives them among all; `places`
 * holds all or none of those priced together.
 */
export function suggestPricesAt(
  policy: Policy | null,
  setup: MarketSetup,
  places: readonly number[],
  histories: readonly HistoryProduct[],
  guardrails: Guardrails,
  options: Omit<AdviceOptions, 'costs' | 'mostChanges'> = {},
): Suggestion[] {
  const advice = adviceOf(options, costsOf(setup, histories));
  const relations = relationsOfSetup(setup, histories, guardrails);
  const candidates = places.map((i) => productToPrice(setup, i, histories[i], policy));
  return suggestFor(policy, candidates, guardrails, advice, relations);
}

/** The recommendation for the product `index` of `setup`, as `suggestPrices` gives it. */
export function suggestPrice(
  policy: Policy | null,
  setup: MarketSetup,
  index: number,
  history: HistoryProduct | null,
  guardrails: Guardrails,
  options: AdviceOptions = {},
): Suggestion {
  const candidate = productToPrice(setup, index, history ?? undefined, policy);
  const advice = adviceOf(options, costsOf(setup, history ? [history] : []));
  return suggestFor(policy, [{ ...candidate, tie: null }], guardrails, advice)[0]!;
}

function withTests(product: HistoryProduct, tested: TestedProducts = {}): HistoryProduct {
  const { id } = product.history.product;
  if (!Object.hasOwn(tested, id)) return product;
  const demand = product.demand ?? summarizeProductDemand(product.history);
  return { ...product, demand: withTestEvidence(demand, tested[id]!) };
}

function withCost(product: HistoryProduct, costs: CostAssumptions): HistoryProduct {
  const history = withAssumedCost(product.history, costs);
  return history === product.history ? product : { ...product, history };
}

/** The unit costs by which a setup is judged to count in profit or in revenue: those of the file, otherwise the market's own. */
export function costsOf(
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
): readonly { readonly unitCost: number | null }[] {
  const known = replayedHistories(setup) ?? histories;
  return known.length > 0 ? known.map(({ history }) => history) : modelOf(setup).costs(setup);
}

function suggestFor(
  policy: Policy | null,
  candidates: readonly ProductToPrice[],
  guardrails: Guardrails,
  advice: Advice,
  relations: Relations = [],
): Suggestion[] {
  return suggestionsOf(pricedProducts(policy, candidates, guardrails, advice, relations), advice, relations);
}

/** The products with their rules and what the policy, where there is one, asks for, in order. */
export function pricedProducts(
  policy: Policy | null,
  candidates: readonly ProductToPrice[],
  guardrails: Guardrails,
  advice: Advice,
  relations: Relations,
): Priced<ProductToPrice>[] {
  const bound = new Set(relations.flatMap(({ products }) => products));
  const priced = (candidate: ProductToPrice, action: number | null) =>
    pricedOf(candidate, wishOf(candidate, action), guardrails, advice, bound.has(candidate.id));
  if (!policy) return candidates.map((candidate) => priced(candidate, null));
  const { observationSize, actionSize } = policy.architecture;
  const observations = new Float32Array(candidates.length * observationSize);
  candidates.forEach(({ asked }, i) => {
    if (!asked) throw new Error('internal: a policy is asked without an observation');
    if (asked.observation.length !== observationSize)
      throw new Error(
        `The model expects ${observationSize} numbers a day and this market gives ${asked.observation.length}: ` +
          'it was trained in another kind of market',
      );
    // By hand: a typed array's own `set` takes longer than these few numbers.
    for (let k = 0; k < observationSize; k++) observations[i * observationSize + k] = asked.observation[k]!;
  });
  const actions = policy.act(observations, candidates.length);
  return candidates.map((candidate, i) => priced(candidate, actions[i * actionSize]!));
}

/** The policy's action as a price; null where no policy was asked. */
function wishOf({ name, asked }: ProductToPrice, action: number | null): AgentWish | null {
  if (action === null || !asked) return null;
  if (!Number.isFinite(action))
    throw new Error(`The model gave no number for "${name}"; train again or import an undamaged model`);
  return { price: asked.priceOf(action), policy: asked.policy };
}
