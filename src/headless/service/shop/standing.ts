// What prices stand on at a moment, and the prices themselves, each kept until something under it changes.
//
// A kept suggestion is used while sales, rules and model are the same, and the decided changes of the products it was
// priced with are, too: rules about how often a price moves count those.

import { acceptedChanges, type AcceptedChanges } from '../../../core/decisions/accepted-changes.ts';
import type { DecisionBook } from '../../../core/decisions/decision.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { msPerDay } from '../../../core/table/day-numbers.ts';
import type { Ground } from '../background/service-ground.ts';
import type { PriceDesk } from './price-desk.ts';
import { pricesInForce, type PriceInForce } from './prices-in-force.ts';
import type { ShopState } from './shop-state.ts';

/** Which sales, rules, model and decisions an answer rests on. Entries are those of the log. */
export interface StandsOn {
  readonly sales: { readonly fingerprint: string; readonly lastDay: string; readonly entry: number } | null;
  readonly rules: { readonly entry: number };
  readonly model: { readonly id: string; readonly name: string; readonly entry: number } | null;
  /** Why the model in use does not price these sales; null where it does, or there is none. */
  readonly modelProblem: string | null;
  readonly decisions: { readonly entry: number };
}

export interface KeptSuggestion {
  readonly suggestion: Suggestion;
  /** The same as JSON. */
  readonly json: string;
  /** The decided changes it was priced under. */
  readonly moves: string;
}

/** Suggestions between two looks at other requests. */
export const pricedAtOnce = 20;

/** Suggestions of one desk. */
export class PriceCache {
  readonly desk: PriceDesk;
  readonly ground: Ground | null;
  private readonly kept = new Map<string, KeptSuggestion>();

  constructor(desk: PriceDesk, ground: Ground | null) {
    this.desk = desk;
    this.ground = ground;
  }

  /** The suggestion for a product that the desk has, and whether it was at hand. */
  suggestion(
    productId: string,
    accepted: AcceptedChanges,
  ): { readonly kept: KeptSuggestion; readonly atHand: boolean } {
    const members = this.desk.together(productId);
    const moves = movesOf(members, accepted);
    const known = this.kept.get(productId);
    if (known?.moves === moves) return { kept: known, atHand: true };
    this.desk.price(productId, accepted).forEach((suggestion, i) => {
      this.kept.set(members[i]!, { suggestion, json: JSON.stringify(suggestion), moves });
    });
    return { kept: this.kept.get(productId)!, atHand: false };
  }
}

function movesOf(members: readonly string[], accepted: AcceptedChanges): string {
  let key = '';
  for (const id of members)
    if (Object.hasOwn(accepted, id)) {
      const { changesLastWeek, daysSinceChange } = accepted[id]!;
      key += `${JSON.stringify(id)} ${changesLastWeek} ${daysSinceChange};`;
    }
  return key;
}


/** The decided changes as rules count them, kept until a decision, the passing of a day or a clock put back changes them. */
export class CountedChanges {
  private book: DecisionBook | null = null;
  private since = 0;
  private until = 0;
  private changes: AcceptedChanges = {};

  at(book: DecisionBook, now: number): AcceptedChanges {
    // A clock that is put back has counted days that are yet to come.
    if (book !== this.book || now >= this.until || now < this.since) {
      this.book = book;
      this.since = now;
      this.changes = acceptedChanges(book, new Date(now).toISOString());
      this.until = nextChange(book, now);
    }
    return this.changes;
  }
}

/** When the first of the decided changes is a day older. */
function nextChange({ done }: DecisionBook, now: number): number {
  let soonest = Infinity;
  for (const { at, changes } of done) {
    // The prices of a step hold from one moment.
    const when = Date.parse(changes.find(({ after }) => after)?.after?.from ?? at);
    const days = Math.floor(Math.max(0, now - when) / msPerDay) + 1;
    soonest = Math.min(soonest, when + days * msPerDay);
  }
  return soonest;
}

/** Prices in force, kept for the day. */
export class ForceOfDay {
  private state: ShopState | null = null;
  private day = '';
  private prices: ReadonlyMap<string, PriceInForce> = new Map();

  on(state: ShopState, day: string): ReadonlyMap<string, PriceInForce> {
    if (state.book !== this.state?.book || day !== this.day) {
      this.state = state;
      this.day = day;
      this.prices = pricesInForce(state, day);
    }
    return this.prices;
  }
}
