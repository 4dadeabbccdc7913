// From recommendations made product by product to recommendations that keep the relations between them.
//
// Products that a relation or a category ties together are settled at once (hold-relations.ts). Whose price changes by that is
// recommended once more where it now stands, with the relation as one of its rules, so that trail, reasons and figures are about
// the price that leaves the lab; all others keep the recommendation they had.

import { formatMoney, lowerFirst } from '../../text/format.ts';
import { allowedPrices, applyGuardrails, forbiddingRule } from '../guardrails/apply-guardrails.ts';
import { gridBetween, gridFor } from '../guardrails/ending.ts';
import type { GuardrailSet } from '../guardrails/guardrail-list.ts';
import { type GuardrailFacts, halfCent, noWords, type RelationBounds } from '../guardrails/guardrail.ts';
import { estimateOf } from '../outlook.ts';
import { forcedWords, recommendationSentence } from '../recommendation-words.ts';
import { isSamePrice, type JointGain, type Recommendation } from '../recommendation.ts';
import type { Season } from '../season.ts';
import type { Infeasible } from '../guardrails/trail.ts';
import type { HeldRelation } from '../suggestion.ts';
import {
  type BoundProduct,
  type HeldPrices,
  holdRelations,
  type RelationContradiction,
} from './hold-relations.ts';
import type { RelatedProduct, Relation, RelationLimit } from './relation.ts';
import { relationKinds, type RelationName } from './relation-list.ts';

type AnyRelation = Relation<RelationName>;

/** One product with what was recommended for it without relations. */
export interface BoundMember {
  readonly product: RelatedProduct;
  readonly facts: GuardrailFacts;
  readonly set: GuardrailSet;
  /** null where its value cannot be counted. */
  readonly season: Season | null;
  readonly tie: {
    readonly group: string;
    readonly cross: Float64Array | null;
    readonly shares: Readonly<Record<string, number>>;
  } | null;
  /** Its price moved in promotions only. */
  readonly isFixed: boolean;
  readonly recommendation: Recommendation;
  /** What that charges; null where the rules contradict each other. */
  readonly price: number | null;
  readonly recommend: (season: Season | null, isHeld: boolean, facts: GuardrailFacts) => Recommendation;
}

/** What relations change of a recommendation; what is absent stays. */
export interface BoundRecommendation {
  readonly recommendation?: Recommendation;
  /** Set for all that were settled together. */
  readonly joint?: JointGain | null;
  /** Log factor of what the others' prices do to its units, a coefficient of 1. */
  readonly indexMove?: number;
  readonly facts?: GuardrailFacts;
  readonly infeasible?: Infeasible;
  /** What its price is worth with the others' at theirs; null where it cannot be counted. */
  readonly season?: () => Season | null;
  readonly relations: readonly HeldRelation[];
}

/** A price search needs an end: no relation takes a price beyond this multiple of today's where no rule bounds it. */
const farthest = 10;

/** By place in `members`; those that no relation names are left out. */
export function boundRecommendations(
  members: readonly BoundMember[],
  relations: readonly AnyRelation[],
  draws: number,
  level: number,
): Map<number, BoundRecommendation> {
  const bound = new Map<number, BoundRecommendation>();
  const place = new Map(members.map(({ product }, i) => [product.id, i]));
  const known = relations.filter(({ products }) => products.filter((id) => place.has(id)).length > 1);
  if (known.length === 0) return bound;
  for (const places of tiedTogether(members, known, place)) {
    const its = known.filter(({ products }) => products.some((id) => places.includes(place.get(id) ?? -1)));
    if (its.length === 0) continue;
    const part = places.map((i) => members[i]!);
    const held = holdRelations(
      part.map((member) => boundProduct(member, draws)),
      its,
      draws,
      level,
    );
    part.forEach((member, k) => {
      const own = its.filter(({ products }) => products.includes(member.product.id));
      const one = boundOf(part, k, held, own, draws, `relations ${its[0]!.id}`);
      if (one) bound.set(places[k]!, one);
    });
  }
  return bound;
}

/** Places of products that a relation or a category ties, directly or through others. */
function tiedTogether(
  members: readonly BoundMember[],
  relations: readonly AnyRelation[],
  place: ReadonlyMap<string, number>,
): number[][] {
  const root = members.map((_, i) => i);
  const rootOf = (i: number): number => (root[i] === i ? i : (root[i] = rootOf(root[i]!)));
  const first = new Map<string, number>();
  members.forEach(({ tie }, i) => {
    if (tie === null) return;
    const other = first.get(tie.group);
    if (other === undefined) first.set(tie.group, i);
    else root[rootOf(i)] = rootOf(other);
  });
  for (const { products } of relations) {
    const places = products.flatMap((id) => place.get(id) ?? []);
    for (const i of places.slice(1)) root[rootOf(i)] = rootOf(places[0]!);
  }
  const groups = new Map<number, number[]>();
  members.forEach((_, i) => {
    const group = groups.get(rootOf(i));
    if (group) group.push(i);
    else groups.set(rootOf(i), [i]);
  });
  return [...groups.values()];
}

