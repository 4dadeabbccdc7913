// The kinds of relation between products. Whoever needs to know which there are asks this list.

import { brandGap } from './brand-gap.ts';
import { onePrice } from './one-price.ts';
import type { RelatedProduct, Relation, RelationKind } from './relation.ts';
import { sizeLadder } from './size-ladder.ts';

const kinds = [sizeLadder, brandGap, onePrice] as const;
type AnyKind = (typeof kinds)[number];

export type RelationName = AnyKind['name'];

type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;
type AllValues = Intersection<AnyKind['usual']>;
/** The values of all kinds. */
export type RelationSet = { readonly [Key in keyof AllValues]: AllValues[Key] };

export const relationKinds = kinds as unknown as readonly RelationKind<RelationName, RelationSet>[];
export const relationNames: readonly RelationName[] = kinds.map(({ name }) => name);

export const usualRelations = Object.assign({}, ...kinds.map(({ usual }) => usual)) as RelationSet;

/** Everything that holds between these products. */
export function relationsBetween(
  products: readonly RelatedProduct[],
  set: RelationSet,
): Relation<RelationName>[] {
  return relationKinds.flatMap((kind) => kind.relations(products, set));
}

/** Why the set says nothing of a product that it names, as a sentence; null where it names none that is missing. */
export function relationProblem(products: readonly RelatedProduct[], set: RelationSet): string | null {
  for (const kind of relationKinds) {
    const problem = kind.problemOf?.(products, set) ?? null;
    if (problem !== null) return problem;
  }
  return null;
}
