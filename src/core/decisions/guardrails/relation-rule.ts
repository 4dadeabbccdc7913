// A kind of relation between products as a rule of the price of one: what the others' prices leave it. The limits themselves
// are settled over all products at once (relations/hold-relations.ts) and come in with the facts.

import type { RelationKind } from '../relations/relation.ts';
import { type BoundRule, figureRule, off } from './guardrail.ts';

/** Nothing of it is set for a scope: its settings hold between products. */
export type NoValues = Readonly<Record<never, number | null>>;

/** A relation between products as a rule of one product: the bounds that the relation leaves it, or none. */
export function relationRule<Name extends string>({
  name,
  label,
  meaning,
}: Pick<RelationKind<Name>, 'name' | 'label' | 'meaning'>): BoundRule<Name, NoValues> {
  return figureRule<Name, never>({
    name,
    label,
    meaning,
    fields: [],
    usual: {},
    words: () => '',
    bounds: ({ relations }) => relations?.[name] ?? off,
  });
}
