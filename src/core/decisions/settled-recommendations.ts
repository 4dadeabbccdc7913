// Recommendations for products ready to be priced, all of them at once: each is recommended, a category with cross effects
// jointly, and relations between products are kept. Page, report, scripts and service come to their prices here.

import type { AcceptedChanges } from './accepted-changes.ts';
import { type IndexMove, suggestionDraws } from './demand-curve.ts';
import type { PriceableProduct, Tie } from './evidence-to-price.ts';
import { drawnGains } from './gains.ts';
import type { EstimatedGain, Gains } from './gain.ts';
import { applyGuardrails, type GuardedPrice, heldPrice } from './guardrails/apply-guardrails.ts';
import { type GuardrailSet, type Guardrails, guardrailsFor } from './guardrails/guardrail-list.ts';
import type { GuardrailFacts } from './guardrails/guardrail.ts';
import { type JointProduct, jointSteps } from './joint-prices.ts';
import type { Policy } from '../policy/policy.ts';
import { formatMoney } from '../text/format.ts';
import type { Relations } from './priced-parts.ts';
import { movesWith } from './recent-days.ts';
import { type RecommendedSeries, recommend } from './recommend.ts';
import { jointSentence } from './recommendation-words.ts';
import {
  type JointGain,
  type Lean,
  type ObjectiveName,
  type Recommendation,
  leanedCost,
} from './recommendation.ts';
import {
  type BoundMember,
  type BoundRecommendation,
  boundRecommendations,
} from './relations/bound-recommendations.ts';
import { relatedProduct } from './relations/relation.ts';
import { everyNthOf, type Season } from './season.ts';
import { runToEnd } from '../run-to-end.ts';
import type { WorkSteps } from './work-steps.ts';

/** A product with its rules and the way it is priced in a season. */
export interface Priced<Product extends PriceableProduct = PriceableProduct> {
  readonly candidate: Product;
  readonly facts: GuardrailFacts;
  readonly set: GuardrailSet;
  readonly policyPrice: number | null;
  /** Its price of today is to stay. */
  readonly isHeld: boolean;
  /** null where its value cannot be counted. */
  readonly season: Season | null;
  readonly recommend: (
    season: Season | null,
    isHeld: boolean,
    facts?: GuardrailFacts,
    /** As many as `season` has; all of them unless said. */
    draws?: number,
  ) => Recommendation;
  /** What it is priced on together with its category where a quick answer is asked for; else null. */
  readonly few: FewDraws | null;
  /** Its price in a list like the one asked for; null where there is none, or no quick answer is asked for. */
  readonly nearPrice: number | null;
}

/** A season and its tie on some of their draws. */
interface FewDraws {
  readonly season: Season;
  readonly cross: Float64Array | null;
  readonly draws: number;
}

/** A recommendation before it is put into words with what was found together with it. */
interface Draft {
  readonly recommendation: Recommendation;
  readonly joint: JointGain | null;
  /** Log factor of what others' recommended prices do to its units, a coefficient of 1. */
  readonly indexMove: number;
  /** The season it was valued in: what its price is worth with the others at theirs; null where nothing can be valued. */
  readonly season: () => Season | null;
  /** Of that season. */
  readonly draws: number;
}

/** A recommendation that stands among all others, and the price it charges. */
export interface Settled<Product extends PriceableProduct = PriceableProduct> {
  readonly priced: Priced<Product>;
  readonly recommendation: Recommendation;
  /** What the rules, relations among them, make of what the recommendation asks for. */
  readonly guarded: GuardedPrice;
  /** What is charged; null where the rules contradict each other. */
  readonly price: number | null;
  /** What others' recommended prices do to its demand; null for nothing. */
  readonly move: IndexMove | null;
  readonly related: BoundRecommendation | undefined;
  /** What another price would gain over today's with the others at theirs, whatever the rules say; null where that cannot be valued. */
  readonly gainAt: (price: number) => EstimatedGain | null;
}

/** Categories whose products take sales from each other are priced together, all others one by one. */
export function settledRecommendations<Product extends PriceableProduct>(
  all: readonly Priced<Product>[],
  level: number,
  relations: Relations,
): Settled<Product>[] {
  return runToEnd(settledSteps(all, level, relations));
}

