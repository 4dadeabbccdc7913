// From evidence to a price for tomorrow: a recommendation for each product, with the agent's opinion beside it.
//
// The policy, where there is one, is asked with the observation its market would give today: the last seven days in a
// history market, the first day of the season in a demand market. Its price is one candidate of several; what each is
// expected to bring comes from the product's demand fit, whatever market the policy was trained in; without a past,
// from the demand market's own curve (recommend.ts).

import type { DemandSummary, DemandVerdict } from '../demand/demand-summary.ts';
import type { SettlingExperiment } from '../demand/settling-experiment.ts';
import { type TestedProducts, withTestEvidence } from '../demand/tested-demand.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { calibrateDemandMarket } from '../market/demand/calibrate.ts';
import {
  demandIndex,
  demandPriceFromAction,
  drawnElasticity,
  firstDemandObservation,
} from '../market/demand/demand-model.ts';
import type { DemandMarketParameters } from '../market/demand/parameters.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import type { ExpectedDay } from '../market/expected-day.ts';
import { type PreparedProduct, prepareProduct, supportDays } from '../market/history/prepared-product.ts';
import { replayedHistories } from '../market/kinds.ts';
import { type MarketCheck, checkWords, isProven, setupCheck } from '../market/market-check.ts';
import type { MarketSetup } from '../market/market.ts';
import { modelOf } from '../market/models.ts';
import { pastRange } from '../market/price-from-action.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import type { Policy } from '../policy/policy.ts';
import { formatMoney } from '../text/format.ts';
import { type CostAssumptions, withAssumedCost } from '../table/assumed-cost.ts';
import type { AcceptedChanges } from './accepted-changes.ts';
import { countedObjective } from './counted-objective.ts';
import {
  type DemandCurve,
  type IndexMove,
  crossDraws,
  fittedCurve,
  fittedDraws,
  marketCurve,
  marketNormals,
  movedCurve,
  seasonElasticity,
  suggestionDraws,
} from './demand-curve.ts';
import { fewestChanges } from './fewest-changes.ts';
import { applyGuardrails } from './guardrails/apply-guardrails.ts';
import {
  type GuardrailSet,
  type Guardrails,
  guardrailsFor,
  relationsOf,
} from './guardrails/guardrail-list.ts';
import type { GuardrailFacts, PriceMoves } from './guardrails/guardrail.ts';
import { type JointProduct, jointPrices } from './joint-prices.ts';
import { type DrawnOutlook, type ProfitTerms, outlookAt } from './outlook.ts';
import { MarketSeason, PlayedMarket, playedCurve } from './market-season.ts';
import {
  boundRecommendations,
  type BoundMember,
  type BoundRecommendation,
} from './relations/bound-recommendations.ts';
import { relationsBetween, type RelationName } from './relations/relation-list.ts';
import { relatedProduct, type Relation } from './relations/relation.ts';
import { reasonsFor, warningsFor } from './reasons.ts';
import { lastCompetitorPrice, movesWith, noMoves, overheadPerDay, priceMoves } from './recent-days.ts';
import { type RecommendedSeries, recommend } from './recommend.ts';
import { jointSentence } from './recommendation-words.ts';
import {
  type JointGain,
  type Lean,
  type ObjectiveChoice,
  type ObjectiveName,
  type Recommendation,
  leanedCost,
  usualHorizonDays,
  usualLevel,
} from './recommendation.ts';
import { seasonWithMemory } from './season-with-memory.ts';
import { PlainSeason, PlayedSeason, type Season, type SeasonDraws, everyNth } from './season.ts';
import { isReplenished } from './stock.ts';
import type { Suggestion } from './suggestion.ts';

/** Products asked of the policy at once. */
const askedAtOnce = 512;

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
  /** Prices are searched on fewer draws and a coarser grid: for many lists of many products; absent: no. */
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
}

/** The same with every choice made. */
interface Advice {
  readonly acceptedChanges: AcceptedChanges;
  readonly objective: ObjectiveName;
  readonly level: number;
  readonly lean: Lean | null;
  readonly held: ReadonlySet<string>;
  readonly isQuick: boolean;
  readonly typedPrices: Readonly<Record<string, number>>;
}

const noneHeld: ReadonlySet<string> = new Set();