function boundProduct(member: BoundMember, draws: number): BoundProduct {
  const { product, facts, set, season, tie, isFixed, price } = member;
  const { currentPrice } = facts;
  const { lowest, highest } = allowedPrices(facts, set);
  const mayStay = currentPrice >= lowest - halfCent && currentPrice <= highest + halfCent;
  return {
    id: product.id,
    currentPrice,
    season: season ?? worthNothing(draws),
    cross: season === null ? null : (tie?.cross ?? null),
    shares: tie?.shares ?? {},
    domain: {
      lowest,
      highest: Math.min(highest, Math.max(lowest, farthest * currentPrice)),
      ending: gridBetween(lowest, highest, gridFor(set.ending, facts.pastEnding)),
      today: mayStay ? currentPrice : null,
    },
    wanted: price,
    isFixed: isFixed || season === null,
  };
}

function worthNothing(draws: number): Season {
  return { days: 30, isPlayed: false, constant: (_, out) => out.fill(0, 0, draws) };
}

function boundOf(
  part: readonly BoundMember[],
  k: number,
  held: HeldPrices,
  relations: readonly AnyRelation[],
  draws: number,
  group: string,
): BoundRecommendation | null {
  const member = part[k]!;
  const notes = relations.map((relation) => heldRelation(relation, held));
  const contradiction = held.contradictions.find(({ members }) => members.includes(k));
  if (contradiction) return contradicted(part, k, contradiction, notes);
  const isTouched = held.touched.size > 0;
  if (relations.length === 0 && !isTouched) return null;
  const joint = isTouched ? jointGain(part, held, draws, group) : undefined;
  const shared = {
    ...(joint === undefined ? {} : { joint }),
    ...(isTouched
      ? {
          indexMove: held.category.indexMoves[k]!,
          season: () => member.season && held.category.seasonOf(k),
        }
      : {}),
    relations: notes,
  };
  const price = held.prices[k]!;
  const bounds = boundsOf(part, k, held, relations);
  if (!held.touched.has(k) || member.price === null || isSamePrice(price, member.price)) {
    return bounds === null || member.recommendation.action !== 'change'
      ? shared
      : { ...shared, facts: { ...member.facts, relations: bounds } };
  }
  const season = member.season && held.category.seasonOf(k);
  const { currentPrice } = member.facts;
  if (isSamePrice(price, currentPrice)) {
    const stays = member.recommend(season, true, member.facts);
    const words = `${relationWords(notes)} Without it ${formatMoney(member.price)} would be recommended.`;
    const sentence =
      stays.action === 'test'
        ? `${stays.sentence} ${words}`
        : `Keep ${formatMoney(currentPrice)}: ${lowerFirst(words)}`;
    return { ...shared, recommendation: { ...stays, sentence } };
  }
  const facts = { ...member.facts, relations: pinned(part, k, held, relations, bounds ?? {}) };
  const moved = member.recommend(season, false, facts);
  // What is pinned above forbids today's price too; a reader wants the rule or relation behind it.
  const forcedBy = forbiddingRule(currentPrice, { ...member.facts, relations: bounds ?? {} }, member.set);
  const recommendation = { ...moved, isForced: forcedBy !== null, forcedBy };
  const base = recommendationSentence({ ...recommendation, isForced: false }, currentPrice, null);
  return {
    ...shared,
    facts,
    recommendation: {
      ...recommendation,
      sentence: `${forcedWords(recommendation)}${base} ${relationWords(notes)}`,
    },
  };
}

function heldRelation(relation: AnyRelation, held: HeldPrices): HeldRelation {
  const { kind, id, title, products } = relation;
  return { kind, label: labelOf(kind), id, title, products, costPerDay: held.costs.get(id) ?? null };
}

function labelOf(kind: RelationName): string {
  return relationKinds.find(({ name }) => name === kind)!.label;
}

/** `Size ladder (cola: 1 l, 2 l) holds it, at a cost of 3.20 a day.` */
function relationWords(notes: readonly HeldRelation[]): string {
  const binding = notes.filter(({ costPerDay }) => costPerDay !== null);
  const named = (binding.length > 0 ? binding : notes).map(
    ({ label, title, costPerDay }) =>
      `${label} (${title}) limits the price${costPerDay === null ? '' : `, at a cost of ${formatMoney(costPerDay)} a day`}.`,
  );
  return named.join(' ');
}

function jointGain(
  part: readonly BoundMember[],
  held: HeldPrices,
  draws: number,
  group: string,
): JointGain | null {
  const changed = part.filter(({ facts }, i) => !isSamePrice(held.prices[i]!, facts.currentPrice)).length;
  if (changed === 0) return null;
  const { total } = held.category.gains();
  const sum = total.reduce((all, value) => all + value, 0);
  return {
    group,
    changed,
    gainPerDay: estimateOf(sum / draws, total),
    probability: total.filter((gain) => gain > 0).length / draws,
  };
}

