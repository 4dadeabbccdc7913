// What a person decided about suggested prices: accepted, rejected or overridden, product by product, with undo.
//
// Everything here is pure. A request becomes a proposal (what would change, and what stays and why), a proposal
// becomes a step, and steps stand in a book that can be undone and redone. An override is a person's word: it
// survives every recalculation, and neither accepting nor rejecting touches it until it is taken back.

import { roundToCent } from '../market/price-from-action.ts';
import type { Suggestion } from './suggestion.ts';

export const decisionActions = ['accept', 'reject', 'override', 'clear'] as const;
/** `clear`: a decision was taken back, and none stands. */
type DecisionAction = (typeof decisionActions)[number];

export interface Decision {
  readonly productId: string;
  readonly action: DecisionAction;
  /** What will be charged, in currency: the suggested, the current or the overriding price; null for `clear`. */
  readonly price: number | null;
  /** What was suggested when it was decided; null where there was no price. */
  readonly suggestedPrice: number | null;
  readonly currentPrice: number;
  /** Never empty for an override. */
  readonly reason: string;
  /** ISO day from which the price holds; absent: from the moment it was decided. */
  readonly from?: string;
}

/** What stands now, by product id. Look up with `decisionFor`: a product may be called `constructor`. */
export type Decisions = Readonly<Record<string, Decision>>;

/** As much of a suggestion as a decision is about. */
export type DecidedSuggestion = Pick<Suggestion, 'productId' | 'price' | 'currentPrice'>;

export type DecisionRequest =
  | { readonly action: 'accept' | 'reject' | 'clear'; readonly productIds: readonly string[] }
  | {
      readonly action: 'override';
      readonly prices: readonly { readonly productId: string; readonly price: number }[];
      readonly reason: string;
    };

/** One product's decision before and after; null where none stands. */
export interface DecisionChange {
  readonly productId: string;
  readonly before: Decision | null;
  readonly after: Decision | null;
}

/** Why a product stays as it is, with the end of the sentence `2 of 60 stay as they are: ...`. */
const leftReasons = {
  overridden: 'overridden, which applies until it is taken back',
  noPrice: 'without a recommended price',
  notSuggested: 'without a recommendation',
  badPrice: 'with an overriding price that is not above 0',
  noReason: 'because an override needs a reason',
  unchanged: 'already decided this way',
} as const;
type LeftReason = keyof typeof leftReasons;

export interface DecisionProposal {
  readonly changes: readonly DecisionChange[];
  /** Products that stay as they are. */
  readonly left: readonly { readonly productId: string; readonly why: LeftReason }[];
}

/** The decision that stands for a product, or null. */
export function decisionFor(decisions: Decisions, productId: string): Decision | null {
  return Object.hasOwn(decisions, productId) ? decisions[productId]! : null;
}

/**
 * What a request would change, before it happens: the preview of old and new. `movesDay`: whether a decision that stands
 * would hold from another day, so that the same price is a change nevertheless.
 */
export function proposeDecisions(
  decisions: Decisions,
  suggestions: readonly DecidedSuggestion[],
  request: DecisionRequest,
  movesDay: (before: Decision) => boolean = () => false,
): DecisionProposal {
  const suggested = new Map(suggestions.map((suggestion) => [suggestion.productId, suggestion]));
  const changes: DecisionChange[] = [];
  const left: { productId: string; why: LeftReason }[] = [];
  for (const [productId, price] of askedPrices(request)) {
    const before = decisionFor(decisions, productId);
    const after = decided(request, before, suggested.get(productId), price);
    if (typeof after === 'string') left.push({ productId, why: after });
    else if (sameDecision(before, after) && (before === null || !movesDay(before)))
      left.push({ productId, why: 'unchanged' });
    else changes.push({ productId, before, after });
  }
  return { changes, left };
}

/** Every product asked about once, with the overriding price where there is one; the last one said holds. */
function askedPrices(request: DecisionRequest): Map<string, number | null> {
  return request.action === 'override'
    ? new Map(request.prices.map(({ productId, price }) => [productId, price]))
    : new Map(request.productIds.map((productId) => [productId, null]));
}