function adviceOf(options: AdviceOptions, products: readonly { readonly unitCost: number | null }[]): Advice {
  return {
    acceptedChanges: options.acceptedChanges ?? {},
    objective: countedObjective(options.objective ?? 'auto', products),
    level: options.level ?? usualLevel,
    lean: options.lean ?? null,
    held: options.held ?? noneHeld,
    isQuick: options.isQuick ?? false,
    typedPrices: options.typedPrices ?? {},
  };
}

/** A product that is known by the parameters of a demand market, not by a past. */
export interface KnownMarket {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  /** null where unknown; the parameters then hold what the policy is asked with. */
  readonly unitCost: number | null;
  readonly competitorPrice: number | null;
  readonly moves: PriceMoves;
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
  /** What its cost was assumed from; null where it is known or unknown. */
  readonly assumedCost: string | null;
  readonly promotionsOnly: boolean;
  readonly competitorPrice: number | null;
  readonly moves: PriceMoves;
  /** What the policy is asked with and how its answer becomes a price; null where none is asked. */
  readonly asked: Asked | null;
  readonly curve: DemandCurve;
  /** The coming season where a unit sold costs `unitCost`. */
  readonly seasonOf: (unitCost: number) => Season;
  /** The same on fewer draws, where it is one of very many; null else. */
  readonly searchOf: ((unitCost: number) => RecommendedSeries['search']) | null;
  /** How it is tied to others of its category; null where it is priced alone. */
  readonly tie: Tie | null;
  /** Prices about which something is known. */
  readonly evidence: { readonly lowest: number; readonly highest: number };
  readonly response: Pick<
    RecommendedSeries['demand'],
    'elasticity' | 'elasticityError' | 'unitsPerDay' | 'dispersion' | 'daysPerRow'
  >;
  readonly demand: DemandKnowledge;
  readonly prepared: PreparedProduct | null;
  /** How well the history market that priced it predicts; null in a demand market, and where it was not checked. */
  readonly marketCheck: MarketCheck | null;
}

interface Asked {
  readonly observation: Float32Array;
  readonly priceOf: (action: number) => number;
  /** Set where the policy was trained to price a season day by day, in a market like the one it is valued in. */
  readonly policy: Policy | null;
}

/** What a product has to do with the prices of others. */
interface Tie {
  /** Products of one group are priced together. */
  readonly group: string;
  /** Answer to the index of the others' prices; null where none is known. [draws] */
  readonly cross: Float64Array | null;
  readonly shares: Readonly<Record<string, number>>;
}

/** How far the demand curve can be trusted. */
interface DemandKnowledge {
  readonly verdict: DemandVerdict;
  readonly verdictSentence: string;
  readonly experiment: SettlingExperiment | null;
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
  const { costs, tested } = options;
  const assumed = (product: HistoryProduct) => withTests(costs ? withCost(product, costs) : product, tested);
  const isChanged = costs !== undefined || tested !== undefined;
  const priced = own && isChanged ? { ...setup, products: own.map(assumed) } : setup;
  const pasts = isChanged ? histories.map(assumed) : histories;
  return fewestChanges(options.mostChanges ?? null, (held) =>
    suggested(policy, priced, pasts, guardrails, held ? { ...options, held } : options),
  );
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
    const candidates = places.map((i) => candidateOf(setup, i, histories[i], policy));
    suggestFor(policy, candidates, guardrails, advice, relations).forEach(
      (one, k) => (suggestions[places[k]!] = one),
    );
  }
  return suggestions;
}

type Relations = readonly Relation<RelationName>[];

/** What holds between the products that have a past. */
function relationsOfSetup(
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
  guardrails: Guardrails,
): Relations {
  if (!guardrails.relations) return [];
  const pasts = replayedHistories(setup) ?? histories;
  return relationsBetween(
    pasts.map(({ history }) => relatedProduct(history.product)),
    relationsOf(guardrails),
  );
}

