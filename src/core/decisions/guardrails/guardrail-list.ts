// The rules a suggested price must keep, in the order they act. Whoever needs to know what rules there are asks this list.

import { brandGap } from '../relations/brand-gap.ts';
import { onePrice } from '../relations/one-price.ts';
import { type RelationSet, usualRelations } from '../relations/relation-list.ts';
import { sizeLadder } from '../relations/size-ladder.ts';
import { changesPerWeek } from './changes-per-week.ts';
import { competitorBand } from './competitor-band.ts';
import { ending } from './ending.ts';
import type { BoundRule, Guardrail } from './guardrail.ts';
import { largestChange } from './largest-change.ts';
import { marginFloor } from './margin-floor.ts';
import { minAdvertisedPrice } from './min-advertised-price.ts';
import { priceRange } from './price-range.ts';
import { relationRule } from './relation-rule.ts';
import { restAfterChange } from './rest-after-change.ts';
import { ownValue } from '../../text/own-value.ts';

const rules = [
  largestChange,
  marginFloor,
  priceRange,
  competitorBand,
  changesPerWeek,
  restAfterChange,
  minAdvertisedPrice,
  relationRule(sizeLadder),
  relationRule(brandGap),
  relationRule(onePrice),
] as const;
type AnyRule = (typeof rules)[number] | typeof ending;

export type BoundRuleName = (typeof rules)[number]['name'];
export type GuardrailName = AnyRule['name'];

type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;
type AllValues = Intersection<AnyRule['usual']>;
/** The values of all rules. Percent are percent, prices in currency; null: that rule is off. */
export type GuardrailSet = { readonly [Key in keyof AllValues]: AllValues[Key] };

export type Rule = BoundRule<BoundRuleName> | Guardrail<'ending'>;

/** Each allows an interval of prices. */
export const boundRules: readonly BoundRule<BoundRuleName>[] = rules;
/** The ending acts last and may not break the others. */
export const guardrailList: readonly Rule[] = [...boundRules, ending];
/** Those that a scope can set; the others hold between products. */
export const scopedRules: readonly Rule[] = guardrailList.filter(
  (rule) => Object.keys(rule.usual).length > 0,
);
export const guardrailNames: readonly GuardrailName[] = guardrailList.map(({ name }) => name);

/** The rule of that name. */
export function guardrailNamed(name: GuardrailName): Rule {
  return guardrailList.find((rule) => rule.name === name)!;
}

/**
 * What holds for a product: `all`, overruled rule by rule by its category's, then by its own.
 *
 * A key that is present with null switches the rule off for that scope.
 */
export interface Guardrails {
  readonly all: GuardrailSet;
  readonly categories: Readonly<Record<string, Partial<GuardrailSet>>>;
  readonly products: Readonly<Record<string, Partial<GuardrailSet>>>;
  /** What holds between products; absent: nothing. */
  readonly relations?: Partial<RelationSet>;
}

/** What holds between products, all of it said. */
export function relationsOf({ relations }: Guardrails): RelationSet {
  return { ...usualRelations, ...relations };
}

export const defaultGuardrails: Guardrails = {
  all: Object.assign({}, ...guardrailList.map(({ usual }) => usual)) as GuardrailSet,
  categories: {},
  products: {},
};

/** The rules of one product: `all`, then its category's, then its own. */
export function guardrailsFor(
  guardrails: Guardrails,
  product: { readonly id: string; readonly category: string | null },
): GuardrailSet {
  const { all, categories, products } = guardrails;
  const ofCategory = product.category === null ? undefined : ownValue(categories, product.category);
  return overruled(overruled(all, ofCategory), ownValue(products, product.id));
}

function overruled(wider: GuardrailSet, narrower: Partial<GuardrailSet> | undefined): GuardrailSet {
  if (!narrower) return wider;
  const set: GuardrailSet = { ...wider, ...narrower };
  return boundRules.reduce<GuardrailSet>(
    (values, rule) => (rule.reconciled ? { ...values, ...rule.reconciled(values, narrower) } : values),
    set,
  );
}