function decided(
  request: DecisionRequest,
  before: Decision | null,
  suggestion: DecidedSuggestion | undefined,
  asked: number | null,
): Decision | null | LeftReason {
  if (request.action === 'clear') return null;
  if (!suggestion) return 'notSuggested';
  const { currentPrice } = suggestion;
  if (request.action === 'override') {
    const reason = request.reason.trim();
    if (reason === '') return 'noReason';
    const price = roundToCent(asked ?? Number.NaN);
    return price > 0 && Number.isFinite(price) ? about(suggestion, 'override', price, reason) : 'badPrice';
  }
  if (before?.action === 'override') return 'overridden';
  if (request.action === 'reject') return about(suggestion, 'reject', currentPrice, '');
  return suggestion.price === null ? 'noPrice' : about(suggestion, 'accept', suggestion.price, '');
}

/** Written out: spreading takes ten times as long, and a catalogue decides a hundred thousand at once. */
function about(
  suggestion: DecidedSuggestion,
  action: DecisionAction,
  price: number,
  reason: string,
): Decision {
  return {
    productId: suggestion.productId,
    action,
    price,
    suggestedPrice: suggestion.price,
    currentPrice: suggestion.currentPrice,
    reason,
  };
}

function sameDecision(a: Decision | null, b: Decision | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.action === b.action &&
    a.price === b.price &&
    a.suggestedPrice === b.suggestedPrice &&
    a.currentPrice === b.currentPrice &&
    a.reason === b.reason
  );
}

/** `2 of 60 stay as they are: 1 overridden, which applies until it is taken back; 1 without a recommended price.` */
export function leftSentence({ changes, left }: DecisionProposal): string | null {
  if (left.length === 0) return null;
  const counts = new Map<LeftReason, number>();
  for (const { why } of left) counts.set(why, (counts.get(why) ?? 0) + 1);
  const parts = [...counts].map(([why, count]) => `${count} ${leftReasons[why]}`);
  const verb = left.length === 1 ? 'stays as it is' : 'stay as they are';
  return `${left.length} of ${left.length + changes.length} ${verb}: ${parts.join('; ')}.`;
}

/** Whether the suggestion has moved since the decision, so that it deserves another look; the decision stands. */
export function suggestionMoved(decision: Decision, suggestion: DecidedSuggestion): boolean {
  return decision.suggestedPrice !== suggestion.price || decision.currentPrice !== suggestion.currentPrice;
}

// --- The book ---------------------------------------------------------------------------------------------------

/** What one click changed. */
export interface DecisionStep {
  /** The entry of the audit log that holds it. */
  readonly entry: number;
  /** ISO time of that entry. */
  readonly at: string;
  readonly changes: readonly DecisionChange[];
}

export interface DecisionBook {
  readonly decisions: Decisions;
  /** Steps that can be undone, latest last. */
  readonly done: readonly DecisionStep[];
  /** Steps that were undone, latest last; the next decision forgets them. */
  readonly undone: readonly DecisionStep[];
}

const noDecisions: Decisions = Object.freeze(Object.create(null) as Decisions);
export const emptyBook: DecisionBook = { decisions: noDecisions, done: [], undone: [] };

/** The book after a step. */
export function withStep(book: DecisionBook, step: DecisionStep): DecisionBook {
  return { decisions: apply(book.decisions, step.changes), done: [...book.done, step], undone: [] };
}

/** The book without the step of that entry; unchanged where it cannot be undone. */
export function withoutStep(book: DecisionBook, entry: number): DecisionBook {
  const step = book.done.find((each) => each.entry === entry);
  if (!step) return book;
  return {
    decisions: apply(book.decisions, inverse(step.changes)),
    done: book.done.filter((each) => each !== step),
    undone: [...book.undone, step],
  };
}

/** The book with an undone step done once more; unchanged where it was not undone. */
export function withStepAgain(book: DecisionBook, entry: number): DecisionBook {
  const step = book.undone.find((each) => each.entry === entry);
  if (!step) return book;
  return {
    decisions: apply(book.decisions, step.changes),
    done: [...book.done, step],
    undone: book.undone.filter((each) => each !== step),
  };
}

/** The changes that take `changes` back. */
export function inverse(changes: readonly DecisionChange[]): DecisionChange[] {
  return changes.map(({ productId, before, after }) => ({ productId, before: after, after: before }));
}

/** Without a prototype, so that no product's name finds anything that was not decided. */
function apply(decisions: Decisions, changes: readonly DecisionChange[]): Decisions {
  const next = Object.assign(Object.create(null) as Record<string, Decision>, decisions);
  for (const { productId, after } of changes) {
    if (after === null) delete next[productId];
    else next[productId] = after;
  }
  return next;
}