/** What the others' prices leave product `k`, by kind of relation; null where nothing. */
function boundsOf(
  part: readonly BoundMember[],
  k: number,
  { prices }: HeldPrices,
  relations: readonly AnyRelation[],
): RelationBounds | null {
  const { id } = part[k]!.product;
  const priceOf = (other: string) => {
    const at = part.findIndex(({ product }) => product.id === other);
    return at < 0 || part[at]!.price === null ? null : prices[at]!;
  };
  const bounds: Record<string, NonNullable<RelationBounds[string]>> = {};
  for (const { kind, limits } of relations)
    for (const { lower, upper, ratio, lowerWords, upperWords } of limits) {
      if (lower !== id && upper !== id) continue;
      const other = priceOf(lower === id ? upper : lower);
      if (other === null) continue;
      const so = bounds[kind] ?? {
        lowest: 0,
        highest: Infinity,
        lowestWords: noWords,
        highestWords: noWords,
      };
      const at = lower === id ? ratio * other : other / ratio;
      const words = () =>
        `${formatMoney(at)} is ${lower === id ? lowerWords : upperWords} at ${formatMoney(other)}`;
      if (lower === id && at < so.highest)
        bounds[kind] = { ...so, highest: Math.max(at, prices[k]!), highestWords: () => `at most ${words()}` };
      if (upper === id && at > so.lowest)
        bounds[kind] = { ...so, lowest: Math.min(at, prices[k]!), lowestWords: () => `at least ${words()}` };
    }
  return Object.keys(bounds).length === 0 ? null : bounds;
}

/** The same with the price found for product `k` as the only one that is left. */
function pinned(
  part: readonly BoundMember[],
  k: number,
  held: HeldPrices,
  relations: readonly AnyRelation[],
  bounds: RelationBounds,
): RelationBounds {
  const price = held.prices[k]!;
  const limits = relations.flatMap(({ kind, limits: its }) => its.map((limit) => ({ kind, limit })));
  const tight = limits.find(({ limit }) => isTightFor(part, k, held, limit));
  const kind = (tight ?? limits[0]!).kind;
  const so = bounds[kind];
  const isTop = so !== undefined && so.highest - price < 0.01;
  const words =
    so === undefined || tight === undefined
      ? () => `${formatMoney(price)} earns most together with the prices tied to it`
      : isTop
        ? so.highestWords
        : so.lowestWords;
  return { ...bounds, [kind]: { lowest: price, highest: price, lowestWords: words, highestWords: words } };
}

function isTightFor(
  part: readonly BoundMember[],
  k: number,
  { prices }: HeldPrices,
  { lower, upper, ratio }: RelationLimit,
): boolean {
  const { id } = part[k]!.product;
  const at = (product: string) => prices[part.findIndex((each) => each.product.id === product)] ?? NaN;
  return (lower === id || upper === id) && at(lower) > ratio * at(upper) - 0.01;
}

function contradicted(
  part: readonly BoundMember[],
  k: number,
  { stuck, circle }: RelationContradiction,
  relations: readonly HeldRelation[],
): BoundRecommendation {
  const member = part[k]!;
  const noPrice = { lowest: 2, highest: 1, lowestWords: noWords, highestWords: noWords };
  const kind = (stuck?.relation ?? circle?.[0])!.kind;
  const recommendation = member.recommend(null, true, {
    ...member.facts,
    relations: { [kind]: noPrice },
  });
  const infeasible = stuck ? stuckWords(part, stuck) : circleWords(circle!);
  return { recommendation, joint: null, indexMove: 0, infeasible, relations };
}

function stuckWords(
  part: readonly BoundMember[],
  { at, relation, limit, highest }: NonNullable<RelationContradiction['stuck']>,
): Infeasible {
  const { facts, set, product } = part[at]!;
  const other = part.find((each) => each.product.id === limit.upper)!;
  const atMost = `at most ${formatMoney(highest)} is ${limit.lowerWords} at the highest price its rules leave`;
  const { infeasible } = applyGuardrails(
    facts.currentPrice,
    {
      ...facts,
      relations: {
        [relation.kind]: { lowest: 0, highest, lowestWords: noWords, highestWords: () => atMost },
      },
    },
    set,
  );
  const sentence =
    infeasible?.sentence ?? `${labelOf(relation.kind)} leaves no price: ${atMost} (${other.product.name}).`;
  return { rules: infeasible?.rules ?? [relation.kind, 'ending'], sentence: `${product.name}: ${sentence}` };
}

function circleWords(circle: readonly AnyRelation[]): Infeasible {
  const [first, second = first] = circle;
  const named = circle.map(({ kind, title }) => `${lowerFirst(labelOf(kind))} "${title}"`).join(' and ');
  return {
    rules: [first!.kind, second!.kind],
    sentence: `${labelOf(first!.kind)} and ${lowerFirst(labelOf(second!.kind))} contradict each other: no prices keep ${named} at once.`,
  };
}
