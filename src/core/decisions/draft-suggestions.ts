// From products ready to be priced to suggestions: each is recommended, a category with cross effects jointly, relations
// between products are kept, and the result is put into words.

import { reasonsFor, warningsFor } from './reasons.ts';
import { movesWith } from './recent-days.ts';
import type { ExpectedDay } from '../market/expected-day.ts';
import { supportDays } from '../market/history/prepared-product.ts';
import { checkWords, isProven } from '../market/market-check.ts';
import { pastRange } from '../market/price-from-action.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import { formatMoney } from '../text/format.ts';
import type { AcceptedChanges } from './accepted-changes.ts';
import { type IndexMove, movedCurve, suggestionDraws } from './demand-curve.ts';
import type { Outlook } from './estimate.ts';
import { applyGuardrails } from './guardrails/apply-guardrails.ts';
import { type GuardrailSet, type Guardrails, guardrailsFor } from './guardrails/guardrail-list.ts';
import type { GuardrailFacts } from './guardrails/guardrail.ts';
import { type JointProduct, jointPrices } from './joint-prices.ts';
import { expectedAt } from './outlook.ts';
import {
  type BoundMember,
  type BoundRecommendation,
  boundRecommendations,
} from './relations/bound-recommendations.ts';
import { relatedProduct } from './relations/relation.ts';
import { type RecommendedSeries, recommend } from './recommend.ts';
import { jointSentence } from './recommendation-words.ts';
import {
  type JointGain,
  type Lean,
  type ObjectiveName,
  type Recommendation,
  leanedCost,
} from './recommendation.ts';
import { type Season, PlainSeason } from './season.ts';
import type { Suggestion } from './suggestion.ts';
import type { ProductToPrice } from './product-to-price.ts';
import type { Relations } from './priced-parts.ts';

/** A candidate with its rules and the way it is priced in a season. */
export interface Priced {
  readonly candidate: ProductToPrice;
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
export function suggestionsOf(
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

export function pricedOf(
  candidate: ProductToPrice,
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
          ...searchedOn(season, isQuick),
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

/** Of its draws every eighth is searched on where a quick answer is asked for. */
const searchStep = 8;

/** The season on fewer draws to search prices on, where that is asked for; nothing else. */
function searchedOn(season: Season | null, isQuick: boolean): Pick<RecommendedSeries, 'search'> {
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
  const now = expectedAt(curve, currentPrice, terms, suggestionDraws);
  const then =
    price === null ? null : expectedAt(move ? movedCurve(curve, move) : curve, price, terms, suggestionDraws);
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
    expectedAtCurrent: expectedOf(currentPrice, now),
    expectedAtSuggested: price === null || !then ? null : expectedOf(price, then),
    outlookAtCurrent: now,
    outlookAtSuggested: then,
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

function expectedOf(price: number, { units, revenue, profit }: Outlook): ExpectedDay {
  return { price, units: units.value, sales: revenue.value, profit: profit && profit.value };
}

/** The same with every choice made. */
export interface Advice {
  readonly acceptedChanges: AcceptedChanges;
  readonly objective: ObjectiveName;
  readonly level: number;
  readonly lean: Lean | null;
  readonly held: ReadonlySet<string>;
  readonly isQuick: boolean;
  readonly typedPrices: Readonly<Record<string, number>>;
}