/** Places of the products in parts of about `askedAtOnce`; neither a category nor a relation is ever cut in two. */
function partsOf(setup: MarketSetup, histories: readonly HistoryProduct[], relations: Relations): number[][] {
  const pasts = replayedHistories(setup) ?? histories;
  const keys = partKeys(pasts, relations);
  const categories = new Map<string, number[]>();
  setup.products.forEach((_, i) => {
    const key = keys[i] ?? '';
    const places = categories.get(key);
    if (places && (key !== '' || places.length < askedAtOnce)) places.push(i);
    else categories.set(places ? `${key} ${i}` : key, [i]);
  });
  const parts: number[][] = [];
  for (const places of categories.values()) {
    const last = parts.at(-1);
    if (last && last.length + places.length <= askedAtOnce) last.push(...places);
    else parts.push(places);
  }
  return parts;
}

/** What keeps products in one part, a product each: its category, or those that a relation reaches; empty where nothing does. */
function partKeys(pasts: readonly HistoryProduct[], relations: Relations): string[] {
  const own = pasts.map(({ history: { product } }) => product.category ?? '');
  if (relations.length === 0) return own;
  const place = new Map(pasts.map(({ history: { product } }, i) => [product.id, i]));
  const root = new Map<string, string>();
  const rootOf = (key: string): string => {
    const next = root.get(key);
    return next === undefined || next === key ? key : rootOf(next);
  };
  for (const { id, products } of relations) {
    const to = rootOf(`relation ${id}`);
    for (const product of products) {
      const i = place.get(product);
      if (i === undefined) continue;
      // Without a category its first relation stands for one.
      if (own[i] === '') own[i] = `relation ${id}`;
      root.set(rootOf(own[i]!), to);
    }
  }
  return own.map((key) => (key === '' ? '' : rootOf(key)));
}

/**
 * The places of products that are priced together, since what one of them costs moves what the others sell, or a relation
 * holds between them; each other product is alone. `histories` as those of `suggestPrices`.
 */
export function pricedTogether(
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
  guardrails: Guardrails,
): number[][] {
  const pasts = replayedHistories(setup) ?? histories;
  const relations = relationsOfSetup(setup, histories, guardrails);
  const related = relations.length > 0 ? partKeys(pasts, relations) : null;
  const groups = new Map<string, number[]>();
  const isTied = new Set<string>();
  setup.products.forEach((_, i) => {
    const past = pasts[i];
    const tie = past?.demand ? tieOf(past.history, past.demand) : null;
    const key = related ? `related ${related[i] || i}` : (tie?.group ?? String(i));
    if (related?.[i] || tie?.cross) isTied.add(key);
    const places = groups.get(key);
    if (places) places.push(i);
    else groups.set(key, [i]);
  });
  return [...groups].flatMap(([key, places]) => (isTied.has(key) ? [places] : places.map((i) => [i])));
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
  const candidates = places.map((i) => candidateOf(setup, i, histories[i], policy));
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
  const candidate = candidateOf(setup, index, history ?? undefined, policy);
  const advice = adviceOf(options, costsOf(setup, history ? [history] : []));
  return suggestFor(policy, [{ ...candidate, tie: null }], guardrails, advice)[0]!;
}

