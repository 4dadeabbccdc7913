// What a decision about one or many products would do, before it happens: old price, new price, what stays as it is
// and why, and what it would bring. Pure.

import {
  leftSentence,
  proposeDecisions,
  type DecisionRequest,
  type Decisions,
} from '../../../core/decisions/decision.ts';
import type { Recommendation } from '../../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { roundToCent } from '../../../core/market/price-from-action.ts';

/** How an overriding price is made. */
export type OverrideRule =
  { readonly kind: 'price'; readonly price: number } | { readonly kind: 'change'; readonly percent: number };

/** One product whose decision would change. */
export interface PlannedPrice {
  readonly productId: string;
  readonly productName: string;
  /** What stands now: the decided price, else today's. */
  readonly oldPrice: number;
  /** Whether `oldPrice` was decided here before. */
  readonly decidedBefore: boolean;
  /** What would be charged: the new price, or today's where a decision is taken back. */
  readonly newPrice: number;
  readonly belowCost: boolean;
  /** Of the recommended price, where it is that price the decision takes; else null. */
  readonly recommendation: Pick<Recommendation, 'action' | 'gainPerDay' | 'probability' | 'level'> | null;
}

export interface DecisionPreview {
  readonly planned: readonly PlannedPrice[];
  /** Which products stay as they are, and why; null where all change. */
  readonly left: string | null;
  readonly up: number;
  readonly down: number;
  readonly unchanged: number;
  readonly belowCost: number;
}

export function previewOf(
  decisions: Decisions,
  suggestions: readonly Suggestion[],
  request: DecisionRequest,
): DecisionPreview {
  const byId = new Map(suggestions.map((suggestion) => [suggestion.productId, suggestion]));
  const proposal = proposeDecisions(decisions, suggestions, request);
  const planned = proposal.changes.flatMap(({ productId, before, after }): PlannedPrice[] => {
    const suggestion = byId.get(productId);
    if (!suggestion) return [];
    const { productName, currentPrice, unitCost, recommendation } = suggestion;
    const newPrice = after?.price ?? currentPrice;
    return [
      {
        productId,
        productName,
        oldPrice: before?.price ?? currentPrice,
        decidedBefore: before !== null,
        newPrice,
        belowCost: after?.action === 'override' && unitCost !== null && newPrice < unitCost,
        recommendation: request.action === 'accept' ? recommendation : null,
      },
    ];
  });
  const count = (matches: (cents: number) => boolean) =>
    planned.filter(({ oldPrice, newPrice }) => matches(Math.round((newPrice - oldPrice) * 100))).length;
  return {
    planned,
    left: leftSentence(proposal),
    up: count((cents) => cents > 0),
    down: count((cents) => cents < 0),
    unchanged: count((cents) => cents === 0),
    belowCost: planned.filter((each) => each.belowCost).length,
  };
}

/**
 * Whether a price is ticked for acceptance at first: not where it is expected to lose or its chance of gain is below
 * the level, and not before the test that is recommended. A price that stays loses nothing.
 */
export function isSafe({ recommendation }: PlannedPrice): boolean {
  if (recommendation === null) return true;
  const { action, gainPerDay, probability, level } = recommendation;
  if (action === 'change') return gainPerDay.value > 0 && probability >= level;
  return action === 'keep';
}

/** One overriding price a product: that of the rule, from today's price. */
export function overridePrices(
  suggestions: readonly Suggestion[],
  rule: OverrideRule,
): { readonly productId: string; readonly price: number }[] {
  return suggestions.map(({ productId, currentPrice }) => ({
    productId,
    price: overridePrice(rule, currentPrice),
  }));
}

/** To the cent, and at least one. */
export function overridePrice(rule: OverrideRule, currentPrice: number): number {
  const wished = rule.kind === 'price' ? rule.price : currentPrice * (1 + rule.percent / 100);
  return Math.max(0.01, roundToCent(wished));
}

/** Why what is typed is no override yet; null where it is one. */
export function overrideProblem(kind: OverrideRule['kind'], typed: number | string): string | null {
  const value = typeof typed === 'number' ? typed : typed.trim() === '' ? Number.NaN : Number(typed);
  if (kind === 'price')
    return Number.isFinite(value) && value >= 0.01
      ? null
      : 'Price: type an amount of at least 0.01, such as 19.99.';
  return Number.isFinite(value) && value > -100 && value <= 1000
    ? null
    : 'Change: type a percentage above -100 and up to 1000, such as -5 or 3.5.';
}

/** A reason is asked for, because someone reads the audit log later. */
export function reasonProblem(reason: string): string | null {
  const { length } = reason.trim();
  if (length === 0) return 'Reason: explain in a few words; it is recorded in the audit log.';
  return length > 500 ? `Reason: at most 500 characters, this has ${length}.` : null;
}
