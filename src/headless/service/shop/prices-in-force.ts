// Which prices hold on a day: the newest decision whose day has come. Pure.

import type { Decision } from '../../../core/decisions/decision.ts';
import type { ShopState } from './shop-state.ts';

export interface PriceInForce {
  readonly productId: string;
  readonly price: number;
  /** ISO day. */
  readonly since: string;
  readonly action: Decision['action'];
  /** Entry of the log. */
  readonly entry: number;
}

/** By product; a product of which nothing was decided, or nothing that holds yet, is not among them. `day` is an ISO day. */
export function pricesInForce({ book, holdsFrom }: ShopState, day: string): Map<string, PriceInForce> {
  const settled = new Set<string>();
  const prices = new Map<string, PriceInForce>();
  for (let i = book.done.length - 1; i >= 0; i--) {
    const { entry, at, changes } = book.done[i]!;
    const since = holdsFrom.get(entry) ?? at.slice(0, 10);
    for (const { productId, after } of changes) {
      if (settled.has(productId)) continue;
      if (after === null || after.price === null) {
        settled.add(productId); // taken back: what was decided before does not come back
        continue;
      }
      if (since > day) continue;
      settled.add(productId);
      prices.set(productId, { productId, price: after.price, since, action: after.action, entry });
    }
  }
  return prices;
}
