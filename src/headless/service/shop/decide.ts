// Decisions on a shop's prices: the page's rules of decision, on the prices that stand now, past the circuit breaker.

import type { AuditEntry } from '../../../core/decisions/audit-log.ts';
import { encodeDecisions } from '../../../core/decisions/decision-record.ts';
import {
  decisionFor,
  proposeDecisions,
  type DecisionChange,
  type DecisionRequest,
} from '../../../core/decisions/decision.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { dayOfMoment, isoDate } from '../../../core/table/day-numbers.ts';
import { shortened } from '../../../core/text/short-text.ts';
import { Problem, problemBody } from '../problem.ts';
import { breakerStop, type PriceMove } from './circuit-breaker.ts';
import type { Answered, Change, RequestKey, Shop, Standing } from './served-shop.ts';

export interface AskedDecision {
  readonly request: DecisionRequest;
  /** Prices that the person has seen: a product whose price is another one now stays as it is. */
  readonly seen: ReadonlyMap<string, number> | null;
  /** ISO day from which the prices hold; null: at once. */
  readonly from: string | null;
  /** A person has looked at a list that the circuit breaker stops. */
  readonly confirmed: boolean;
}

export interface DecisionAnswer {
  /** Entry of the log; null where nothing changed. */
  readonly entry: number | null;
  readonly from: string | null;
  readonly changed: readonly {
    readonly productId: string;
    readonly action: string;
    readonly price: number | null;
  }[];
  /** Products that stay as they are, and why. */
  readonly left: readonly { readonly productId: string; readonly why: string }[];
}

const leftWords: Readonly<Record<string, string>> = {
  overridden: 'it is overridden, which applies until it is taken back',
  noPrice: 'it has no recommended price',
  notSuggested: 'the shop has no such product',
  badPrice: 'its overriding price is less than a cent',
  noReason: 'an override needs a reason',
  unchanged: 'it is already decided this way',
  changedSince: 'another price is recommended now: review it',
};

/** Answers with a problem of status 409 where the circuit breaker stops the list; that it did stands in the log. */
export function decide(shop: Shop, key: RequestKey | null, asked: AskedDecision): Promise<Answered> {
  return shop.change(key, async () => changeOf(shop, await shop.standing(), asked));
}

function changeOf(shop: Shop, standing: Standing, asked: AskedDecision): Change<unknown> {
  const { state, cache, accepted } = standing;
  const { request, from, confirmed } = asked;
  if (from !== null) requireDay(from, shop.options.now());
  const wanted =
    request.action === 'override' ? request.prices.map(({ productId }) => productId) : request.productIds;
  const suggestions = new Map<string, Suggestion>();
  for (const id of wanted)
    if (cache.desk.has(id)) suggestions.set(id, cache.suggestion(id, accepted).kept.suggestion);
  const stale = staleOf(suggestions, asked);
  const current = [...suggestions.values()].filter(({ productId }) => !stale.has(productId));
  const today = isoDate(dayOfMoment(shop.options.now()));
  const startOf = (day: string | null | undefined) => (day && day > today ? day : today);
  const { changes, left } = proposeDecisions(
    state.book.decisions,
    current,
    request,
    (before) => startOf(before.from) !== startOf(from),
  );
  const { breaker } = shop.options;
  const moves = movesOf(changes, standing);
  const stop = confirmed ? null : breakerStop(moves, cache.desk.productIds.length, breaker);
  if (stop) {
    const detail = `${stop.sentence} Review it and send it again with "confirmed": true, or decide fewer prices at once.`;
    return {
      drafts: [
        { kind: 'breaker', body: { sentence: stop.sentence, reason: stop.reason, products: changes.length } },
      ],
      status: 409,
      answer: () => ({ ...problemBody('circuitBreaker', detail), reason: stop.reason }),
    };
  }
  const why = (productId: string, reason: string) =>
    leftWords[stale.has(productId) ? 'changedSince' : reason]!;
  const answer = (entries: readonly AuditEntry[]): DecisionAnswer => ({
    entry: entries.at(-1)?.index ?? null,
    from,
    changed: changes.map(({ productId, after }) => ({
      productId,
      action: after?.action ?? 'clear',
      price: after?.price ?? null,
    })),
    left: left.map((one) => ({ productId: one.productId, why: why(one.productId, one.why) })),
  });
  if (changes.length === 0) return { drafts: [], answer };
  const body = {
    ...encodeDecisions(changes),
    ...(from === null ? {} : { from }),
    standsOn: standing.standsOn,
    ...(confirmed ? { confirmed } : {}),
  };
  return { drafts: [{ kind: 'decision', body }], answer };
}

/** Days ahead that a price may begin to apply: a later one is a slip. */
const mostDaysAhead = 731;

/**
 * Prices that began before they were decided would rewrite what was charged, and count as if they had long applied. What is
 * still today somewhere passes.
 *
 * @throws Problem where prices cannot begin to apply on that day.
 */
function requireDay(from: string, now: number): void {
  const day = (after: number) => isoDate(dayOfMoment(now) + after);
  if (from < day(-1))
    throw new Problem('unusable', `"from" is ${from}, which is over: give ${day(0)} (today, in UTC) or a later day.`);
  if (from > day(mostDaysAhead))
    throw new Problem(
      'unusable',
      `"from" is ${from}, more than two years away: give a day up to ${day(mostDaysAhead)}.`,
    );
}

/** Products whose recommended price is another one than the person has seen. */
function staleOf(suggestions: ReadonlyMap<string, Suggestion>, { seen }: AskedDecision): ReadonlySet<string> {
  const stale = new Set<string>();
  for (const [id, price] of seen ?? [])
    if (suggestions.has(id) && Math.abs((suggestions.get(id)!.price ?? Number.NaN) - price) >= 0.005)
      stale.add(id);
  return stale;
}

/**
 * What the changes do to what is charged: from the price in the sales, or from one decided since where that is further.
 * Taking a decision back and rejecting a price are no list of prices.
 */
function movesOf(changes: readonly DecisionChange[], { state, inForce }: Standing): PriceMove[] {
  const lastDay = state.sales?.lastDay ?? '';
  return changes.flatMap(({ productId, after }) => {
    if (after === null || after.price === null || after.action === 'reject') return [];
    const { price, currentPrice } = after;
    const held = inForce.get(productId);
    const isFurther =
      held !== undefined &&
      held.since > lastDay &&
      Math.abs(price / held.price - 1) > Math.abs(price / currentPrice - 1);
    return [{ productId, currentPrice: isFurther ? held.price : currentPrice, price }];
  });
}

/** @throws Problem where the shop has no such product. */
export function requireProduct({ cache, state }: Standing, productId: string): void {
  if (cache.desk.has(productId)) return;
  const unusable = cache.ground?.unusable.find(({ product }) => product === productId);
  const decided =
    decisionFor(state.book.decisions, productId) === null ? '' : ', though something was decided about it';
  throw unusable
    ? new Problem('unusable', `The product "${productId}" cannot be priced: ${unusable.reason}`)
    : new Problem('notFound', `The shop has no product "${shortened(productId)}"${decided}.`);
}