/** The same in steps of a product. */
export function* settledSteps<Product extends PriceableProduct>(
  all: readonly Priced<Product>[],
  level: number,
  relations: Relations,
): WorkSteps<Settled<Product>[]> {
  const drafts = yield* draftsOf(all, level);
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
    const priced = related?.facts ? { ...one, facts: related.facts } : one;
    const guarded = guardedPrice(recommendation, priced, related);
    const stays = recommendation.action !== 'change' && guarded.price !== null;
    return {
      priced,
      recommendation,
      guarded,
      // A price that stays is today's, even between two cents or against a rule of endings.
      price: stays ? one.facts.currentPrice : guarded.price,
      move: cross === null || by === 0 ? null : { cross, by },
      related,
      gainAt: related?.season
        ? gainsOnce(related.season, one.facts.currentPrice, suggestionDraws)
        : gainsOnce(draft.season, one.facts.currentPrice, draft.draws),
    };
  });
}

/** Made when first asked for: most prices are never asked about. */
function gainsOnce(seasonOf: () => Season | null, currentPrice: number, draws: number): Settled['gainAt'] {
  let gains: Gains | null | undefined;
  return (price) => {
    if (gains === undefined) {
      const season = seasonOf();
      gains = season && drawnGains(season, currentPrice, draws);
    }
    return gains && gains.estimate(price);
  };
}

function guardedPrice(
  { candidates, candidate }: Recommendation,
  { facts, set }: Priced,
  related: BoundRecommendation | undefined,
): GuardedPrice {
  if (related?.infeasible)
    return { price: null, trail: [], bindingRule: null, infeasible: related.infeasible };
  return applyGuardrails(candidates.find(({ name }) => name === candidate)!.wish, facts, set);
}

function* draftsOf(all: readonly Priced[], level: number): WorkSteps<Draft[]> {
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
    const isFew = members.every(({ few }) => few !== null);
    const draws = isFew ? members[0]!.few!.draws : suggestionDraws;
    const { recommendations, indexMoves, gainPerDay, probability, seasonOf } = yield* jointSteps(
      members.map((one) => jointProduct(one, isFew ? one.few : null)),
      draws,
      level,
      isFew ? { near: nearOf(members) } : null,
    );
    const changed = recommendations.filter(({ action }) => action === 'change').length;
    const joint = changed > 0 ? { group, changed, gainPerDay, probability } : null;
    members.forEach((_, k) => {
      drafts[places[k]!] = {
        recommendation: recommendations[k]!,
        joint,
        indexMove: indexMoves[k]!,
        season: () => seasonOf(k),
        draws,
      };
    });
  }
  for (const [i, one] of all.entries()) {
    if (drafts[i]) continue;
    drafts[i] = {
      recommendation: one.recommend(one.season, false),
      joint: null,
      indexMove: 0,
      season: () => one.season,
      draws: suggestionDraws,
    };
    yield;
  }
  return drafts;
}

function nearOf(members: readonly Priced[]): readonly number[] | null {
  const prices = members.flatMap(({ nearPrice }) => nearPrice ?? []);
  return prices.length === members.length ? prices : null;
}

function boundMember(priced: Priced, { recommendation }: Draft): BoundMember {
  const { candidate, facts, set, season } = priced;
  return {
    product: relatedProduct(
      candidate.past?.product ?? { id: candidate.id, name: candidate.name, category: candidate.category },
    ),
    facts,
    set,
    season,
    tie: candidate.tie,
    isFixed: candidate.noGround !== null || priced.isHeld,
    recommendation,
    price: chargedPrice(recommendation, facts, set),
    recommend: priced.recommend,
  };
}

/** Why a price stays that others left no place to change. */
function heldWords(recommendation: Recommendation): Recommendation {
  if (recommendation.action !== 'keep') return recommendation;
  const price = formatMoney(recommendation.candidates[0]!.price);
  return {
    ...recommendation,
    sentence: `Keep ${price}: your limit on changes is used up by prices that gain more.`,
  };
}

function withJoint(
  recommendation: Recommendation,
  joint: JointGain | null,
  isRelated: boolean,
): Recommendation {
  if (joint === null) return recommendation;
  // What is brief has no sentence to add to.
  if (recommendation.sentence === '') return { ...recommendation, joint };
  return {
    ...recommendation,
    joint,
    sentence: `${recommendation.sentence} ${jointSentence(joint, recommendation, isRelated)}`,
  };
}

function jointProduct(
  { candidate, facts, set, season, recommend: recommended }: Priced,
  few: FewDraws | null,
): JointProduct {
  const { id, currentPrice, tie } = candidate;
  return {
    id,
    currentPrice,
    season: few ? few.season : season!,
    cross: few ? few.cross : tie!.cross,
    shares: tie!.shares,
    recommend: few
      ? (linked, isHeld) => recommended(linked, isHeld, facts, few.draws)
      : (linked, isHeld) => recommended(linked, isHeld),
    priceOf: (recommendation) => chargedPrice(recommendation, facts, set) ?? currentPrice,
  };
}

