// What a report holds to answer back with: what each product is priced from, and the rules. The script inside the report asks the
// core's own functions with them, the very ones that made the published prices, so the same rules give the same prices.

import { fewestChangesSteps } from '../../decisions/fewest-changes.ts';
import { evidenceToPrice, type PriceableProduct } from '../../decisions/evidence-to-price.ts';
import { allowedPrices, settledPrice } from '../../decisions/guardrails/apply-guardrails.ts';
import { gridFor } from '../../decisions/guardrails/ending.ts';
import {
  type Guardrails,
  type GuardrailName,
  relationsOf,
} from '../../decisions/guardrails/guardrail-list.ts';
import type { EstimatedGain } from '../../decisions/gain.ts';
import type { PricingEvidence } from '../../decisions/pricing-evidence.ts';
import { movesWith } from '../../decisions/recent-days.ts';
import {
  type Lean,
  type ObjectiveName,
  type Recommendation,
  usualLevel,
} from '../../decisions/recommendation.ts';
import { relatedProduct } from '../../decisions/relations/relation.ts';
import { relationsBetween } from '../../decisions/relations/relation-list.ts';
import type { AcceptedChanges } from '../../decisions/accepted-changes.ts';
import { pricedOf, settledSteps } from '../../decisions/settled-recommendations.ts';
import type { Suggestion } from '../../decisions/suggestion.ts';
import { runToEnd } from '../../run-to-end.ts';
import type { WorkSteps } from '../../decisions/work-steps.ts';

/** What the recommendations of a report were asked with. */
export interface AnswerChoices {
  readonly guardrails: Guardrails;
  readonly objective: ObjectiveName;
  /** Probability of gain that a change must reach, 0 to 1. */
  readonly level: number;
  /** At most so many prices change; null: any number. */
  readonly mostChanges: number | null;
}

/** Plain data: it stands in the report as JSON. */
export interface ReportAnswers {
  /** In the order of the report. */
  readonly products: readonly AnswerProduct[];
  readonly published: AnswerChoices;
  readonly lean: Lean | null;
}

interface AnswerProduct {
  readonly evidence: PricingEvidence;
  /** What the agent asked for; null without one. */
  readonly wish: number | null;
  /** What a person wanted valued; null for nothing. */
  readonly typed: number | null;
  /** Its published recommendation where this file cannot price it anew; null where it can. */
  readonly fixed: { readonly price: number | null; readonly recommendation: Recommendation } | null;
}

/** A product as the rules of a choice price it. */
export interface Answer extends Pick<
  Suggestion,
  'productId' | 'productName' | 'currentPrice' | 'price' | 'recommendation' | 'assumedCost'
> {
  readonly bindingRule: GuardrailName | null;
  /** Whether it was priced anew. */
  readonly isAnswered: boolean;
  /** What a price gains over today's, whatever the rules say; null where that cannot be valued. */
  readonly gainAt: (price: number) => EstimatedGain | null;
  /** What the rules make of a price; null where they allow none. */
  readonly settled: (price: number) => number | null;
  /** Prices about which something is known. */
  readonly evidence: { readonly lowest: number; readonly highest: number };
}

/**
 * What the report answers with; null where a product has no past, so that not every figure could follow.
 *
 * `evidence` as `evidenceOfSetup` gives it, in the order of `suggestions`.
 */
export function reportAnswers(
  suggestions: readonly Suggestion[],
  evidence: readonly (PricingEvidence | null)[],
  guardrails: Guardrails,
  {
    acceptedChanges = {},
    mostChanges = null,
  }: { readonly acceptedChanges?: AcceptedChanges; readonly mostChanges?: number | null } = {},
): ReportAnswers | null {
  const known = evidence.filter((each) => each !== null);
  const first = suggestions[0]?.recommendation;
  if (!first || known.length !== suggestions.length) return null;
  const fixed = fixedPlaces(suggestions, known, guardrails);
  return {
    products: suggestions.map(({ productId, price, policyPrice, recommendation }, i) => ({
      evidence: {
        ...known[i]!,
        moves: movesWith(
          known[i]!.moves,
          Object.hasOwn(acceptedChanges, productId) ? acceptedChanges[productId] : undefined,
        ),
      },
      wish: policyPrice,
      typed: recommendation.candidates.find(({ name }) => name === 'typed')?.wish ?? null,
      fixed: fixed.has(i) ? { price, recommendation } : null,
    })),
    published: { guardrails, objective: first.objective, level: first.level ?? usualLevel, mostChanges },
    lean: first.lean ?? null,
  };
}

