// At most so many changes of price: those that gain most, all others held at today's price and everything priced anew.

import type { Suggestion } from './suggestion.ts';
import { runToEnd } from '../run-to-end.ts';
import { atOnce, type WorkSteps } from './work-steps.ts';

type PricedChange = Pick<Suggestion, 'productId' | 'recommendation' | 'price'>;

/** Rounds in which places that came free are given away again. */
const mostRounds = 4;

/**
 * Suggestions of which at most `most` change a price, where rules and relations leave that many; `suggest` is given the
 * products whose price is to stay, null for none.
 *
 * A price that the rules do not allow to stay changes whatever `most` says.
 */
export function fewestChanges<Change extends PricedChange>(
  most: number | null,
  suggest: (held: ReadonlySet<string> | null) => Change[],
): Change[] {
  return runToEnd(fewestChangesSteps(most, (held) => atOnce(() => suggest(held))));
}

/** The same in the steps that a pricing takes. */
export function* fewestChangesSteps<Change extends PricedChange>(
  most: number | null,
  suggest: (held: ReadonlySet<string> | null) => WorkSteps<Change[]>,
): WorkSteps<Change[]> {
  let suggestions = yield* suggest(null);
  if (most === null || changedOf(suggestions).length <= most) return suggestions;
  let chosen = new Set(ranked(suggestions).slice(0, most));
  const wanted = ranked(suggestions);
  for (let round = 0; round < mostRounds; round++) {
    suggestions = yield* suggest(
      new Set(suggestions.map(({ productId }) => productId).filter((id) => !chosen.has(id))),
    );
    const changed = new Set(changedOf(suggestions).map(({ productId }) => productId));
    const free = most - changed.size;
    if (free === 0) break;
    const next = new Set([...chosen].filter((id) => changed.has(id)));
    if (free < 0) {
      // What must change takes the places of what gains least.
      const spare = wanted.filter((id) => next.has(id) && !isForced(suggestions, id)).slice(free);
      if (spare.length === 0) break;
      spare.forEach((id) => next.delete(id));
    } else {
      const others = wanted.filter((id) => !chosen.has(id) && !changed.has(id)).slice(0, free);
      if (others.length === 0) break;
      others.forEach((id) => next.add(id));
    }
    chosen = next;
  }
  return suggestions;
}

function changedOf(suggestions: readonly PricedChange[]): readonly PricedChange[] {
  return suggestions.filter(
    ({ recommendation, price }) => recommendation.action === 'change' && price !== null,
  );
}

function isForced(suggestions: readonly PricedChange[], id: string): boolean {
  return suggestions.some(({ productId, recommendation }) => productId === id && recommendation.isForced);
}

/** Ids of what changes: what must first, then what gains most. */
function ranked(suggestions: readonly PricedChange[]): string[] {
  return [...changedOf(suggestions)]
    .sort(
      (a, b) =>
        Number(b.recommendation.isForced) - Number(a.recommendation.isForced) ||
        b.recommendation.gainPerDay.value - a.recommendation.gainPerDay.value,
    )
    .map(({ productId }) => productId);
}