/** null where the rules contradict each other. A price that stays is today's. */
function chargedPrice(
  { action, candidates, candidate }: Recommendation,
  facts: GuardrailFacts,
  set: GuardrailSet,
) {
  const chosen = candidates.find(({ name }) => name === candidate)!;
  const price = heldPrice(chosen.wish, facts, set)?.price ?? null;
  if (action !== 'change') return price === null ? null : facts.currentPrice;
  return price;
}

/** What the trained policy asks for. */
export interface AgentWish {
  /** Currency. */
  readonly price: number;
  /** Set where the policy can price a season day by day. */
  readonly policy: Policy | null;
}

/** `agent` is null where none was asked; `isBound`: a relation with others holds it. */
export function pricedOf<Product extends PriceableProduct>(
  candidate: Product,
  agent: AgentWish | null,
  guardrails: Guardrails,
  { acceptedChanges, objective, level, lean, held, isQuick, near, isBrief, typedPrices }: Advice,
  isBound: boolean,
): Priced<Product> {
  const { id, currentPrice, competitorPrice, settlingTest: test } = candidate;
  const { unitCost } = candidate.terms;
  const set = guardrailsFor(guardrails, candidate);
  const decided = Object.hasOwn(acceptedChanges, id) ? acceptedChanges[id] : undefined;
  const facts = {
    currentPrice,
    unitCost,
    competitorPrice,
    pastEnding: candidate.past?.ending ?? null,
    ...movesWith(candidate.moves, decided),
  };
  const known = objective === 'profit' ? unitCost : 0;
  const counted = known === null ? null : leanedCost(known, currentPrice, lean);
  const season = counted === null ? null : candidate.seasonOf(counted);
  return {
    candidate,
    facts,
    set,
    policyPrice: agent && agent.price,
    isHeld: held.has(id),
    season,
    few: isQuick && season !== null ? fewDraws(season, candidate.tie) : null,
    nearPrice: (isQuick && near?.get(id)) || null,
    recommend: (valued, isHeld, its = facts, draws = suggestionDraws) =>
      recommend(
        {
          season: valued,
          draws,
          ...searchedOn(valued, isQuick, draws),
          facts: its,
          set,
          evidence: candidate.evidence,
          // A price that is anew every day keeps no relation with others: a bound product is priced for good.
          agent: agent && { wish: agent.price, policy: isBound ? null : agent.policy },
          typed: Object.hasOwn(typedPrices, id) ? typedPrices[id]! : null,
          isHeld: isHeld || held.has(id),
          isBound,
          firstDay: candidate.past?.firstDay ?? null,
          demand: { ...candidate.response, noGround: candidate.noGround, test },
        },
        { objective, level, unitCost: counted ?? 0, lean, isBrief },
      ),
  };
}

/** Draws that prices are searched on where a quick answer is asked for, and that a category is then valued on. */
const quickDraws = suggestionDraws / 2;

/** The season on fewer draws to search prices on, where that is asked for; nothing else. */
function searchedOn(
  season: Season | null,
  isQuick: boolean,
  draws: number,
): Pick<RecommendedSeries, 'search'> {
  if (!isQuick || season === null) return {};
  const few = draws === quickDraws ? season : (season.quicker?.(draws / quickDraws) ?? null);
  return few ? { search: { season: few, draws: quickDraws } } : {};
}

/** null where the product is priced alone, or its season cannot be valued on fewer draws. */
function fewDraws(season: Season, tie: Tie | null): FewDraws | null {
  if (tie === null) return null;
  const step = suggestionDraws / quickDraws;
  const few = season.quicker?.(step) ?? null;
  return few && { season: few, cross: tie.cross && everyNthOf(tie.cross, step), draws: quickDraws };
}

/** The same with every choice made. */
export interface Advice {
  readonly acceptedChanges: AcceptedChanges;
  readonly objective: ObjectiveName;
  readonly level: number;
  readonly lean: Lean | null;
  readonly held: ReadonlySet<string>;
  readonly isQuick: boolean;
  /** Prices by product id of a list like the one asked for, where a quick answer is asked for; absent: none are known. */
  readonly near?: ReadonlyMap<string, number>;
  /** Prices and what they gain alone. */
  readonly isBrief: boolean;
  readonly typedPrices: Readonly<Record<string, number>>;
}