/** Recommendations for products without a past, in order. Those of a catalogue come here a part at a time. */
export function suggestForMarkets(
  policy: Policy,
  markets: readonly KnownMarket[],
  guardrails: Guardrails,
  options: AdviceOptions = {},
): Suggestion[] {
  const candidates = markets.map((market) => ({
    ...pastless(market, false),
    ...askedInMarket(market.parameters, policy),
  }));
  return suggestFor(policy, candidates, guardrails, adviceOf(options, markets));
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

function costsOf(
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
): readonly { readonly unitCost: number | null }[] {
  const known = replayedHistories(setup) ?? histories;
  return known.length > 0 ? known.map(({ history }) => history) : modelOf(setup).costs(setup);
}

function suggestFor(
  policy: Policy | null,
  candidates: readonly Candidate[],
  guardrails: Guardrails,
  advice: Advice,
  relations: Relations = [],
): Suggestion[] {
  const bound = new Set(relations.flatMap(({ products }) => products));
  const priced = (candidate: Candidate, action: number | null) =>
    pricedOf(candidate, action, guardrails, advice, bound.has(candidate.id));
  if (!policy)
    return suggestionsOf(
      candidates.map((candidate) => priced(candidate, null)),
      advice,
      relations,
    );
  const { observationSize, actionSize } = policy.architecture;
  const observations = new Float32Array(candidates.length * observationSize);
  candidates.forEach(({ asked }, i) => {
    if (!asked) throw new Error('internal: a policy is asked without an observation');
    if (asked.observation.length !== observationSize)
      throw new Error(
        `The model expects ${observationSize} numbers a day and this market gives ${asked.observation.length}: ` +
          'it was trained in another kind of market',
      );
    observations.set(asked.observation, i * observationSize);
  });
  const actions = policy.act(observations, candidates.length);
  return suggestionsOf(
    candidates.map((candidate, i) => priced(candidate, actions[i * actionSize]!)),
    advice,
    relations,
  );
}

/** A candidate with its rules and the way it is priced in a season. */
interface Priced {
  readonly candidate: Candidate;
  readonly facts: GuardrailFacts;
  readonly set: GuardrailSet;
  readonly policyPrice: number | null;
  /** Its price of today is to stay. */
  readonly isHeld: boolean;
  /** null where its value cannot be counted. */
  readonly season: Season | null;
  readonly recommend: (season: Season | null, isHeld: boolean, facts?: GuardrailFacts) => Recommendation;
}

/** A recommendation before it is put into words with what was found together with it. */
interface Draft {
  readonly recommendation: Recommendation;
  readonly joint: JointGain | null;
  /** Log factor of what others' recommended prices do to its units, a coefficient of 1. */
  readonly indexMove: number;
}

/** Categories whose products take sales from each other are priced together, all others one by one. */
function suggestionsOf(
  all: readonly Priced[],
  { objective, level }: Advice,
  relations: Relations,
): Suggestion[] {
  const drafts = draftsOf(all, level);
  const bound = boundRecommendations(
    relations.length === 0 ? [] : all.map((one, i) => boundMember(one, drafts[i]!)),
    relations,
    suggestionDraws,
    level,
  );
  return all.map((one, i) => {
    const draft = drafts[i]!;
    const related = bound.get(i);
    const joint = related?.joint === undefined ? draft.joint : related.joint;
    const cross = one.candidate.tie?.cross ?? null;
    const by = related?.indexMove ?? draft.indexMove;
    const isRelated = related?.joint !== undefined;
    const own = related?.recommendation ?? draft.recommendation;
    const recommendation = withJoint(one.isHeld ? heldWords(own) : own, joint, isRelated);
    return suggestionOf(
      related?.facts ? { ...one, facts: related.facts } : one,
      recommendation,
      cross === null || by === 0 ? null : { cross, by },
      objective,
      related,
    );
  });
}

function draftsOf(all: readonly Priced[], level: number): Draft[] {
  const groups = new Map<string, number[]>();
  all.forEach(({ candidate: { tie }, season }, i) => {
    if (tie === null || season === null) return;
    const places = groups.get(tie.group);
    if (places) places.push(i);
    else groups.set(tie.group, [i]);
  });
  const drafts = new Array<Draft>(all.length);
  for (const [group, places] of groups) {
    const members = places.map((i) => all[i]!);
    if (members.length < 2 || members.every(({ candidate }) => candidate.tie!.cross === null)) continue;
    const { recommendations, indexMoves, gainPerDay, probability } = jointPrices(
      members.map(jointProduct),
      suggestionDraws,
      level,
    );
    const changed = recommendations.filter(({ action }) => action === 'change').length;
    const joint = changed > 0 ? { group, changed, gainPerDay, probability } : null;
    members.forEach((_, k) => {
      drafts[places[k]!] = { recommendation: recommendations[k]!, joint, indexMove: indexMoves[k]! };
    });
  }
  return all.map(
    (one, i) => drafts[i] ?? { recommendation: one.recommend(one.season, false), joint: null, indexMove: 0 },
  );
}

function boundMember(priced: Priced, { recommendation }: Draft): BoundMember {
  const { candidate, facts, set, season } = priced;
  const product = candidate.prepared?.history.product;
  return {
    product: relatedProduct(
      product ?? { id: candidate.id, name: candidate.name, category: candidate.category },
    ),
    facts,
    set,
    season,
    tie: candidate.tie,
    isFixed: candidate.promotionsOnly || priced.isHeld,
    recommendation,
    price: chargedPrice(recommendation, facts, set),
    recommend: priced.recommend,
  };
}

/** Why a price stays that others left no place to change. */
function heldWords(recommendation: Recommendation): Recommendation {
  if (recommendation.action !== 'keep') return recommendation;
  const price = formatMoney(recommendation.candidates[0]!.price);
  return { ...recommendation, sentence: `Keep ${price}: no more prices may change, and others gain more.` };
}

function withJoint(
  recommendation: Recommendation,
  joint: JointGain | null,
  isRelated: boolean,
): Recommendation {
  if (joint === null) return recommendation;
  return {
    ...recommendation,
    joint,
    sentence: `${recommendation.sentence} ${jointSentence(joint, recommendation, isRelated)}`,
  };
}

function jointProduct({ candidate, facts, set, season, recommend: recommended }: Priced): JointProduct {
  const { id, currentPrice, tie } = candidate;
  return {
    id,
    currentPrice,
    season: season!,
    cross: tie!.cross,
    shares: tie!.shares,
    recommend: recommended,
    priceOf: (recommendation) => chargedPrice(recommendation, facts, set) ?? currentPrice,
  };
}

/** The day after the last row, which may be a week. */
function firstDayAfter(history: HistoryProduct['history'] | null): number | null {
  return history && history.days.at(-1)! + Math.max(1, Math.round(history.daysPerRow));
}

/** null where the rules contradict each other. A price that stays is today's. */
function chargedPrice(
  { action, candidates, candidate }: Recommendation,
  facts: GuardrailFacts,
  set: GuardrailSet,
) {
  const chosen = candidates.find(({ name }) => name === candidate)!;
  const { price } = applyGuardrails(chosen.wish, facts, set);
  if (action !== 'change') return price === null ? null : facts.currentPrice;
  return price;
}

function pricedOf(
  candidate: Candidate,
  action: number | null,
  guardrails: Guardrails,
  { acceptedChanges, objective, level, lean, held, isQuick, typedPrices }: Advice,
  isBound: boolean,
): Priced {
  if (action !== null && !Number.isFinite(action))
    throw new Error(`The model gave no number for "${candidate.name}"; train again or import a sound model`);
  const { id, currentPrice, competitorPrice, asked } = candidate;
  const { unitCost } = candidate.terms;
  const policyPrice = action === null || !asked ? null : asked.priceOf(action);
  const set = guardrailsFor(guardrails, candidate);
  const decided = Object.hasOwn(acceptedChanges, id) ? acceptedChanges[id] : undefined;
  const facts = {
    currentPrice,
    unitCost,
    competitorPrice,
    ...movesWith(candidate.moves, decided),
  };
  const known = objective === 'profit' ? unitCost : 0;
  const counted = known === null ? null : leanedCost(known, currentPrice, lean);
  const { experiment } = candidate.demand;
  return {
    candidate,
    facts,
    set,
    policyPrice,
    isHeld: held.has(id),
    season: counted === null ? null : candidate.seasonOf(counted),
    recommend: (season, isHeld, its = facts) =>
      recommend(
        {
          season,
          draws: suggestionDraws,
          ...searchedOn(candidate, season, counted, isQuick),
          facts: its,
          set,
          evidence: candidate.evidence,
          // A price that is anew every day keeps no relation with others: a bound product is priced for good.
          agent:
            policyPrice === null
              ? null
              : { wish: policyPrice, policy: isBound ? null : (asked?.policy ?? null) },
          typed: Object.hasOwn(typedPrices, id) ? typedPrices[id]! : null,
          isHeld: isHeld || held.has(id),
          isBound,
          firstDay: firstDayAfter(candidate.prepared?.history ?? null),
          demand: { ...candidate.response, promotionsOnly: candidate.promotionsOnly, test: experiment },
        },
        { objective, level, unitCost: counted ?? 0, lean },
      ),
  };
}

/** The season on fewer draws to search prices on, where it is one of very many; nothing else. */
function searchedOn(
  { searchOf }: Candidate,
  season: Season | null,
  counted: number | null,
  isQuick: boolean,
): Pick<RecommendedSeries, 'search'> {
  if (counted !== null && searchOf) return { search: searchOf(counted)! };
  if (!isQuick || !(season instanceof PlainSeason)) return {};
  const thinned = season.thinned(searchStep);
  return { search: { season: thinned, draws: thinned.draws.base.length } };
}

/** `move` is what others' recommended prices do to its demand; null for nothing. */
function suggestionOf(
  { candidate, facts: guardrailFacts, set, policyPrice }: Priced,
  recommendation: Recommendation,
  move: IndexMove | null,
  objective: ObjectiveName,
  related?: BoundRecommendation,
): Suggestion {
  const { id, name, category, currentPrice, terms, curve, prepared } = candidate;
  const { unitCost } = terms;
  const chosen = recommendation.candidates.find((each) => each.name === recommendation.candidate)!;
  const guarded = related?.infeasible
    ? { price: null, trail: [], bindingRule: null, infeasible: related.infeasible }
    : applyGuardrails(chosen.wish, guardrailFacts, set);
  // A price that stays is today's, even between two cents or against a rule of endings.
  const stays = recommendation.action !== 'change' && guarded.price !== null;
  const price = stays ? currentPrice : guarded.price;
  const now = outlookAt(curve, currentPrice, terms, suggestionDraws);
  const then =
    price === null ? null : outlookAt(move ? movedCurve(curve, move) : curve, price, terms, suggestionDraws);
  const facts = {
    currentPrice,
    policyPrice,
    recommendation,
    askedPrice: chosen.wish,
    ...guarded,
    ...(stays ? { trail: [], bindingRule: null } : {}),
    price,
    unitCost,
    assumedCost: candidate.assumedCost,
    expectedAtCurrent: expectedOf(now),
    expectedAtSuggested: then && expectedOf(then),
    outlookAtCurrent: now.outlook,
    outlookAtSuggested: then && then.outlook,
    confidence: recommendation.action === 'change' && price !== null ? recommendation.probability : null,
    confidenceIn: objective,
    expectedFrom: prepared ? ('demandFit' as const) : ('demandMarket' as const),
    supportDays: prepared && price !== null ? supportDays(prepared, price) : 0,
    ...candidate.demand,
  };
  const { marketCheck: check } = candidate;
  const product = prepared?.history.product;
  const isTrusted = check !== null && isProven(check);
  return {
    productId: id,
    productName: name,
    category,
    ...(product?.series ? { split: { key: product.key ?? id, series: product.series } } : {}),
    ...facts,
    ...(related && related.relations.length > 0 ? { relations: related.relations } : {}),
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
  policy: Policy | null,
): Candidate {
  const product = modelOf(setup).priced(setup, index);
  const past = product.history ?? history;
  const asked = {
    currentPrice: product.currentPrice,
    asked: policy && {
      observation: product.observation(policy.architecture.observationSize),
      priceOf: (action: number) => product.priceOf(action),
      policy: product.world === null && past ? null : policy,
    },
    marketCheck: ownCheck(setup, index),
  };
  if (past) return { ...pastOf(past, product.world), ...asked };
  if (product.world === null) return { ...playedProduct(setup, index, product), ...asked };
  return {
    ...pastless(knownByName(product.name, product.world), setup.products.length === 1),
    ...asked,
  };
}

/** How well the market that replays a product's history predicts; null in another one, and where it was not checked. */
function ownCheck(setup: MarketSetup, index: number): MarketCheck | null {
  const own = replayedHistories(setup)?.[index];
  return own?.holdOut ? setupCheck({ ...setup, products: [own] }) : null;
}

function askedInMarket(parameters: DemandMarketParameters, policy: Policy | null) {
  return {
    currentPrice: parameters.referencePrice,
    asked: policy && {
      observation: firstDemandObservation(parameters, policy.architecture.observationSize),
      priceOf: (action: number) => demandPriceFromAction(parameters, parameters.referencePrice, action),
      policy,
    },
    marketCheck: null,
  };
}

/** Prices this far beyond the past ones are still searched: the curve carries a little way. */
const evidenceMargin = 0.2;

/** What a product's history says, whatever market prices it; `market` is its demand market where there is one. */
function pastOf(product: HistoryProduct, market: DemandMarketParameters | null) {
  const { history } = product;
  const summary: DemandSummary = product.demand ?? summarizeProductDemand(history);
  const { verdict, sentence, experiment } = summary;
  const draws = fittedDraws(summary, suggestionDraws);
  const daysPerRow = Math.max(1, history.daysPerRow);
  const past = pastRange(history.price);
  const evidence = {
    lowest: past.lowest * (1 - evidenceMargin),
    highest: past.highest * (1 + evidenceMargin),
  };
  return {
    id: history.product.id,
    name: history.product.name,
    category: history.product.category,
    terms: { unitCost: history.unitCost, overheadPerDay: overheadPerDay(history) },
    assumedCost: history.assumedCost ?? null,
    promotionsOnly: summary.found?.promotions?.regularMoved === false,
    competitorPrice: lastCompetitorPrice(history),
    moves: priceMoves(history),
    curve: fittedCurve(summary, suggestionDraws, draws),
    seasonOf: (unitCost: number) => {
      const worlds = {
        base: draws.base.map((units) => units / daysPerRow),
        elasticity:
          market !== null && market.rival !== 'none'
            ? draws.elasticity
            : seasonElasticity(summary, draws.elasticity),
        referencePrice: summary.referencePrice,
      };
      return (
        (isPlayed(history, market)
          ? null
          : seasonWithMemory(
              history,
              summary,
              { ...worlds, elasticity: draws.elasticity },
              unitCost,
              indexOf(market),
              evidence,
            )) ?? pastSeason(product, summary, worlds, unitCost, market)
      );
    },
    searchOf: null,
    tie: isPlayed(history, market) ? null : tieOf(history, summary),
    evidence,
    response: {
      elasticity: summary.marketElasticity,
      elasticityError: summary.marketElasticityError,
      unitsPerDay: summary.baseUnits / daysPerRow,
      // A row's variance over its mean is a day's as well, where days are alike.
      dispersion: summary.dispersion ?? 1,
      daysPerRow,
    },
    demand: {
      verdict,
      verdictSentence: sentence,
      experiment: verdict === 'cannotTell' ? experiment : null,
    },
    prepared: prepareProduct(product, true),
  };
}

/** Products of one category in one place, where the file tells what they take from each other. */
function tieOf({ product }: HistoryProduct['history'], { found }: DemandSummary): Tie | null {
  if (product.category === null) return null;
  const category = found?.category ?? null;
  return {
    group: JSON.stringify([product.category, product.series ?? null]),
    cross: category?.isTold === true ? crossDraws(product, category, suggestionDraws) : null,
    shares: category?.shares ?? {},
  };
}

/** Whether the season of a product is played: its stock can run out or a rival answers. */
function isPlayed(history: HistoryProduct['history'], market: DemandMarketParameters | null): boolean {
  return runsOut(history) || (market !== null && market.rival !== 'none');
}

function runsOut(history: HistoryProduct['history']): boolean {
  return history.inventory !== null && !isReplenished(history);
}

/** The coming season of a product with a past: played where its stock can run out or a rival answers. */
function pastSeason(
  { history }: HistoryProduct,
  summary: DemandSummary,
  draws: SeasonDraws,
  unitCost: number,
  market: DemandMarketParameters | null,
): Season {
  if (!isPlayed(history, market))
    return new PlainSeason(
      draws,
      unitCost,
      usualHorizonDays,
      market ? meanIndex(market, usualHorizonDays) : 1,
    );
  const parameters = market ?? calibrateDemandMarket(history, summary, referenceMarket).parameters;
  return new PlayedSeason(runsOut(history) ? parameters : withoutStock(parameters), draws, unitCost);
}

/** A shelf that is filled up again: its stock never ends the season. */
function withoutStock(parameters: DemandMarketParameters): DemandMarketParameters {
  return { ...parameters, initialInventory: null };
}

/** Factors of the coming days. [days] */
function indexOf(market: DemandMarketParameters | null): Float64Array {
  return Float64Array.from({ length: usualHorizonDays }, (_, day) => (market ? demandIndex(market, day) : 1));
}

function meanIndex(parameters: DemandMarketParameters, days: number): number {
  let sum = 0;
  for (let day = 0; day < days; day++) sum += demandIndex(parameters, day);
  return sum / days;
}

/** What a market's parameters say where there is no history; one that stands alone is played day by day. */
function pastless(market: KnownMarket, isAlone: boolean) {
  const { id, name, category, unitCost, competitorPrice, moves, parameters, demand } = market;
  const { referencePrice, elasticity, elasticityError, baseDemand, crossElasticity, rival } = parameters;
  return {
    id,
    name,
    category,
    terms: { unitCost, overheadPerDay: 0 },
    assumedCost: null,
    promotionsOnly: false,
    competitorPrice,
    moves,
    curve: marketCurve(parameters, marketNormals),
    seasonOf: (cost: number): Season =>
      isAlone
        ? new PlayedSeason(parameters, marketDraws(parameters), cost)
        : quickSeason(parameters, marketDraws(parameters), cost),
    searchOf: isAlone
      ? null
      : (cost: number) => {
          const draws = everyNth(marketDraws(parameters), searchStep);
          return { season: quickSeason(parameters, draws, cost), draws: draws.base.length };
        },
    tie: null,
    evidence: {
      lowest: referencePrice / untriedShare,
      highest: Math.min(parameters.maxPrice ?? Infinity, referencePrice * untriedShare),
    },
    response: {
      elasticity: elasticity - (rival === 'none' ? 0 : crossElasticity),
      elasticityError,
      unitsPerDay: baseDemand,
      dispersion: 1,
      daysPerRow: 1,
    },
    demand,
    prepared: null,
  };
}

/** A product of a market that says neither a past nor a demand curve: the market itself is played. */
function playedProduct(
  setup: MarketSetup,
  index: number,
  { name, currentPrice }: { readonly name: string; readonly currentPrice: number },
) {
  const market = new PlayedMarket(setup, index);
  const curve = playedCurve(market);
  return {
    id: name,
    name,
    category: null,
    terms: { unitCost: modelOf(setup).costs(setup)[index]!.unitCost, overheadPerDay: 0 },
    assumedCost: null,
    promotionsOnly: false,
    competitorPrice: null,
    moves: noMoves,
    curve,
    seasonOf: (unitCost: number) => new MarketSeason(market, currentPrice, unitCost),
    searchOf: null,
    tie: null,
    evidence: market.range(),
    response: {
      elasticity: elasticityAt(curve, currentPrice),
      elasticityError: 0,
      unitsPerDay: curve.units(currentPrice),
      dispersion: 1,
      daysPerRow: 1,
    },
    demand: asTheMarketSays,
    prepared: null,
  };
}

/** Percent of units for a percent of price, from 5 % below `price` to 5 % above; 0 where nothing is sold there. */
function elasticityAt(curve: DemandCurve, price: number): number {
  const [below, above] = [0.95 * price, 1.05 * price];
  const ratio = curve.units(above) / curve.units(below);
  return ratio > 0 && Number.isFinite(ratio) ? Math.log(ratio) / Math.log(above / below) : 0;
}

const asTheMarketSays: DemandKnowledge = {
  verdict: 'cannotTell',
  verdictSentence: 'No sales history is behind this: demand is taken to follow the market as it was set.',
  experiment: null,
};

/** Without a past nothing beyond this multiple of today's price is searched. */
const untriedShare = 1.5;

/** A market's own uncertainty as draws: its level is taken as given. */
function marketDraws(parameters: DemandMarketParameters) {
  const { baseDemand, referencePrice, crossElasticity, rival } = parameters;
  const cross = rival === 'none' ? 0 : crossElasticity;
  return {
    base: new Float64Array(suggestionDraws).fill(baseDemand),
    elasticity: marketNormals.map((z) => drawnElasticity(parameters, z) - cross),
    referencePrice,
  };
}

/** Of the draws of one row among a million every eighth is searched on; they are in order, so these are spread evenly. */
const searchStep = 8;

/** The season of one row among a million: the stock is a daily limit, and nothing is played. */
function quickSeason(parameters: DemandMarketParameters, draws: SeasonDraws, unitCost: number): Season {
  const { initialInventory, days } = parameters;
  const mostUnits = initialInventory === null ? Infinity : initialInventory / days;
  return new PlainSeason(draws, unitCost, days, meanIndex(parameters, days), mostUnits);
}

/** A product of a market that was typed in. */
function knownByName(name: string, parameters: DemandMarketParameters): KnownMarket {
  return {
    id: name,
    name,
    category: null,
    unitCost: parameters.unitCost,
    competitorPrice: parameters.rival === 'none' ? null : parameters.rivalPrice,
    moves: noMoves,
    parameters,
    demand: asTheMarketSays,
  };
}
