// Which products are priced in one go: those that take sales from each other or that a relation holds together.

import { replayedHistories } from '../market/kinds.ts';
import type { MarketSetup } from '../market/market.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import { type Guardrails, relationsOf } from './guardrails/guardrail-list.ts';
import { type RelationName, relationsBetween } from './relations/relation-list.ts';
import { type Relation, relatedProduct } from './relations/relation.ts';
import { tieOf } from './evidence-to-price.ts';
import { crossEvidence } from './pricing-evidence.ts';

/** Products asked of the policy at once. */
const askedAtOnce = 512;

export type Relations = readonly Relation<RelationName>[];

/** What holds between the products that have a past. */
export function relationsOfSetup(
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
export function partsOf(
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
  relations: Relations,
): number[][] {
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
    const tie = past?.demand ? tieOf(past.history.product, crossEvidence(past.demand)) : null;
    const key = related ? `related ${related[i] || i}` : (tie?.group ?? String(i));
    if (related?.[i] || tie?.cross) isTied.add(key);
    const places = groups.get(key);
    if (places) places.push(i);
    else groups.set(key, [i]);
  });
  return [...groups].flatMap(([key, places]) => (isTied.has(key) ? [places] : places.map((i) => [i])));
}