/**
 * Products whose prices an agent sets day by day, which takes the agent itself; and those that a relation or a category
 * prices together with one of them.
 */
function fixedPlaces(
  suggestions: readonly Suggestion[],
  evidence: readonly PricingEvidence[],
  guardrails: Guardrails,
): ReadonlySet<number> {
  const fixed = new Set<number>();
  suggestions.forEach(({ policyPrice, recommendation: { candidates } }, i) => {
    const agent = candidates.find(({ name }) => name === 'agent');
    if (agent ? agent.isSchedule : policyPrice !== null && evidence[i]!.season.kind === 'played')
      fixed.add(i);
  });
  if (fixed.size === 0) return fixed;
  const place = new Map(evidence.map(({ product }, i) => [product.id, i]));
  const related = relationsBetween(
    evidence.map(({ product }) => relatedProduct(product)),
    relationsOf(guardrails),
  ).map(({ products }) => products.flatMap((id) => place.get(id) ?? []));
  const categories = new Map<string, number[]>();
  evidence.forEach(({ product, season }, i) => {
    if (product.category === null || season.kind === 'played') return;
    const key = JSON.stringify([product.category, product.series ?? null]);
    categories.set(key, [...(categories.get(key) ?? []), i]);
  });
  const groups = [...related, ...categories.values()];
  for (let before = -1; before !== fixed.size;) {
    before = fixed.size;
    for (const places of groups) if (places.some((i) => fixed.has(i))) places.forEach((i) => fixed.add(i));
  }
  return fixed;
}

/** Prices everything anew for each choice it is asked with; draws are made once. */
export function answering(model: ReportAnswers): (choices: AnswerChoices) => Answer[] {
  const steps = answeringSteps(model);
  return (choices) => runToEnd(steps(choices));
}

/** The same in steps of a product. */
export function answeringSteps({
  products,
  published,
  lean,
}: ReportAnswers): (choices: AnswerChoices) => WorkSteps<Answer[]> {
  const priceable: PriceableProduct[] = [];
  const answered = products.flatMap(({ fixed }, i) => (fixed ? [] : [i]));
  const typedPrices = Object.fromEntries(
    products.flatMap(({ evidence, typed }) => (typed === null ? [] : [[evidence.product.id, typed]])),
  );
  const relations = published.guardrails.relations
    ? relationsBetween(
        answered.map((i) => relatedProduct(products[i]!.evidence.product)),
        relationsOf(published.guardrails),
      )
    : [];
  const bound = new Set(relations.flatMap((relation) => relation.products));
  return function* ({ guardrails, objective, level, mostChanges }) {
    while (priceable.length < products.length) {
      priceable.push(evidenceToPrice(products[priceable.length]!.evidence));
      yield;
    }
    return yield* fewestChangesSteps(mostChanges, function* (held) {
      const priced = answered.map((i) => {
        const { wish } = products[i]!;
        return pricedOf(
          priceable[i]!,
          wish === null ? null : { price: wish, policy: null },
          guardrails,
          {
            acceptedChanges: {},
            objective,
            level,
            lean,
            held: held ?? new Set<string>(),
            isQuick: false,
            isBrief: false,
            typedPrices,
          },
          bound.has(priceable[i]!.id),
        );
      });
      const settled = yield* settledSteps(priced, level, relations);
      const at = new Map(answered.map((i, k) => [i, settled[k]!]));
      return products.map(({ evidence, fixed }, i): Answer => {
        const its = at.get(i);
        const shared = {
          productId: evidence.product.id,
          productName: evidence.product.name,
          currentPrice: evidence.currentPrice,
          assumedCost: evidence.assumedCost,
          evidence: priceable[i]!.evidence,
        };
        if (!its)
          return {
            ...shared,
            ...fixed!,
            bindingRule: null,
            isAnswered: false,
            gainAt: () => null,
            settled: () => null,
          };
        const { facts, set } = its.priced;
        return {
          ...shared,
          price: its.price,
          recommendation: its.recommendation,
          bindingRule: its.recommendation.action === 'change' ? its.guarded.bindingRule : null,
          isAnswered: true,
          gainAt: its.gainAt,
          settled: (price) =>
            settledPrice(price, allowedPrices(facts, set), gridFor(set.ending, facts.pastEnding)),
        };
      });
    });
  };
}
